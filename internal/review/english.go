package review

import (
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func english() words {
	nouns := map[noun]string{
		nounMessage: "message", nounCustomer: "customer", nounGroup: "customer group", nounMember: "member", nounRecipient: "recipient",
		nounWarning: "warning", nounViolation: "violated gate", nounRow: "row", nounByte: "byte",
	}

	return words{
		preview: preview.English(),
		counted: func(n int, noun noun) string { return wording.Counted(n, nouns[noun]) },
		list:    func(items []string) string { return strings.Join(items, ", ") },
		effects: map[Effect]string{
			Sends: "sends", SendsAgain: "sends a new message instead of a sent one", Records: "records, sends nothing",
			Changes: "changes in place, sends nothing", Forgets: "forgets, recalls nothing", Nothing: "nothing",
			Invokes: "invokes an action",
		},
		reasons: map[Reason]string{
			ReasonNew: "new", ReasonReplace: "-replace", ReasonTainted: "taint", ReasonReplaceTriggeredBy: "replace_triggered_by",
			ReasonTriggers: "triggers", ReasonEdit: "edit", ReasonLeft: "what was not sent yet", ReasonAnswer: "an answer",
			ReasonImport: "import", ReasonMoved: "moved", ReasonRemoved: "no longer in the configuration", ReasonDestroy: "destroy",
			ReasonDeposed: "left behind by a replacement that failed",
		},
		titles: titles{
			review: "Review of the plan", address: "Address", does: "What happens", audience: "Audience", messages: "Messages",
			senders: "Senders", limits: "Limits", files: "Files", hosts: "Hosts", contents: "Contents", warnings: "Warnings",
			violations: "Violated gates", digests: "Digests", ids: "Ids", content: "Content", digest: "Digest", sentBefore: "Sent before", now: "Now",
			difference: "Difference", hidden: "(sensitive)", hiddenText: "The configuration marks it as sensitive. It is not shown.",
			notKnown: "Not known before the apply", attachments: "Attachments", largest: "Most used limit",
		},

		sendsNothing: "sends nothing", sendsTo: "sends %s to %s", atLeast: "at least %s", unknownPeople: "people whom nobody can count yet",
		through: " through %s", again: "sends %s again", and: " and ", between: "; ",

		editOf: "edit of %s", importOf: "import of %s", movedFrom: "moved from %s", leftOf: "%s: %s", notSentOf: "answered with not_sent: %s",
		allOf: "all customers of %s", tagged: "customers by tags", taggedOf: "customers of %s by tags",
		picked: "groups that %s picks", excluded: "%s, those in exclude_files among them", mayChoose: "%s, and the member may choose others", notKnownYet: "not known yet", none: "none",

		fileGone: "it is not there", fileUnread: "it cannot be read", fileOther: "it is not the file of the plan",

		contentNotKnown: "What it says is not known before the apply (%s), so nobody can review it.",
		peopleNotKnown:  "Who receives it is not known before the apply (%s), so nobody can review it.",
		notCounted:      "Nobody knows how many customers receive it: WeCom decides when it sends.",
		fileRemark:      "%s: %s: %s. Run the review where the plan was made, or name that folder with --folder.",
		forced:          "It is sent again because of %s, and not because it was edited.",
		afterUnknown:    "Of the message that it replaces nobody knows whether it was sent: customers may get both.",
		sentOnAnswer:    "%s of unknown status is sent because a person says that it was not: see that WeCom does not have it.",
		unanswered:      "Of %s nobody knows whether they were sent, and the plan has no answer for them.",
		twice:           "It says the same to the same people as %s.",
		hidden:          "The configuration marks what it says as sensitive, so the report leaves it out.",
		errored:         "The plan has failed: it is not all that the configuration asks for.",
		incomplete:      "The plan is for a part only. What was left out is in no review.",
		noDigest:        "It has no digest yet, since not all of it is known before the apply: the digests of this review do not approve it.",

		gates: gateWords{
			recipients:      "%s are more than the %s that one message may go to.",
			recipientsInAll: "%s in all are more than %s.",
			uncounted:       "Nobody knows how many customers receive it.",
			sender:          "%s may not send.",
			unnamedSender:   "WeCom chooses who sends, and only some members may.",
			host:            "%s is no host that a message may lead to.",
			notKnown:        "%s is not known before the apply, so nobody can judge it.",
			word:            "It holds the forbidden word %s.",
			replace:         "It is sent again because of %s.",
			preventDestroy:  "Its lifecycle has no prevent_destroy = true.",
			hours:           "It is %s, and sends are within %s.",
			digest:          "Its digest is not among those approved.",
		},

		leftOut: "Left out, since a comment has a limit: %s. The page of the review has all of it.",
	}
}
