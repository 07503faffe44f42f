package wecom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// Delivery is a message and how carefully to send it.
type Delivery struct {
	Message *MassMessage
	// CheckInterval is how far back to look for the same message before the
	// send. 0 switches the check off.
	CheckInterval time.Duration
	// CheckSince is a time of WeCom's to which the check goes back in any case,
	// however wrong our own clock is; zero: none.
	CheckSince time.Time
	// CheckStrictly makes a sent-message list that cannot be read an error. If
	// false it is a warning.
	CheckStrictly bool
	// Repeats are msgids of messages that this one repeats on purpose. They do
	// not count as the same message.
	Repeats []string
	// ReplacesLost is the key in the journal of the message that this one
	// replaces, where nobody knows what became of that: what it was to replace
	// does not count there either. WeCom's list does not know of it.
	ReplacesLost string
	// NotDuplicates are msgids of messages that are known to be others, though
	// WeCom's list shows them alike. They let the send pass.
	NotDuplicates []string
	// Others are msgids of messages that are known not to be this one, though
	// they may forbid the send.
	Others []string
	// Claims are msgids of messages that are known to be others of the same
	// campaign, or to be repeated by it. They let the send pass, and nobody is
	// asked about them. They may be many: no trace and no journal repeats them.
	Claims map[string]bool
	// Gone are Others of a campaign, which may be many, too.
	Gone map[string]bool
	// ListSince lets the look before the send use a list that was read since
	// then: a campaign reads it once for all its messages. Zero: some seconds.
	ListSince time.Time
	// RecordsFound makes of a message that the look before the send finds the
	// outcome, instead of an error: Accepted, if it is proven to be this one,
	// and Unknown, if that cannot be told.
	RecordsFound bool
	// MayRepeat is true where what the look finds may be a message that this
	// one repeats on purpose, which nobody remembers: then it is no proof.
	MayRepeat bool
	// Earlier are the words, see [Sent], that it may have been sent with before
	// its content was edited. What the look finds of them makes it Unknown.
	Earlier []string
	// Removed are messages that this run has taken out of the state and whose
	// outcome is not known: what is found may be theirs.
	Removed []Sent
	// Journal names the message in the journal of the client.
	Journal JournalKeys
	// CutFor are, of a campaign, its people and those who are excluded now. Nil
	// where that is not known.
	CutFor []string
	// Window is when the message may leave. What is recorded without a POST
	// is not held up by it.
	Window SendWindow

	// told are messages of equal content that the journal tells of.
	told []Record
	// before are operations of earlier waves that said the same to the same
	// people, of which nobody knows what became of them.
	before []journal.Entry
	// unknown are operations of others that said the same to some of these
	// people for certain, and of which nobody knows what became of them.
	unknown []journal.Entry
}

// isAnother reports whether a message is known to be another one, by what no
// trace and no journal repeats.
func (d Delivery) isAnother(msgid string) bool { return d.Claims[msgid] || d.Gone[msgid] }

// passes reports whether a message of equal words does not forbid the send.
func (d Delivery) passes(msgid string) bool {
	return d.Claims[msgid] || slices.Contains(d.Repeats, msgid) || slices.Contains(d.NotDuplicates, msgid)
}

// Receipt is the outcome of a delivery, and what a later run needs.
type Receipt struct {
	Outcome
	// SentAt is when the message was created, by WeCom's clock as far as it is
	// known.
	SentAt time.Time
	// Adopted is true where there was no verdict and the message was found in
	// the list. FailList is nil if WeCom does not say who is missing; those in
	// it WeCom was asked for, and the message could not reach them.
	Adopted bool
	// FoundBefore is true where the look before the send has found a message,
	// and so nothing was sent.
	FoundBefore bool
	// OddRecords is how many records of WeCom's list could not be read in the
	// check before the send, or beside a message that was found after it.
	OddRecords int
	// Sent tells the message from others.
	Sent Sent
	// CheckFailed says why the check before the send could not be made, though
	// the message was sent. Nil normally.
	CheckFailed error
	// Trace is what finds the message later. Unknown only.
	Trace Trace
	// Candidates are records that may be the message. Unknown only.
	Candidates []Record
	// Op is the operation of the journal whose outcome this is. Empty where
	// there is none.
	Op string
	// Earlier is the operation of another run that the journal tells of, where
	// nothing was sent because of it. Nil normally.
	Earlier *journal.Entry
	// JournalFailed says what could not be read of the journal or written into
	// it, though it did not forbid the send. Nil normally.
	JournalFailed error
	// JournalDamage says what of the journal cannot be read, where the message
	// was sent though it may be the one that is missing. Nil normally.
	JournalDamage error
}

// DeliverMassMessage sends a message at most once, whatever happens around it.
//
// Before: it looks into the journal and into WeCom's list whether the message
// was sent already, uploads the files that stand for media ids, and notes in
// the journal what it is about to do. Then it sends, once (see
// [Client.sendMassMessage]).
// After an Unknown outcome it looks for the message in WeCom's list, as long as
// one call may take, and adopts it if it is proven to be the one. A Refused
// outcome means that nothing was sent.
func (c *Client) DeliverMassMessage(ctx context.Context, d Delivery) Receipt {
	if _, err := d.Message.Encode(); err != nil {
		return Receipt{Outcome: refused(err)}
	}

	if _, err := c.tokens.get(ctx); err != nil {
		return Receipt{Outcome: refused(err)}
	}

	until := c.clock.Now().Add(c.requestTimeout)

	for {
		receipt := c.deliverOnce(ctx, d)

		obstacle, ok := errors.AsType[*JournalError](receipt.Err)
		if !ok || !obstacle.passesSoon(d.Journal) || !c.clock.Now().Before(until) {
			return receipt
		}

		if c.clock.Wait(ctx, c.jittered(journalPause)) != nil {
			return receipt
		}
	}
}

