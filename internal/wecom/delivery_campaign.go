package wecom

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// HasJournal reports whether there is a journal.
func (c *Client) HasJournal() bool { return c.journal != nil }

// KeepsJournal reports whether a message under these keys is kept in a journal.
func (c *Client) KeepsJournal(keys JournalKeys) bool { return c.journal != nil && keys.Key != "" }

// CampaignInJournal is what the journal tells of a campaign, see
// [journal.Journal.OfCampaign].
func (c *Client) CampaignInJournal(id string) ([]journal.Entry, error) {
	if c.journal == nil || id == "" {
		return nil, nil
	}

	return c.journal.OfCampaign(id)
}

// JournalStrictly reports whether a person has asked for the journal.
func (c *Client) JournalStrictly() bool { return c.journal != nil && c.journalStrictly }

// NotSentInJournal tells later runs that a person says of an operation, of a
// message of a campaign, that it has sent nothing. Without an operation it
// tells so of the message. What a state has held of it until then, a journal
// that was lost meanwhile has under another name.
func (c *Client) NotSentInJournal(keys JournalKeys, op string, sentAt time.Time) error {
	if !c.KeepsJournal(keys) {
		return nil
	}

	entries, err := c.CampaignInJournal(keys.CampaignID)
	if err != nil {
		return err
	}

	notSent := journal.Resolution{
		Op: op, Key: keys.Key, Content: keys.Content, CampaignID: keys.CampaignID, Part: keys.Part, NotSent: true,
	}

	for _, e := range entries {
		if e.Key != keys.Key || e.Part != keys.Part || e.MsgID != "" || e.Op == op || e.StartedAt.After(sentAt) {
			continue
		}

		same := notSent
		same.Op = e.Op

		if err := c.journal.Resolve(same); err != nil {
			return err
		}
	}

	return c.journal.Resolve(notSent)
}

// isSibling reports whether an operation is that of another message of the same
// campaign. Nobody is in two of them.
func (k JournalKeys) isSibling(other journal.Entry) bool {
	return k.CampaignID != "" && other.CampaignID == k.CampaignID && other.Part != "" && other.Part != k.Part
}

// TraceOfEntry is what finds the message of an operation that the journal tells
// of, as far as it says.
func (c *Client) TraceOfEntry(entry journal.Entry, claims map[string]bool) Trace {
	n := &noted{c: c}

	return n.traceOf(entry, Delivery{Claims: claims})
}

// ServerTime is a time of ours by WeCom's clock, as far as it is known.
func (c *Client) ServerTime(local time.Time) time.Time { return c.serverTime.at(local) }
