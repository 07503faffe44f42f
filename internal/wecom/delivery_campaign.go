package wecom

import (
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// HasJournal reports whether there is a journal.
func (c *Client) HasJournal() bool { return c.journal != nil }

// IsThisRun reports whether a run that the journal tells of is this one.
func (c *Client) IsThisRun(run string) bool { return c.journal != nil && c.journal.Run() == run }

// CampaignInJournal is what the journal tells of a campaign, and of those that
// have said the same, see [journal.Journal.OfCampaign].
func (c *Client) CampaignInJournal(id, says string, contents ...string) ([]journal.Entry, error) {
	if c.journal == nil || id == "" {
		return nil, nil
	}

	return c.journal.OfCampaign(id, says, contents...)
}

// TakeUpInJournal tells later runs that a campaign takes up an operation of the
// one that it was before its state was lost.
func (c *Client) TakeUpInJournal(op, campaignID string) error {
	if c.journal == nil {
		return nil
	}

	return c.journal.TakeUp(op, campaignID)
}

// JournalDamage is what of the journal cannot be read; nil normally.
func (c *Client) JournalDamage() error {
	if c.journal == nil {
		return nil
	}

	return c.journal.Damage()
}

// JournalForbids says that a journal that was asked for cannot be read in full,
// so that nothing may be sent or recorded; nil normally.
func (c *Client) JournalForbids() error {
	if !c.journalStrictly {
		return nil
	}

	return c.JournalDamage()
}

// HasSeenCampaign reports whether the journal was there when each of these
// messages of a campaign was sent or found. That a state has told it of them
// since says nothing: then a run that was killed may be missing in it, too.
func (c *Client) HasSeenCampaign(id string, msgids []string) bool {
	entries, err := c.CampaignInJournal(id, "")
	if err != nil || c.journal == nil || c.JournalDamage() != nil {
		return false
	}

	seen := map[string]bool{}
	for _, e := range entries {
		seen[e.MsgID] = seen[e.MsgID] || e.Run != ""
	}

	return !slices.ContainsFunc(msgids, func(msgid string) bool { return !seen[msgid] })
}

// HasSeenOperation reports whether the journal was there when an operation
// began, whatever has become of it; or, of one that only WeCom's list has
// shown, when all messages were sent that it may be.
func (c *Client) HasSeenOperation(op string, candidates []string) bool {
	if c.journal == nil {
		return false
	}

	began, err := c.journal.Began(op)

	return err == nil && (began || len(candidates) > 0 && c.journal.Sent(candidates...))
}

// PartsInJournal are messages by the part of their campaign, see
// [journal.Journal.Parts].
func (c *Client) PartsInJournal(msgids []string) (map[string][]string, error) {
	if c.journal == nil || len(msgids) == 0 {
		return nil, nil
	}

	return c.journal.Parts(msgids...)
}

// ReplacedInJournal are the messages that those under some keys are to replace,
// and that some have replaced, see [journal.Journal.Replaced].
func (c *Client) ReplacedInJournal(msgids, keys []string) (map[string]bool, error) {
	if c.journal == nil {
		return nil, nil
	}

	return c.journal.Replaced(msgids, keys)
}

// ReplaceInJournal tells later runs which messages those of some keys are to
// replace, see [journal.Journal.Replace].
func (c *Client) ReplaceInJournal(byKey map[string][]string) error {
	if c.journal == nil || len(byKey) == 0 {
		return nil
	}

	return c.journal.Replace(byKey)
}

// JournalStrictly reports whether a person has asked for the journal.
func (c *Client) JournalStrictly() bool { return c.journal != nil && c.journalStrictly }

// NotSentInJournal tells later runs that a person says of an operation, of a
// message of a campaign, that it has sent nothing. Without an operation it
// tells so of the message. What a state has held of it until then, a journal
// that was lost meanwhile has under another name.
func (c *Client) NotSentInJournal(keys JournalKeys, op string, sentAt time.Time) error {
	if !c.keeps(keys) {
		return nil
	}

	entries, err := c.CampaignInJournal(keys.CampaignID, "", keys.Content)
	if err != nil {
		return err
	}

	notSent := journal.Resolution{
		Op: op, Key: keys.Key, Content: keys.Content, Says: keys.Says, Place: keys.Place, NotSent: true,
	}

	for _, e := range entries {
		if e.OtherWave || e.Key != keys.Key || e.Part != keys.Part || e.MsgID != "" || e.Op == op || BeganAt(e).After(sentAt) {
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

// AnswerInJournal tells later runs that a person says of an attempt that it has
// sent nothing, and for which message: an older state has the attempt once
// more, and perhaps others of its people are excluded then.
func (c *Client) AnswerInJournal(attempt string, keys JournalKeys) error {
	if _, isKnown := c.answered(attempt); isKnown || !c.keeps(keys) {
		return nil
	}

	return c.journal.Resolve(journal.Resolution{
		Op: attempt, Key: keys.Key, Content: keys.Content, Says: keys.Says, Place: keys.Place, NotSent: true,
	})
}

// AnsweredForOthers reports whether a person has said that an attempt has sent
// nothing when its message was to go to others.
func (c *Client) AnsweredForOthers(attempt string, keys JournalKeys) bool {
	key, isKnown := c.answered(attempt)

	return isKnown && key != keys.Key
}

func (c *Client) answered(attempt string) (key string, ok bool) {
	if c.journal == nil {
		return "", false
	}

	return c.journal.Answered(attempt)
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
