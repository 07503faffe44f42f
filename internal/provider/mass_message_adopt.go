package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// adopts tells whether a plan takes a message over that a person has found.
func adopts(config, state massMessageModel) bool {
	return state.Status.ValueString() == statusUnknown && !config.AdoptMsgID.IsNull()
}

// planAdoption puts into the plan what the adoption will change.
func (m *massMessageModel) planAdoption() {
	m.MsgID = types.StringUnknown()
	m.Status = types.StringUnknown()
	m.FailList = idListUnknown()
	m.CreatedAt = types.StringUnknown()
}

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
		plan.MsgID, plan.Status, plan.FailList, plan.CreatedAt = state.MsgID, state.Status, state.FailList, state.CreatedAt

		if adopts(plan, state) {
			resp.Diagnostics.Append(r.adopt(ctx, &plan, state, readPrivate[wecom.Trace](ctx, req.Private, privateTrace))...)
		}
	}

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(writePrivate(ctx, resp.Private, privateImported, false)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, plan.MsgID)...)
}

// adopt checks that the named message exists and can be this one, and records
// it. An error here taints nothing and sends nothing.
func (r *massMessageResource) adopt(ctx context.Context, plan *massMessageModel, state massMessageModel, trace wecom.Trace) diag.Diagnostics {
	diags := mustBeConnected(r.provider)
	if diags.HasError() {
		return diags
	}

	var (
		client = r.provider.client
		sent   = state.asSentWithFile()
		msgid  = plan.AdoptMsgID.ValueString()
		oldest = time.Unix(trace.NotBefore, 0).Add(-time.Hour)
	)

	record, err := client.RecordByMsgID(ctx, msgid, []string{sent.Message.ChatType}, oldest)

	var failList []string
	if err == nil {
		failList, err = client.AdoptRecord(ctx, &sent.Message, record)
	}

	if errors.Is(err, wecom.ErrNoRecord) {
		err = fmt.Errorf("%w, looking back as far as the send of this message", err)
	}

	if err != nil {
		diags.AddAttributeError(path.Root("adopt_msgid"), "Unable to Adopt Mass Message",
			fmt.Sprintf("%s was not taken over, and nothing was sent: %s.", msgid, err))

		return diags
	}

	plan.found(record.MsgID, failList, record.CreateTime)

	return diags
}
