package provider

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// notDuplicateOf reads the messages that a person says this one is not, as far
// as they are known.
func (c *checker) notDuplicateOf(list types.List) []string {
	p := problem.Root("not_duplicate_of")

	var msgids []string

	for i, element := range list.Elements() {
		msgid, _ := element.(types.String)

		switch wrong := msgidProblem(msgid.ValueString()); {
		case msgid.IsUnknown():
		case msgid.IsNull():
			c.errorf(p.AtListIndex(i), "Invalid msgid", "it is null. A message of unknown status has no msgid, so nobody can tell it from this one; take the entry out, or apply that message first.")
		case wrong != "":
			c.errorf(p.AtListIndex(i), "Invalid msgid", "%s", wrong)
		default:
			msgids = append(msgids, msgid.ValueString())
		}
	}

	return msgids
}

// namesItself is the error of a message that is recorded as one that it is said
// not to be: it was found before the line was read. Or a person says both: then
// the line sends it again once the state is lost.
func (m massMessageModel) namesItself(state massMessageModel) diag.Diagnostics {
	var diags diag.Diagnostics

	others := newChecker().notDuplicateOf(m.NotDuplicateOf)

	if msgid := m.AdoptMsgID.ValueString(); msgid != "" && slices.Contains(others, msgid) {
		diags.AddAttributeError(path.Root("not_duplicate_of"), "A message is said not to be itself",
			fmt.Sprintf("not_duplicate_of names %s, and so does adopt_msgid. Nothing was recorded. Take it out of not_duplicate_of; with for_each let that depend on each.key.", msgid))

		return diags
	}

	msgid := state.MsgID.ValueString()
	if msgid != "" && slices.Contains(others, msgid) {
		diags.AddAttributeError(path.Root("not_duplicate_of"), "A message is said not to be itself",
			fmt.Sprintf("not_duplicate_of names %s, and this resource is recorded as that message, or was found to be it just now. If that was just now, apply once with -refresh=false: it records the line, and the message is not found as that one any more. Else take the entry out.", msgid))
	}

	return diags
}

// notDuplicateLine is the line that lets a send pass one more message.
func notDuplicateLine(already []string, msgid string) string {
	quoted := make([]string, 0, len(already)+1)
	for _, one := range append(already, msgid) {
		quoted = append(quoted, strconv.Quote(one))
	}

	return fmt.Sprintf("not_duplicate_of = [%s]", strings.Join(quoted, ", "))
}
