package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// configuredBy reads what Terraform hands to each type after it has configured
// the provider; nil before that.
func configuredBy(handed any, diags *diag.Diagnostics) *providerData {
	if handed == nil {
		return nil
	}

	data, ok := handed.(*providerData)
	if !ok {
		diags.AddError("Unexpected provider data", fmt.Sprintf("got %T; this is a bug in the provider", handed))
	}

	return data
}

// hasCredentials reports whether calls can be made.
func (p *providerData) hasCredentials() bool { return p != nil && p.missing == "" }

// mustHaveCredentials is the error of a call that cannot be made. The lead says
// what was not done then.
func (p *providerData) mustHaveCredentials(lead string) diag.Diagnostics {
	var diags diag.Diagnostics

	switch {
	case p == nil:
		diags.AddError("Provider not configured", lead+" This is a bug in the provider.")
	case p.missing != "":
		diags.AddError("No WeCom credentials", lead+" "+p.missing)
	}

	return diags
}
