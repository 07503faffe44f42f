// Package provider is the Terraform surface: what a person writes in .tf, what
// a plan says, and what the state keeps. It knows WeCom only through
// internal/wecom.
package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Address is the provider's address in both registries. A real owner changes
// it here and in the module path.
const Address = "registry.terraform.io/wecom-community/wecom"

var (
	_ provider.Provider                   = (*wecomProvider)(nil)
	_ provider.ProviderWithActions        = (*wecomProvider)(nil)
	_ provider.ProviderWithFunctions      = (*wecomProvider)(nil)
	_ provider.ProviderWithListResources  = (*wecomProvider)(nil)
	_ provider.ProviderWithValidateConfig = (*wecomProvider)(nil)
)

type wecomProvider struct {
	version string
	clock   wecom.Clock
}

// Option changes a provider for a test.
type Option func(*wecomProvider)

// WithClock replaces the clock of the machine.
func WithClock(clock wecom.Clock) Option {
	return func(p *wecomProvider) { p.clock = clock }
}

// New returns the constructor that the plugin server wants. The version goes
// into the User-Agent.
func New(version string, options ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &wecomProvider{version: version, clock: wecom.SystemClock{}}
		for _, option := range options {
			option(p)
		}

		return p
	}
}

func (p *wecomProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "wecom"
	resp.Version = p.version
}

func (p *wecomProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

func (p *wecomProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var config providerModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(config.check()...)
}

func (p *wecomProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config providerModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	data, diags := config.connect(p.version, p.clock)
	resp.Diagnostics.Append(diags...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.ResourceData = data
	resp.DataSourceData = data
	resp.ActionData = data
	resp.ListResourceData = data
}

func (p *wecomProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{newMassMessageResource, newCampaignResource, newImageResource}
}

func (p *wecomProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		newCustomerTagsDataSource,
		newCustomersDataSource,
		newFollowUsersDataSource,
		newGroupChatsDataSource,
		newMassMessageResultsDataSource,
		newMassMessagesDataSource,
	}
}

func (p *wecomProvider) Functions(context.Context) []func() function.Function {
	all := []func() function.Function{newByteLengthFunction, newTruncateBytesFunction}

	for _, f := range attachmentFunctions() {
		all = append(all, func() function.Function { return f })
	}

	return all
}

func (p *wecomProvider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{newMassMessageRemindAction, newMassMessageCancelAction}
}

func (p *wecomProvider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{newMassMessageList}
}
