package review

import "github.com/wecom-community/terraform-provider-wecom/internal/preview"

// Languages are the tags of the languages that a report can be written in.
func Languages() []string { return []string{"en", "zh"} }

// words are those of a report in one language. %s stand for numbers with their
// nouns, names and lists.
type words struct {
	counted func(n int, noun noun) string
	list    func(items []string) string
	effects map[Effect]string
	reasons map[Reason]string
	titles  titles
	preview preview.Words

	// The verdict.
	sendsNothing, sendsTo, atLeast, unknownPeople, through, again, and, between string

	// What a row says.
	editOf, importOf, movedFrom, leftOf, notSentOf, allOf, tagged, taggedOf, picked, excluded, mayChoose, notKnownYet, none string

	// What a file is, other than the one of the plan.
	fileGone, fileUnread, fileOther string

	// What somebody should look at.
	contentNotKnown, peopleNotKnown, notCounted, fileRemark, forced, afterUnknown, sentOnAnswer, unanswered, twice, hidden, errored, incomplete, noDigest string

	// What a gate says.
	gates gateWords

	// What was left out of a comment.
	leftOut string
}

// titles are the headings and the names of columns.
type titles struct {
	review, address, does, audience, messages, senders, limits, files, hosts, contents, warnings, violations, digests, ids,
	content, digest, sentBefore, now, difference, hidden, hiddenText, notKnown, attachments, largest string
}

// gateWords are what is said of a gate that a plan violates.
type gateWords struct {
	recipients, recipientsInAll, uncounted, sender, unnamedSender, host, word, notKnown, replace, preventDestroy, hours, digest string
}

type noun int

const (
	nounMessage noun = iota
	nounCustomer
	nounGroup
	nounMember
	nounRecipient
	nounWarning
	nounViolation
	nounRow
	nounByte
)

func wordsOf(language string) words {
	if language == "zh" {
		return chinese()
	}

	return english()
}