// deliverOnce does it, as far as the journal lets it.
func (c *Client) deliverOnce(ctx context.Context, d Delivery) Receipt {
	fingerprint := SentOf(d.Message).CutFor(d.CutFor)

	note, err := c.lookIntoJournal(d, fingerprint.Words)
	if err != nil {
		return Receipt{Outcome: refused(err)}
	}

	switch note.standing.Decision {
	case journal.Record:
		return note.record(ctx, d, fingerprint)
	case journal.LookUp:
		return note.lookUp(ctx, d, fingerprint)
	case journal.RefusePartly:
		return note.recordImport(ctx, fingerprint)
	default:
		d.told, d.before = note.told(d, &fingerprint), note.standing.Before
	}

	if err := note.checkUnknown(ctx, &d, &fingerprint); err != nil {
		return Receipt{Outcome: refused(err)}
	}

	freshAfter := d.ListSince
	if freshAfter.IsZero() {
		freshAfter = c.clock.Now().Add(-listShelfLife)
	}

	if receipt, isStopped := c.checkEarlier(ctx, d, fingerprint, freshAfter); isStopped {
		return receipt
	}

	before, sent, err := c.prepareSend(ctx, d, fingerprint, freshAfter)
	if found, ok := errors.AsType[*DuplicateError](err); ok && d.RecordsFound {
		return note.recordFound(ctx, d, fingerprint, found)
	}

	if err != nil {
		return Receipt{Outcome: refused(err)}
	}

	if err := note.begin(sent, slices.Concat(before.known, others(d))); err != nil {
		c.inflight.leave(sent)
		return Receipt{Outcome: refused(err)}
	}

	// Meanwhile another run may have sent the same, and whoever wrote the
	// refusal may have written it after the effect. A look that fails says
	// nothing of either, and the refusal stands, but where the message was to
	// be sent without a look from the start.
	lookAgain := func() error {
		c.inflight.leave(sent)

		again, entered, err := c.prepareSend(ctx, d, *sent, c.clock.Now())
		if err != nil {
			return err
		}

		if again.unread != nil && before.unread == nil {
			c.inflight.leave(entered)
			return fmt.Errorf("WeCom has refused the send, and its list must be read before it is made again: %w", again.unread)
		}

		again.known = slices.Concat(before.known, again.known)
		again.listed = before.listed // what has come since may be this message
		before, sent = again, entered

		return nil
	}

	outcome := c.sendMassMessage(ctx, d.Message, d.Window, lookAgain)
	if outcome.Kind == Accepted && (slices.Contains(before.listed, outcome.MsgID) || slices.Contains(others(d), outcome.MsgID) || d.isAnother(outcome.MsgID) || note.knows(outcome.MsgID)) {
		outcome = outcome.isOf("an earlier message")
	}

	receipt := Receipt{Outcome: c.inflight.endSend(sent, outcome), CheckFailed: before.unread, OddRecords: before.odd, Sent: *sent}

	if receipt.Kind == Unknown {
		receipt.Trace = Trace{Exclude: slices.Concat(before.known, others(d)), another: d.isAnother}

		c.lookUp(ctx, sent, &receipt, func() {
			note.tellApart(ctx, &receipt)
			receipt.Trace.addRemoved(sent, d.Removed)
		})
	}

	if !receipt.Adopted {
		receipt.SentAt = c.serverTime.at(receipt.postedAt)
	}

	note.end(&receipt)

	return receipt
}

// others are the messages that are known not to be this one.
func others(d Delivery) []string { return slices.Concat(d.Repeats, d.NotDuplicates, d.Others) }

// prepareSend does everything that comes before the POST, and enters the send
// of the message that it then gives. It looks at a list that was read after
// freshAfter. A slow list, uploads, and waiting for equal messages may take
// minutes, in which another run may send the same: then it looks again.
func (c *Client) prepareSend(ctx context.Context, d Delivery, s Sent, freshAfter time.Time) (beforeSend, *Sent, error) {
	for look := 1; ; look++ {
		before := c.checkNotSent(ctx, d, &s, freshAfter)
		if before.refusal != nil {
			return beforeSend{}, nil, before.refusal
		}

		if err := c.uploadMedia(ctx, d.Message); err != nil {
			return beforeSend{}, nil, err
		}

		sent := s.withMedia(d.Message)

		if err := c.inflight.beginSend(ctx, &sent); err != nil {
			return beforeSend{}, nil, err
		}

		if d.CheckInterval == 0 || !d.ListSince.IsZero() || !before.isStale(c.clock.Now()) || look == maxLooks {
			return before, &sent, nil
		}

		c.inflight.leave(&sent)

		s, freshAfter = sent, c.clock.Now()
	}
}

// maxLooks bounds the looks before one send, where WeCom's list is always slow.
const maxLooks = 3
