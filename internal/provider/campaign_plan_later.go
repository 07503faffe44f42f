package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// later is the plan of a campaign that is in the state.
type later struct {
	provider            *providerData
	config, plan, state campaignModel
	wanted              campaignWanted
	// notKnown are the attributes that are not known yet and that may send.
	notKnown []string

	diags    diag.Diagnostics
	messages []*campaign.Message // in the order of the rollout
	todo     []*campaign.Message // to be sent
	answered []*campaign.Message // of unknown status, with an answer
	again    []*campaign.Message // those of them that are sent upon it
	cut      *campaignCut        // the audience as it is now; nil before it is read
}

// now is the audience as it is now. It is read once, and only where something
// is to be sent.
func (l *later) now(f frozen) (campaignCut, problem.List) {
	if l.cut != nil {
		return *l.cut, nil
	}

	cut, problems := cutOf(l.wanted.sourceOf(f))
	l.cut = &cut

	return cut, problems
}

// decide plans what is left to send, and keeps to what the state says of the
// rest.
func (l *later) decide() diag.Diagnostics {
	frozen := l.state.frozen()
	l.keepSent()
	l.warnFrozen(frozen)

	l.messages, _ = l.state.messages()
	campaign.Rollout(l.messages, frozen.firstContent)
	campaign.Hold(l.messages, l.wanted.rollout, nil)

	for _, m := range l.messages {
		switch {
		case m.Status == campaign.Pending, m.Status == campaign.Refused:
			l.todo = append(l.todo, m)
		case m.Status == campaign.Unknown && l.wanted.hasAnswer(m):
			l.answered = append(l.answered, m)
		}
	}

	l.again = l.wanted.again(l.answered)
	l.leaveOut(frozen)

	if len(l.todo)+len(l.answered) > 0 {
		l.planSend(frozen)
	} else {
		l.warnContent(frozen)
	}

	l.plan.setPlanned(l.messages, slices.Concat(l.todo, l.answered))

	return l.diags
}

// keepSent puts the prior values into the plan, so that the state says what was
// sent.
func (l *later) keepSent() {
	p, s := &l.plan, l.state

	l.wanted.content.TakeHashes(l.wanted.hashes, s.content())

	p.RecipientsFile = keepPrior(p.RecipientsFile, s.RecipientsFile)
	p.ExcludeFiles = keepPrior(p.ExcludeFiles, s.ExcludeFiles)
	p.Sample = keepPrior(p.Sample, s.Sample)
	p.Sender = keepPrior(p.Sender, s.Sender)
	p.ChatType = keepPrior(p.ChatType, s.ChatType)
	p.Text = keepPrior(p.Text, s.Text)
	p.Attachments = keepPrior(withHashes(p.Attachments, l.wanted.content), s.Attachments)
	p.Triggers = keepPrior(p.Triggers, s.Triggers)

	p.CampaignID, p.Messages, p.Status = s.CampaignID, s.Messages, s.Status
	p.RecipientsCount, p.ExcludedCount, p.SentCount, p.FailedCount = s.RecipientsCount, s.ExcludedCount, s.SentCount, s.FailedCount
	p.RecipientsSHA256, p.Audience, p.CreatedAt, p.CorpID, p.Sent = s.RecipientsSHA256, s.Audience, s.CreatedAt, s.CorpID, s.Sent
}

// setPlanned puts messages into a plan, some of which it opens.
func (m *campaignModel) setPlanned(messages, some []*campaign.Message) {
	open := map[string]bool{}
	for _, one := range some {
		open[one.Key] = true
	}

	if m.Messages = messagesValue(messages, open); len(open) > 0 {
		m.openComputed()
		return
	}

	m.Status = types.StringValue(campaign.Summary(messages))
}

// warnFrozen says which edits of the audience send nothing.
func (l *later) warnFrozen(f frozen) {
	if f.unknown {
		return
	}

	now := frozenOf(l.wanted, "")

	for name, differs := range map[string]bool{
		"chat_type": now.chatType != f.chatType,
		"sender":    !strings.EqualFold(now.sender, f.sender),
		"sample":    (now.sample == nil) != (f.sample == nil) || now.sample != nil && *now.sample != *f.sample,
	} {
		if differs && !l.wanted.content.Unknown[name] {
			l.diags.AddAttributeWarning(path.Root(name), summaryFrozen,
				name+" differs from what it was when the campaign was first sent. Who receives it was decided then, so this changes nothing. "+summaryReplayHint)
		}
	}
}

