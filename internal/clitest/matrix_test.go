package clitest_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// next is what a person or a pipeline does after an apply.
type next struct {
	name string
	do   func(*workspace)
	// givesUpState is true if it makes Terraform forget the message, so that
	// only the journal and WeCom's list can tell that it was sent.
	givesUpState bool
	// silently is true where nothing tells the journal what the state knew, and
	// first where an apply comes before the state is given up.
	silently, first bool
	applies         bool
}

func nexts() []next {
	return []next{
		{name: "apply again", do: func(w *workspace) { w.apply() }, applies: true},
		{name: "refresh", do: func(w *workspace) { w.apply("-refresh-only") }},
		{name: "destroy, apply", do: func(w *workspace) { w.destroy(); w.apply() }, givesUpState: true, applies: true},
		{name: "state lost, apply", do: func(w *workspace) { w.losesAnyState(); w.apply() }, givesUpState: true, silently: true, applies: true},
		{name: "apply, older state restored, apply", do: func(w *workspace) { w.apply(); w.losesAnyState(); w.apply() }, givesUpState: true, first: true, applies: true},
		{name: "apply in another root", do: func(w *workspace) {
			other := w.sharing()
			other.env = w.env
			other.write(oneMessage)
			other.apply()
		}, givesUpState: true, silently: true, applies: true},
	}
}

// The matrix: every point of the send, with every behaviour of the list, with
// everything that comes next, with and without a journal. Each cell says how
// many messages WeCom has accepted, and what the state says. With -short one
// fault of each outcome is in.
func TestAccMatrix_send(t *testing.T) {
	table := &matrixTable{}

	t.Run("cells", func(t *testing.T) {
		for _, c := range matrixCells() {
			by := c.coveredBy()

			switch {
			case testing.Short() && !c.point.Stands:
				table.sampled++
			case by != "":
				table.covered = append(table.covered, fmt.Sprintf("%s is covered by %s", c, by))
			default:
				t.Run(c.String(), func(t *testing.T) {
					t.Parallel()
					runCell(t, c, table)
				})
			}
		}
	})

	table.print(t)
}

// What covers a cell is itself run.
func TestAccMatrix_whatCoversIsRun(t *testing.T) {
	run := map[string]bool{}

	for _, c := range matrixCells() {
		run[c.String()] = c.coveredBy() == ""
	}

	for _, c := range matrixCells() {
		if by := c.coveredBy(); by != "" && !run[by] {
			t.Errorf("%s is covered by %s, which is not run", c, by)
		}
	}
}

// losesAnyState loses the state, if there is one.
func (w *workspace) losesAnyState() {
	w.t.Helper()

	path := filepath.Join(w.dir, "terraform.tfstate")
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Fatal(err)
	}
}

func runCell(t *testing.T, c matrixCell, table *matrixTable) {
	p, mode, n := c.point, c.mode, c.next

	w, front := behindCounter(t)
	w.write(oneMessage)
	mode.arm(w.sim)

	journal := ""
	if c.journal != journalOff {
		journal = w.keepsJournal()
	}

	for _, fault := range p.Faults {
		w.sim.Arm(fault)
	}

	first := w.apply()

	wantStatus := p.Outcome
	if p.Outcome == wecomtest.Unknown && p.Accepted == 1 && mode.shows && !p.Late {
		wantStatus = wecomtest.Created // looked up and adopted
	}

	// Where the effect comes late both are right, and both are one message.
	if got := w.status(); got != wantStatus && !(p.Late && got == wecomtest.Created) {
		table.wrong(t, "after the apply the state says %s, want %s\n%s", got, wantStatus, first.errorText())
	}

	if failed := first.code != 0; failed != (p.Outcome == wecomtest.Refused) {
		table.wrong(t, "exit code of the apply is %d\n%s", first.code, first.errorText())
	}

	if got := w.sends(); got != p.Accepted && !p.Late {
		table.wrong(t, "the apply sent %d messages, want %d", got, p.Accepted)
	}

	posted := front.arrived()
	if posted != 1 {
		table.wrong(t, "the apply made %d requests, want 1", posted)
	}

	if c.journal == journalLost {
		if err := os.RemoveAll(journal); err != nil {
			t.Fatal(err)
		}
	}

	n.do(w)

	want, named := c.want()
	table.add(w.sends(), named)

	if got := w.sends(); got != want {
		table.wrong(t, "after %q the simulator has %d messages, want %d", n.name, got, want)
	}

	// Nothing breaks any more: each request makes a message.
	if got := front.arrived() - posted; got != want-p.Accepted {
		table.wrong(t, "after %q %d requests came, want %d", n.name, got, want-p.Accepted)
	}

	if got := w.status(); got == "tainted" {
		table.wrong(t, "the message is tainted, so the next apply would send it again")
	}
}

// matrixTable counts over all cells.
type matrixTable struct {
	mu                                    sync.Mutex
	cells, sends, duplicates, named, bads int

	sampled int      // how many cells the sample leaves out
	covered []string // those that others cover, and the others
}

func (m *matrixTable) add(sends int, named bool) {
	m.mu.Lock()
	defer m.mu.Unlock()

	m.cells++
	m.sends += sends

	switch {
	case sends > 1 && named:
		m.named++
	case sends > 1:
		m.duplicates++
	}
}

func (m *matrixTable) wrong(t *testing.T, format string, args ...any) {
	t.Helper()
	t.Errorf(format, args...)

	m.mu.Lock()
	defer m.mu.Unlock()

	m.bads++
}

func (m *matrixTable) print(t *testing.T) {
	t.Helper()

	t.Logf("report: fault matrix through %s: %d cells, %d messages accepted, %d duplicates, %d named cells with two, %d wrong",
		engine, m.cells, m.sends, m.duplicates, m.named, m.bads)
	t.Logf("%d cells are not in the sample, and %d are covered by others:\n%s", m.sampled, len(m.covered), strings.Join(m.covered, "\n"))

	if m.duplicates > 0 {
		t.Errorf("%d cells sent a message twice", m.duplicates)
	}
}
