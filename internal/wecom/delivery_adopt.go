package wecom

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Adoption is what a person's word for a message of unknown status leaves to be
// said.
type Adoption struct {
	Record Record
	// FailList are the requested customers that the record does not list; nil
	// where that cannot be told.
	FailList []string
	// Listed is how many customers the record lists; 0 where it does not tell.
	Listed int
	// Remarks say what could not be compared, or does not agree, each a
	// sentence.
	Remarks []string
}

// hasAll reports whether the record went to exactly the people asked for.
func (a Adoption) hasAll() bool { return a.FailList != nil && len(a.FailList) == 0 }

// AdoptMassMessage checks that the message of a msgid can be the one that was
// sent, after a person has said so: its content must be equal as far as WeCom
// shows it, nobody may have got it who was not asked for, and it is none of
// those that are known to be others. It looks by msgid over the last months,
// whatever the clocks say.
//
// Errors: [ErrNoRecord], [ErrOtherContent], or a sentence that says what does
// not agree.
// Retry class: repeatable.
func (c *Client) AdoptMassMessage(ctx context.Context, s Sent, trace Trace, msgid string) (Adoption, error) {
	if trace.excludes(msgid) {
		return Adoption{}, errors.New("it is another message: it was there before this one was sent, or another resource of the run that sent this one has it, or another campaign or block that says the same, by the journal")
	}

	// As it came: a text that holds a secret is compared as it was sent.
	record, err := c.searchRecord(ctx, msgid, []string{ChatTypeSingle, ChatTypeGroup}, time.Time{})
	if errors.Is(err, ErrNoRecord) {
		// That WeCom's list is late is why a person was asked.
		err = fmt.Errorf("%w of the last six months, or not yet: for some minutes it can lack a new one. Where the admin console shows it, leave the answer as it is and apply again later; this is no proof that it was not sent", err)
	}

	if err != nil {
		return Adoption{}, err
	}

	if record.ChatType != s.ChatType {
		return Adoption{}, fmt.Errorf("the message in WeCom has chat_type %q, and this one %q", record.ChatType, s.ChatType)
	}

	content := s.compareContent(record)
	if content == otherContent {
		return Adoption{}, ErrOtherContent
	}

	to, err := c.whoGotIt(ctx, record.MsgID, record.ChatType)
	if err != nil {
		return Adoption{}, err
	}

	asked := c.compareAsked(&s, record.MsgID)
	if s.AllowSelect {
		asked = nil // the member has picked of them
	}

	match, _ := s.comparePeople(to)
	if s.ChatType == ChatTypeGroup && asked == nil && match != samePeople && c.isClaimedForOthers(&s, msgid) {
		return Adoption{}, errors.New("the journal has it as a message to other groups: a person has said so, or a state has it, or had it. If that is wrong, apply again once WeCom lists the groups of this one, which it does when they were sent to")
	}

	if !s.canOwn(to) || asked != nil && asked.others > 0 {
		return Adoption{}, errors.New("the message in WeCom " + s.whyNotOwn(to, asked))
	}

	adoption := Adoption{Record: c.secrets.cleanRecord(record), Listed: len(to.recipients)}

	switch {
	case record.isUnread():
		adoption.Remarks = append(adoption.Remarks, "WeCom does not show what it says: text and attachments could not be compared.")
	case content == sameWords:
		adoption.Remarks = append(adoption.Remarks, "Text and kinds of attachments agree. Pictures, videos and files could not be compared.")
	}

	if trace.isLongBefore(record) {
		return Adoption{}, fmt.Errorf("WeCom created it at %s, long before this message was sent", record.CreateTime.UTC().Format(time.RFC3339))
	}

	if trace.TellsWhen() && !trace.mayBe(record) {
		adoption.Remarks = append(adoption.Remarks, fmt.Sprintf("WeCom says that it was created at %s, which is not when this message was sent.", record.CreateTime.UTC().Format(time.RFC3339)))
	}

	adoption.comparePeople(&s, to, asked)

	if !c.inflight.adopt(&s, msgid) {
		return Adoption{}, errors.New("another resource of this run has it")
	}

	return adoption, nil
}

// whyNotOwn says why a record is another message. asked is what the journal
// knows of it; nil: nothing.
func (s *Sent) whyNotOwn(to *sentTo, asked *askedFor) string {
	if s.otherSender(to.members) {
		return "was sent by another member"
	}

	match, missing := s.comparePeople(to)
	if match == cannotBeTold && asked != nil {
		match, missing = sharedPeople, asked.missing
	}

	switch n := s.Count - len(missing); {
	case s.ids == nil || match != sharedPeople || n == 0:
		return "went to other people"
	case len(missing) == 0:
		return "went to every one of these people, and to others: they have it, so whatever is sent to them now is a second one"
	default:
		return fmt.Sprintf("went to %d of these %d people, and to others: whatever is sent to them now is a second one", n, s.Count)
	}
}

// comparePeople says who is missing in the record. asked is what the journal
// knows of it; nil: nothing.
func (a *Adoption) comparePeople(s *Sent, to *sentTo, asked *askedFor) {
	match, missing := s.comparePeople(to)

	switch {
	case match == samePeople:
		a.FailList = []string{}
	case s.ChatType == ChatTypeGroup && asked != nil:
		// WeCom lists only the groups that it was sent to already.
		a.FailList, a.Listed = asked.missing, s.Count-len(asked.missing)

		if len(asked.missing) > 0 {
			a.Remarks = append(a.Remarks, fmt.Sprintf("By the journal it goes to %d of the %d groups: the others are not in it.", a.Listed, s.Count))
		}
	case match == fewerPeople:
		a.FailList = missing
		a.Remarks = append(a.Remarks, fmt.Sprintf("WeCom lists %d of the %d recipients. It has not said that it cannot reach the others: the message in WeCom does not name them.", len(to.recipients), s.Count))
	case s.Audience == AudienceNamed && s.ChatType == ChatTypeSingle && s.ids == nil:
		a.Remarks = append(a.Remarks, fmt.Sprintf("WeCom lists %d recipients, and %d were asked for. Their ids are not at hand, so they could not be compared.", len(to.recipients), s.Count))
	default:
		a.Remarks = append(a.Remarks, "Who receives it could not be compared: WeCom does not list that, or not yet.")
	}
}
