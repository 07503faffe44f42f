package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// window is when the campaign may be sent, as far as that is known.
func (m campaignModel) window() wecom.SendWindow {
	return newChecker().window(m.NotBefore, m.NotAfter)
}

// campaignInWindow is the error of a first send at a time outside of its
// window.
func (p *providerData) campaignInWindow(lead string, w wecom.SendWindow) diag.Diagnostics {
	var diags diag.Diagnostics

	if outside := outsideNow(w, p.now()); outside != nil && p != nil {
		diags.AddAttributeError(path.Root(outside.Bound()), summaryOutsideWindow, campaignOutsideWindow(lead, outside))
	}

	return diags
}

// campaignOutsideWindow says what the window is, by how much it is missed, and
// the ways on.
func campaignOutsideWindow(lead string, outside *wecom.OutsideWindowError) string {
	way := "If it is still meant to go out, change not_after."
	if outside.Early() {
		way = "Plan and apply again in that time, or change not_before."
	}

	return fmt.Sprintf("%s: %s. The campaign may be sent %s. %s", lead, outside, windowText(outside.Window), way)
}
