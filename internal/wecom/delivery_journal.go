package wecom

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// JournalKeys name a message in the journal, all as digests. The zero value is
// of a message that is kept in none.
type JournalKeys struct {
	Key     string // all that makes it this message
	Content string // what it says, whoever sends and gets it
	People  string // Content and who gets it; empty if it names nobody
	// Says is Content without its triggers.
	Says string `json:"-"`
	// AsImport is the Content that an import into its block has, as far as
	// WeCom's list tells; empty where that is not known.
	AsImport string `json:"-"`
	// Scope is the company and the address of the API, beside which the words
	// of an import say nothing.
	Scope string `json:"-"`

	// Place is in its campaign. Empty of a message that stands alone.
	journal.Place
}

// scoped are the words of a message, see [Sent], as the journal has them: those
// of one company, at one address. Empty without words.
func (k JournalKeys) scoped(words string) string {
	if words == "" {
		return ""
	}

	sum := sha256.Sum256([]byte(k.Scope + "\n" + words))

	return hex.EncodeToString(sum[:])
}

// JournalError says that the journal forbids a send. Nothing was sent.
type JournalError struct {
	Decision journal.Decision
	// Entry is the operation that stands in the way.
	Entry journal.Entry
	// Named is, beside one that was imported, the message that a person has
	// named before; else nil.
	Named *journal.Entry
	// Held is, beside [journal.RefuseSameRun], the msgid that this run has for
	// another message, which the journal has as this one, too; else empty.
	Held string
	// Ahead is true where the time of that operation is well ahead of ours.
	Ahead bool
	// Wait is how long WeCom's list may not show yet what that operation has
	// sent.
	Wait time.Duration
	// Err says that the journal could not be read or written.
	Err error
}

func (e *JournalError) Unwrap() error { return e.Err }

func (e *JournalError) Error() string {
	switch e.Decision {
	case journal.RefuseFollowed:
		if e.Entry.MsgID == "" {
			return WhoBegan(e.Entry, "an earlier wave", "it") + ", it is not known what became of that, and another wave has come since"
		}

		return fmt.Sprintf("an earlier wave has sent it, as %s at %s, and another wave has come since", e.Entry.MsgID, e.Entry.SentAt.UTC().Format(time.RFC3339))
	case journal.RefuseBeside:
		if e.Entry.MsgID == "" {
			return WhoBegan(e.Entry, "an earlier run", "it with other triggers") + ", it is not known what became of that, and nobody says that it is to be sent again"
		}

		return fmt.Sprintf("it was sent with other triggers, as %s at %s, and nobody says that it is to be sent again", e.Entry.MsgID, e.Entry.SentAt.UTC().Format(time.RFC3339))
	case journal.RefusePartly, journal.RefuseOld:
		if e.Named != nil {
			return fmt.Sprintf("it was sent already: as %s, which a person has named, or as %s, which was imported since", e.Named.MsgID, e.Entry.MsgID)
		}

		return fmt.Sprintf("it was sent already, as %s at %s", e.Entry.MsgID, e.Entry.SentAt.UTC().Format(time.RFC3339))
	case journal.RefuseRunning:
		return "another run is sending this message, or one with the same content, now"
	case journal.RefuseObscure:
		return "the journal has a line about this message or its content that this version cannot read; a later version may have written it"
	case journal.RefuseSameRun:
		if e.Held != "" {
			return fmt.Sprintf("by the journal it was sent already, as %s, and another resource of this run has that message, with other words, recipients or triggers", e.Held)
		}

		return "another resource of this run is the same message, to the same recipients"
	case journal.LookAgain:
		return "other runs send messages with the same content all the time"
	case journal.LookUp:
		return WhoBegan(e.Entry, "an earlier run", "the same content") + ", perhaps to some of the same recipients, and what became of that is not known"
	case journal.Send, journal.Record:
	}

	return e.Err.Error()
}

// WhoBegan says where the journal has an operation from of which nobody has
// said what became of it. What only a state has told of perhaps no run was ever
// about to send: it may have been stopped by what a look has found.
func WhoBegan(e journal.Entry, who, what string) string {
	at := BeganAt(e).UTC().Format(time.RFC3339)

	switch {
	case e.Run == "" && e.MsgID != "":
		return fmt.Sprintf("a state had %s at %s, as %s", what, at, e.MsgID)
	case e.Run == "":
		return fmt.Sprintf("a state had %s at %s, as one of unknown status", what, at)
	}

	return fmt.Sprintf("%s was about to send %s at %s", who, what, at)
}

// passesSoon reports whether another run stands in the way for a moment only:
// with a message of equal content under another key, whoever gets that.
func (e *JournalError) passesSoon(keys JournalKeys) bool {
	// What a run of the same campaign does meanwhile this one has not read.
	isBeside := keys.CampaignID != "" && e.Entry.CampaignID == keys.CampaignID

	return e.Decision == journal.LookAgain || e.Decision == journal.RefuseRunning && e.Entry.Key != keys.Key && !isBeside
}

