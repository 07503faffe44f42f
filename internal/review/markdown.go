package review

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// MarkdownMarker is the first line of a comment, by which a program finds its
// own.
const MarkdownMarker = "<!-- wecomctl review -->"

// leastMarkdown is the least room in which a comment says something.
const leastMarkdown = 1_000

// ErrTooSmall says that there is no room for a comment.
var ErrTooSmall = errors.New("a comment needs at least 1,000 bytes")

// WriteMarkdown writes a report for a comment of at most so many bytes. Nothing
// is cut inside: what does not fit is left out whole, and counted at the end.
// What the plan says stands in code only, out of which nothing in it can break:
// no mention, link or HTML of a campaign is one.
func (r *Report) WriteMarkdown(to io.Writer, language string, most int) error {
	if most < leastMarkdown {
		return ErrTooSmall
	}

	m := &markdown{Report: r, words: wordsOf(language), most: most}
	m.write()

	_, err := io.WriteString(to, m.String())

	return err
}

type markdown struct {
	*Report
	strings.Builder

	words words
	most  int
	left  []string // what was left out, in words
}

func (m *markdown) write() {
	// A verdict is our own words and numbers.
	m.WriteString(MarkdownMarker + "\n**" + m.words.titles.review + ":** " + m.Verdict + "\n")

	violations := make([]string, 0, len(m.Violations))
	for _, v := range m.Violations {
		violations = append(violations, fmt.Sprintf("- `%s` %s%s\n", v.Gate, place(v.Address), inCode(v.Text)))
	}

	warnings := make([]string, 0, len(m.Warnings))
	for _, w := range m.Warnings {
		warnings = append(warnings, fmt.Sprintf("- %s%s\n", place(w.Address), inCode(w.Text)))
	}

	m.part("\n**"+m.words.titles.violations+"**\n\n", violations, m.words.titles.violations)
	m.part("\n**"+m.words.titles.warnings+"**\n\n", warnings, m.words.titles.warnings)

	t := m.words.titles

	var rows []string
	for _, row := range m.Rows {
		rows = append(rows, m.row(row))
	}

	m.part(fmt.Sprintf("\n| %s | %s | %s | %s | %s | %s |\n| --- | --- | --- | ---: | --- | --- |\n", t.address, t.does, t.audience, t.messages, t.senders, t.largest), rows, t.review)

	for i, content := range m.Contents {
		m.part("", []string{m.content(i, content)}, fmt.Sprintf("%s %d", t.content, i+1))
	}

	var digests strings.Builder

	_ = m.WriteDigests(&digests) // a builder takes everything
	if digests.Len() > 0 {
		m.part("", []string{fold(t.digests, fenced(digests.String()))}, t.digests)
	}

	if len(m.left) > 0 {
		m.WriteString(m.note())
	}
}

// note says what was left out.
func (m *markdown) note() string {
	return "\n" + fmt.Sprintf(m.words.leftOut, m.words.few(m.left)) + "\n"
}

// roomForNote is as much as the note at the end may take: it names no more than
// a few titles, all of them ours.
const roomForNote = 500

// part adds items below a head, as many as there is room for.
func (m *markdown) part(head string, items []string, name string) {
	added := 0

	for _, item := range items {
		size := len(item)
		if added == 0 {
			size += len(head)
		}

		if m.Len()+size > m.most-roomForNote {
			break
		}

		if added == 0 {
			m.WriteString(head)
		}

		m.WriteString(item)

		added++
	}

	if n := len(items) - added; n == 1 && len(items) == 1 {
		m.left = append(m.left, name)
	} else if n > 0 {
		m.left = append(m.left, fmt.Sprintf("%s (%s)", name, wording.Grouped(n)))
	}
}

func (m *markdown) row(row Row) string {
	does := row.Does
	if row.Why != "" {
		does += " (" + row.Why + ")"
	}

	messages, limit := "", ""
	if row.Effect.sends() {
		messages = wording.Grouped(row.Messages)
	}

	if use, ok := largest(row.Uses); ok {
		limit = use.Attribute + " " + m.words.use(use)
	}

	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |\n", cell(row.Address), cell(does), cell(row.Audience), messages, cell(m.words.senders(row.Senders)), cell(limit))
}

func (m *markdown) content(i int, c Content) string {
	said := []string{inCode(m.words.few(c.Addresses)) + "\n"}

	if c.Hidden {
		said = append(said, fenced(m.words.titles.hiddenText))
	} else {
		for _, part := range m.words.readable(c) {
			if part.title != "" {
				said = append(said, "**"+part.title+"**\n")
			}

			said = append(said, fenced(part.text))
		}
	}

	if len(c.NotKnown) > 0 {
		said = append(said, "**"+m.words.titles.notKnown+"** "+inCode(m.words.list(c.NotKnown))+"\n")
	}

	// In a fence of their own no text can look like one of them.
	if len(c.Attachments) > 0 {
		lines := make([]string, len(c.Attachments))
		for i, a := range c.Attachments {
			lines[i] = fmt.Sprintf("%d. %s", i+1, inLine(m.words.attachment(a)))
		}

		said = append(said, "**"+m.words.titles.attachments+"**\n", fenced(strings.Join(lines, "\n")))
	}

	return fold(fmt.Sprintf("%s %d", m.words.titles.content, i+1), strings.Join(said, "\n"))
}

// fold hides what is long behind its title, which is ours.
func fold(title, body string) string {
	return "\n<details><summary>" + title + "</summary>\n\n" + body + "\n</details>\n"
}

// fenced is a text in a fence that is longer than any in it.
func fenced(text string) string {
	fence := strings.Repeat("`", max(3, longestRun(text)+1))

	return fence + "text\n" + strings.TrimSuffix(text, "\n") + "\n" + fence + "\n"
}

// inCode is a text as code in a line, with a mark that is longer than any in
// it.
func inCode(text string) string {
	text = inLine(text)
	if strings.TrimSpace(text) == "" {
		return ""
	}

	mark := strings.Repeat("`", longestRun(text)+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}

	return mark + text + mark
}

// cell is that in a table, where a bar ends a cell even in code, and a
// backslash before it does not help everywhere. A wide one looks like it.
func cell(text string) string { return strings.ReplaceAll(inCode(text), "|", "｜") }

func place(address string) string {
	if address == "" {
		return ""
	}

	return inCode(address) + " "
}

func longestRun(text string) int {
	longest, run := 0, 0

	for _, r := range text {
		if r != '`' {
			run = 0
			continue
		}

		run++
		longest = max(longest, run)
	}

	return longest
}
