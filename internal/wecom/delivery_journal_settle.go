package wecom

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// ToldInJournal is what the journal says that a message of unknown status has
// turned out to be, where the list does not prove it: a run of another root has
// found it, or a person has named it. Without a MsgID it says nothing. The
// message is then known to this client, and not found for another one.
func (c *Client) ToldInJournal(s Sent, trace Trace, keys JournalKeys) (journal.Entry, error) {
	if c.journal == nil || keys.Key == "" {
		return journal.Entry{}, nil
	}

	standing, err := c.journal.Look(journal.Query{Key: keys.Key, Content: keys.Content, NotDuplicates: trace.Exclude})
	if err != nil {
		return journal.Entry{}, err
	}

	told := standing.Decision == journal.Record || standing.Decision == journal.RefuseOld
	if !told || !c.inflight.adopt(&s, standing.Entry.MsgID) {
		return journal.Entry{}, nil
	}

	return standing.Entry, nil
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
