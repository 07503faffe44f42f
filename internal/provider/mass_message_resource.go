package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var (
	_ resource.ResourceWithConfigure      = (*massMessageResource)(nil)
	_ resource.ResourceWithIdentity       = (*massMessageResource)(nil)
	_ resource.ResourceWithImportState    = (*massMessageResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*massMessageResource)(nil)
	_ resource.ResourceWithValidateConfig = (*massMessageResource)(nil)
)

const massMessageTypeName = "wecom_mass_message"

type massMessageResource struct {
	provider *providerData
}

func newMassMessageResource() resource.Resource { return &massMessageResource{} }

func (r *massMessageResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = massMessageTypeName

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
	r.provider = configuredBy(req.ProviderData, &resp.Diagnostics)
}

func (r *massMessageResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config massMessageModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(config.toAPI().Diags...)
}

// Delete forgets the message. WeCom cannot recall one.
func (r *massMessageResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state massMessageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	warn := func() {
		resp.Diagnostics.AddWarning(summaryDestroy, "The message was removed from the state. Nothing was recalled.")
	}

	if r.provider == nil {
		warn()
		return
	}

	wished := readPrivate[wish](ctx, req.Private, privateWish)

	if wished.Parts != nil {
		resp.Diagnostics.Append(r.mayReplace(state, wished)...)
	}

	if resp.Diagnostics.HasError() {
		return
	}

	if r.otherCompany(state.CorpID.ValueString()) {
		resp.Diagnostics.AddWarning(summaryCompany,
			fmt.Sprintf("The message %s was sent in %s, and is removed from the state with the credentials of %s. Nothing was recalled.", state.MsgID.ValueString(), state.CorpID.ValueString(), r.provider.client.CorpID()))
	}

	r.provider.wishes.add(state, wished)
	r.provider.destroyDone.Do(warn)
}

// mayReplace is what forbids to forget a message that is replaced, because the
// new one could not be sent: a saved plan may be applied with other credentials.
func (r *massMessageResource) mayReplace(state massMessageModel, wished wish) diag.Diagnostics {
	diags := r.provider.mustHaveCredentials(nothingSent)
	if diags.HasError() {
		return diags
	}

	if diags = r.sameCompany(state.CorpID.ValueString()).Errors(); diags.HasError() {
		return diags
	}

	return r.plannedCompany(wished.CorpID)
}
