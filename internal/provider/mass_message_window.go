package provider

import (
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

const summaryOutsideWindow = "Outside of the time to send"

// window is when the message may be sent, as far as that is known.
func (m massMessageModel) window() wecom.SendWindow {
	return newChecker().window(m.NotBefore, m.NotAfter)
}

// window reads not_before and not_after. They are no part of the message: one
// that is not known yet holds up nothing that is planned in place.
func (c *checker) window(notBefore, notAfter types.String) wecom.SendWindow {
	w := wecom.SendWindow{NotBefore: c.bound("not_before", notBefore), NotAfter: c.bound("not_after", notAfter)}

	if !w.NotBefore.IsZero() && !w.NotAfter.IsZero() && !w.NotBefore.Before(w.NotAfter) {
		c.errorf(problem.Root("not_after"), "No time to send", "%s is not later than not_before, %s: in no moment could it be sent.",
			notAfter.ValueString(), notBefore.ValueString())
	}

	return w
}

func (c *checker) bound(name string, v types.String) time.Time {
	if !given(v) {
		return time.Time{}
	}

	return c.rfc3339(problem.Root(name), v)
}

// inWindow is the error of a send that is planned for a time outside of its
// window. Create is held to it once more, right before the request leaves. The
// lead says what is not done.
func (p *providerData) inWindow(lead string, w wecom.SendWindow) diag.Diagnostics {
	var diags diag.Diagnostics

	if outside := outsideNow(w, p.now()); outside != nil && p != nil {
		diags.Append(outsideWindow(lead, outside, ""))
	}

	return diags
}

// outsideNow is why nothing may be sent at a time; nil where it may.
func outsideNow(w wecom.SendWindow, now time.Time) *wecom.OutsideWindowError {
	outside, _ := errors.AsType[*wecom.OutsideWindowError](w.Refuses(now))

	return outside
}

// outsideWindow says what the window is, by how much it is missed, and the ways
// on.
func outsideWindow(lead string, outside *wecom.OutsideWindowError, more string) diag.Diagnostic {
	way := "If the message is still meant to go out, change not_after. If it went out in time and the state does not have it, import it: an import sends nothing."
	if outside.Early() {
		way = "Plan and apply again in that time, or change not_before."
	}

	return diag.NewAttributeErrorDiagnostic(path.Root(outside.Bound()), summaryOutsideWindow,
		fmt.Sprintf("%s: %s. The message may be sent %s. %s%s", lead, outside, windowText(outside.Window), way, more))
}

// windowText writes a window as it is configured.
func windowText(w wecom.SendWindow) string {
	from, until := wecom.BoundText(w.NotBefore), wecom.BoundText(w.NotAfter)

	switch {
	case w.NotAfter.IsZero():
		return "from " + from + " on"
	case w.NotBefore.IsZero():
		return "until " + until
	case w.NotAfter.Before(w.NotBefore):
		return "at no time: not_after is before not_before"
	default:
		return fmt.Sprintf("from %s to %s, for %s", from, until, wording.Lasting(w.NotAfter.Sub(w.NotBefore)))
	}
}

// closedMeanwhile is the refusal of a send whose window was over, or had not
// begun, right before the request. WeCom may have asked it to wait.
func closedMeanwhile(outside *wecom.OutsideWindowError, err error) diag.Diagnostic {
	more := ""
	if waited, ok := errors.AsType[*wecom.APIError](err); ok {
		more = "\n\nIt had to wait, since WeCom refused it at first: " + waited.Error()
	}

	return outsideWindow("Nothing was sent", outside, more)
}
