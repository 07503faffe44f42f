package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// ownImage puts the image of the company in hand in the place of another one's:
// a run with other credentials has uploaded it there, and a message says the
// first one's URL.
func (p *providerData) ownImage(state *imageModel) diag.Diagnostics {
	var diags diag.Diagnostics

	uploadedFor := state.CorpID.ValueString()
	if !p.otherCompany(uploadedFor) {
		return diags
	}

	own := *state
	own.CorpID = types.StringValue(p.client.CorpID())

	link, err := p.client.EarlierImage(p.imageKey(own))

	switch {
	case err != nil:
		diags.Append(p.imageError(err))
	case link != "":
		own.URL = types.StringValue(link)
		*state = own
	default:
		diags.AddAttributeError(path.Root("corp_id"), "The image was uploaded for another company",
			fmt.Sprintf("It was uploaded for %s, and the credentials are those of %s, which has uploaded none of this content, as far as the journal tells. Nothing is sent: a message would say the URL of %s. Use the credentials of %s; for %s use a state of its own, or take the image out of this one (terraform state rm), and it is uploaded. A message that names it says another URL then, and if it was sent, it is sent again.",
				uploadedFor, p.client.CorpID(), uploadedFor, uploadedFor, p.client.CorpID()))
	}

	return diags
}

// imageKey names a picture in the journal, as that of the company that it was
// uploaded for. A state of an earlier build does not say which that was, and
// counts as that of the one in hand. The address is the one in hand in any
// case: messages to it say this URL.
func (p *providerData) imageKey(m imageModel) string {
	return draft.ImageKey(p.client.Origin(), p.companyIn(m.CorpID), m.SourceSHA256.ValueString())
}
