package provider

import (
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

const (
	summaryJournal = "The journal was not used"
	summaryEarlier = "The message was sent already"
)

// journalKeys name a message that is to be sent in the journal. A message of a
// company that is not known is in none.
func (p *providerData) journalKeys(parts draft.Digests, triggers types.Map) wecom.JournalKeys {
	return journalKeysAt(p.client.Origin(), p.client.CorpID(), parts, triggers)
}

func journalKeysAt(origin, corpID string, parts draft.Digests, triggers types.Map) wecom.JournalKeys {
	digest, known := triggersDigest(triggers)
	if !known || corpID == "" {
		return wecom.JournalKeys{}
	}

	return parts.JournalKeys(origin, corpID, digest)
}

// warnJournal says that the journal could not be read or written, where that
// forbids nothing.
func (p *providerData) warnJournal(diags *diag.Diagnostics, err error) {
	if err != nil {
		diags.AddWarning(summaryJournal,
			fmt.Sprintf("What this run does, or its state holds, may be missing in it: %s. A later run that has lost the state may not know of it then. A message that WeCom has refused may be of status unknown at the next apply, since nothing says what became of it.", err))
	}
}

// mustKnowRemoved is the error where a journal that was asked for could not be
// told of what is about to leave the state: perhaps nothing else knows of it.
func (p *providerData) mustKnowRemoved(diags *diag.Diagnostics, what, done string, err error) {
	if err == nil || !p.client.JournalStrictly() {
		p.warnJournal(diags, err)
		return
	}

	diags.AddError(summaryJournal,
		fmt.Sprintf("Nothing is sent, and the %s in the state stays there: %s.\n\nA journal that was asked for, by journal_dir or %s, must be told before anything leaves the state: a later run may know of it by nothing else, and then it is %s again. Mend it; or set journal_dir = \"\" to go on without one: but then whatever is created again (after a taint, a rename, a destroy) is %s again.", what, err, envJournalDir, done, done))
}

// warnJournalDamage says that a message was sent though what cannot be read of
// the journal may have told of it.
func warnJournalDamage(diags *diag.Diagnostics, err error) {
	if err != nil {
		diags.AddWarning("The journal is damaged", fmt.Sprintf("This run goes by what can be read: %s. With journal_dir or %s this is an error, and nothing is sent.", err, envJournalDir))
	}
}

// journalRefusal is the error of a send that the journal forbids.
func (p *providerData) journalRefusal(summary string, e *wecom.JournalError, notDuplicates []string) diag.Diagnostic {
	lead := "Nothing was sent: " + e.Error() + "."
	entry := e.Entry

	switch e.Decision {
	case journal.RefuseOld:
		return diag.NewErrorDiagnostic(summaryDuplicate, fmt.Sprintf(`%s

The journal knows it. It was sent, or taken out of a state, seven days ago or earlier, so it is not recorded without a word.
If it is this message, and no other resource has it, import it: its id for import is %s.
If it is to be sent once more, change triggers; or write this line into the resource, and apply again:

    %s`, lead, entry.MsgID, notDuplicateLine(notDuplicates, entry.MsgID)))
	case journal.RefusePartly:
		if e.Named != nil {
			return diag.NewErrorDiagnostic(summaryDuplicate, fmt.Sprintf(`%s

WeCom's list does not prove of the first that it went to exactly these recipients, so neither is recorded without a word.
If it is the one that was named, write this line into the resource, and apply again:

    %s

If it is the other one, import that: its id for import is %s.`, lead, notDuplicateLine(notDuplicates, entry.MsgID), entry.MsgID))
		}

		return diag.NewErrorDiagnostic(summaryDuplicate, fmt.Sprintf(`%s

The journal knows it as an import into a block like this one. WeCom listed others as its recipients then, or did not list them, so it is not recorded without a word.
If it is this message, import it again: its id for import is %s.
If this one is to be sent as well, write this line into the resource, and apply again:

    %s`, lead, entry.MsgID, notDuplicateLine(notDuplicates, entry.MsgID)))
	case journal.RefuseRunning:
		return diag.NewErrorDiagnostic(summary, fmt.Sprintf("%s The run %s has begun at %s. Apply again when it has ended.",
			lead, entry.Run, entry.StartedAt.UTC().Format(time.RFC3339)))
	case journal.RefuseSameRun:
		if e.Held != "" {
			return diag.NewErrorDiagnostic(summaryTwoOwners,
				fmt.Sprintf("%s One of the two has it by a wrong answer, or a wrong import. See in the admin console to whom %s goes, take the other resource out of the state (a removed block with destroy = false, or terraform state rm), and import each with its own message.", lead, e.Held))
		}

		return diag.NewAttributeErrorDiagnostic(path.Root("triggers"), summaryTwoOwners,
			lead+" Two blocks with the same content and the same recipients are one message: apply again, and this one is recorded as that. If it is meant to be sent twice, set triggers in a wecom_mass_message, and name the other in its not_duplicate_of as well: [wecom_mass_message.example.msgid]. In a wecom_campaign triggers send all of it again.")
	case journal.RefuseObscure:
		return diag.NewErrorDiagnostic(summary, lead+" Use the version that has written it, or a later one.")
	case journal.LookUp:
		if e.Ahead {
			return diag.NewErrorDiagnostic(summary, fmt.Sprintf("%s That time is still to come, so the clock of this machine is wrong, or that of the one that wrote it was. Set the clock right; or, once you know what that run has sent, move its file %s.jsonl out of the journal, and apply again.", lead, entry.Run))
		}

		return diag.NewErrorDiagnostic(summary, fmt.Sprintf("%s WeCom's list may not show it yet. Apply again in %s: then it shows what was sent%s", lead, wording.Lasting(e.Wait), p.whoSeesIt()))
	case journal.LookAgain:
		return diag.NewErrorDiagnostic(summary, lead+" Apply again when they have ended.")
	case journal.Send, journal.Record:
	}

	return diag.NewErrorDiagnostic(summary,
		lead+"\n\nA journal that was asked for, by journal_dir or "+envJournalDir+", must be there before a message leaves. Mend it; or set journal_dir = \"\" to send without one: but then what has left the state since is sent again.")
}

// whoSeesIt is who looks at WeCom's list before a send.
func (p *providerData) whoSeesIt() string {
	if p.duplicateCheck == 0 {
		return ". With duplicate_check_interval = \"0s\" this run does not look at it, and sends: look in the admin console first, 客户与上下游, 客户联系, 群发工具, or set another interval."
	}

	return ", and the look before the send sees it."
}

// earlierWarnings say what became of a message that an earlier run was about to
// send. Nothing was sent by this one.
func earlierWarnings(receipt wecom.Receipt, m massMessageModel, removedNow bool) diag.Diagnostics {
	var diags diag.Diagnostics

	began := wecom.BeganAt(*receipt.Earlier).UTC().Format(time.RFC3339)

	switch {
	case receipt.Kind == wecom.Unknown:
		diags.AddAttributeWarning(path.Root("status"), summaryNoOutcome,
			fmt.Sprintf("The journal tells of the message to %s, of %s, and not what became of it: %s. This run has sent nothing.\n\n%s",
				m.Audience.ValueString(), began, receipt.Err, whatToDoWhenUnknown(receipt.Candidates)))
	case receipt.Adopted:
		diags.AddAttributeWarning(path.Root("msgid"), summaryEarlier,
			fmt.Sprintf("The journal says that %s. Message %s in WeCom's list is the one; it is recorded, and this run has sent nothing.%s",
				wecom.WhoBegan(*receipt.Earlier, "an earlier run", "it"), receipt.MsgID, notInRecord(receipt.FailList, receipt.Sent.Sender)))
	case removedNow:
		diags.AddAttributeWarning(path.Root("msgid"), summaryEarlier,
			fmt.Sprintf("It was sent at %s as %s, which this run has removed from the state and recorded again: without a change that sends, the same message goes out once. To send it again, change triggers.",
				receipt.SentAt.UTC().Format(time.RFC3339), receipt.MsgID))
	default:
		diags.AddAttributeWarning(path.Root("msgid"), summaryEarlier,
			fmt.Sprintf("The journal says that it was sent at %s as %s%s. It is recorded, and this run has sent nothing. Who could not be reached then is not known to this run, so fail_list is null. If another resource has it as well, the two are one message: remove one of them, or set triggers. To send it again, change triggers.",
				receipt.SentAt.UTC().Format(time.RFC3339), receipt.MsgID, whoseWord(*receipt.Earlier)))
	}

	return diags
}

// whoseWord says that only a person has named a message, where that is so.
func whoseWord(e journal.Entry) string {
	if e.NamedAt.IsZero() {
		return ""
	}

	return ", which a person has named"
}

// resolveInJournal tells later runs that a message of unknown status is the one
// that a person has named.
func (p *providerData) resolveInJournal(diags *diag.Diagnostics, state massMessageModel, msgid string, createdAt time.Time) {
	err := p.client.ResolveInJournal(p.keysInState(state), msgid, createdAt, 0, 0, true)

	switch {
	case errors.Is(err, journal.ErrHeld):
		diags.AddAttributeError(path.Root("adopt_msgid"), summaryTwoOwners, twoOwners(msgid))
	case errors.Is(err, journal.ErrSending), errors.Is(err, journal.ErrTaken):
		diags.AddAttributeError(path.Root("adopt_msgid"), summaryNotAdopted, fmt.Sprintf("%s was not taken over, and nothing was sent: %s.", msgid, err))
	default:
		p.warnJournal(diags, err)
	}
}
