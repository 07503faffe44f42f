package wecom

import (
	"context"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// beforeSend is what the check before a send found.
type beforeSend struct {
	// known are messages of equal words that were there before the send, so
	// none of them can be this message.
	known []string
	// listed are all messages that were there, whatever they say.
	listed []string
	// refusal forbids the send.
	refusal error
	// unread is why the list could not be read, where that does not forbid it.
	unread error
	// odd is how many records could not be read, and so not compared.
	odd int
	// asOf is since when what was found may be out of date, by our time.
	asOf time.Time
}

// isStale reports whether the list was read too long ago. One that could not be
// read is not read again.
func (b beforeSend) isStale(now time.Time) bool {
	return b.unread == nil && now.Sub(b.asOf) > 2*listShelfLife
}

// checkNotSent looks for the message in WeCom's list before it is sent: has any
// of its people got this content already? It helps when an earlier run was
// killed, when its state was lost, or when two pipelines run at once, as far as
// WeCom's list is fresh. It was read no earlier than freshAfter.
func (c *Client) checkNotSent(ctx context.Context, d Delivery, s *Sent, freshAfter time.Time) beforeSend {
	if refusal := c.checkTold(ctx, d, s); refusal != nil {
		return beforeSend{refusal: refusal}
	}

	if d.CheckInterval == 0 {
		return beforeSend{}
	}

	began, now := c.clock.Now(), c.clock.Now
	if freshAfter.Equal(d.ListSince) {
		// All messages of a campaign ask the same.
		began, now = d.ListSince, func() time.Time { return d.ListSince }
	}

	// What WeCom has created after the present is recent as well: one of the
	// two clocks is wrong then.
	windows := func() []window {
		return c.serverTime.windows(began.Add(-c.checkInterval(d)), now().Add(believableSkew))
	}

	records, asOf, failure := c.recentRecords(ctx, s.ChatType, windows, freshAfter)

	if failure != nil && (d.CheckStrictly || ctx.Err() != nil) {
		return beforeSend{refusal: failure}
	}

	var (
		found  = beforeSend{unread: failure, asOf: asOf}
		recent = recentIn(windows())
	)

	for _, record := range records {
		found.listed = append(found.listed, record.MsgID)
		content := s.compareContent(record)

		switch {
		case content == otherContent, record.Creator != "" && record.isUnread():
			continue
		case d.Claims[record.MsgID]:
			continue
		}

		if record.MsgID != "" {
			found.known = append(found.known, record.MsgID)
		}

		if record.MsgID == "" || record.isUnread() || record.attachmentsUnread() {
			found.odd++
			continue
		}

		if !recent(record) || d.passes(record.MsgID) || c.inflight.hasSent(record.MsgID) || c.hasOtherFiles(s, record) {
			continue
		}

		duplicate := c.compareBeforeSend(ctx, d, s, record, content)
		if duplicate == nil || duplicate.Same && d.isBefore(record) {
			continue
		}

		// By our own clock only it is recent, and WeCom's answers agree on
		// another time: then only the very same content counts.
		if agreed, known := c.serverTime.agreed(began.Add(-c.checkInterval(d)), c.clock.Now()); known && !record.CreateTime.IsZero() && record.CreateTime.Before(agreed.start) && !duplicate.Content {
			continue
		}

		// It may be that of an equal message of this run whose answer is still
		// on its way.
		if err := c.inflight.settle(ctx, s); err == nil && c.inflight.hasSent(record.MsgID) {
			continue
		}

		found.refusal = duplicate

		return found
	}

	return found
}

// isBefore reports whether a record can be what an operation of an earlier wave
// has sent to the same people: it was created when WeCom can have handled that
// POST, and was not there before.
func (d Delivery) isBefore(r Record) bool {
	return slices.ContainsFunc(d.before, func(earlier journal.Entry) bool {
		lookup := earlier.Lookup
		from := time.Unix(lookup.NotBefore, 0)

		return lookup.NotBefore != 0 && !slices.Contains(lookup.Known, r.MsgID) &&
			!r.CreateTime.Before(from) && !r.CreateTime.After(from.Add(lookup.RequestTimeout+lateHandling))
	})
}

// mayBeUnknown reports whether a record may be what an operation has sent to
// somebody among these people, of which nobody knows what became of it: it was
// not there before.
func (d Delivery) mayBeUnknown(r Record) bool {
	return slices.ContainsFunc(d.unknown, func(other journal.Entry) bool {
		return !slices.Contains(other.Lookup.Known, r.MsgID)
	})
}

// checkInterval is how far back to look, by what is known of WeCom's time by
// now. A time that is no clock of anybody's does not make that endless.
func (c *Client) checkInterval(d Delivery) time.Duration {
	if d.CheckInterval == 0 || d.CheckSince.IsZero() {
		return d.CheckInterval
	}

	since := c.serverTime.latest(c.clock.Now()).Sub(d.CheckSince)

	return max(d.CheckInterval, min(since, d.CheckInterval+MaxCheckInterval))
}

// checkTold asks who got the messages of equal content that the journal tells
// of. WeCom's list may not show them yet, or no more.
//
// Where the look is switched off the journal still knows a message again. Of
// one that was imported it has only what WeCom tells, so it is known by that
// and by who got it.
//
// Nobody is in two messages of campaigns that say the same, also where another
// run sends one at once, with others excluded.
func (c *Client) checkTold(ctx context.Context, d Delivery, s *Sent) error {
	isOff := d.CheckInterval == 0

	for _, record := range d.told {
		if isOff && !record.OnlyAsListed && !record.ofCampaign {
			continue
		}

		if d.passes(record.MsgID) || c.inflight.hasSent(record.MsgID) {
			continue
		}

		content := sameContent
		if record.OnlyAsListed {
			content = sameWords
		}

		duplicate := c.compareBeforeSend(ctx, d, s, record, content)
		if duplicate == nil || isOff && duplicate.People && !duplicate.Same && !record.ofCampaign {
			continue
		}

		return duplicate
	}

	return nil
}

// recentIn reports whether a record is in one of some windows, after them all,
// or of no time.
func recentIn(windows []window) func(Record) bool {
	return func(r Record) bool {
		return r.CreateTime.IsZero() || r.CreateTime.After(windows[len(windows)-1].end) ||
			slices.ContainsFunc(windows, func(w window) bool { return w.holds(r.CreateTime) })
	}
}

// MaxCheckInterval is how far back a look goes for a campaign: what one query
// of WeCom's list takes in, with room for clocks that are wrong.
const MaxCheckInterval = MaxRecordsWindow - 3*time.Hour

// listShelfLife is how long a list that was read before a send serves the other
// messages of the run. What another run sends in that time is not seen, so it
// is only as long as two hundred messages need.
const listShelfLife = 5 * time.Second

// compareBeforeSend returns the error for a record of equal words, or nil if it
// went to other people.
func (c *Client) compareBeforeSend(ctx context.Context, d Delivery, s *Sent, record Record, content contentMatch) *DuplicateError {
	duplicate := &DuplicateError{Record: record, Content: content == sameContent, Audience: s.Audience, Owned: c.inflight.isClaimed(record.MsgID)}

	to, err := c.whoGotIt(ctx, record.MsgID, s.ChatType)
	if err != nil {
		duplicate.Reason = err
		return duplicate
	}

	if s.otherSender(to.members) {
		duplicate.Senders = to.members
	}

	match, missing := s.comparePeople(to)

	isGroup := s.ChatType == ChatTypeGroup

	var asked *askedFor
	if isGroup {
		asked = c.compareAsked(s, record.MsgID)
	}

	isListed := match == samePeople || match == fewerPeople || match == sharedPeople

	switch {
	case match == otherPeople && (!isGroup || to.done):
		return nil
	case isGroup && s.otherSender(to.members) && !isListed && (asked == nil || asked.shared == 0) && !d.mayBeUnknown(record) && !c.isClaimedForSome(s, record.MsgID):
		// A group has one owner, who may have become another since: then those
		// that were sent to are listed, or the journal knows them.
		return nil
	case !isGroup && s.Audience == AudienceMembers && s.otherSender(to.members):
		return c.compareCustomers(ctx, s, to, duplicate)
	case isGroup && !to.done && match != samePeople, match == cannotBeTold:
		// Of a group message WeCom lists only the groups already sent to.
		switch {
		case s.AllowSelect:
		case asked == nil && isGroup:
			duplicate.asked = c.compareClaimed(s, record.MsgID)
		case asked == nil:
		case asked.shared == 0:
			return nil
		default:
			duplicate.asked = asked
		}
	default:
		duplicate.People, duplicate.Same = true, match == samePeople
		duplicate.Asked, duplicate.Reached = s.Count, s.Count-len(missing)
	}

	return duplicate
}

// compareCustomers compares all customers of the sender with those whom another
// member's message has reached: a customer may have both.
func (c *Client) compareCustomers(ctx context.Context, s *Sent, to *sentTo, duplicate *DuplicateError) *DuplicateError {
	customers, err := c.customersOfMember(ctx, s.Sender)
	if err != nil {
		duplicate.Reason = err
		return duplicate
	}

	duplicate.People, duplicate.Asked = true, len(customers)

	for _, id := range customers {
		if to.recipients[id] {
			duplicate.Reached++
		}
	}

	if duplicate.Reached == 0 {
		return nil
	}

	return duplicate
}
