package wecom

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// FindEarlier is [Client.FindMassMessage] for a message of unknown status that
// may be in the journal. What the journal gives to another message is not
// found, and what it gives to this one is, where the list does not prove it: a
// run of another root has found it, or a person has named it and neither the
// list nor an import since says otherwise. Then told says which run. What was
// imported is found where the list shows that it went to these people. What the
// list proves is told to later runs, where the journal holds an operation that
// this is the outcome of.
func (c *Client) FindEarlier(ctx context.Context, s Sent, trace Trace, keys JournalKeys) (finding Finding, told journal.Entry, err error) {
	finding, standing, err := c.findBesideJournal(ctx, s, trace, keys)

	if finding.Proven != nil {
		if standing.Decision == journal.LookUp {
			// What cannot be written here a later run looks up again.
			_ = c.journal.Resolve(journal.Resolution{
				Op: standing.Entry.Op, Key: keys.Key, Content: keys.Content, Says: keys.Says, Place: keys.Place,
				MsgID: finding.Proven.MsgID, SentAt: finding.Proven.CreateTime, Failed: len(finding.FailList),
			})
		}

		return finding, told, err
	}

	word := c.weighTold(ctx, s, trace, keys, standing)
	if word.right != nil {
		finding.Proven, finding.FailList = word.right, []string{}
		return finding, told, nil
	}

	if !isTold(standing) || !word.stands() || !c.inflight.adopt(&s, standing.Entry.MsgID) {
		return finding, told, err
	}

	told = standing.Entry
	finding.Proven = &Record{MsgID: told.MsgID, CreateTime: told.SentAt, ChatType: s.ChatType}

	return finding, told, nil
}

// FindBeside is FindEarlier for one that is unknown because of an operation of
// keys that may have gone to others. Only the list proves it then; told is what
// the journal knows of that operation by now.
func (c *Client) FindBeside(ctx context.Context, s Sent, trace Trace, keys JournalKeys) (finding Finding, told journal.Entry, err error) {
	finding, standing, err := c.findBesideJournal(ctx, s, trace, keys)
	if finding.Proven == nil && isTold(standing) && c.weighTold(ctx, s, trace, keys, standing).stands() {
		told = standing.Entry
	}

	return finding, told, err
}

// weighTold weighs what the journal tells of a message that a state has as one
// of unknown status.
func (c *Client) weighTold(ctx context.Context, s Sent, trace Trace, keys JournalKeys, standing journal.Standing) personsWord {
	n := &noted{c: c, keys: keys, standing: standing}

	// What a state had after an import.
	if standing.Decision == journal.RefusePartly {
		return personsWord{right: n.sentToThese(ctx, s, standing.Entry.MsgID)}
	}

	if !isTold(standing) {
		return personsWord{}
	}

	return n.weigh(ctx, Delivery{NotDuplicates: trace.Exclude}, s, standing.Entry)
}

// findBesideJournal looks into WeCom's list, and then into the journal.
func (c *Client) findBesideJournal(ctx context.Context, s Sent, trace Trace, keys JournalKeys) (finding Finding, standing journal.Standing, err error) {
	if !c.keeps(keys) {
		finding, err = c.FindMassMessage(ctx, s, trace)
		return finding, standing, err
	}

	err = c.tellApart(ctx, &trace, s, keys)
	if err == nil {
		err = c.JournalForbids()
	}

	if err != nil && c.journalStrictly {
		return Finding{}, standing, err
	}

	finding, err = c.FindMassMessage(ctx, s, trace)

	standing, lookErr := c.journal.Look(journal.Query{Key: keys.Key, Content: keys.Content, Part: keys.Part, Words: keys.scoped(s.Words), NotDuplicates: slices.Concat(trace.Exclude, trace.Claimed)})
	if finding.Proven == nil {
		err = errors.Join(err, lookErr)
	}

	return finding, standing, err
}

