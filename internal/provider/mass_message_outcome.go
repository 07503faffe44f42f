package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// refusalDiag makes the diagnostic of a refusal: WeCom's own words, the cause
// in plain ones, and what to do.
func refusalDiag(summary string, err error, fixedToken bool) diag.Diagnostic {
	apiErr, ok := errors.AsType[*wecom.APIError](err)
	if !ok {
		return diag.NewErrorDiagnostic(summary, "Nothing was sent: the request never reached WeCom, or was turned away on its way.\n\n"+err.Error())
	}

	var b strings.Builder

	fmt.Fprintf(&b, "WeCom refused the call, and nothing was sent.\n\n%s: errcode %d, %s\n", apiErr.Endpoint, apiErr.Code, apiErr.Message)

	if apiErr.Hint != "" {
		fmt.Fprintf(&b, "hint: %s (WeCom's support asks for it)\n", apiErr.Hint)
	}

	if apiErr.CallerIP != "" {
		fmt.Fprintf(&b, "caller's address as WeCom saw it: %s\n", apiErr.CallerIP)
	}

	entry, known := wecom.LookupErrcode(apiErr.Code)

	switch {
	case fixedToken && isTokenCode(apiErr.Code):
		b.WriteString("\nThe access_token that was given has expired, or is of the wrong kind. The provider cannot renew a token that it did not fetch: give a new one, or give corp_id and corp_secret.")

		return diag.NewErrorDiagnostic(summary, b.String())
	case known:
		fmt.Fprintf(&b, "\nCause: %s\nWhat to do: %s", entry.Cause, entry.Action)
	default:
		b.WriteString("\nThis code is not in the provider's table. See https://developer.work.weixin.qq.com/document/path/90313.")
	}

	if entry.Field != "" {
		return diag.NewAttributeErrorDiagnostic(path.Root(entry.Field), summary, b.String())
	}

	return diag.NewErrorDiagnostic(summary, b.String())
}

// isTokenCode tells whether a code of a business call is about its token.
func isTokenCode(code int) bool {
	return code == 40001 || code == 40014 || code == 42001
}

// Summaries of what a send can warn of.
const (
	summaryPartly     = "Some recipients cannot be reached"
	summaryAddition   = "WeCom accepted the message with a remark"
	summaryNoOutcome  = "The outcome of the send is not known"
	unknownWhatToDo   = "The provider will not send it again by itself: status is \"unknown\" in the state, and applying again sends nothing.\n\nLook in WeCom's admin console, 客户联系, 群发工具, whether the message is there. If it is not, change triggers to send it."
	failListShowsMost = 10
)

// outcomeWarnings are the warnings of a send that may have left.
func outcomeWarnings(out wecom.Outcome, m massMessageModel) diag.Diagnostics {
	var diags diag.Diagnostics

	if out.Kind == wecom.Unknown {
		diags.AddAttributeWarning(path.Root("status"), summaryNoOutcome,
			fmt.Sprintf("The message to %s was sent off, but no verdict came back: %s\n\n%s", m.Audience.ValueString(), out.Err, unknownWhatToDo))

		return diags
	}

	if n := len(out.FailList); n > 0 {
		shown := strings.Join(out.FailList[:min(n, failListShowsMost)], ", ")
		if n > failListShowsMost {
			shown += fmt.Sprintf(", and %s more", grouped(n-failListShowsMost))
		}

		diags.AddAttributeWarning(path.Root("fail_list"), summaryPartly,
			fmt.Sprintf("WeCom accepted message %s, but says that %s cannot be reached: %s. The whole list is in fail_list.", out.MsgID, counted(n, "recipient"), shown))
	}

	if out.Warning != "" {
		diags.AddAttributeWarning(path.Root("msgid"), summaryAddition, fmt.Sprintf("Message %s: %s", out.MsgID, out.Warning))
	}

	return diags
}
