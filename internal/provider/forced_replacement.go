package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// summaryForced is the error of a replacement that -replace or
// replace_triggered_by forces.
//
// Terraform plans each replacement twice: with the prior state, and then
// without it, as a create, but with the private state that the first plan
// wrote. So the second plan can tell a replacement that the first one did not
// ask for. Of the two it shows the errors, and no warning. A tainted resource
// it plans once, as a create.
const summaryForced = "What is in the state is not created anew"

func refuseForced(diags *diag.Diagnostics, what string) {
	diags.AddAttributeError(path.Root("triggers"), summaryForced,
		"This plan replaces the "+what+" in the state, because of -replace or replace_triggered_by, and nothing in its configuration asks for that. Nothing is sent. To send it again on purpose, change triggers. Else leave out -replace, or the entry of replace_triggered_by; a destroy goes on with -refresh=false.")
}
