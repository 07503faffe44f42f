package faultmatrix

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// journaled is whether the client has a journal.
type journaled string

const (
	journalOff  journaled = "off"
	journalOn   journaled = "on"
	journalLost journaled = "lost" // each run finds an empty one
)

// name is that of its line in the table.
func (j journaled) name() string { return "journal " + string(j) }

func isJournal(group string) bool { return strings.HasPrefix(group, "journal ") }

// placeOf puts the lines of the journal last.
func placeOf(group string) string {
	if isJournal(group) {
		return group
	}

	return ""
}

// journalKeys name a message as the provider does. The address is not that of
// the server, which some points change between two runs.
func journalKeys(m *wecom.MassMessage, triggers string) wecom.JournalKeys {
	return draft.New(*m, "", nil, nil).Digests().JournalKeys("https://wecom.test", wecomtest.CorpID, triggers)
}

// runs are the provider processes that share a journal, one after the other.
type runs struct {
	dir string
	now *journal.Journal
}

// next ends the run before, and gives the next one its journal.
func (r *runs) next(dir string, clock wecom.Clock) *journal.Journal {
	r.end()

	j, err := journal.Open(dir, journal.Options{Now: clock.Now})
	if err != nil {
		panic(err)
	}

	r.dir, r.now = dir, j

	return j
}

// end is the end of a process, for all others: its lock is free, and it can
// tell nothing any more.
func (r *runs) end() {
	if r.now != nil {
		_ = r.now.Close()
	}
}

// process is the next run.
func (w *walk) process(change ...func(*wecom.Config)) *wecom.Client {
	if w.journal == journalOff {
		return w.world.process(change...)
	}

	dir := filepath.Join(w.world.dir(), "journal")

	if w.journal == journalLost {
		if err := os.RemoveAll(dir); err != nil {
			panic(err)
		}
	}

	j := w.runs.next(dir, w.world.Clock)

	return w.world.process(append(change, func(c *wecom.Config) { c.Journal, c.JournalStrictly = j, true })...)
}

// past is what the first apply did before its state was lost.
type past struct {
	status   status
	postedAt time.Time // of its first POST that arrived
}

func (p *past) posted(at time.Time) {
	if p.postedAt.IsZero() {
		p.postedAt = at
	}
}

// journalCells are the cells of a point that have a journal. All combinations
// are four times as many cells as there are without one, and each writes to the
// disk. So of every point each next step is walked, and of every list and check
// but a few, in turns: what a later run does depends on what the first one has
// written, which is the point's, and on whether its message can be looked up,
// which is the list's. Points of the same group write the same, so that each of
// them meets every list and every check. What breaks nothing has all.
func journalCells(p point, number int) []cell {
	var all []cell

	for i, n := range []next{resumed, killed, inPost, restored, twoRoots} {
		var each []cell

		for _, l := range lists() {
			for _, k := range checks() {
				if c := (cell{p, l, k, n, journalOn}); c.makesSense() {
					each = append(each, c)
				}
			}
		}

		if p.group != wecomtest.NothingBreaks {
			each = inTurns(each, 5*number+7*i, 1)
		}

		all = append(all, each...)

		// The controls. Without a journal the last two are in no other cell,
		// and a lost one is as good as none.
		for _, c := range each {
			if n == restored || n == twoRoots {
				c.journal = journalOff
				all = append(all, c)
			}

			if n != inPost && (number+i)%3 == 0 {
				c.journal = journalLost
				all = append(all, c)
			}
		}
	}

	return all
}

// inTurns are n of all, from a place on.
func inTurns(all []cell, from, n int) []cell {
	if len(all) == 0 {
		return nil
	}

	from %= len(all)

	return slices.Concat(all[from:], all[:from])[:min(n, len(all))]
}
