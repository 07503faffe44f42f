package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// What a plan warns of. The summaries are constant, so that the CLI folds many
// warnings of a kind into one.
const (
	summarySend       = "This plan sends a message to customers"
	summaryReplace    = "This plan sends a new message instead of one already sent"
	summaryAudience   = "The audience of a sent message does not change"
	summaryContent    = "The content of a sent message does not change"
	summaryUnknown    = "A value of a sent message is not known yet"
	summaryDestroy    = "Destroying a mass message recalls nothing"
	summaryReplayHint = "Change triggers to send it again on purpose."
)

func warnSend(diags *diag.Diagnostics, audience types.String) {
	diags.AddAttributeWarning(path.Root("audience"), summarySend,
		fmt.Sprintf("Applying creates a mass message for %s. It cannot be taken back once members have confirmed it.", audienceForPeople(audience)))
}

func warnReplace(diags *diag.Diagnostics, config, state massMessageModel, wanted draft.Draft, audience types.String) {
	stays := fmt.Sprintf("The message %s, sent to %s, stays as it is: nothing is recalled.", state.MsgID.ValueString(), sentAudience(state))
	if state.MsgID.ValueString() == "" {
		stays = fmt.Sprintf("The message of unknown status to %s is forgotten. If it was sent after all, its customers get both.", sentAudience(state))
	}

	diags.AddAttributeWarning(path.Root("audience"), summaryReplace,
		fmt.Sprintf("A new message goes to %s. %s%s lifecycle { prevent_destroy = true } forbids such changes.", audienceForPeople(audience), stays, hardToSee(config, state, wanted)))
}

func audienceForPeople(audience types.String) string {
	if audience.IsUnknown() || audience.IsNull() {
		return "an audience that is not known yet"
	}

	return audience.ValueString()
}

// sentAudience is who got a message. Of an imported one nobody may know.
func sentAudience(state massMessageModel) string {
	if !given(state.Audience) {
		return "an audience that WeCom does not tell"
	}

	return state.Audience.ValueString()
}

func (d *decision) warnUnknown(name string) {
	d.diags.AddAttributeWarning(path.Root(name), summaryUnknown,
		name+" depends on something that this apply changes. Nothing is sent by this plan; the next one, which knows the value, judges it. "+summaryReplayHint)
}

// warnAsSent says that the configuration differs from what was sent, and that
// this sends nothing.
func (d *decision) warnAsSent(p draft.Part, wanted draft.Draft, state massMessageModel, resendOn policy) {
	name, hint := p.Attribute(wanted), summaryReplayHint

	if resendOn.next != "" && sendsAgain(p, resendOn.next) {
		hint = fmt.Sprintf("resend_on changes to %q with this plan, and the next one will send a new message, unless the edit is taken back.", resendOn.next)
	}

	if p.Audience {
		d.diags.AddAttributeWarning(path.Root(name), summaryAudience,
			fmt.Sprintf("%s: %s since the message was sent to %s. Who receives a message is decided when it is sent, so nothing is sent (resend_on = %q). %s",
				name, audienceChange(p, wanted, state), sentAudience(state), resendOn.inForce, hint))

		return
	}

	d.diags.AddAttributeWarning(path.Root(name), summaryContent,
		fmt.Sprintf("%s differs from what was sent. With resend_on = %q that sends nothing. %s", name, resendOn.inForce, hint))
}

// audienceChange says how an audience attribute has changed since the send, as
// far as the state still has what was sent.
func audienceChange(p draft.Part, wanted draft.Draft, state massMessageModel) string {
	added, removed, known := p.SetChange(state.recorded().Message, wanted.Message, state.sentDigests())

	switch {
	case known && added+removed > 0 && p.Name == "tag_filter":
		return fmt.Sprintf("%s of tags added and %s removed", wording.Counted(added, "group"), wording.Grouped(removed))
	case known && added+removed > 0:
		return fmt.Sprintf("%s added and %s removed", wording.Grouped(added), wording.Grouped(removed))
	case p.IsRecipients(wanted) && state.RecipientsCount.ValueInt64() > 0:
		return fmt.Sprintf("%s now, %s then, and not the same", wording.Grouped(wanted.RecipientsCount), wording.Grouped(int(state.RecipientsCount.ValueInt64())))
	default:
		return "it has changed"
	}
}

// warnDestroy says once for each run that a destroy recalls nothing.
func (p *providerData) warnDestroy(diags *diag.Diagnostics) {
	warn := func() {
		diags.AddWarning(summaryDestroy,
			"Terraform only forgets the message. What members have confirmed stays with the customers, and what they have not confirmed stays in their task list.")
	}

	if p == nil {
		warn()
		return
	}

	p.destroyPlanned.Do(warn)
}

// warnRemoved names a message that Terraform has deleted to create another one,
// by a summary of its own: an engine folds warnings of one summary. Nothing
// else is certain to run. Where the run ends before the new message, because it
// is refused, another resource fails or somebody stops it, this is all that is
// left of the old one.
func warnRemoved(diags *diag.Diagnostics, state massMessageModel) {
	name, went := "the message "+state.MsgID.ValueString(), "It went"
	advice := "If no new message was sent, and this one is to stay, import it before the next apply: that may send it again."

	if state.MsgID.ValueString() == "" {
		name, went = "a message of unknown status", "If it was sent, it went"
		advice = "WeCom's list shows what was sent."
	}

	diags.AddWarning("This run has removed "+name+" from the state, to create another one",
		fmt.Sprintf("%s to %s, and nothing was recalled. %s", went, sentAudience(state), advice))
}
