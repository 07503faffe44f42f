package clitest_test

import (
	"fmt"
	"sync"
	"testing"
)

// next is what a person or a pipeline does after an apply.
type next struct {
	name string
	do   func(*workspace)
	// givesUpState is true if it makes Terraform forget the message, so that
	// only WeCom's list can tell that it was sent.
	givesUpState bool
	applies      bool
}

func nexts() []next {
	return []next{
		{name: "apply again", do: func(w *workspace) { w.apply() }, applies: true},
		{name: "refresh", do: func(w *workspace) { w.apply("-refresh-only") }},
		{name: "destroy, apply", do: func(w *workspace) { w.destroy(); w.apply() }, givesUpState: true, applies: true},
	}
}

// The matrix: every point of the send, with every behaviour of the list, with
// everything that comes next. Each cell says how many messages WeCom has
// accepted, and what the state says.
func TestAccMatrix_send(t *testing.T) {
	table := &matrixTable{}

	t.Run("cells", func(t *testing.T) {
		for _, p := range points() {
			for _, mode := range listModes() {
				for _, n := range nexts() {
					t.Run(fmt.Sprintf("%s/%s/%s", p.name, mode.name, n.name), func(t *testing.T) {
						t.Parallel()
						runCell(t, p, mode, n, table)
					})
				}
			}
		}
	})

	table.print(t)
}

func runCell(t *testing.T, p point, mode listMode, n next, table *matrixTable) {
	w := newWorkspace(t)
	w.write(oneMessage)
	mode.arm(w.sim)
	w.sim.Arm(p.fault)

	first := w.apply()

	wantStatus := p.outcome
	if p.outcome == "unknown" && p.accepted == 1 && mode.shows && p.name != "effect after the deadline" {
		wantStatus = "created" // looked up and adopted
	}

	// The effect of a late request comes while the client looks for it, or
	// after; both are right, and both are one message.
	late := p.name == "effect after the deadline"

	if got := w.status(); got != wantStatus && !(late && got == "created") {
		table.wrong(t, "after the apply the state says %s, want %s\n%s", got, wantStatus, first.errorText())
	}

	if failed := first.code != 0; failed != (p.outcome == "none") {
		table.wrong(t, "exit code of the apply is %d\n%s", first.code, first.errorText())
	}

	if got := w.sends(); got != p.accepted && !late {
		table.wrong(t, "the apply sent %d messages, want %d", got, p.accepted)
	}

	n.do(w)

	want := p.accepted

	// A refusal is proven not to have sent, so the next apply sends; and a
	// person who makes Terraform forget a message asks for it again.
	if n.applies && (p.outcome == "none" || (n.givesUpState && p.accepted == 0)) {
		want = 1
	}

	named := n.givesUpState && p.accepted == 1 && !mode.shows
	if named {
		want = 2
	}

	table.add(w.sends(), named)

	if got := w.sends(); got != want {
		table.wrong(t, "after %q the simulator has %d messages, want %d", n.name, got, want)
	}

	if got := w.status(); got == "tainted" {
		table.wrong(t, "the message is tainted, so the next apply would send it again")
	}
}

// matrixTable counts over all cells.
type matrixTable struct {
	mu                                    sync.Mutex
	cells, sends, duplicates, named, bads int
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

	if m.duplicates > 0 {
		t.Errorf("%d cells sent a message twice", m.duplicates)
	}
}
