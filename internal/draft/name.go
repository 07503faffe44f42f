package draft

import (
	"fmt"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// NameProblem says what is wrong with a name or a page that a person has made
// up, or "". Unlike an id it may be in any language and have blanks in it.
func NameProblem(name string) string {
	switch {
	case name == "":
		return "it is empty. Fill it in, or leave the attribute out where it is optional."
	case strings.TrimSpace(name) != name:
		return fmt.Sprintf("%s has white space around it. WeCom would not find it; trimspace() removes it.", excerpt(name, 0))
	case wecom.NothingToRead(name):
		return fmt.Sprintf("%s: nothing can be seen in it.", excerpt(name, 0))
	}

	if r, at, found := ControlCharacter(name); found {
		return fmt.Sprintf("%s holds %s as character %s.", excerpt(name, at), wording.CharacterName(r), wording.Grouped(at+1))
	}

	// Tab and line breaks mean that a list was not split.
	if strings.ContainsAny(name, "\t\r\n") {
		return excerpt(name, 0) + " holds a tab or a line break. Is it a list that was not split?"
	}

	return ""
}

// PageProblem says what is wrong with the page of a mini program, or "". A
// blank is for a warning: it may stand in a query.
func PageProblem(page string) string {
	if wecom.NothingToRead(page) || strings.TrimSpace(page) != page {
		return NameProblem(page)
	}

	if r, at, found := unseenCharacter(page, true); found {
		return fmt.Sprintf("%s holds %s as character %s. WeChat would not find the page. Take it out, or write it as urlencode() does where it is meant.", excerpt(page, at), wording.CharacterName(r), wording.Grouped(at+1))
	}

	return ""
}
