package draft

import (
	"fmt"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// MaxOfAKind is how many problems of one list are reported one by one. Ten
// thousand diagnostics would take the CLI seconds and help nobody.
const MaxOfAKind = 10

// InvalidInAll says how many are not valid, beside the errors of the first. An
// engine may show it above them.
func InvalidInAll(bad int) string {
	return fmt.Sprintf("%s in all are not valid. The first %d have an error each.", wording.Grouped(bad), MaxOfAKind)
}

// EmptyAudience is the summary wherever an audience is empty.
const EmptyAudience = "Empty audience"

// NotEveryone says why an empty list of such ids is refused.
func NotEveryone(kind IDKind) string {
	reached := "with a sender, reach all of that member's customers"
	if kind == GroupID {
		reached = "the owner could pick any group"
	}

	return "an empty list is an error, never 'everyone': WeCom would take it as not given and " + reached + ". Leave the attribute out if that is meant"
}

// IDs takes the ids of one list or file, in one pass. An id that comes twice is
// sent once, where it is mentioned first.
type IDs struct {
	in Holder
	at problem.Path
	// place names the i-th entry in words, and as a path.
	place func(i int) (string, problem.Path)
	// strangers counts those that do not look like ids of their kind, maybe of
	// more lists than this one.
	strangers *Strangers

	problems    problem.List
	ids         []string
	first       map[string]int
	written     int
	bad         int
	repeated    []string
	allRepeated int
}

// NewIDs is for a list of about so many ids.
func NewIDs(in Holder, strangers *Strangers, at problem.Path, about int, place func(int) (string, problem.Path)) *IDs {
	return &IDs{in: in, at: at, place: place, strangers: strangers, ids: make([]string, 0, about), first: make(map[string]int, about)}
}

// Add takes the i-th entry. One that is refused stays among the ids all the
// same: a message that was sent to it is still the message that was sent.
func (g *IDs) Add(i int, id string) {
	wrong := g.strangers.kind.ProblemOf(id, g.in)
	if wrong == "" && g.in == InList && !g.strangers.kind.isLike(id) && g.strangers.kind.isNameOfColumn(id) {
		wrong = excerpt(id, 0) + " is the name of a column, and no id. Does the list come from a file with a header? Take it out."
	}

	if wrong == "" {
		g.written++
		g.seeStranger(i, id)
	} else {
		g.Refuse(i, wrong)
	}

	if at, seen := g.first[id]; seen && wrong != "" {
		return
	} else if seen {
		if g.allRepeated++; g.allRepeated <= MaxOfAKind {
			one, _ := g.place(at)
			two, _ := g.place(i)
			g.repeated = append(g.repeated, fmt.Sprintf("%s at %s and again at %s", g.strangers.kind.Shown(id), one, two))
		}

		return
	}

	g.first[id] = i
	g.ids = append(g.ids, id)
}

// seeStranger notes an id that does not look like one.
func (g *IDs) seeStranger(i int, id string) {
	g.strangers.See(id, func() string {
		words, at := g.place(i)
		if len(g.at) > 1 {
			return at.String() // one warning is for more lists than this
		}

		return words
	})
}

// Skip counts an entry that is not known yet.
func (g *IDs) Skip() { g.written++ }

// Refuse says what is wrong with the i-th entry.
func (g *IDs) Refuse(i int, wrong string) {
	g.written++
	g.strangers.all++

	if g.bad++; g.bad <= MaxOfAKind {
		words, at := g.place(i)
		if at.String() == g.at.String() {
			wrong = words + ": " + wrong
		}

		g.problems.Errorf(at, "Invalid id", "%s", wrong)
	}
}

// tooMany counts the list as written, with what is repeated in it.
func (g *IDs) tooMany(limit int) {
	kind := g.strangers.kind
	summary, one, advice := "Too many recipients", "message", "Split them over several messages."

	// Another group of tags is no way out: a customer needs a tag of each.
	if kind == TagID {
		summary, one, advice = "Too many tags", "tag_list", "Take some out, or write them into another message; another group of tags narrows the audience."
	}

	entries := wording.Counted(g.written, kind.noun())
	if g.allRepeated > 0 {
		entries = fmt.Sprintf("%s entries (%s of them repeated)", wording.Grouped(g.written), wording.Grouped(g.allRepeated))
	}

	if g.written-g.allRepeated <= limit {
		advice = "Take out what is repeated."
	}

	g.problems.Errorf(g.at, summary, "%s; the limit of one %s is %s, %s too many. %s", entries, one, wording.Grouped(limit), wording.Grouped(g.written-limit), advice)
}

// End says what is wrong with the whole, and returns the ids.
func (g *IDs) End(limit int) ([]string, problem.List) {
	if g.written > limit {
		g.tooMany(limit)
	}

	if g.bad > MaxOfAKind {
		g.problems.Errorf(g.at, "Invalid ids", "%s", InvalidInAll(g.bad))
	}

	if g.allRepeated > 0 {
		text := strings.Join(g.repeated, "; ")
		if g.allRepeated > len(g.repeated) {
			text += fmt.Sprintf("; and %s more", wording.Grouped(g.allRepeated-len(g.repeated)))
		}

		advice := " toset() removes repetitions of a list."
		if g.in == InFile {
			advice = ""
		}

		g.problems.Warnf(g.at, "An id is listed twice", "%s. Each is sent once.%s", text, advice)
	}

	return g.ids, g.problems
}
