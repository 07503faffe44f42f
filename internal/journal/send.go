package journal

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Intent is what is kept of a message before its POST.
type Intent struct {
	Place
	// Says is the digest of what it says beside its triggers. Empty is its
	// content.
	Says string
	// Recipients is how many people or groups the message names, and People
	// the digest of its content and them, whoever sends. Neither, if it names
	// none.
	Recipients int
	People     string
	// Who tells these people from others, for whoever reads it. It holds no id.
	Who    string
	Lookup Lookup
}

// Begin tells all other runs that the message that was looked at is about to be
// sent, and gives the operation its name. Where the verdict is Send, the POST
// may be made, once, and must be followed by End. Any other verdict, or an
// error, forbids it: nothing is to be sent, and Begin has withdrawn.
//
// An error beside another verdict than Send says that the withdrawal could not
// be written: later runs will find an outcome that is not known.
func (j *Journal) Begin(s Standing, in Intent) (op string, v Verdict, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := checkDigests(s.query.Key, s.query.Content); err != nil {
		return "", Verdict{}, err
	}

	if err := checkGiven(in.Says, in.People, in.Part, in.Cut, in.Lookup.Listed, in.Lookup.Words); err != nil {
		return "", Verdict{}, err
	}

	if v := j.memory.decide(s.query, "", s.seen, j.now()); v.Decision != Send {
		return "", v, nil
	}

	op = j.newOp()

	if err := j.enter(op, s.query, in); err != nil {
		return "", Verdict{}, err
	}

	if err := j.refresh(); err != nil {
		return "", Verdict{}, errors.Join(err, j.note(j.memory.operations[op], line{Kind: kindWithdrawn}))
	}

	v = j.memory.decide(s.query, op, s.seen, j.now())
	if v.Decision != Send {
		return "", v, j.note(j.memory.operations[op], line{Kind: kindWithdrawn})
	}

	return op, v, nil
}

// saysBeside is what a message says, where that is not its content.
func saysBeside(says, content string) string {
	if says == content {
		return ""
	}

	return says
}

// newOp names an operation.
func (j *Journal) newOp() string {
	j.begun++

	return fmt.Sprintf("%s-%d", j.unique, j.begun)
}

// enter writes an intent. One that cannot be written is withdrawn: it may stand
// there nevertheless.
func (j *Journal) enter(op string, q Query, in Intent) error {
	// A wish of an earlier run is this one's now.
	replaces := slices.Compact(slices.Sorted(slices.Values(j.memory.toReplace(q, op))))

	l := line{
		Kind: kindIntent, Op: op, Key: q.Key, Content: q.Content, Says: saysBeside(in.Says, q.Content), Place: in.Place,
		Recipients: in.Recipients, People: in.People, Who: in.Who, Replaces: replaces, After: slices.Concat(j.memory.named(q.NotDuplicates), j.memory.lost(q)), Lookup: &in.Lookup,
	}

	err := j.tell(l)
	if err == nil {
		return nil
	}

	l.Kind, l.Lookup = kindWithdrawn, nil
	if j.file == nil {
		j.memory.add(l, j.memory.own)
	} else {
		_ = j.tell(l) // it says no more than the error does
	}

	return err
}

// tell writes lines and takes them in, even if they could not be written: this
// run knows them.
func (j *Journal) tell(lines ...line) error {
	for i := range lines {
		l := &lines[i]
		l.Version, l.Time, l.Run = version, j.now().UTC().Truncate(time.Millisecond), j.run
		j.memory.add(*l, j.memory.own)
	}

	return j.append(lines...)
}

// note writes what came of an operation.
func (j *Journal) note(op *operation, l line) error {
	l.Op, l.Key, l.Content, l.CampaignID = op.id, op.key, op.content, op.place.CampaignID

	return j.tell(l)
}

// Result is how a POST ended.
type Result struct {
	Outcome Outcome
	MsgID   string    // OutcomeCreated only
	SentAt  time.Time // OutcomeCreated only: when the message was created, if known
	ErrCode int       // WeCom's, if it gave one
	Failed  int       // OutcomeCreated only: how many WeCom cannot reach
	Who     string    // where some failed: whom it can reach, as in an Intent
}

// End tells how the POST of an operation of this run ended. An error says that
// it could not be written: later runs will find an outcome that is not known.
func (j *Journal) End(op string, r Result) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	l := line{Kind: kindResult, Outcome: r.Outcome, ErrCode: r.ErrCode}
	if r.Outcome == OutcomeCreated {
		l.MsgID, l.SentAt, l.Failed, l.Who = r.MsgID, r.SentAt, r.Failed, r.Who
	}

	return j.finish(op, l)
}

// Withdraw tells that the POST of an operation of this run was not made. An
// error is as that of End.
func (j *Journal) Withdraw(op string) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	return j.finish(op, line{Kind: kindWithdrawn})
}

func (j *Journal) finish(id string, l line) error {
	op := j.memory.operations[id]
	if op == nil || op.run != j.run || op.outcome != "" || op.withdrawn {
		return fmt.Errorf("%q is no operation of this run that is open", id)
	}

	l.Op, l.Key, l.Content = op.id, op.key, op.content
	if !l.isWhole() {
		return fmt.Errorf("%q cannot end with outcome %q and msgid %q", id, l.Outcome, l.MsgID)
	}

	return j.note(op, l)
}
