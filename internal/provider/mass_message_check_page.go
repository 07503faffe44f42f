package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// pageExtension is what the path of a mini program's page ends with. The page
// of the API says only "the path of the page", but its sample has it, and the
// page of the same card in the JS-SDK demands it.
const pageExtension = ".html"

// requiredPage reads the page of a mini program.
func (c *checker) requiredPage(p problem.Path, v attr.Value) string {
	if v.IsNull() {
		c.neverf(p, "Missing value", "it is required: it is the page to open.")
		return ""
	}

	if !c.known(p, v) {
		return ""
	}

	page := v.(types.String).ValueString()
	if wrong := draft.NameProblem(page); wrong != "" {
		c.errorf(p, "Invalid page", "%s", wrong)
		return page
	}

	c.pageExtension(p, page)

	return page
}

// pageExtension warns of a page that WeChat would hardly find.
func (c *checker) pageExtension(p problem.Path, page string) {
	end := strings.IndexAny(page, "?#")
	if end < 0 {
		end = len(page)
	}

	if end > 0 && !strings.HasSuffix(page[:end], pageExtension) {
		c.problems.Warnf(p, "Page of a mini program without .html",
			"the path %s does not end with .html. WeCom's sample has \"/path/index.html\", and its page on the same card in the JS-SDK says that without .html WeChat shows that the page does not exist. %s is probably meant.",
			wording.Quoted(page), wording.Quoted(page[:end]+pageExtension+page[end:]))
	}
}
