package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure      = (*massMessageResource)(nil)
	_ resource.ResourceWithIdentity       = (*massMessageResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*massMessageResource)(nil)
	_ resource.ResourceWithValidateConfig = (*massMessageResource)(nil)
)

type massMessageResource struct {
	provider *providerData
}

func newMassMessageResource() resource.Resource { return &massMessageResource{} }

func (r *massMessageResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_mass_message"

	// While the status is unknown the identity holds a local name, and msgid
	// comes later.
	resp.ResourceBehavior.MutableIdentity = true
}

func (r *massMessageResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = massMessageSchema(ctx)
}

func (r *massMessageResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = massMessageIdentitySchema()
}

func (r *massMessageResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}

	data, ok := req.ProviderData.(*providerData)
	if !ok {
		resp.Diagnostics.AddError("Unexpected provider data", fmt.Sprintf("got %T; this is a bug in the provider", req.ProviderData))
		return
	}

	r.provider = data
}

func (r *massMessageResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config massMessageModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(config.toAPI().Diags...)
}

// Read makes no call for a message that WeCom accepted. It never removes the
// message from state, whatever WeCom may have forgotten: removing it would
// send it again.
func (r *massMessageResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state massMessageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state.MsgID)...)
}

// Update records what changed without a send, and makes no call.
func (r *massMessageResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan massMessageModel

	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, plan.MsgID)...)
}

// Delete forgets the message. WeCom cannot recall one.
func (r *massMessageResource) Delete(_ context.Context, _ resource.DeleteRequest, resp *resource.DeleteResponse) {
	warnForgotten := func() {
		resp.Diagnostics.AddWarning(summaryDestroy, "The message was removed from the state. Nothing was recalled.")
	}

	if r.provider == nil {
		warnForgotten()
		return
	}

	r.provider.destroyDone.Do(warnForgotten)
}

// stringList makes a list attribute of strings; nil is null.
func stringList(ctx context.Context, values []string) types.List {
	if values == nil {
		return types.ListNull(types.StringType)
	}

	list, _ := types.ListValueFrom(ctx, types.StringType, values)

	return list
}