// journalPause is how long to wait for such a run.
const journalPause = 300 * time.Millisecond

// noted is one delivery as the journal has it. Without a journal every step of
// it does nothing.
type noted struct {
	c        *Client
	keys     JournalKeys
	standing journal.Standing
	op       string
	// failed is what could not be read or written, where that forbids nothing.
	// The journal is then left out.
	failed error
	// damage is what of the journal cannot be read, where that forbids nothing.
	damage error
}

// lookIntoJournal says what the journal holds against a message. It is an error
// where that is not to be sent, nor to be recorded.
func (c *Client) lookIntoJournal(d Delivery, words string) (*noted, error) {
	n := &noted{c: c, keys: d.Journal}
	if !n.isKept() {
		return n, nil
	}

	query := journal.Query{
		Key: d.Journal.Key, Content: d.Journal.Content, CampaignID: d.Journal.CampaignID, Part: d.Journal.Part, Words: d.Journal.scoped(words),
		NotDuplicates: d.NotDuplicates, Replaces: d.Repeats, ReplacesLost: d.ReplacesLost,
	}

	// Without a look other triggers make another message.
	if d.CheckInterval > 0 {
		query.Says, query.Cut = d.Journal.Says, d.Journal.Cut
	}

	standing, err := c.journal.Look(query)
	if err != nil {
		return n, n.cannot(err)
	}

	n.standing, n.damage = standing, standing.Damage

	switch standing.Decision {
	case journal.Send, journal.Record, journal.LookUp, journal.RefusePartly:
		// What cannot be read may have told of this message, or of a later one
		// than what can.
		if n.damage != nil && c.journalStrictly {
			return n, &JournalError{Err: n.damage}
		}

		return n, nil
	default:
		return n, &JournalError{Decision: standing.Decision, Entry: standing.Entry}
	}
}

// keeps reports whether a message is kept in the journal.
func (c *Client) keeps(keys JournalKeys) bool { return c.journal != nil && keys.Key != "" }

func (n *noted) isKept() bool { return n.c.keeps(n.keys) && n.failed == nil }

// cannot is an error where a person has asked for the journal. One that nobody
// asked for is then left out.
func (n *noted) cannot(err error) error {
	if n.c.journalStrictly {
		return &JournalError{Err: err}
	}

	n.failed = err

	return nil
}

// knows reports whether the journal tells of a message.
func (n *noted) knows(msgid string) bool { return n.isKept() && n.c.journal.Knows(msgid) }

// begin writes the intent, right before the POST.
func (n *noted) begin(s *Sent, known []string) error {
	if !n.isKept() {
		return nil
	}

	op, verdict, err := n.c.journal.Begin(n.standing, journal.Intent{
		Place:      n.keys.Place,
		Says:       n.keys.Says,
		Recipients: s.Count,
		People:     n.keys.People,
		Who:        s.whoOf(n.keys.Content),
		Lookup: journal.Lookup{
			NotBefore:      n.c.traceFor(n.c.clock.Now()).provableFrom(),
			RequestTimeout: n.c.requestTimeout,
			Known:          n.unknownOf(known),
			Listed:         s.Content,
			Words:          s.wordsBesideFiles(),
		},
	})

	switch {
	case verdict.Decision == journal.Send && err == nil:
		n.op = op
		return nil
	case verdict.Decision == journal.Record, verdict.Decision == journal.LookUp:
		// It was told of since the look.
		return &JournalError{Decision: journal.LookAgain, Entry: verdict.Entry}
	case verdict.Decision != 0 && verdict.Decision != journal.Send:
		return &JournalError{Decision: verdict.Decision, Entry: verdict.Entry}
	default:
		return n.cannot(err)
	}
}

// wordsBesideFiles is Words where that says less than Content.
func (s *Sent) wordsBesideFiles() string {
	if s.Words == s.Content {
		return ""
	}

	return s.Words
}

// unknownOf are the messages of which the journal itself does not tell: those
// need not stand in each line.
func (n *noted) unknownOf(msgids []string) []string {
	return slices.DeleteFunc(slices.Clone(msgids), n.c.journal.Knows)
}

// end tells how the send has ended, once it was looked up.
func (n *noted) end(r *Receipt) {
	if n.op != "" {
		result := journal.Result{Outcome: journal.OutcomeUnknown, ErrCode: Code(r.Err)}

		switch r.Kind {
		case Accepted:
			result = journal.Result{Outcome: journal.OutcomeCreated, MsgID: r.MsgID, SentAt: r.SentAt, Failed: CountFailed(r.FailList, r.Sent.ids)}
			if result.Failed > 0 {
				result.Who = r.Sent.without(r.FailList).whoOf(n.keys.Content)
			}
		case Refused:
			result.Outcome = journal.OutcomeRefused
		case Unknown:
		}

		n.failed = errors.Join(n.failed, n.c.journal.End(n.op, result))
	}

	r.Op, r.JournalFailed, r.JournalDamage = n.op, n.failed, n.damage
}
