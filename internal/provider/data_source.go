package provider

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// dataSource is what all data sources have in common. None has an effect on
// WeCom: a plan reads them, too.
type dataSource struct {
	provider *providerData
}

// Configure takes what the provider block has made.
func (d *dataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}

	data, ok := req.ProviderData.(*providerData)
	if !ok {
		resp.Diagnostics.AddError("Unexpected provider data", fmt.Sprintf("got %T; this is a bug in the provider", req.ProviderData))
		return
	}

	d.provider = data
}

// mustBeConnected says what a read lacks.
func (d *dataSource) mustBeConnected() diag.Diagnostics {
	var diags diag.Diagnostics

	switch {
	case d.provider == nil:
		diags.AddError("Provider not configured", "This is a bug in the provider.")
	case d.provider.missing != "":
		diags.AddError("No WeCom credentials", "A data source is read from WeCom, also by plan. "+d.provider.missing)
	}

	return diags
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

	told := apiErrorDiag(summary, "WeCom refused the call.", apiErr, d.provider.fixedToken)
	if _, concernsField := told.(diag.DiagnosticWithPath); concernsField {
		// The table's field is one of a message.
		return diag.NewAttributeErrorDiagnostic(attribute, told.Summary(), told.Detail())
	}

	return diag.NewErrorDiagnostic(told.Summary(), told.Detail())
}

// timeOrNull writes a time as RFC 3339 in UTC.
func timeOrNull(t time.Time) types.String {
	if t.IsZero() {
		return types.StringNull()
	}

	return types.StringValue(t.UTC().Format(time.RFC3339))
}

// rfc3339 reads a time such as 2026-03-02T08:00:00+08:00.
func (c *checker) rfc3339(p path.Path, v types.String) time.Time {
	if !c.known(p, v) {
		return time.Time{}
	}

	t, err := time.Parse(time.RFC3339, v.ValueString())
	if err != nil {
		c.errorf(p, "Invalid time", "%q is not a time of RFC 3339, such as \"2026-03-02T08:00:00+08:00\".", v.ValueString())
	}

	return t
}

// oneOf reads one of a few words.
func (c *checker) oneOf(p path.Path, v types.String, words ...string) string {
	if !c.known(p, v) {
		return ""
	}

	if word := v.ValueString(); slices.Contains(words, word) {
		return word
	}

	c.errorf(p, "Invalid value", "%q is none of %s.", v.ValueString(), strings.Join(words, ", "))

	return ""
}

// idList reads a list of ids that must not be empty.
func (c *checker) idList(p path.Path, list types.List) []string {
	if !c.known(p, list) {
		return nil
	}

	elements := list.Elements()
	if len(elements) == 0 {
		c.errorf(p, "Empty list", "it is empty. Give at least one.")
	}

	ids := make([]string, 0, len(elements))
	bad := 0

	for i, element := range elements {
		v := element.(types.String)

		problem := idProblem(v.ValueString())

		switch {
		case v.IsUnknown():
			c.unknown[rootName(p)] = true
			continue
		case v.IsNull():
			problem = "it is null."
		}

		if problem == "" {
			ids = append(ids, v.ValueString())
			continue
		}

		if bad++; bad <= maxOfAKind {
			c.errorf(p.AtListIndex(i), "Invalid id", "%s", problem)
		}
	}

	return ids
}
