package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// callError is the diagnostic of a call that failed. It has no path: the field
// that a code names is one of a message, and only a message has it. The lead
// says what was not done.
func (p *providerData) callError(summary, lead string, err error) diag.Diagnostic {
	if apiErr, refused := errors.AsType[*wecom.APIError](err); refused {
		return p.apiError(summary, lead, apiErr)
	}

	return diag.NewErrorDiagnostic(summary, lead+"\n\n"+err.Error())
}

// apiError is the diagnostic of a refusal: WeCom's own words, the cause in
// plain ones, and what to do.
func (p *providerData) apiError(summary, lead string, apiErr *wecom.APIError) diag.Diagnostic {
	var b strings.Builder

	fmt.Fprintf(&b, "%s\n\n%s: errcode %d, %s\n", lead, apiErr.Endpoint, apiErr.Code, apiErr.Message)

	if apiErr.Hint != "" {
		fmt.Fprintf(&b, "hint: %s (WeCom's support asks for it)\n", apiErr.Hint)
	}

	if apiErr.CallerIP != "" {
		fmt.Fprintf(&b, "caller's address as WeCom saw it: %s\n", apiErr.CallerIP)
	}

	b.WriteString(p.adviceFor(apiErr.Code))

	return diag.NewErrorDiagnostic(summary, b.String())
}

// adviceFor is what to do about a refusal, on lines of its own.
func (p *providerData) adviceFor(code int) string {
	switch advice := adviceOn(code); {
	case p.fixedToken && isTokenCode(code):
		return "\nThe access_token that was given has expired, or is of the wrong kind. The provider cannot renew a token that it did not fetch: give a new one, or give corp_id and corp_secret."
	case advice != "":
		return advice
	default:
		return "\nThis code is not in the provider's table. See https://developer.work.weixin.qq.com/document/path/90313."
	}
}

// adviceOn is the cause of an errcode and what to do, on lines of their own;
// empty for a code that is not in the table.
func adviceOn(code int) string {
	entry, known := wecom.LookupErrcode(code)
	if !known {
		return ""
	}

	return fmt.Sprintf("\nCause: %s\nWhat to do: %s", entry.Cause, entry.Action)
}

// withAdvice adds the advice on an error's code to a text.
func withAdvice(text string, err error) string {
	if advice := adviceOn(wecom.Code(err)); advice != "" {
		return text + "\n" + advice
	}

	return text
}

// fieldOf is the attribute of a message that an errcode is about, or "".
func fieldOf(code int) string {
	entry, _ := wecom.LookupErrcode(code)

	return entry.Field
}

// isTokenCode reports whether a code of a business call is about its token.
func isTokenCode(code int) bool {
	return code == 40001 || code == 40014 || code == 42001
}
