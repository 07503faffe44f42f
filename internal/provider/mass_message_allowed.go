package provider

import (
	"fmt"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

const summaryNotAllowed = "Recipients that are not allowed"

// allowedRecipientsFile is the file of the gate, and whether there is one. An
// empty path in the provider block is one that lets nobody through: it may be a
// variable that was never set. What is not known yet is known when it is
// applied.
func (m providerModel) allowedRecipientsFile() (name string, isGate bool) {
	if configured := m.AllowedRecipientsFile; !configured.IsNull() {
		return configured.ValueString(), !configured.IsUnknown()
	}

	name = os.Getenv(envAllowedRecipients)

	return name, name != ""
}

// noAllowedRecipients is the error of whatever is to be sent while the file of
// the gate cannot be used.
func noAllowedRecipients(wrong string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("audience"), "No list of allowed recipients",
		fmt.Sprintf("allowed_recipients_file: %s Whom a message may go to is not known, so nothing is sent. Mend the file, or take allowed_recipients_file (or %s) away.", wrong, envAllowedRecipients))
}

// gateAllowed refuses a message to anybody whom allowed_recipients_file does
// not name, and one whose recipients are not named. What is not known at plan
// is judged before the send.
func (p *providerData) gateAllowed(config massMessageModel, wanted draft.Draft) diag.Diagnostics {
	var diags diag.Diagnostics

	if p == nil || p.allowed == nil {
		return diags
	}

	allowed, message := p.allowed(), wanted.Message

	if wrong := allowed.Wrong(message.ChatType); message.ChatType != "" && wrong != "" {
		diags.Append(noAllowedRecipients(wrong))

		return diags
	}

	if wanted.UnknownRecipients() || wanted.LacksRecipients() {
		return diags
	}

	name, list := "external_userid", config.ExternalUserID.List
	if message.ChatType == wecom.ChatTypeGroup {
		name, list = "chat_id_list", config.ChatIDList.List
	}

	ids := namedIDs(message, message.ChatType)

	switch strangers := notAllowed(allowed, message.ChatType, ids); {
	case len(ids) == 0:
		diags.AddAttributeError(path.Root("audience"), "Audience that is not named",
			fmt.Sprintf("allowed_recipients_file lets a message go to those in %s only, and %s are not named before they are sent to. Nothing is sent. Name the recipients, or take the gate away.", allowed.File, draft.AudienceOf(message)))
	case message.AllowSelect != nil && *message.AllowSelect:
		diags.AddAttributeError(path.Root("allow_select"), "Audience that is not named",
			fmt.Sprintf("allowed_recipients_file lets a message go to those in %s only, and with allow_select = true the member may choose others. Nothing is sent. Take allow_select out, or the gate away.", allowed.File))
	case len(strangers) > 0:
		if wanted.RecipientsFile != "" {
			name = "recipients_file"
		}

		diags.AddAttributeError(path.Root(name), summaryNotAllowed,
			fmt.Sprintf("%s: %s of %s not in %s (allowed_recipients_file): %s. Nothing is sent. Take them out of the message, or write them into that file.",
				name, wording.Grouped(len(strangers)), numberAre(len(ids), len(strangers)), allowed.File, placesOfRecipients(strangers, list, wanted)))
	}

	return diags
}

func notAllowed(allowed draft.AllowedRecipients, chatType string, ids []string) []string {
	var strangers []string

	for _, id := range ids {
		if !allowed.Allows(chatType, id) {
			strangers = append(strangers, id)
		}
	}

	return strangers
}

func numberAre(all, some int) string {
	if some == 1 {
		return wording.Counted(all, "recipient") + " is"
	}

	return wording.Counted(all, "recipient") + " are"
}

// placesOfRecipients names the first few ids with their lines in a file, or
// their places in a list.
func placesOfRecipients(ids []string, list types.List, wanted draft.Draft) string {
	const most = 3

	shown := make([]string, 0, most)

	for _, id := range ids[:min(len(ids), most)] {
		place := fmt.Sprintf("[%d]", indexOf(list, id))
		if line := wanted.LineOf(id); line > 0 {
			place = fmt.Sprintf("line %d", line)
		}

		shown = append(shown, place+" "+draft.CustomerID.Shown(id))
	}

	text := strings.Join(shown, ", ")
	if more := len(ids) - most; more > 0 {
		text += fmt.Sprintf(", and %s more", wording.Grouped(more))
	}

	return text
}

// indexOf is where an id stands in a list first.
func indexOf(list types.List, id string) int {
	for i, element := range list.Elements() {
		if v, ok := element.(types.String); ok && v.ValueString() == id {
			return i
		}
	}

	return -1
}
