package review

import (
	"fmt"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// verdict is the report in a line.
func (b *builder) verdict() string {
	totals := b.report.Totals
	parts := []string{b.words.sendsNothing}

	if totals.Messages > 0 {
		messages := b.words.counted(totals.Messages, nounMessage)
		if totals.AtLeast {
			messages = fmt.Sprintf(b.words.atLeast, messages)
		}

		text := fmt.Sprintf(b.words.sendsTo, messages, b.people())
		if totals.Members > 0 {
			text += fmt.Sprintf(b.words.through, b.words.counted(totals.Members, nounMember))
		}

		parts = []string{text}
	}

	if totals.Again > 0 {
		parts = append(parts, fmt.Sprintf(b.words.again, wording.Grouped(totals.Again)))
	}

	if n := len(b.report.Warnings); n > 0 {
		parts = append(parts, b.words.counted(n, nounWarning))
	}

	if n := len(b.report.Violations); n > 0 {
		parts = append(parts, b.words.counted(n, nounViolation))
	}

	return strings.Join(parts, b.words.between)
}

// people are all that something is sent to.
func (b *builder) people() string {
	var parts []string

	totals := b.report.Totals
	if totals.Customers > 0 {
		parts = append(parts, b.words.counted(totals.Customers, nounCustomer))
	}

	if totals.Groups > 0 {
		parts = append(parts, b.words.counted(totals.Groups, nounGroup))
	}

	if totals.Uncounted > 0 {
		parts = append(parts, b.words.unknownPeople)
	}

	return strings.Join(parts, b.words.and)
}
