package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// refusal is the diagnostic of a send that did not happen.
// notDuplicates are the messages that the look let pass.
func (p *providerData) refusal(summary string, err error, notDuplicates []string) diag.Diagnostic {
	if outside, ok := errors.AsType[*wecom.OutsideWindowError](err); ok {
		return closedMeanwhile(outside, err)
	}

	if duplicate, ok := errors.AsType[*wecom.DuplicateError](err); ok {
		return duplicateDiag(duplicate, notDuplicates)
	}

	if _, ok := errors.AsType[wecom.LookalikeError](err); ok {
		return diag.NewErrorDiagnostic(summary, "Nothing was sent: "+err.Error()+".\n\nApply again once the status of the other message is known.")
	}

	if e, ok := errors.AsType[*wecom.JournalError](err); ok {
		return p.journalRefusal(summary, e, notDuplicates)
	}

	if upload, ok := errors.AsType[*wecom.UploadError](err); ok {
		return uploadDiag(summary, upload)
	}

	if apiErr, ok := errors.AsType[*wecom.APIError](err); ok {
		refused := p.apiError(summary, "Nothing was sent: WeCom refused the call.", apiErr)
		if field := fieldOf(apiErr.Code); field != "" {
			return diag.WithPath(path.Root(field), refused)
		}

		return refused
	}

	switch {
	case isCreateOver(err) && wecom.Code(err) == 0:
		return diag.NewErrorDiagnostic(summary, "Nothing was sent: timeouts.create was over before it could be. The token, uploads, lookups and waits that WeCom asks for took longer: TF_LOG=DEBUG shows each call, how long it took, and its errcode. A longer timeouts.create gives them more time.\n\n"+err.Error())
	case errors.Is(err, context.Canceled) && wecom.Code(err) == 0:
		return diag.NewErrorDiagnostic(summary, "Nothing was sent: the run was interrupted before it could be.\n\n"+err.Error())
	}

	lead := "Nothing was sent: the call did not get through, or was turned away on its way."
	if wecom.Code(err) != 0 {
		lead = "Nothing was sent."
	}

	return diag.NewErrorDiagnostic(summary, lead+"\n\n"+err.Error())
}

// What stands in the way of a send. The second is for what could not be
// compared as a whole.
const (
	summaryDuplicate = "The message seems to have been sent already"
	summaryLikeThis  = "A message like this one was sent already"
)

// duplicateDiag says which message stands in the way, and the two ways on.
func duplicateDiag(d *wecom.DuplicateError, notDuplicates []string) diag.Diagnostic {
	summary, example := summaryDuplicate, "a trial of the same content, say"
	if !d.Content {
		summary, example = summaryLikeThis, "it has other pictures or files, or was a trial, say"
	}

	if d.Owned {
		return diag.NewErrorDiagnostic(summary,
			fmt.Sprintf(`Nothing was sent: %s.

Another resource has that message. If this one is meant to be sent as well, write this line into the resource, and apply again:

    %s

With for_each let it depend on each.key: it must not stand for the key whose message that is.`,
				d.Error(), notDuplicateLine(notDuplicates, d.Record.MsgID)))
	}

	if d.MayBeEdited() {
		edited, imports := "its groups were edited since it was sent", "import it"
		if len(d.Senders) > 0 {
			edited = `its sender was edited under resend_on = "triggers", which sends nothing`
			imports = "write the sender of then, and import it"
		}

		return diag.NewErrorDiagnostic(summary,
			fmt.Sprintf(`Nothing was sent: %s.

If that message is this one (its state was lost, say), and %s, %s: its id for import is %s. Whoever was added since gets nothing then.
If it is another one, and this one is meant to be sent as well, to all of its recipients, write this line into the resource, and apply again:

    %s

Else send nothing, or take out of this one those to whom that one goes.`,
				d.Error(), edited, imports, d.Record.MsgID, notDuplicateLine(notDuplicates, d.Record.MsgID)))
	}

	if d.IsAnotherByClaim() {
		return diag.NewErrorDiagnostic(summary,
			fmt.Sprintf(`Nothing was sent: %s.

That word may be wrong: see in the admin console to which groups the message goes. If to those of this one, it is this one. Import it: its id for import is %s.
If it goes to others, and this one is meant to be sent as well, write this line into the resource, and apply again:

    %s`,
				d.Error(), d.Record.MsgID, notDuplicateLine(notDuplicates, d.Record.MsgID)))
	}

	if d.IsAnother() {
		return diag.NewErrorDiagnostic(summary,
			fmt.Sprintf(`Nothing was sent: %s.

By that it is not this message. If this one is meant to be sent as well, write this line into the resource, and apply again:

    %s

Else send nothing, or take out of this one those to whom that one goes.`,
				d.Error(), notDuplicateLine(notDuplicates, d.Record.MsgID)))
	}

	return diag.NewErrorDiagnostic(summary,
		fmt.Sprintf(`Nothing was sent: %s.

If that message is this one (an earlier run was killed, its state was lost, or another pipeline sent it), import it: its id for import is %s.
If it is not (%s), and this one is meant to be sent as well, do not import it. Write this line into the resource, and apply again:

    %s

Instead of a msgid it may name another resource: wecom_mass_message.example.msgid. With for_each let it depend on each.key: it must not stand for the key whose message that is.`,
			d.Error(), d.Record.MsgID, example, notDuplicateLine(notDuplicates, d.Record.MsgID)))
}

// uploadDiag says which file could not be uploaded, and why.
func uploadDiag(summary string, e *wecom.UploadError) diag.Diagnostic {
	p := path.Root("attachments").AtListIndex(e.Attachment).AtName(e.Kind)

	text := "Nothing was sent: " + e.Error()
	if isCreateOver(e) {
		text += ".\n\nA longer timeouts.create gives it more time."
	}

	return diag.NewAttributeErrorDiagnostic(p, summary, withAdvice(text, e.Err))
}

// isCreateOver reports whether timeouts.create has ended what was going on, and
// not the bound of one call.
func isCreateOver(err error) bool { return errors.Is(err, &wecom.OverError{Bound: boundCreate}) }
