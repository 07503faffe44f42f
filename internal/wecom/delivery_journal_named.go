package wecom

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// personsWord is what is to be thought of a message that a person has named.
// The zero value is that nothing speaks against it.
type personsWord struct {
	// right is another one, which was imported since, and went to exactly these
	// people by WeCom's list. beside is one of which the list does not say so.
	right  *Record
	beside *journal.Entry
	// isDisproved is true where by WeCom's list the one that was named went to
	// others: nobody knows what became of this one.
	isDisproved bool
}

func (w personsWord) stands() bool { return w.right == nil && w.beside == nil && !w.isDisproved }

// weigh weighs a message that a person has named by WeCom's list, and by what
// was imported since.
func (n *noted) weigh(ctx context.Context, d Delivery, s Sent, entry journal.Entry) (w personsWord) {
	if entry.NamedAt.IsZero() {
		return w
	}

	if to, err := n.c.whoGotIt(ctx, entry.MsgID, s.ChatType); err == nil {
		if match, _ := s.comparePeople(to); match == samePeople {
			return w
		}

		if same, _, err := n.c.provePeople(ctx, &s, to); same && err == nil {
			return w
		}

		w.isDisproved = s.isDisproved(to, n.keys.CampaignID != "")
	}

	// That it was imported since as well puts it in no doubt.
	d.NotDuplicates = append(slices.Clone(d.NotDuplicates), entry.MsgID)

	w.right, w.beside = n.imported(ctx, d, s, entry.NamedAt), n.standing.Imported
	if w.right == nil && w.beside != nil {
		w.right = n.sentToThese(ctx, s, w.beside.MsgID)
	}

	for _, told := range n.standing.Told {
		if w.beside == nil && n.isImportSince(told, d, entry.NamedAt) {
			w.beside = &journal.Entry{MsgID: told.MsgID, SentAt: told.SentAt, Place: told.Place}
		}
	}

	return w
}

// judgeNamed judges a message that a person has named; ok is false where it is
// to be recorded.
func (n *noted) judgeNamed(ctx context.Context, d Delivery, s Sent, entry journal.Entry) (r Receipt, ok bool) {
	w := n.weigh(ctx, d, s, entry)

	switch {
	case w.right != nil:
		return n.takeImported(w.right, Receipt{Sent: s, Earlier: &entry, JournalDamage: n.damage}), true
	case w.beside != nil && w.isDisproved:
		return Receipt{Outcome: refused(&JournalError{Decision: journal.RefusePartly, Entry: *w.beside})}, true
	case w.beside != nil:
		return Receipt{Outcome: refused(&JournalError{Decision: journal.RefusePartly, Entry: *w.beside, Named: &entry})}, true
	case w.isDisproved:
		return n.lookUp(ctx, d, s), true
	default:
		return Receipt{}, false
	}
}

// isDisproved reports whether WeCom's list shows that a message which a person
// has named is another one. That of a campaign may have been sent while others
// of its people were excluded than now, and whoever has it must not get it a
// second time: so it is another one only where none of its people has it.
func (s *Sent) isDisproved(to *sentTo, isOfCampaign bool) bool {
	if !isOfCampaign {
		return !s.canOwn(to)
	}

	match, _ := s.comparePeople(to)

	return s.otherSender(to.members) || match == otherPeople && (s.ChatType != ChatTypeGroup || to.done)
}

// namedForOthers are operations that may share people with a message, and for
// which a person has named a message that by WeCom's list went to none of
// theirs: nobody knows what became of them.
func (n *noted) namedForOthers(ctx context.Context, s *Sent) (wrongly []journal.Entry) {
	for _, other := range n.standing.Named {
		if n.keys.isSibling(other) || !Shares(other, s.ids) {
			continue
		}

		to, err := n.c.whoGotIt(ctx, other.MsgID, s.ChatType)
		if err != nil || len(to.recipients) == 0 || s.ChatType == ChatTypeGroup && !to.done {
			continue
		}

		if AreApart(other, slices.Collect(maps.Keys(to.recipients))) {
			other.MsgID = ""
			wrongly = append(wrongly, other)
		}
	}

	return wrongly
}

// namedWrongly says that a person's word is disproved.
func namedWrongly(msgid string) string {
	return fmt.Sprintf("a person has named %s, which by WeCom's list went to others", msgid)
}

