package wecom

import (
	"context"
	"errors"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// FindEarlier is [Client.FindMassMessage] for a message of unknown status that
// may be in the journal. What the journal gives to another message is not
// found, and what it gives to this one is, where the list does not prove it: a
// run of another root has found it, or a person has named it. Then told says
// which run.
func (c *Client) FindEarlier(ctx context.Context, s Sent, trace Trace, keys JournalKeys) (finding Finding, told journal.Entry, err error) {
	if c.journal == nil || keys.Key == "" {
		finding, err = c.FindMassMessage(ctx, s, trace)
		return finding, told, err
	}

	if err := c.tellApart(&trace, s, keys); err != nil && c.journalStrictly {
		return Finding{}, told, err
	}

	finding, err = c.FindMassMessage(ctx, s, trace)
	if finding.Proven != nil {
		return finding, told, err
	}

	standing, lookErr := c.journal.Look(journal.Query{Key: keys.Key, Content: keys.Content, NotDuplicates: trace.Exclude})

	switch {
	case lookErr != nil:
		return finding, told, errors.Join(err, lookErr)
	case standing.Decision != journal.Record && standing.Decision != journal.RefuseOld, !c.inflight.adopt(&s, standing.Entry.MsgID):
		return finding, told, err
	}

	told = standing.Entry
	finding.Proven = &Record{MsgID: told.MsgID, CreateTime: told.SentAt, ChatType: s.ChatType}

	return finding, told, nil
}

// ResolveInJournal tells later runs what a message of unknown status has turned
// out to be.
func (c *Client) ResolveInJournal(keys JournalKeys, msgid string, sentAt time.Time) error {
	if c.journal == nil || keys.Key == "" {
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

	return c.journal.Resolve(journal.Resolution{Op: op, Key: keys.Key, Content: keys.Content, MsgID: msgid, SentAt: sentAt})
}

// ForgetInJournal tells later runs that a message was removed from the state.
func (c *Client) ForgetInJournal(msgid string) error {
	if c.journal == nil || msgid == "" {
		return nil
	}

	return c.journal.Forget(msgid)
}