// leaveOut takes out what cannot be sent now, and says why.
func (l *later) leaveOut(f frozen) {
	for _, name := range []string{"recipients_file", "exclude_files", "text", "attachments", "rollout", "not_before", "not_after", "resolve"} {
		if l.wanted.content.Unknown[name] && l.isLeft() {
			l.notKnown = append(l.notKnown, name)
		}
	}

	for _, name := range l.notKnown {
		next := "sends what is left"
		if name == "triggers" {
			next = "sends the whole campaign again if they have changed"
		}

		l.diags.AddAttributeWarning(path.Root(name), "A value of a campaign is not known yet",
			name+" depends on something that this apply changes. Nothing is sent by this plan; the next one, which knows the value, "+next+".")
	}

	if len(l.notKnown) > 0 {
		l.todo, l.answered, l.again = nil, nil, nil
		return
	}

	left := slices.Concat(l.todo, l.again)
	if len(left) == 0 {
		return
	}

	if outside := outsideNow(l.wanted.window, l.provider.now()); outside != nil {
		l.diags.AddAttributeWarning(path.Root(outside.Bound()), summaryOutsideWindow,
			campaignOutsideWindow(fmt.Sprintf("Nothing is sent of what is left, %s", wording.Counted(len(left), "message")), outside))
		l.todo, l.again = nil, nil

		return
	}

	l.compareRecipients(f, left)
}

func (l *later) isLeft() bool {
	return slices.ContainsFunc(l.messages, func(m *campaign.Message) bool { return m.Status != campaign.Created && m.Status != campaign.Excluded })
}

// compareRecipients leaves out the messages whose people are not those of the
// first send: who receives a campaign was decided then.
func (l *later) compareRecipients(f frozen, left []*campaign.Message) {
	cut, problems := l.now(f)

	if errors := problems.Errors(); len(errors) > 0 {
		l.diags.AddAttributeWarning(path.Root("recipients_file"), summaryNotReadable,
			fmt.Sprintf("Left and not sent: %s. %s", wording.Counted(len(left), "message"), unreadableText(errors)))
		l.todo, l.again = nil, nil

		return
	}

	_, other := cut.sortOut(left)
	l.todo, _ = cut.sortOut(l.todo)
	l.again, _ = cut.sortOut(l.again)

	if len(other) > 0 {
		l.diags.AddAttributeWarning(path.Root("recipients_file"), summaryDiffers, differsText(other))
	}

	if gone := cut.changedSince(l.messages); len(gone) > 0 {
		l.diags.AddAttributeWarning(path.Root("recipients_file"), summaryGoneChanged,
			fmt.Sprintf("These messages are done, and have other recipients in the file by now: %s. Whoever has come since gets nothing. Who receives a campaign is decided when it is first sent. For others write another campaign.", named(gone)))
	}

	if beyond := cut.beyond(l.messages); len(beyond) > 0 {
		l.diags.AddAttributeWarning(path.Root("recipients_file"), summaryBeyond,
			fmt.Sprintf("The file makes %s that the campaign does not have. Not sent: %s. Who receives a campaign is decided when it is first sent. For others write another campaign.", wording.Counted(len(beyond), "message"), named(beyond)))
	}
}

// unreadableText says why the people cannot be read.
func unreadableText(errors problem.List) string {
	if errors[0].At.Attribute() != "recipients_file" {
		return errors[0].Detail
	}

	return errors[0].Detail + " " + theFileOfThatDay
}

const theFileOfThatDay = "The way on is the file as it was when the campaign was first sent."

func differsText(messages []*campaign.Message) string {
	return fmt.Sprintf("Of %s the recipients in the file are not those of the first send. Not sent: %s. Who receives a campaign is decided when it is first sent. %s",
		wording.Counted(len(messages), "message"), named(messages), theFileOfThatDay)
}

// sourceOf is the audience of a campaign that is in the state: the files of
// today, and the rest as it was when it was first sent.
func (w campaignWanted) sourceOf(f frozen) audience.Source {
	source := w.source
	source.Sender, source.Sample = f.sender, f.sample
	source.ForChatType(f.chatType)

	return source
}

// planSend is everything that forbids to plan a send, and what is to be said
// of it.
func (l *later) planSend(f frozen) {
	l.diags.Append(l.provider.sameCompany(l.state.CorpID.ValueString())...)

	// What this plan leaves out the apply is to leave out by the same files.
	if len(l.todo)+len(l.wanted.again(l.answered)) > 0 {
		l.plan.RecipientsFile, l.plan.ExcludeFiles = l.config.RecipientsFile, l.config.ExcludeFiles
	}

	if len(l.todo)+len(l.again) == 0 {
		return
	}

	l.wanted.content.TakeHashes(l.wanted.hashes, draft.Draft{})
	l.wanted.content.ReadFiles()
	l.diags.Append(diagnosticsOf(l.wanted.content.AllProblems())...)
	l.diags.Append(l.gateCampaign(f)...)
	l.diags.Append(l.gateAllowed(f, slices.Concat(l.todo, l.again))...)
	l.diags.Append(l.provider.gateApproved(l.wanted.approvalOfCampaign(l.state.RecipientsSHA256, l.plan.Triggers, l.again))...)

	if l.diags.HasError() {
		return
	}

	if changed := changedContent(l.wanted.content, f); len(changed) > 0 {
		l.warnEdit(changed[0], slices.Concat(l.todo, l.again))
	}

	if l.diags.HasError() {
		return
	}

	l.plan.Text = l.config.Text
	l.plan.Attachments = withHashes(l.config.Attachments, l.wanted.content)

	cut, _ := l.now(f)
	summary, text := cut.reviewOf(slices.Concat(l.todo, l.again))
	l.diags.AddAttributeWarning(path.Root("messages"), summary, text)
}
