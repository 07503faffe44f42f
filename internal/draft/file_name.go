package draft

import (
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// judgeName says where customers may not see the name of a file as it is
// written. Every server takes a quotation mark or a backslash in the name of an
// upload in its own way, and WeCom's pages do not say in which.
//
// It matters for a send only: to rename the file of a message that was sent
// makes another message.
func (d *Draft) judgeName(at problem.Path, name string) {
	const (
		summary = "Name that customers would not see"
		lead    = "customers see the name of the file"
	)

	if r, place, found := UnseenInName(name); found {
		d.unsendable.Errorf(at, summary, "%s, and %q holds %s as character %s, which they would not see. Rename the file.", lead, name, wording.CharacterName(r), wording.Grouped(place+1))
	}

	if strings.Contains(name, `"`) {
		d.unsendable.Errorf(at, summary, `%s, and %s holds a quotation mark. It is uploaded as %%22, and nothing promises that customers see a quotation mark again. Rename the file.`, lead, name)
	}

	if strings.Contains(name, `\`) {
		d.unsendable.Errorf(at, summary, `%s, and %s holds a backslash. Servers take it, or what stands before it, away from the name of an upload. Rename the file; directories are separated by /.`, lead, name)
	}

	if strings.Contains(name, ":") {
		d.odd.Warnf(at, summary, "%s, and %s holds a colon, which another page of WeCom forbids in names. Customers may see another name.", lead, name)
	}
}
