package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// diagnosticsOf shows problems of a configuration in the way of Terraform.
func diagnosticsOf(problems problem.List) diag.Diagnostics {
	var diags diag.Diagnostics

	for _, p := range problems {
		if p.Severity == problem.ForbidsNothing {
			diags.AddAttributeWarning(pathOf(p.At), p.Summary, p.Detail)
		} else {
			diags.AddAttributeError(pathOf(p.At), p.Summary, p.Detail)
		}
	}

	return diags
}

func pathOf(place problem.Path) path.Path {
	p := path.Empty()

	for _, step := range place {
		switch step := step.(type) {
		case string:
			p = p.AtName(step)
		case int:
			p = p.AtListIndex(step)
		}
	}

	return p
}
