package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const summaryCompany = "The message was sent in another company"

// otherCompany reports whether the credentials are of another company than the
// one that a message was sent in. Where one of the two is not known, they are
// taken for the same.
func (p *providerData) otherCompany(sentIn string) bool {
	if !p.hasCredentials() || sentIn == "" {
		return false
	}

	now := p.client.CorpID()

	return now != "" && now != sentIn
}

// company is that of the credentials, unknown where they do not name it. A plan
// has it, so that no other company's credentials carry it out: under
// create_before_destroy nothing else shows Create which message is replaced.
func (p *providerData) company() types.String {
	if !p.hasCredentials() || p.client.CorpID() == "" {
		return types.StringUnknown()
	}

	return types.StringValue(p.client.CorpID())
}

// sameCompany is the error of replacing a message with the credentials of
// another company, and the warning of replacing it with a token.
func (p *providerData) sameCompany(sentIn string) diag.Diagnostics {
	var diags diag.Diagnostics

	switch {
	case p.otherCompany(sentIn):
		diags.AddAttributeError(path.Root("corp_id"), summaryCompany,
			fmt.Sprintf("The message in the state was sent in %s, and the credentials are those of %s. Nothing is sent. Use the credentials of %s; for a message of %s use a resource or a state of its own.",
				sentIn, p.client.CorpID(), sentIn, p.client.CorpID()))
	case sentIn != "" && p.hasCredentials() && p.client.CorpID() == "":
		diags.AddAttributeWarning(path.Root("corp_id"), "The company of the token is not known",
			fmt.Sprintf("The message in the state was sent in %s, and access_token does not tell its company. The new message goes to the customers of that one: see that it is the same before you apply.", sentIn))
	}

	return diags
}

// plannedCompany is the error of carrying out a plan with other credentials
// than those it was made with.
func (p *providerData) plannedCompany(planned string) diag.Diagnostics {
	var diags diag.Diagnostics

	now := p.client.CorpID()
	if planned == "" || now == planned {
		return diags
	}

	whose := "are those of " + now
	if now == "" {
		whose = "are an access_token, which does not tell its company"
	}

	diags.AddAttributeError(path.Root("corp_id"), "The plan was made for another company",
		fmt.Sprintf("This plan sends a message in %s, and the credentials %s. Nothing is sent. Plan again with the credentials that apply it.", planned, whose))

	return diags
}

// warnCompany says that a message of unknown status is not looked for.
func (p *providerData) warnCompany(diags *diag.Diagnostics, sentIn string) {
	diags.AddAttributeWarning(path.Root("corp_id"), summaryCompany,
		fmt.Sprintf("Its status is unknown. It was sent in %s, and the credentials are those of %s, so it was not looked for. Nothing was sent.", sentIn, p.client.CorpID()))
}