// NamedWrongly says of an operation that a person has named a message for it
// that by WeCom's list went to others than those of a message. Empty where that
// is not so, or not known.
func (c *Client) NamedWrongly(ctx context.Context, entry journal.Entry, s Sent) string {
	if entry.NamedAt.IsZero() {
		return ""
	}

	if to, err := c.whoGotIt(ctx, entry.MsgID, s.ChatType); err != nil || !s.isDisproved(to, entry.CampaignID != "") {
		return ""
	}

	return namedWrongly(entry.MsgID)
}

// Reached is how many of the groups for which a message of a campaign was cut
// one has reached that a person has named for it. 0 where WeCom's list does not
// say, as before all of its members have sent it. Of customers it was known
// when it was named.
func (c *Client) Reached(ctx context.Context, entry journal.Entry, s Sent) int {
	if entry.NamedAt.IsZero() || s.ChatType != ChatTypeGroup || s.cutFor == nil {
		return 0
	}

	to, err := c.whoGotIt(ctx, entry.MsgID, s.ChatType)
	if err != nil || !to.done {
		return 0
	}

	_, missing := s.whole().comparePeople(to)

	return len(s.cutFor) - len(missing)
}

// IsClaimedWrongly reports whether a message is that of other blocks by the
// word of a person only, which is in doubt, or which WeCom's list disproves: it
// went to none of their people, but to people of this one.
func (c *Client) IsClaimedWrongly(ctx context.Context, s Sent, keys JournalKeys, msgid string) bool {
	if _, isKnown := c.BelongsTo(msgid); c.journal == nil || isKnown {
		return false
	}

	others := slices.DeleteFunc(c.journal.Claiming(msgid), func(e journal.Entry) bool { return keys.isImport(e) || e.Key == keys.Key })

	all := len(others)
	others = slices.DeleteFunc(others, func(e journal.Entry) bool { return e.Doubted })

	isByPerson := func(e journal.Entry) bool { return !e.NamedAt.IsZero() && e.Who != "" }

	switch {
	case len(others) == 0:
		return all > 0
	case !slices.ContainsFunc(others, isByPerson):
		return false
	}

	to, err := c.whoGotIt(ctx, msgid, s.ChatType)
	if err != nil || len(to.recipients) == 0 || s.ChatType == ChatTypeGroup && !to.done || !s.canOwn(to) {
		return false
	}

	recipients := slices.Collect(maps.Keys(to.recipients))

	return !slices.ContainsFunc(others, func(e journal.Entry) bool { return !isByPerson(e) || !AreApart(e, recipients) })
}

// ReachedOnlyThese reports whether WeCom lists somebody who got a message, and
// nobody but people of another one.
func (c *Client) ReachedOnlyThese(ctx context.Context, s Sent, msgid string) bool {
	to, err := c.whoGotIt(ctx, msgid, s.ChatType)

	return err == nil && len(to.recipients) > 0 && s.canOwn(to)
}

// imported is the message of an operation by the word of a person: after some
// time a state first had a message of WeCom's list that says the same, to the
// same people, as that of such a block. Nil where there is none.
func (n *noted) imported(ctx context.Context, d Delivery, s Sent, after time.Time) *Record {
	for _, told := range n.standing.Told {
		if !n.isImportSince(told, d, after) {
			continue
		}

		if record := n.sentToThese(ctx, s, told.MsgID); record != nil {
			return record
		}
	}

	return nil
}

// sentToThese is a message of WeCom's list that says the same and went to
// exactly the people of this one; else nil.
func (n *noted) sentToThese(ctx context.Context, s Sent, msgid string) *Record {
	adoption, err := n.c.AdoptMassMessage(ctx, s, Trace{Unprovable: true}, msgid)
	if err != nil || !adoption.hasAll() {
		return nil
	}

	return &adoption.Record
}

// isImportSince reports whether a message was first imported after some time
// into such a block, and may be this one.
func (n *noted) isImportSince(told journal.Told, d Delivery, after time.Time) bool {
	return n.isImportOfThis(told) && !told.Replaced && told.Imported[n.keys.AsImport].After(after) && !slices.Contains(d.NotDuplicates, told.MsgID) && !d.Claims[told.MsgID]
}

// isImportOfThis reports whether a state had a message as that of a block that
// says the same as this one, and only WeCom's list tells who got it.
func (n *noted) isImportOfThis(told journal.Told) bool {
	_, ok := told.Imported[n.keys.AsImport]

	return ok && n.keys.AsImport != ""
}
