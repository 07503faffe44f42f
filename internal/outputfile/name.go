package outputfile

import (
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

// NameProblem says why a name can be no path of a file, or "". It looks at no
// disk. What cannot be read again is not written.
func NameProblem(name string) string {
	if why := regularfile.WhyNoFile(name, regularfile.ToWrite); why != nil {
		return why.Reason
	}

	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, `\`) {
		return "it ends like a directory. Write the path of a file in it."
	}

	// An engine would read it as a part of the root module, or as its state.
	lower := strings.ToLower(name)
	for _, ending := range []string{".tf", ".tofu", ".tf.json", ".tofu.json", ".tfvars", ".tfvars.json", ".tfstate", ".tfstate.backup", ".terraform.lock.hcl"} {
		if strings.HasSuffix(lower, ending) {
			return "it ends with " + ending + ", which Terraform keeps for its own files. Write a name that ends with .csv."
		}
	}

	return ""
}
