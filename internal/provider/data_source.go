package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// dataSource is what all data sources have in common. Each is a schema, a model
// and a function that reads. None has an effect on WeCom: a plan reads them,
// too.
type dataSource[M any, P dataModel[M]] struct {
	name     string
	schema   schema.Schema
	provider *providerData
}

// dataModel is the configuration of a data source, and the result once it is
// read.
type dataModel[M any] interface {
	*M

	// check judges the configuration. What is unknown is not judged.
	check() diag.Diagnostics
	// read fills in the computed attributes of a configuration that check has
	// passed. With an error nothing of it is kept.
	read(ctx context.Context, provider *providerData) diag.Diagnostics
}

func newDataSource[M any, P dataModel[M]](name string, of schema.Schema) datasource.DataSourceWithValidateConfig {
	return &dataSource[M, P]{name: name, schema: of}
}

func (d *dataSource[M, P]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.name
}

func (d *dataSource[M, P]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.schema
}

func (d *dataSource[M, P]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.provider = configuredBy(req.ProviderData, &resp.Diagnostics)
}

func (d *dataSource[M, P]) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var model M

	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(P(&model).check()...)
}

func (d *dataSource[M, P]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model M

	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	resp.Diagnostics.Append(d.provider.mustHaveCredentials("A data source is read from WeCom, also by plan.")...)

	if resp.Diagnostics.HasError() {
		return
	}

	// Validate has given the warnings, also in this plan.
	resp.Diagnostics.Append(P(&model).check().Errors()...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(P(&model).read(ctx, d.provider)...)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

// readError is the diagnostic of a read that failed. The attribute names whom
// or what was asked for; it is the place of an error about a userid or a msgid.
// Nothing of what was read is kept: a short list would pass as a whole one.
func (p *providerData) readError(summary string, attribute path.Path, err error) diag.Diagnostics {
	return p.readErrorAt(summary, "WeCom refused the call.", attribute, err)
}

// readErrorOf is [providerData.readError] of one of many that are asked for,
// which its value names.
func (p *providerData) readErrorOf(summary, value string, at path.Path, err error) diag.Diagnostics {
	return p.readErrorAt(summary, fmt.Sprintf("%s: WeCom refused the call for %s.", at, value), at, err)
}

func (p *providerData) readErrorAt(summary, lead string, attribute path.Path, err error) diag.Diagnostics {
	apiErr, refused := errors.AsType[*wecom.APIError](err)
	if !refused {
		detail := err.Error()
		if _, unlicensed := errors.AsType[*wecom.UnlicensedError](err); unlicensed {
			detail += "\n\nGive these members an interface licence in the service provider's console, or leave them out."
		}

		return diag.Diagnostics{diag.NewErrorDiagnostic(summary, detail)}
	}

	refusal := p.apiError(summary, lead, apiErr)
	if fieldOf(apiErr.Code) != "" {
		// The table's field is one of a message.
		refusal = diag.WithPath(attribute, refusal)
	}

	return diag.Diagnostics{refusal}
}
