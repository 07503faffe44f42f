package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// refusalDiag makes the diagnostic of a send that did not happen.
func refusalDiag(summary string, err error, fixedToken bool) diag.Diagnostic {
	if duplicate, ok := errors.AsType[*wecom.DuplicateError](err); ok {
		return duplicateDiag(duplicate)
	}

	if _, ok := errors.AsType[wecom.LookalikeError](err); ok {
		return diag.NewErrorDiagnostic(summary, "Nothing was sent: "+err.Error()+".\n\nApply again once the status of the other message is known.")
	}

	if upload, ok := errors.AsType[*wecom.UploadError](err); ok {
		return uploadDiag(summary, upload)
	}

	if apiErr, ok := errors.AsType[*wecom.APIError](err); ok {
		return apiErrorDiag(summary, "Nothing was sent: WeCom refused the call.", apiErr, fixedToken)
	}

	switch {
	case errors.Is(err, context.DeadlineExceeded) && wecom.Code(err) == 0:
		return diag.NewErrorDiagnostic(summary, "Nothing was sent: timeouts.create was over before it could be. WeCom was slow, or asked to wait; TF_LOG=DEBUG shows each call and its errcode.\n\n"+err.Error())
	case errors.Is(err, context.Canceled) && wecom.Code(err) == 0:
		return diag.NewErrorDiagnostic(summary, "Nothing was sent: the run was interrupted before it could be.\n\n"+err.Error())
	}

	return diag.NewErrorDiagnostic(summary, "Nothing was sent: the call did not get through, or was turned away on its way.\n\n"+err.Error())
}

// duplicateDiag tells which message stands in the way, and the two ways on.
func duplicateDiag(d *wecom.DuplicateError) diag.Diagnostic {
	return diag.NewErrorDiagnostic("The message seems to have been sent already",
		fmt.Sprintf(`Nothing was sent: %s.

If that message is this one (an earlier run was killed, its state was lost, or another pipeline sent it), import it: its id for import is %s.
If it is not (a trial with the same content to some of these recipients, say), and this one is meant to be sent as well, do not import it: apply once with duplicate_check_interval = "0s" in the provider block, or change the text.`,
			d.Error(), d.Record.MsgID))
}

// uploadDiag tells which file could not be uploaded, and why.
func uploadDiag(summary string, e *wecom.UploadError) diag.Diagnostic {
	p := path.Root("attachments").AtListIndex(e.Attachment).AtName(e.Kind)
	text := "Nothing was sent: " + e.Error()

	if entry, ok := wecom.LookupErrcode(wecom.Code(e.Err)); ok {
		text += fmt.Sprintf("\n\nCause: %s\nWhat to do: %s", entry.Cause, entry.Action)
	}

	return diag.NewAttributeErrorDiagnostic(p, summary, text)
}

// apiErrorDiag makes the diagnostic of a refusal: WeCom's own words, the cause
// in plain ones, and what to do.
func apiErrorDiag(summary, lead string, apiErr *wecom.APIError, fixedToken bool) diag.Diagnostic {
	var b strings.Builder

	fmt.Fprintf(&b, "%s\n\n%s: errcode %d, %s\n", lead, apiErr.Endpoint, apiErr.Code, apiErr.Message)

	if apiErr.Hint != "" {
		fmt.Fprintf(&b, "hint: %s (WeCom's support asks for it)\n", apiErr.Hint)
	}

	if apiErr.CallerIP != "" {
		fmt.Fprintf(&b, "caller's address as WeCom saw it: %s\n", apiErr.CallerIP)
	}

	entry, known := wecom.LookupErrcode(apiErr.Code)

	switch {
	case fixedToken && wecom.IsTokenRefusal(apiErr.Code):
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
