package wecom

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

const (
	// maxWho is how many customers the journal tells apart. Of a message to
	// more it is not known whether another one shares them, until WeCom lists
	// them. Groups it tells apart all: WeCom lists them only when they are sent
	// to.
	maxWho = 500
	// whoBytes is how much of a digest stands for one of them. Two that agree
	// by chance stop a send that need not be stopped, one in 10^9 for two
	// messages to 500 each.
	whoBytes = 6
)

// whoOf stands for the people of a message in the journal. Where the member may
// pick them, nobody knows who they are.
func (s *Sent) whoOf(content string) string {
	if s.AllowSelect {
		return ""
	}

	return whoOf(s.ChatType, content, s.ids)
}

// without is a message to those of its people whom WeCom can reach.
func (s *Sent) without(failList []string) *Sent {
	reached, failed := *s, setOf(failList)
	reached.ids = slices.DeleteFunc(slices.Clone(s.ids), func(id string) bool { return failed[id] })

	return &reached
}

// mayShare reports whether somebody may be among the people of a message and
// among those of an operation of the journal.
func (s *Sent) mayShare(other journal.Entry) bool {
	return s.AllowSelect || mayShare(other.Who, other.Content, s.ids)
}

// askedFor is how the people of a message relate to those for whom an
// operation of the journal has asked, but those whom WeCom said it cannot
// reach. Whom a member has picked of them it does not tell.
type askedFor struct {
	shared  int      // people of both
	missing []string // people of the message who are not among those
	others  int      // how many others are among those
	isClaim bool     // it is the word of a state or a person, and not WeCom's
}

// compareAsked compares the people of a message with those for whom another
// one has asked, by the journal: WeCom has given the msgid to an operation that
// did. Nil: the journal does not know them.
func (c *Client) compareAsked(s *Sent, msgid string) *askedFor {
	if c.journal == nil {
		return nil
	}

	entry, ok := c.journal.Asked(msgid)
	if !ok {
		return nil
	}

	return s.compareWho(entry)
}

// compareClaimed does so by the word of a state or a person, which proves
// nothing; nil where that is for the same people, or does not tell.
func (c *Client) compareClaimed(s *Sent, msgid string) *askedFor {
	if c.journal == nil {
		return nil
	}

	var found *askedFor

	for _, e := range c.journal.Claiming(msgid) {
		a := s.compareWho(e)

		switch {
		case a == nil, e.Doubted:
		case len(a.missing) == 0 && a.others == 0:
			return nil
		case found == nil || a.shared > found.shared:
			found = a
			found.isClaim = true
		}
	}

	return found
}

// compareWho compares the people of a message with those of an operation of the
// journal; nil where it does not tell them apart.
func (s *Sent) compareWho(entry journal.Entry) *askedFor {
	named := piecesOf(entry.Who)
	if named == nil || len(s.ids) == 0 {
		return nil
	}

	a := &askedFor{missing: []string{}}

	for _, id := range s.ids {
		if !named[whoPiece(entry.Content, id)] {
			a.missing = append(a.missing, id)
		}
	}

	a.shared = len(s.ids) - len(a.missing)
	a.others = len(named) - a.shared

	return a
}

// BelongsTo is the operation of the journal that WeCom has answered with a
// message; ok is false where the journal knows none. Whatever has got no answer
// is another message.
func (c *Client) BelongsTo(msgid string) (e journal.Entry, ok bool) {
	if c.journal == nil {
		return journal.Entry{}, false
	}

	return c.journal.Asked(msgid)
}

// IsClaimedAs reports whether the journal has a message as that of another
// block than the one of some keys: a state or a person says so, or has said so,
// and nobody has said the same of this one.
func (c *Client) IsClaimedAs(msgid string, keys JournalKeys) (other journal.Entry, ok bool) {
	if c.journal == nil {
		return journal.Entry{}, false
	}

	for _, e := range c.journal.Claiming(msgid) {
		switch {
		case e.Key == keys.Key && e.Doubted: // it has another one by now
		case e.Key == keys.Key:
			return journal.Entry{}, false
		case !keys.isImport(e):
			other, ok = e, true
		}
	}

	return other, ok
}

// isClaimedHere reports whether somebody says of a message that it is that of
// the block of some keys, and WeCom has not answered another one with it.
func (c *Client) isClaimedHere(msgid string, keys JournalKeys) bool {
	if answered, isKnown := c.BelongsTo(msgid); c.journal == nil || isKnown {
		return isKnown && answered.Key == keys.Key
	}

	return slices.ContainsFunc(c.journal.Claiming(msgid), func(e journal.Entry) bool { return e.Key == keys.Key && !e.Doubted })
}

