package provider

import "github.com/hashicorp/terraform-plugin-framework/diag"

// validate says what is wrong with a configuration, whatever the state says,
// which it does not know.
//
// An engine validates in every plan, and an error of that also stops a destroy
// and a refresh. So only what could never have been sent is an error here. What
// forbids to send is a warning; ModifyPlan makes it an error where something is
// to be sent.
//
// Every plan validates twice: first with a provider that is never configured,
// which is all that `terraform validate` does, and then with a configured one,
// right before ModifyPlan, which says it all. There it would be said twice.
func (p *providerData) validate(config massMessageModel) diag.Diagnostics {
	wanted := config.draft()
	if p != nil {
		return diagnosticsOf(wanted.Problems.Impossible())
	}

	wanted.ReadFiles()

	return diagnosticsOf(wanted.ProblemsOfAWritten())
}
