package provider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

const (
	summaryStopped         = "The campaign has stopped before its end"
	summaryRefused         = "WeCom has refused messages of the campaign"
	summaryUnknownMessages = "The outcome of messages is not known"
	summaryFoundMessages   = "Messages were recorded that were sent before this run"
	summaryAnswer          = "An answer was not taken"
	summaryAnswered        = "Messages were taken over as you said"
	summaryPartlyCampaign  = "Some recipients of the campaign cannot be reached"
)

// What to do about a wrong member or customer in the file: it counts as it was
// when the campaign was first sent, if any of it was.
const (
	refusedRows = "\nIn a campaign the file counts as it was at the first apply: a message whose rows name another member or other recipients by now is not sent. What is wrong in WeCom (a member without a licence or outside the visible range), mend there and apply again. What is wrong in the file, put into exclude_files, and send to those with a campaign of their own."
	refusedAll  = "\nNothing of this campaign was sent, so the next apply begins anew, with the file as it is then. Mend what is wrong in the file, or in WeCom (a member without a licence or outside the visible range), and apply again."
)

// runErrors are what a run could not do.
func (p *providerData) runErrors(summary string, result campaign.Result, messages []*campaign.Message) diag.Diagnostics {
	var diags diag.Diagnostics

	if result.Stopped != nil {
		diags.Append(p.stopped(summary, result, messages))
	}

	if refused := sorted(maps.Keys(result.Refusals)); len(refused) > 0 {
		first := p.refusal(summaryRefused, result.Refusals[refused[0]], nil)

		advice := refusedRows
		if !slices.ContainsFunc(messages, (*campaign.Message).IsSent) {
			advice = refusedAll
		}

		diags.AddAttributeError(path.Root("messages"), summaryRefused,
			fmt.Sprintf("%s: %s. The next apply tries again. Of %s:\n\n%s%s", wording.Counted(len(refused), "message"), named(refused), refused[0].Key, first.Detail(), advice))
	}

	if lost := having(messages, campaign.Unknown); len(lost) > 0 {
		diags.AddAttributeError(path.Root("status"), summaryUnknownMessages, unknownText(lost))
	}

	for _, m := range sorted(maps.Keys(result.Answers)) {
		diags.AddAttributeError(path.Root("resolve"), summaryAnswer, fmt.Sprintf("%s: %s was not resolved, and not sent: %s.", m.Key, m.MsgID, result.Answers[m]))
	}

	return diags
}

// stopped says why a run has ended before its end.
func (p *providerData) stopped(summary string, result campaign.Result, messages []*campaign.Message) diag.Diagnostic {
	left := len(having(messages, campaign.Pending)) + len(having(messages, campaign.Refused))

	lead := fmt.Sprintf("%s sent by this run, %s left.", wording.Counted(len(result.Sent), "message"), wording.Grouped(left))
	if left > 0 {
		lead += " The next apply goes on there."
	}

	at := ""
	if result.At != nil {
		at = " It stopped at " + result.At.Key + "."
	}

	detail := result.Stopped.Error() + "."

	outside, isOutside := errors.AsType[*wecom.OutsideWindowError](result.Stopped)

	switch {
	case isOutside:
		detail = campaignOutsideWindow("This message was not sent", outside)
	case result.At != nil && result.At.Status == campaign.Unknown:
		detail = "No verdict came back: " + detail
	case errors.Is(result.Stopped, context.DeadlineExceeded) && wecom.Code(result.Stopped) == 0:
		detail = "timeouts was over. A longer one lets a run go on."
	case errors.Is(result.Stopped, context.Canceled) && wecom.Code(result.Stopped) == 0:
		detail = "The run was interrupted."
	default:
		detail = strings.Replace(p.refusal(summary, result.Stopped, nil).Detail(), "Nothing was sent", "This message was not sent", 1)
	}

	return diag.NewErrorDiagnostic(summary, lead+at+"\n\n"+detail)
}

// unknownText is the runbook for messages of unknown status.
func unknownText(lost []*campaign.Message) string {
	text := fmt.Sprintf("%s with an outcome that is not known. Until it is, these people get nothing more:\n", wording.Counted(len(lost), "message"))

	var each strings.Builder
	for _, m := range lost[:min(len(lost), shownKeys)] {
		fmt.Fprintf(&each, "  %s (attempt %s): %s\n", m.Key, m.MsgID, m.Problem)

		if r := m.Record.Lost; r != nil && len(r.Candidates) > 0 {
			// An answer counts for each of them, so each is named.
			each.WriteString("    It may be " + wording.AllIDs(r.Candidates) + ".\n")
		}
	}

	text += each.String()

	return text + `
What to do:
  1. Run apply again in a few minutes. It looks again, and records what WeCom's list proves. The other messages are sent meanwhile.
  2. If that does not help, look in the admin console, 客户与上下游, 客户联系, 群发工具. Write into resolve, for each attempt, the msgid of the message, or "not_sent" if it is not there, and apply. If it is another message, and some of these people have it: put those into exclude_files before "not_sent".`
}

