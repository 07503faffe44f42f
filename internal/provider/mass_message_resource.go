package provider

import (
	"context"

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

	resp.Diagnostics.Append(r.provider.validate(config)...)
}
