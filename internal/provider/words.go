package provider

import (
	"fmt"
	"strconv"
	"strings"
)

// grouped writes a number with commas: 10,000.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}

	return digits
}

// counted writes a number and its noun: "1 customer", "3 customers".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}

	return grouped(n) + " " + noun + "s"
}

// shortened cuts a long text for a message.
func shortened(text string) string {
	const most = 60

	runes := []rune(text)
	if len(runes) <= most {
		return text
	}

	return string(runes[:most]) + "..."
}

// quoted is a text in quotation marks, shortened.
func quoted(text string) string { return strconv.Quote(shortened(text)) }

// shownIDs shows the first few of many ids.
func shownIDs(ids []string) string {
	const most = 10

	shown := strings.Join(ids[:min(len(ids), most)], ", ")
	if more := len(ids) - most; more > 0 {
		shown += fmt.Sprintf(", and %s more", grouped(more))
	}

	return shown
}
