package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var (
	_ resource.ResourceWithConfigure      = (*campaignResource)(nil)
	_ resource.ResourceWithImportState    = (*campaignResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*campaignResource)(nil)
	_ resource.ResourceWithValidateConfig = (*campaignResource)(nil)
)

type campaignResource struct {
	provider *providerData
}

func newCampaignResource() resource.Resource { return &campaignResource{} }

func (r *campaignResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "wecom_campaign"
}

func (r *campaignResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = campaignSchema(ctx)
}

func (r *campaignResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.provider = configuredBy(req.ProviderData, &resp.Diagnostics)
}

// ValidateConfig says what is wrong with a configuration, as that of a message
// does. The recipients are read by the plan alone: they may be millions.
func (r *campaignResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config campaignModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	wanted := config.wanted()

	if r.provider != nil {
		resp.Diagnostics.Append(diagnosticsOf(wanted.content.Problems.Impossible())...)
		return
	}

	wanted.content.ReadFiles()
	resp.Diagnostics.Append(diagnosticsOf(wanted.content.ProblemsOfAWritten())...)
}
