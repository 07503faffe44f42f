package journal

import "time"

func sent(op string, at time.Time) line {
	return line{Kind: kindIntent, Op: op, Key: key, Content: content, Time: at, Lookup: &Lookup{NotBefore: 7}}
}

func result(op string, outcome Outcome, msgid string) line {
	return line{Kind: kindResult, Op: op, Key: key, Content: content, Outcome: outcome, MsgID: msgid}
}

func resolved(op, msgid string) line {
	return line{Kind: kindResolved, Op: op, Key: key, Content: content, MsgID: msgid, NotSent: msgid == ""}
}

// held is what a run tells of a message that a state holds.
func held(op, msgid string, sentAt, at time.Time) line {
	return line{Kind: kindHeld, Op: op, Key: key, Content: content, MsgID: msgid, SentAt: sentAt, Time: at, Lookup: &Lookup{NotBefore: 7}}
}

// byPerson is what a person has named.
func byPerson(l line) line { l.Named = true; return l }

// inPart is what a run tells of an import.
func inPart(l line) line { l.Words = content; return l }

// wished is what a run tells of a message that is to be replaced.
func wished(l line, by string) line {
	l.ReplacedBy = by
	return l
}

// at is a line of so many minutes after noon.
func at(l line, minutes int) line {
	l.Time = noon.Add(time.Duration(minutes) * time.Minute)
	return l
}

// replacing is an intent that replaces messages on purpose.
func replacing(l line, msgids ...string) line {
	l.Replaces = msgids
	return l
}

func withdrawn(op string) line {
	return line{Kind: kindWithdrawn, Op: op, Key: key, Content: content}
}
