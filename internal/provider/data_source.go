package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// dataSource is what all data sources have in common. None has an effect on
// WeCom: a plan reads them, too.
type dataSource struct {
	provider *providerData
}

// Configure takes what the provider block has made.
func (d *dataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.provider = configuredBy(req.ProviderData, &resp.Diagnostics)
}

// mustBeConnected says what a read lacks.
func (d *dataSource) mustBeConnected() diag.Diagnostics {
	return d.provider.mustHaveCredentials("A data source is read from WeCom, also by plan.")
}

// readError makes the diagnostic of a read that failed. The attribute names
// whom or what was asked for; it is the place of an error about a userid or a
// msgid. Nothing of what was read is kept: a short list would pass as a whole
// one.
func (d *dataSource) readError(summary string, attribute path.Path, err error) diag.Diagnostic {
	apiErr, refused := errors.AsType[*wecom.APIError](err)
	if !refused {
		detail := err.Error()
		if _, unlicensed := errors.AsType[*wecom.UnlicensedError](err); unlicensed {
			detail += "\n\nGive these members an interface licence in the service provider's console, or leave them out."
		}

		return diag.NewErrorDiagnostic(summary, detail)
	}

	refusal := d.provider.apiError(summary, "WeCom refused the call.", apiErr)
	if fieldOf(apiErr.Code) != "" {
		return diag.WithPath(attribute, refusal)
	}

	return refusal
}