// isTold reports whether the journal knows which message one is.
func isTold(standing journal.Standing) bool {
	return standing.Decision == journal.Record || standing.Decision == journal.RefuseOld
}

// ResolveInJournal tells later runs what a message of unknown status has turned
// out to be: isNamed by the word of a person.
//
// recipients is how many people it went to, and failed how many of them WeCom
// cannot reach; 0 where that is not known.
func (c *Client) ResolveInJournal(keys JournalKeys, msgid string, sentAt time.Time, recipients, failed int, isNamed bool) error {
	if !c.keeps(keys) {
		return nil
	}

	standing, err := c.journal.Look(journal.Query{Key: keys.Key, Content: keys.Content})
	if err != nil {
		return err
	}

	op := ""
	if standing.Decision == journal.LookUp {
		op = standing.Entry.Op
	}

	return c.journal.Resolve(journal.Resolution{
		Op: op, Key: keys.Key, Content: keys.Content, Says: keys.Says, Place: keys.Place, MsgID: msgid, SentAt: sentAt, Named: isNamed, Recipients: recipients, Failed: failed,
	})
}

// Held is a message as a state holds it.
type Held struct {
	Keys JournalKeys
	// MsgID is empty where it is not known what became of it. Then Sent and
	// Trace tell it from others. Else Sent has its people, where it knows them.
	MsgID  string
	SentAt time.Time // zero if not known
	Sent   Sent
	Trace  Trace
	// FailList are those of its people whom WeCom cannot reach.
	FailList []string
	// Partly is true where the state does not know all that was sent, as of an
	// import.
	Partly bool
	// ReplacedBy is the key of the message that is to replace it on purpose, or
	// journal.NotKnown.
	ReplacedBy string
}

// holding is the message for the journal.
func (m Held) holding() journal.Holding {
	keys := m.Keys
	h := journal.Holding{Key: keys.Key, Content: keys.Content, MsgID: m.MsgID, SentAt: m.SentAt, ReplacedBy: m.ReplacedBy}
	h.Place, h.Says, h.Recipients = keys.Place, keys.Says, m.Sent.Count

	if m.Partly {
		h.Words = keys.scoped(m.Sent.Words)
	}

	if m.MsgID != "" {
		if !m.Partly {
			h.Who = m.Sent.without(m.FailList).whoOf(keys.Content)
		}

		return h
	}

	h.Intent = journal.Intent{
		Place: keys.Place, Says: keys.Says,
		Recipients: m.Sent.Count, People: keys.People, Who: m.Sent.whoOf(keys.Content),
		Lookup: journal.Lookup{
			NotBefore:      m.Trace.provableFrom(),
			RequestTimeout: time.Duration(m.Trace.NotAfter-m.Trace.NotBefore) * time.Second,
			Known:          m.Trace.Exclude, Listed: m.Sent.Content, Words: m.Sent.wordsBesideFiles(),
		},
	}

	return h
}

// EnterInJournal tells later runs of messages that a state holds, of those that
// the journal has never heard of. That one which nobody has asked for cannot be
// written is no error yet: a send or a removal will say so.
func (c *Client) EnterInJournal(all ...Held) error {
	if c.journal == nil {
		return nil
	}

	if err := c.journal.Enter(holdings(all)...); c.journalStrictly {
		return err
	}

	return nil
}

// RemoveInJournal tells later runs of messages that are about to be removed
// from the state, also of those that the journal has never heard of. It tells
// nothing to one that was asked for and is damaged.
func (c *Client) RemoveInJournal(all ...Held) error {
	if c.journal == nil {
		return nil
	}

	if err := c.JournalForbids(); err != nil {
		return err
	}

	return c.journal.Remove(holdings(all)...)
}

// holdings are messages for the journal, but those that are kept in none.
func holdings(all []Held) []journal.Holding {
	kept := make([]journal.Holding, 0, len(all))

	for _, m := range all {
		if m.Keys.Key != "" {
			kept = append(kept, m.holding())
		}
	}

	return kept
}
