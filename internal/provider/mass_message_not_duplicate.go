package provider

import (
	"fmt"
	"strconv"
	"strings"

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

// notDuplicateLine is the line that lets a send pass one more message.
func notDuplicateLine(already []string, msgid string) string {
	quoted := make([]string, 0, len(already)+1)
	for _, one := range append(already, msgid) {
		quoted = append(quoted, strconv.Quote(one))
	}

	return fmt.Sprintf("not_duplicate_of = [%s]", strings.Join(quoted, ", "))
}
