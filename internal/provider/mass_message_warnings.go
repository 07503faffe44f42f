package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// What a plan warns of. The summaries are constant, so that the CLI folds many
// warnings of a kind into one.
const (
	summarySend       = "This plan sends a message to customers"
	summaryReplace    = "This plan sends a new message in the place of one already sent"
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

func warnReplace(diags *diag.Diagnostics, state massMessageModel, audience types.String) {
	diags.AddAttributeWarning(path.Root("audience"), summaryReplace,
		fmt.Sprintf("A new message goes to %s. The message %s, sent to %s, stays as it is: nothing is recalled. lifecycle { prevent_destroy = true } forbids such changes.",
			audienceForPeople(audience), messageName(state), audienceForPeople(state.Audience)))
}

func audienceForPeople(audience types.String) string {
	if audience.IsUnknown() || audience.IsNull() {
		return "an audience that is not known yet"
	}

	return audience.ValueString()
}

// messageName names a recorded message for a person.
func messageName(state massMessageModel) string {
	if state.MsgID.ValueString() == "" {
		return "of unknown status"
	}

	return state.MsgID.ValueString()
}

func (d *decision) warnUnknown(name string) {
	d.diags.AddAttributeWarning(path.Root(name), summaryUnknown,
		name+" depends on something that this apply changes. Nothing is sent by this plan; the next one, which knows the value, judges it. "+summaryReplayHint)
}

// warnAsSent tells that the configuration differs from what was sent, and that
// this sends nothing. The audience is the recorded one: the ids of a file are
// not among what was recorded of the message.
func (d *decision) warnAsSent(p part, wanted, sent converted, audience types.String, resendOn string) {
	name := p.attribute(wanted)

	if p.audience {
		d.diags.AddAttributeWarning(path.Root(name), summaryAudience,
			fmt.Sprintf("%s: %s since the message was sent to %s. Who receives a message is decided when it is sent, so nothing is sent (resend_on = %q). %s",
				name, audienceChange(p, wanted, sent), audienceForPeople(audience), resendOn, summaryReplayHint))

		return
	}

	d.diags.AddAttributeWarning(path.Root(name), summaryContent,
		fmt.Sprintf("%s differs from what was sent. With resend_on = %q that sends nothing. %s", name, resendOn, summaryReplayHint))
}

// audienceChange says how an audience attribute has changed since the send:
// ids, or groups of tags. The ids of a file are not kept, only their number.
func audienceChange(p part, wanted, sent converted) string {
	before, after := tagSets(sent.Message.TagFilter), tagSets(wanted.Message.TagFilter)

	switch p.name {
	case "external_userid":
		before, after = sent.Message.ExternalUserID, wanted.Message.ExternalUserID
	case "chat_id_list":
		before, after = sent.Message.ChatIDList, wanted.Message.ChatIDList
	}

	if p.isRecipients(wanted.Message.ChatType) && len(before) == 0 && sent.RecipientsCount > 0 {
		return fmt.Sprintf("%s now, %s then, and not the same", grouped(wanted.RecipientsCount), grouped(sent.RecipientsCount))
	}

	added, removed := setDifference(after, before)

	return fmt.Sprintf("%s added and %s removed", grouped(added), grouped(removed))
}

// warnDestroy says once for each run that a destroy recalls nothing.
func (r *massMessageResource) warnDestroy(diags *diag.Diagnostics) {
	warn := func() {
		diags.AddWarning(summaryDestroy,
			"Terraform only forgets the message. What members have confirmed stays with the customers, and what they have not confirmed stays in their task list.")
	}

	if r.provider == nil {
		warn()
		return
	}

	r.provider.destroyPlanned.Do(warn)
}
