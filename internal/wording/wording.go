// Package wording writes numbers, texts and lists for a person to read.
package wording

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Grouped writes a number with commas: 10,000.
func Grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}

	return digits
}

// Counted writes a number and its noun: "1 customer", "3 customers".
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}

	return Grouped(n) + " " + noun + "s"
}

// Shortened cuts a long text for a message.
func Shortened(text string) string {
	const most = 60

	runes := []rune(text)
	if len(runes) <= most {
		return text
	}

	return string(runes[:most]) + "..."
}

// Quoted is a text in quotation marks, Shortened.
func Quoted(text string) string { return strconv.Quote(Shortened(text)) }

// Path is a path as it is shown: in quotation marks and escaped where it holds
// what nobody sees, or blanks at its ends.
func Path(name string) string {
	if strings.TrimSpace(name) != name || strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return strconv.Quote(name)
	}

	return name
}

// ShownIDs shows the first few of many ids, without what may be a mail address.
func ShownIDs(ids []string) string {
	const most = 10

	shown := AllIDs(ids[:min(len(ids), most)])
	if more := len(ids) - most; more > 0 {
		shown += fmt.Sprintf(", and %s more", Grouped(more))
	}

	return shown
}

// AllIDs shows ids, without what may be a mail address.
func AllIDs(ids []string) string {
	all := slices.Clone(ids)
	for i, id := range all {
		if strings.Contains(id, "@") {
			all[i] = "(with @, not shown)"
		}
	}

	return strings.Join(all, ", ")
}
