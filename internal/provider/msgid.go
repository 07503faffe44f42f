package provider

import (
	"fmt"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// msgidProblem says what is wrong with a msgid that an action or an import is
// given, or "". Whatever WeCom cannot know costs no call.
func msgidProblem(msgid string) string {
	const takes = "It takes the msgid of a message, such as wecom_mass_message.example.msgid, or as wecom_mass_messages or the admin console show it."

	switch {
	case strings.TrimSpace(msgid) == "":
		return "The msgid is empty. " + takes
	case strings.HasPrefix(msgid, localIDPrefix):
		return fmt.Sprintf("%q is the local name of a message whose msgid was not known. WeCom does not know it. Look the msgid up in WeCom's list.", msgid)
	}

	return draft.IDProblem(msgid, draft.InAttribute)
}
