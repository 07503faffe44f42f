package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// What a plan or an apply of a campaign says.
const (
	summarySendCampaign    = "This plan sends a campaign to customers"
	summaryReplaceCampaign = "This plan sends a campaign again"
	summaryDestroyCampaign = "Destroying a campaign recalls nothing"
	summaryTasks           = "WeCom chooses who sends, and each member may get many tasks"
	summaryOverlooked      = "A column may name who sends, and is not read"
	summaryRepeated        = "Recipients stand in the file more than once"
	summaryDiffers         = "Messages are not sent, because their recipients have changed"
	summaryBeyond          = "Recipients are not in the campaign"
	summaryGoneChanged     = "Recipients of messages that are done have changed"
	summaryNotReadable     = "Messages are not sent, because their recipients cannot be read"
	summaryFrozen          = "The audience of a campaign does not change"
	summaryOldContent      = "A part of the campaign has another content"
	summaryCampaignContent = "The content of a sent campaign does not change"
)

// shownKeys is how many messages a text names.
const shownKeys = 10

func noun(kind draft.IDKind) string {
	if kind == draft.GroupID {
		return "group"
	}

	return "customer"
}

// line says in a line who receives the campaign.
func (c campaignCut) line() string {
	text := wording.Counted(c.people.Len(), noun(c.source.Kind))
	if c.people.HasSenders() {
		text += " of " + wording.Counted(c.people.Senders(), "member")
	}

	return text + ", in " + wording.Counted(len(c.parts), "message")
}

// review says what a first apply does, in numbers.
func (c campaignCut) review(w campaignWanted) (summary, text string) {
	now, empty := c.due(w)
	if now == empty {
		return "All whose turn it is are excluded", fmt.Sprintf("Applying sends nothing. The campaign is for %s; with rollout = %d it is the turn of %s of them, all of whose recipients are excluded. They count as done then, and the others are held: a higher rollout sends those.",
			c.line(), w.rollout, wording.Grouped(now))
	}

	var b strings.Builder

	fmt.Fprintf(&b, "Applying creates mass messages for %s, one after the other.", c.line())

	if now < len(c.parts) {
		fmt.Fprintf(&b, " With rollout = %d it sends %s of them; the others are held.", w.rollout, wording.Grouped(now-empty))
	}

	if empty > 0 {
		fmt.Fprintf(&b, " Done without a send, since all their recipients are excluded: %s.", wording.Counted(empty, "message"))
	}

	if len(c.source.Exclude) > 0 {
		fmt.Fprintf(&b, " Excluded, so that they get nothing: %s of them.", wording.Grouped(c.people.Excluded))
	}

	if c.people.Unsampled > 0 {
		fmt.Fprintf(&b, " The sample leaves out %s of the %s.", wording.Grouped(c.people.Unsampled), wording.Counted(c.people.Rows, "row"))
	}

	b.WriteString(" It cannot be taken back once members have confirmed it.")

	return summarySendCampaign, b.String()
}

// due is the number of messages whose turn it is in a first apply, and of those
// of them that have nobody left. Which these are is decided by the content.
func (c campaignCut) due(w campaignWanted) (now, empty int) {
	if w.content.Unknown["text"] || w.content.Unknown["attachments"] {
		return campaign.Share(len(c.parts), w.rollout), 0
	}

	messages := c.messages()
	campaign.Rollout(messages, frozenOf(w, "").firstContent)
	campaign.Hold(messages, w.rollout, nil)

	for _, m := range messages {
		switch {
		case m.Status == campaign.Held:
		case m.Recipients == m.Record.Excluded:
			empty++
			fallthrough
		default:
			now++
		}
	}

	return now, empty
}

// notReviewed names what is sent, or when, and is not known yet.
func (w campaignWanted) notReviewed() string {
	open := slices.DeleteFunc([]string{"text", "attachments", "rollout", "not_before", "not_after"}, func(name string) bool { return !w.content.Unknown[name] })
	if len(open) == 0 {
		return ""
	}

	return fmt.Sprintf(" Not known yet, so this plan cannot be reviewed for it: %s.", strings.Join(open, ", "))
}

