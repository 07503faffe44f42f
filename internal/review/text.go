package review

import (
	"fmt"
	"io"
	"strings"
)

// Colours are those of a terminal; the zero value has none.
type Colours struct{ On bool }

func (c Colours) paint(code, text string) string {
	if !c.On {
		return text
	}

	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (c Colours) bold(text string) string   { return c.paint("1", text) }
func (c Colours) red(text string) string    { return c.paint("1;31", text) }
func (c Colours) yellow(text string) string { return c.paint("33", text) }
func (c Colours) faint(text string) string  { return c.paint("2", text) }

// WriteText writes a report for a terminal.
func (r *Report) WriteText(to io.Writer, language string, colours Colours) error {
	t := &textReport{Report: r, words: wordsOf(language), colours: colours}

	t.line("%s", colours.bold(r.Verdict))

	for _, row := range r.Rows {
		t.row(row)
	}

	for i, content := range r.Contents {
		t.content(i, content)
	}

	t.remarks()

	_, err := io.WriteString(to, t.String())

	return err
}

type textReport struct {
	*Report
	strings.Builder

	words   words
	colours Colours
}

func (t *textReport) line(format string, args ...any) {
	fmt.Fprintf(t, format+"\n", args...)
}

func (t *textReport) fact(name, value string) {
	if value != "" {
		t.line("    %s  %s", t.colours.faint(name), inLine(value))
	}
}

func (t *textReport) row(row Row) {
	t.line("")

	does := row.Does
	if row.Why != "" {
		does += " (" + row.Why + ")"
	}

	does = inLine(does)
	if row.Effect.sends() {
		does = t.colours.bold(does)
	}

	t.line("  %s  %s", inLine(row.Address), does)

	if !row.Effect.sends() {
		return
	}

	t.fact(t.words.titles.audience, row.Audience)
	t.fact(t.words.titles.messages, t.words.counted(row.Messages, nounMessage))
	t.fact(t.words.titles.senders, t.words.senders(row.Senders))
	t.fact(t.words.titles.limits, t.words.uses(row.Uses))
	t.fact(t.words.titles.hosts, t.words.list(row.Hosts))
	t.fact(t.words.titles.files, t.words.files(row.Files))
	t.fact(t.words.titles.ids, strings.Join(row.IDs, " "))
	t.fact(t.words.titles.digest, row.Digest)
}

func (t *textReport) content(i int, c Content) {
	t.line("")
	t.line("%s %d: %s", t.words.titles.content, i+1, inLine(t.words.few(c.Addresses)))

	if c.Hidden {
		t.line("  | %s", t.words.titles.hiddenText)
		return
	}

	for _, part := range t.words.readable(c) {
		if part.title != "" {
			t.line("  %s", part.title)
		}

		for line := range strings.Lines(part.text) {
			t.line("  | %s", strings.TrimSuffix(line, "\n"))
		}
	}

	if len(c.NotKnown) > 0 {
		t.line("  ? %s  %s", t.words.titles.notKnown, t.words.list(c.NotKnown))
	}

	for _, a := range c.Attachments {
		t.line("  + %s", inLine(t.words.attachment(a)))
	}
}

func (t *textReport) remarks() {
	if len(t.Warnings) > 0 {
		t.line("\n%s", t.colours.yellow(t.words.titles.warnings))
	}

	for _, w := range t.Warnings {
		t.line("  %s", inLine(addressed(w.Address, w.Text)))
	}

	if len(t.Violations) > 0 {
		t.line("\n%s", t.colours.red(t.words.titles.violations))
	}

	for _, v := range t.Violations {
		t.line("  %s: %s", v.Gate, inLine(addressed(v.Address, v.Text)))
	}
}

// addressed is a remark with its place, where it has one.
func addressed(address, text string) string {
	if address == "" {
		return text
	}

	return address + ": " + text
}
