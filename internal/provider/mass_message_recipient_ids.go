package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
)

// maxOfAKind is how many problems of one list are told one by one. Ten
// thousand diagnostics would take the CLI seconds and help nobody.
const maxOfAKind = 10

// idGathering takes the ids of one list or file, in one pass. An id that comes
// twice is sent once, in the place of its first mention.
type idGathering struct {
	checker *checker
	p       path.Path
	// place names the i-th entry in words, and as a path.
	place func(i int) (string, path.Path)

	ids         []string
	first       map[string]int
	written     int
	bad         int
	repeated    []string
	allRepeated int
}

func (c *checker) gatherIDs(p path.Path, about int, place func(int) (string, path.Path)) *idGathering {
	return &idGathering{checker: c, p: p, place: place, ids: make([]string, 0, about), first: make(map[string]int, about)}
}

func (g *idGathering) add(i int, id string) {
	if problem := idProblem(id); problem != "" {
		g.refuse(i, problem)
		return
	}

	g.written++

	if at, seen := g.first[id]; seen {
		if g.allRepeated++; g.allRepeated <= maxOfAKind {
			one, _ := g.place(at)
			two, _ := g.place(i)
			g.repeated = append(g.repeated, fmt.Sprintf("%q at %s and again at %s", id, one, two))
		}

		return
	}

	g.first[id] = i
	g.ids = append(g.ids, id)
}

// skip counts an entry that is not known yet.
func (g *idGathering) skip() { g.written++ }

// refuse tells what is wrong with the i-th entry.
func (g *idGathering) refuse(i int, problem string) {
	g.written++

	if g.bad++; g.bad <= maxOfAKind {
		words, p := g.place(i)
		if p.String() == g.p.String() {
			problem = words + ": " + problem
		}

		g.checker.errorf(p, "Invalid id", "%s", problem)
	}
}

// end tells what is wrong with the whole, and gives the ids.
func (g *idGathering) end(limit int, noun string) []string {
	if g.written > limit {
		g.checker.errorf(g.p, "Too many recipients", "%s; the limit of one message is %s, %s too many. Split them over several messages.",
			counted(g.written, noun), grouped(limit), grouped(g.written-limit))
	}

	if g.bad > maxOfAKind {
		g.checker.errorf(g.p, "Invalid ids", "and %s more that are not valid.", grouped(g.bad-maxOfAKind))
	}

	if g.allRepeated > 0 {
		text := strings.Join(g.repeated, "; ")
		if g.allRepeated > len(g.repeated) {
			text += fmt.Sprintf("; and %s more", grouped(g.allRepeated-len(g.repeated)))
		}

		g.checker.warnf(g.p, "An id is listed twice", "%s. Each is sent once. toset() removes repetitions of a list.", text)
	}

	return g.ids
}
