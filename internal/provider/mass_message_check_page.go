package provider

import (
	"path"
	"strings"
	"unicode/utf8"

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
	if page == "" {
		c.errorf(p, "Missing value", "it is required and may not be empty: it is the page to open.")
		return ""
	}

	if wrong := draft.PageProblem(page); wrong != "" {
		c.errorf(p, "Invalid page", "%s", wrong)
		return page
	}

	if at := strings.IndexByte(page, ' '); at >= 0 {
		c.problems.Warnf(p, "Page of a mini program with a blank",
			"%s holds a blank (U+0020 space) as character %s. WeChat may not find such a page; in a query a blank is written %%20.", wording.Quoted(page), wording.Grouped(utf8.RuneCountInString(page[:at])+1))
	}

	c.pageExtension(p, page)

	return page
}

// pageExtension warns of a page that WeChat would hardly find.
func (c *checker) pageExtension(p problem.Path, page string) {
	// A page that shows a web page has its address in the query.
	if path, _, _ := strings.Cut(page, "?"); strings.Contains(path, "://") {
		c.problems.Warnf(p, "Page of a mini program that is a link",
			"%s is a link. WeCom wants the path of the page within the mini program, such as \"pages/index%s\".", wording.Quoted(page), pageExtension)

		return
	}

	if sign := placeholderOrList(page); sign != "" {
		c.problems.Warnf(p, "Page of a mini program that is no path", "%s holds %s, which no path of a page has. Is it one path, without quotation marks, and with everything filled in?", wording.Quoted(page), sign)
		return
	}

	end := strings.IndexAny(page, "?#")
	if end < 0 {
		end = len(page)
	}

	if end == 0 || strings.HasSuffix(page[:end], pageExtension) {
		return
	}

	meant := ""
	if name := withoutExtension(page[:end]); name != "" {
		meant = " " + wording.Quoted(name+pageExtension+page[end:]) + " is probably meant."
	}

	c.problems.Warnf(p, "Page of a mini program without .html",
		"the path %s does not end with .html. WeCom's sample has \"/path/index.html\", and its page on the same card in the JS-SDK says that without .html WeChat shows that the page does not exist.%s",
		wording.Quoted(page), meant)
}

// placeholderOrList is a sign in the path of a page that tells of a list, of
// quotation marks around it or of a template that was not filled in; or "".
func placeholderOrList(page string) string {
	name, _, _ := strings.Cut(page, "?")

	for _, sign := range []string{"\"", "'", ",", ";", "，", "；", "{{", "}}", "${", "%s", "%d", "<", ">"} {
		if strings.Contains(name, sign) {
			return sign
		}
	}

	return ""
}

// withoutExtension is the path that .html belongs behind, or "". Only what
// stands for a page is taken off: a dot may be a part of the name.
func withoutExtension(name string) string {
	name = strings.TrimRight(name, "./ ")

	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".html", ".htm", ".xhtml", ".shtml", ".wxml":
		return strings.TrimRight(strings.TrimSuffix(name, ext), "./ ")
	default:
		return name
	}
}
