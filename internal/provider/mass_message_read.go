package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// healTimeout bounds the look of a Read at a message of unknown status.
const healTimeout = time.Minute

// Read makes no call for a message that WeCom accepted. It never removes the
// message from state, whatever WeCom may have forgotten: removing it would
// send it again.
func (r *massMessageResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state massMessageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	if state.Status.ValueString() == statusUnknown {
		resp.Diagnostics.Append(r.heal(ctx, &state, readPrivate[wecom.Trace](ctx, req.Private, privateTrace))...)
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	}

	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state.MsgID)...)
}

// heal looks again for a message whose answer was lost. Whatever fails is only
// a warning: the state stays as true as it was.
func (r *massMessageResource) heal(ctx context.Context, state *massMessageModel, trace wecom.Trace) diag.Diagnostics {
	var diags diag.Diagnostics

	if r.provider == nil || r.provider.missing != "" || trace.NotBefore == 0 {
		diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown,
			"The provider has no credentials, or does not know when the message was sent, so it could not look for it.\n\n"+whatToDoWhenUnknown(nil))

		return diags
	}

	ctx, cancel := context.WithTimeout(ctx, healTimeout)
	defer cancel()

	sent := state.asSentWithFile()

	finding, err := r.provider.client.FindMassMessage(ctx, &sent.Message, trace)
	if finding.Proven != nil {
		state.found(finding.Proven.MsgID, finding.FailList, finding.Proven.CreateTime)
		return diags
	}

	reason := "WeCom's list does not prove what became of it."
	if err != nil {
		reason = "WeCom could not be asked: " + err.Error()
	}

	diags.AddAttributeWarning(path.Root("status"), summaryStillUnknown, reason+"\n\n"+whatToDoWhenUnknown(finding.Candidates))

	return diags
}
