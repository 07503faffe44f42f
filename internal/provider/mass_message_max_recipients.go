package provider

import (
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// gate refuses a message that max_recipients does not let through: one with
// more recipients, or whose recipients cannot be counted. What is not known at
// plan is judged before the send.
func (p *providerData) gate(wanted draft.Draft) diag.Diagnostics {
	var diags diag.Diagnostics

	if p == nil || p.maxRecipients == 0 || wanted.UnknownRecipients() || wanted.LacksRecipients() {
		return diags
	}

	most := p.maxRecipients

	switch {
	case wanted.RecipientsCount == 0:
		diags.AddAttributeError(path.Root("audience"), "Audience that cannot be counted",
			fmt.Sprintf("max_recipients is %s, and %s cannot be counted before they are sent to. Nothing is sent. Name the recipients, or lift max_recipients in the provider block.", wording.Grouped(most), draft.AudienceOf(wanted.Message)))
	case wanted.RecipientsCount > most:
		diags.AddAttributeError(path.Root("audience"), "More recipients than allowed",
			fmt.Sprintf("The message goes to %s; max_recipients allows %s for each message, %s fewer. Nothing is sent.", draft.AudienceOf(wanted.Message), wording.Grouped(most), wording.Grouped(wanted.RecipientsCount-most)))
	}

	return diags
}

// parseMaxRecipients reads WECOM_MAX_RECIPIENTS.
func parseMaxRecipients(text string) (most int, problem string) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 1 {
		return 0, fmt.Sprintf("%s is not a whole number from 1 to %s.", wording.Quoted(text), wording.Grouped(maxNumber))
	}

	return int(n), ""
}
