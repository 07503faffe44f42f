package review

import (
	"regexp"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// stretch is a part of a text that stays, goes or comes.
type stretch struct {
	Kind string // "same", "gone" or "new"
	Text string
}

// mostCompared is how long two texts may be together, in bytes, to be compared:
// no message is longer, and the time grows with the square.
const mostCompared = 64 << 10

// difference is what becomes of a text, as a person would mark it.
func difference(before, now string) []stretch {
	if len(before)+len(now) > mostCompared {
		return []stretch{{"gone", before}, {"new", now}}
	}

	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same on every machine; a text has 4,000 bytes

	kinds := map[diffmatchpatch.Operation]string{
		diffmatchpatch.DiffEqual: "same", diffmatchpatch.DiffDelete: "gone", diffmatchpatch.DiffInsert: "new",
	}

	var all []stretch
	for _, one := range d.DiffCleanupSemantic(d.DiffMain(before, now, false)) {
		all = append(all, stretch{Kind: kinds[one.Type], Text: one.Text})
	}

	return all
}

// readable is a text for where there are no colours: with what is gone and new
// in marks; or both texts, where one of them has such marks itself.
func (w words) readable(c Content) []titled {
	switch {
	case c.SentText == nil:
		return []titled{{"", shown(c.Text)}}
	case regexp.MustCompile(`\[-|-\]|\{\+|\+\}`).MatchString(*c.SentText + "\n" + c.Text):
		return []titled{{w.titles.sentBefore, shown(*c.SentText)}, {w.titles.now, shown(c.Text)}}
	default:
		return []titled{{"", shown(marked(*c.SentText, c.Text))}}
	}
}

// titled is a text under a title; empty for none.
type titled struct{ title, text string }

// marked is a difference in plain text, as git writes one of words.
func marked(before, now string) string {
	text := ""

	for _, s := range difference(before, now) {
		switch s.Kind {
		case "gone":
			text += "[-" + s.Text + "-]"
		case "new":
			text += "{+" + s.Text + "+}"
		default:
			text += s.Text
		}
	}

	return text
}