// isImport reports whether an operation is an import into a block with the
// words of these keys, which may be that of this one.
func (k JournalKeys) isImport(e journal.Entry) bool {
	return k.AsImport != "" && e.Content == k.AsImport
}

// IsClaimedAlike reports whether by the word of a state or a person, and not by
// WeCom's answer, a message is one with the content of some keys, whoever got
// it: another part of the campaign, or this one with others excluded.
func (c *Client) IsClaimedAlike(msgid string, keys JournalKeys) bool {
	if _, isKnown := c.BelongsTo(msgid); c.journal == nil || isKnown {
		return false
	}

	return slices.ContainsFunc(c.journal.Claiming(msgid), func(e journal.Entry) bool {
		return e.Content == keys.Content
	})
}

// isClaimedForOthers reports whether a state or a person says of a message that
// it is one that was asked for others than those of this one, all of them.
func (c *Client) isClaimedForOthers(s *Sent, msgid string) bool {
	if c.journal == nil {
		return false
	}

	claiming := slices.DeleteFunc(c.journal.Claiming(msgid), func(e journal.Entry) bool { return e.Doubted })

	return len(claiming) > 0 && !slices.ContainsFunc(claiming, func(e journal.Entry) bool { return !AreApart(e, s.ids) })
}

// isForOthers reports whether nobody among the people of a message has got
// another one, by the journal. Whom the member may pick, nobody knows.
func (c *Client) isForOthers(s *Sent, msgid string) bool {
	asked := c.compareAsked(s, msgid)

	return asked != nil && !s.AllowSelect && asked.shared == 0
}

// isClaimedForSome reports whether an operation that asked for somebody among
// the people of a message is another one, by the word of a state or a person;
// or for whom nobody knows, as of an import, where WeCom has answered no
// operation with it. It may have gone to others, so that word only forbids.
func (c *Client) isClaimedForSome(s *Sent, msgid string) bool {
	if c.journal == nil {
		return false
	}

	_, isKnown := c.journal.Asked(msgid)

	return slices.ContainsFunc(c.journal.Claiming(msgid), func(e journal.Entry) bool {
		return Shares(e, s.ids) || !isKnown && e.Who == ""
	})
}

// AreApart reports whether nobody is for certain among the people of an
// operation of the journal and among ids.
func AreApart(other journal.Entry, ids []string) bool {
	return !mayShare(other.Who, other.Content, ids)
}

// Shares reports whether somebody is for certain among the people of an
// operation of the journal and among ids.
func Shares(other journal.Entry, ids []string) bool {
	return other.Who != "" && len(ids) > 0 && mayShare(other.Who, other.Content, ids)
}

// whoOf stands for people in the journal, which holds no ids:
// a piece of the digest of each, which only who has the content's can repeat.
// It is empty where they are too many or not named.
func whoOf(chatType, content string, ids []string) string {
	if len(ids) == 0 || chatType != ChatTypeGroup && len(ids) > maxWho {
		return ""
	}

	pieces := make([]string, len(ids))
	for i, id := range ids {
		pieces[i] = whoPiece(content, id)
	}

	slices.Sort(pieces)

	all := make([]byte, 0, whoBytes*len(pieces))
	for _, piece := range pieces {
		all = append(all, piece...)
	}

	return base64.StdEncoding.EncodeToString(all)
}

func whoPiece(content, id string) string {
	sum := sha256.Sum256([]byte(content + "\n" + id))

	return string(sum[:whoBytes])
}

// mayShare reports whether somebody may be among the people that who stands for
// and among ids. What cannot be told may be.
func mayShare(who, content string, ids []string) bool {
	named := piecesOf(who)
	if named == nil || len(ids) == 0 {
		return true
	}

	return slices.ContainsFunc(ids, func(id string) bool { return named[whoPiece(content, id)] })
}

// piecesOf are the pieces that who is made of; nil where it tells nobody apart.
func piecesOf(who string) map[string]bool {
	all, err := base64.StdEncoding.DecodeString(who)
	if err != nil || len(all) == 0 || len(all)%whoBytes != 0 {
		return nil
	}

	named := map[string]bool{}
	for piece := range slices.Chunk(all, whoBytes) {
		named[string(piece)] = true
	}

	return named
}
