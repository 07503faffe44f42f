package provider

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// notDuplicates are the messages that a person says this one is not, as far as
// they are known, and what is wrong with them. Nothing of it matters but before
// a send.
func (m massMessageModel) notDuplicates() (msgids []string, problems problem.List) {
	p := problem.Root("not_duplicate_of")

	for i, element := range m.NotDuplicateOf.Elements() {
		msgid, _ := element.(types.String)

		switch wrong := msgidProblem(msgid.ValueString()); {
		case msgid.IsUnknown():
		case msgid.IsNull():
			problems.Errorf(p.AtListIndex(i), "Invalid msgid", "it is null. A message of unknown status has no msgid, so nobody can tell it from this one; take the entry out, or apply that message first.")
		case wrong != "":
			problems.Errorf(p.AtListIndex(i), "Invalid msgid", "%s", wrong)
		default:
			msgids = append(msgids, msgid.ValueString())
		}
	}

	return msgids, problems
}

// notDuplicateErrors are what forbids to plan a send.
func (m massMessageModel) notDuplicateErrors() diag.Diagnostics {
	_, problems := m.notDuplicates()

	return diagnosticsOf(problems)
}

// notDuplicateWarnings are what validate says of it: it does not know whether
// the message was sent already, and an error would stop a destroy.
func (m massMessageModel) notDuplicateWarnings() problem.List {
	_, problems := m.notDuplicates()

	return problems.WhereNothingIsSent()
}

// notDuplicateLine is the line that lets a send pass one more message.
func notDuplicateLine(already []string, msgid string) string {
	quoted := make([]string, 0, len(already)+1)
	for _, one := range append(already, msgid) {
		quoted = append(quoted, strconv.Quote(one))
	}

	return fmt.Sprintf("not_duplicate_of = [%s]", strings.Join(quoted, ", "))
}
