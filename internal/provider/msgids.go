package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// mostMsgIDs bounds what one data source or action asks WeCom for. Messages
// are asked for one after the other, and each takes some calls: WeCom refuses
// calls side by side (45033).
const mostMsgIDs = 1000

// namedMessage is a message that a configuration names.
type namedMessage struct {
	at path.Path
	// msgid is empty where it is null, as while the status of a message is
	// unknown.
	msgid string
}

// checkMsgIDs is what is wrong with messages that are named by msgid or by
// msgids, as far as they are known. A null in the list is left to the caller.
func checkMsgIDs(one types.String, list types.List) diag.Diagnostics {
	c := newChecker()
	p := problem.Root("msgids")

	if given(one) {
		if wrong := msgidProblem(one.ValueString()); wrong != "" {
			c.neverf(problem.Root("msgid"), "Invalid msgid", "%s", wrong)
		}
	}

	if !given(list) {
		return c.diagnostics()
	}

	if given(one) {
		c.neverf(p, "Messages named twice", "msgid names a message as well. Give one of them: msgid for one message, msgids for several.")
	}

	switch n := len(list.Elements()); {
	case n == 0:
		c.neverf(p, "Empty list", "it is empty, and names no message. Give at least one.")
	case n > mostMsgIDs:
		c.neverf(p, "Too many messages", "%s; the limit is %s, %s too many. WeCom is asked for one after the other. Divide them.", wording.Counted(n, "msgid"), wording.Grouped(mostMsgIDs), wording.Grouped(n-mostMsgIDs))
	}

	c.eachMsgID(p, list)

	return c.diagnostics()
}

// eachMsgID judges the elements of a list one by one.
func (c *checker) eachMsgID(p problem.Path, list types.List) {
	var (
		first = map[string]int{}
		bad   int
	)

	for i, element := range list.Elements() {
		v := element.(types.String)
		if !given(v) {
			continue
		}

		if wrong := msgidProblem(v.ValueString()); wrong != "" {
			if bad++; bad <= draft.MaxOfAKind {
				c.neverf(p.AtListIndex(i), "Invalid msgid", "%s", wrong)
			}

			continue
		}

		if at, again := first[v.ValueString()]; again {
			c.problems.Warnf(p.AtListIndex(i), "A msgid is listed twice", "%s stands at [%d] already. It counts once.", v.ValueString(), at)
		} else {
			first[v.ValueString()] = i
		}
	}

	if bad > draft.MaxOfAKind {
		c.neverf(p, "Invalid msgid", "%s", draft.InvalidInAll(bad))
	}
}

// withoutLocalNames is a list with null in the place of each message of unknown
// status of a campaign, as that of another message is.
func withoutLocalNames(list types.List) types.List {
	elements := list.Elements()
	for i, element := range elements {
		if strings.HasPrefix(element.(types.String).ValueString(), localIDPrefix) {
			elements[i] = types.StringNull()
		}
	}

	if len(elements) == 0 {
		return list // null, or not known yet
	}

	return types.ListValueMust(types.StringType, elements)
}

// namedMessages are those of a list that checkMsgIDs has passed, each once.
func namedMessages(list types.List) []namedMessage {
	var (
		all  []namedMessage
		seen = map[string]bool{}
	)

	for i, element := range list.Elements() {
		msgid := element.(types.String).ValueString()
		if msgid != "" && seen[msgid] {
			continue
		}

		seen[msgid] = true

		all = append(all, namedMessage{at: path.Root("msgids").AtListIndex(i), msgid: msgid})
	}

	return all
}
