package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

const summaryCompany = "The message was sent in another company"

// otherCompany tells whether the credentials are of another company than the
// one that a message was sent in. Where one of the two is not known, they are
// taken for the same.
func (r *massMessageResource) otherCompany(sentIn string) bool {
	if r.provider == nil || r.provider.missing != "" || sentIn == "" {
		return false
	}

	now := r.provider.client.CorpID()

	return now != "" && now != sentIn
}

// sameCompany is the error of replacing a message with the credentials of
// another company.
func (r *massMessageResource) sameCompany(sentIn string) diag.Diagnostics {
	var diags diag.Diagnostics

	if r.otherCompany(sentIn) {
		diags.AddAttributeError(path.Root("corp_id"), summaryCompany,
			fmt.Sprintf("The message in the state was sent in %s, and the credentials are those of %s. Nothing is sent. Use the credentials of %s; for a message of %s use a resource or a state of its own.",
				sentIn, r.provider.client.CorpID(), sentIn, r.provider.client.CorpID()))
	}

	return diags
}

// warnCompany tells that a message of unknown status is not looked for.
func (r *massMessageResource) warnCompany(diags *diag.Diagnostics, sentIn string) {
	diags.AddAttributeWarning(path.Root("corp_id"), summaryCompany,
		fmt.Sprintf("Its status is unknown. It was sent in %s, and the credentials are those of %s, so it was not looked for. Nothing was sent.", sentIn, r.provider.client.CorpID()))
}