// runWarnings are what else there is to say of a run.
func (p *providerData) runWarnings(result campaign.Result) diag.Diagnostics {
	var (
		diags           diag.Diagnostics
		failed, missing int
		journalFailed   error
		damage, noCheck error
		odd             int
	)

	for _, note := range result.Notes {
		if note.Receipt.Adopted {
			missing += note.Record.Failed
		} else {
			failed += note.Record.Failed
		}

		odd = max(odd, note.Receipt.OddRecords)
		journalFailed = cmp.Or(journalFailed, note.Receipt.JournalFailed)
		damage = cmp.Or(damage, note.Receipt.JournalDamage)
		noCheck = cmp.Or(noCheck, note.Receipt.CheckFailed)

		if note.Receipt.Warning != "" {
			diags.AddAttributeWarning(path.Root("messages"), summaryAddition, fmt.Sprintf("%s: %s", note.Key, note.Receipt.Warning))
		}
	}

	p.warnJournal(&diags, journalFailed)
	warnJournalDamage(&diags, damage)

	if noCheck != nil {
		diags.AddWarning(summaryNoCheck, "Messages were sent though WeCom's list could not be read to its end, so earlier ones with the same content may have been missed: "+noCheck.Error())
	}

	warnOddRecords(&diags, odd)

	const whoTheyAre = " WeCom names them in no later answer: they are those of the file whom the rows of the data source wecom_mass_message_results lack."

	if failed > 0 {
		diags.AddAttributeWarning(path.Root("failed_count"), summaryPartlyCampaign, fmt.Sprintf("WeCom says that %s cannot be reached.%s", wording.Counted(failed, "recipient"), whoTheyAre))
	}

	// What WeCom has not said of itself is not put into its mouth.
	if missing > 0 {
		diags.AddAttributeWarning(path.Root("failed_count"), summaryPartlyCampaign+", of messages that were found",
			fmt.Sprintf("What was found after a lost answer does not name %s of those asked for. WeCom, asked for each of them, does not have them as customers of the sender, so it could not reach them.%s", wording.Counted(missing, "recipient"), whoTheyAre))
	}

	if len(result.Found) > 0 {
		diags.AddAttributeWarning(path.Root("messages"), summaryFoundMessages,
			fmt.Sprintf("%s: %s. Recorded, and not sent by this run.%s%s", wording.Counted(len(result.Found), "message"), named(result.Found), wordText(result.Named), lackText(result.LeftOut)))
	}

	if len(result.Older) > 0 {
		diags.AddAttributeWarning(path.Root("messages"), "Messages were recorded that were sent otherwise",
			fmt.Sprintf("%s: %s. By the journal this campaign has sent them with another content or with other triggers. Their people keep what they got, and get nothing more. If this is a campaign of its own, which they are to get as well, change triggers: that sends all of it, also to those who have it already.", wording.Counted(len(result.Older), "message"), named(result.Older)))
	}

	for _, m := range sorted(maps.Keys(result.Remarks)) {
		diags.AddAttributeWarning(path.Root("resolve"), summaryAnswered, strings.TrimSpace(fmt.Sprintf("%s is recorded as %s. %s", m.Key, m.MsgID, result.Remarks[m])))
	}

	return diags
}

// wordText says which messages only a person has named; empty for none.
func wordText(byPerson []*campaign.Message) string {
	if len(byPerson) == 0 {
		return ""
	}

	return fmt.Sprintf(" By an answer of resolve, and not by one of WeCom: %s.", named(byPerson))
}

// lackText says of messages that were recorded whom they did not go to, beside
// those who are excluded now; empty for none.
func lackText(leftOut int) string {
	if leftOut == 0 {
		return ""
	}

	return fmt.Sprintf(" They did not go to all of their recipients: not to %s beside those who are excluded now. A person has named a message that lacks them, or they were excluded then. They count in excluded_count, and this campaign sends them nothing.",
		wording.Grouped(leftOut))
}

// having are the messages of a status.
func having(messages []*campaign.Message, status campaign.Status) []*campaign.Message {
	return slices.DeleteFunc(slices.Clone(messages), func(m *campaign.Message) bool { return m.Status != status })
}

func sorted(messages iter.Seq[*campaign.Message]) []*campaign.Message {
	return slices.SortedFunc(messages, func(a, b *campaign.Message) int { return cmp.Compare(a.Key, b.Key) })
}
