package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Update records what changed without a send. It calls the API only to adopt a
// message that a person has found.
func (r *massMessageResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state massMessageModel

	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	if plan.Status.IsUnknown() {
		plan.keepUnknown(state)
		resp.Diagnostics.Append(r.provider.adopt(ctx, &plan, state, req.Private)...)
	}

	if resp.Diagnostics.HasError() {
		return
	}

	// The end of an import is when it is known what was sent.
	r.provider.enterInJournal(ctx, &resp.Diagnostics, plan, req.Private)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, plan.MsgID)...)
}
