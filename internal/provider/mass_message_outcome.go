package provider

import (
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Summaries of what a send can warn of.
const (
	summaryPartly       = "Some recipients cannot be reached"
	summaryAddition     = "WeCom accepted the message with a remark"
	summaryAdopted      = "The answer was lost, and the message was found"
	summaryAdoptedRead  = "The answer could not be read, and the message was found"
	summaryNoCheck      = "The check for duplicates could not be made"
	summaryNoOutcome    = "The outcome of the send is not known"
	summaryStillUnknown = "The outcome of an earlier send is still not known"
	summaryFound        = "A message whose outcome was not known was found"
	summaryOddRecords   = "Records of WeCom's list could not be read"

	summaryAdoptedAsTold = "The message was taken over as you said"
	summaryNotAdopted    = "Unable to Adopt Mass Message"

	candidatesShowsMost = 5
)

// receiptWarnings are the warnings of a send that has left.
func receiptWarnings(receipt wecom.Receipt, m massMessageModel, removedNow bool) diag.Diagnostics {
	var diags diag.Diagnostics

	if receipt.CheckFailed != nil {
		diags.AddWarning(summaryNoCheck,
			"The send went on though WeCom's list could not be read to its end, so an earlier one with the same content may have been missed: "+receipt.CheckFailed.Error()+"\n\nSet duplicate_check_interval in the provider block to make this an error, or to \"0s\" to look no more.")
	}

	warnOddRecords(&diags, receipt.OddRecords)

	if receipt.Earlier != nil {
		diags.Append(earlierWarnings(receipt, m, removedNow)...)
		return diags
	}

	if receipt.Kind == wecom.Unknown {
		diags.AddAttributeWarning(path.Root("status"), summaryNoOutcome,
			fmt.Sprintf("The message to %s was sent off, but no verdict came back: %s\n\n%s", m.Audience.ValueString(), receipt.Err, whatToDoWhenUnknown(receipt.Candidates)))

		return diags
	}

	if receipt.Adopted {
		summary, but := summaryAdopted, "its answer did not arrive"
		if receipt.Answered {
			summary, but = summaryAdoptedRead, "no verdict could be read from the answer to it"
		}

		diags.AddAttributeWarning(path.Root("msgid"), summary,
			fmt.Sprintf("WeCom accepted the message, but %s. Message %s in WeCom's list is the one. The provider sent it once.%s", but, receipt.MsgID, notInRecord(receipt.FailList, receipt.Sent.Sender)))
	} else if n := len(receipt.FailList); n > 0 {
		diags.AddAttributeWarning(path.Root("fail_list"), summaryPartly,
			fmt.Sprintf("WeCom accepted message %s, but says that %s cannot be reached: %s. They are in fail_list.", receipt.MsgID, wording.Counted(n, "recipient"), wording.ShownIDs(receipt.FailList)))
	}

	if receipt.Warning != "" {
		diags.AddAttributeWarning(path.Root("msgid"), summaryAddition, fmt.Sprintf("Message %s: %s", receipt.MsgID, receipt.Warning))
	}

	return diags
}

// warnOddRecords says how many records of WeCom's list nobody can judge.
func warnOddRecords(diags *diag.Diagnostics, odd int) {
	if odd > 0 {
		diags.AddWarning(summaryOddRecords,
			fmt.Sprintf("WeCom's list holds %s that could not be read, and so not compared with the message. That held up nothing.", wording.Counted(odd, "record")))
	}
}

// whatToDoWhenUnknown is the runbook for a message of unknown status.
func whatToDoWhenUnknown(candidates []wecom.Record) string {
	var b strings.Builder

	b.WriteString("The provider never sends it again by itself: status is \"unknown\" in the state, and another apply of the same configuration sends nothing.\n\n")

	if len(candidates) > 0 {
		b.WriteString("Messages in WeCom's list that may be it:\n")

		for _, r := range candidates[:min(len(candidates), candidatesShowsMost)] {
			b.WriteString("  " + recordName(r) + "\n")
		}

		if more := len(candidates) - candidatesShowsMost; more > 0 {
			fmt.Fprintf(&b, "  and %s more\n", wording.Grouped(more))
		}

		b.WriteString("\n")
	}

	b.WriteString(`What to do:
  1. Run apply again in a few minutes. It looks again, records the message if WeCom's list proves it, and sends nothing. Messages by tag and to groups, pictures or files under another name, and what WeCom has created after that run had ended, are never proven.
  2. If not, look in the admin console, 客户与上下游, 客户联系, 群发工具. If the message is there, set adopt_msgid to its msgid and apply: it is recorded, and nothing is sent.
  3. If it is not there, change triggers and apply: it is sent.`)

	return b.String()
}

// recordName names a record, as far as it could be read.
func recordName(r wecom.Record) string {
	name := r.MsgID
	if name == "" {
		name = "a record without a usable msgid"
	}

	if r.CreateTime.IsZero() {
		return name + ", without a usable time"
	}

	return name + ", created at " + r.CreateTime.UTC().Format(time.RFC3339)
}