// warnings are what is odd about an audience.
func (c campaignCut) warnings() diag.Diagnostics {
	var diags diag.Diagnostics

	if !c.people.HasSenders() {
		diags.AddAttributeWarning(path.Root("sender"), summaryTasks,
			fmt.Sprintf("The file names nobody who sends, and sender is not set. Each message, of %s, is a task for every member who has one of its customers, and must be confirmed by each of them. A column sender in the file makes one message for each member.",
				wording.Grouped(len(c.parts))))
	}

	if name := c.people.Overlooked; name != "" {
		diags.AddAttributeWarning(path.Root("recipients_file"), summaryOverlooked,
			fmt.Sprintf("The column %s of the file may name the member who sends to each recipient, and is not read. If it holds userids, name it sender: each member then sends to their own customers.", wording.Quoted(name)))
	}

	if n := c.people.Repeated; n > 0 {
		text := fmt.Sprintf("%s of %s name somebody who stands further up. Each counts once, at the first place.", wording.Grouped(n), wording.Counted(c.people.Rows, "row"))
		if c.people.Moved > 0 {
			text += fmt.Sprintf(" In %s of them another member sends.", wording.Grouped(c.people.Moved))
		}

		diags.AddAttributeWarning(path.Root("recipients_file"), summaryRepeated, text)
	}

	return diags
}

// staysText says in numbers what stays in WeCom.
func staysText(messages []*campaign.Message) string {
	var created, unknown, left, people int

	for _, m := range messages {
		switch {
		case m.Status == campaign.Created:
			created++
			people += m.Record.People
		case m.Status == campaign.Unknown:
			unknown++
		case m.IsLeft():
			left++
		}
	}

	stay := "stay as they are"
	if created == 1 {
		stay = "stays as it is"
	}

	text := fmt.Sprintf("%s to %s %s: nothing is recalled. What members have confirmed stays with their customers, and what they have not confirmed stays in their task list.", wording.Counted(created, "message"), wording.Counted(people, "recipient"), stay)
	if created == 0 {
		text = "None of its messages is known to have been sent."
	}

	if unknown > 0 {
		text += fmt.Sprintf(" Of %s it is not known whether they were sent.", wording.Counted(unknown, "message"))
	}

	if left > 0 {
		text += fmt.Sprintf(" Not sent: %s.", wording.Counted(left, "message"))
	}

	return text
}

// named names the first few of some messages.
func named(messages []*campaign.Message) string {
	messages = sorted(slices.Values(messages))

	keys := make([]string, 0, shownKeys)
	for _, m := range messages[:min(len(messages), shownKeys)] {
		keys = append(keys, m.Key)
	}

	text := strings.Join(keys, ", ")
	if more := len(messages) - shownKeys; more > 0 {
		text += fmt.Sprintf(" and %s more", wording.Grouped(more))
	}

	return text
}

// reviewOf says to how many the messages go that are left.
func (c campaignCut) reviewOf(left []*campaign.Message) (summary, text string) {
	parts := c.partsByKey()
	messages, people, excluded := 0, 0, 0

	for _, m := range left {
		out := parts[strings.ToLower(m.Key)].Excluded
		excluded += out

		if m.Recipients > out {
			messages++
			people += m.Recipients - out
		}
	}

	if messages == 0 {
		return "All who are left are excluded", fmt.Sprintf("Applying sends nothing: all recipients of the messages that are left are excluded, %s. They count as done then.", wording.Counted(excluded, "recipient"))
	}

	text = fmt.Sprintf("Applying sends %s of what is left of the campaign, to %s. What was sent is not sent again.", wording.Counted(messages, "message"), wording.Counted(people, "recipient"))
	if excluded > 0 {
		text += fmt.Sprintf(" Excluded of those that are left: %s.", wording.Counted(excluded, "recipient"))
	}

	return summarySendCampaign, text
}

// partsByKey finds the parts of a cut.
func (c campaignCut) partsByKey() map[string]audience.Part {
	all := make(map[string]audience.Part, len(c.parts))
	for _, p := range c.parts {
		all[strings.ToLower(p.Key)] = p
	}

	return all
}
