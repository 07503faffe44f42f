package faultmatrix

import (
	"cmp"
	"encoding/pem"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// TestMain lets clients trust the test servers: they read the system's roots.
func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "faultmatrix")
		if err != nil {
			panic(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()

		server := httptest.NewTLSServer(nil)
		defer server.Close()

		roots := filepath.Join(dir, "roots.pem")

		if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
			panic(err)
		}

		if err := os.Setenv("SSL_CERT_FILE", roots); err != nil {
			panic(err)
		}

		return m.Run()
	}())
}

// cells are all cells. With -short only every seventh errcode and body is in.
func cells(short bool) []cell {
	var all []cell

	for i, p := range points() {
		if short && (p.group == wecomtest.ErrcodeFault || p.group == wecomtest.BodyFault || p.group == "lookup") && i%7 != 0 {
			continue
		}

		for _, l := range lists() {
			for _, k := range checks() {
				for _, n := range []next{resumed, killed} {
					if c := (cell{p, l, k, n, journalOff}); c.makesSense() {
						all = append(all, c)
					}
				}
			}
		}

		all = append(all, journalCells(p, i)...)
	}

	return sampled(all, short)
}

// sampled leaves two of three out of a short run, of each three another one, so
// that all that they differ in is there. `make test-all` has all of them.
func sampled[T any](all []T, short bool) []T {
	if !short {
		return all
	}

	var some []T

	for i, one := range all {
		if (i+i/3)%3 == 0 {
			some = append(some, one)
		}
	}

	return some
}

// tally is one line of the table.
type tally struct {
	cells, sends, duplicates, named, states, adoptions int
}

func (t *tally) add(o tally) {
	t.cells += o.cells
	t.sends += o.sends
	t.duplicates += o.duplicates
	t.named += o.named
	t.states += o.states
	t.adoptions += o.adoptions
}

func TestMatrix_sendsAtMostOnce(t *testing.T) {
	var (
		mu      sync.Mutex
		wg      sync.WaitGroup
		slots   = make(chan struct{}, 8)
		tallies = map[string]*tally{}
		groups  []string
		named   = map[string]int{}
	)

	for _, c := range cells(testing.Short()) {
		slots <- struct{}{}

		wg.Go(func() {
			defer func() { <-slots }()

			got, complaints := judgeCell(c)

			mu.Lock()
			defer mu.Unlock()

			for _, complaint := range complaints {
				t.Errorf("%s: %s", c, complaint)
			}

			for _, group := range []string{c.point.group, c.journal.name()} {
				if tallies[group] == nil {
					tallies[group] = &tally{}
					groups = append(groups, group)
				}

				tallies[group].add(got)
			}

			if got.named > 0 {
				named[c.journal.name()+": "+string(c.next)]++
			}
		})
	}

	wg.Wait()
	slices.SortStableFunc(groups, func(a, b string) int { return cmp.Compare(placeOf(a), placeOf(b)) })

	var total tally

	lines := []string{tallyHead}

	for _, group := range groups {
		if !isJournal(group) {
			total.add(*tallies[group])
		}

		lines = append(lines, tallies[group].line(group))
	}

	t.Log("report:\n" + strings.Join(append(lines, total.line("all")), "\n"))

	for _, n := range []next{killed, restored, twoRoots} {
		for _, j := range []journaled{journalOff, journalLost} {
			if cells := named[j.name()+": "+string(n)]; cells == 0 {
				t.Errorf("%s, %s: no cell has two messages: the matrix does not meet what the journal is for", n, j.name())
			}
		}
	}
}

const tallyHead = "point         cells  sends duplicates  named cells wrong states wrong adoptions"

func (t tally) line(name string) string {
	return fmt.Sprintf("%-12s %6d %6d %10d %12d %12d %15d", name, t.cells, t.sends, t.duplicates, t.named, t.states, t.adoptions)
}

// judgeCell walks a cell. One in which time really passes is walked again, with
// more of it, when something is wrong but a duplicate: on a busy machine other
// calls of the cell may have run out of time, too.
func judgeCell(c cell) (tally, []string) {
	got, complaints := walkCell(c)

	for c.point.short > 0 && c.point.short < 8*quick && len(complaints) > 0 && got.duplicates == 0 {
		c.point = c.point.slower()
		got, complaints = walkCell(c)
	}

	return got, complaints
}

// walkCell walks a cell and compares it with what must be seen.
func walkCell(c cell) (tally, []string) {
	var (
		got        = tally{cells: 1}
		complaints []string
		w          = newWalk(c)
	)

	steps, err := w.run()
	if err != nil {
		if strings.HasPrefix(err.Error(), "wrong adoption") {
			got.adoptions++
		} else {
			got.states++
		}

		complaints = append(complaints, err.Error())
	}

	for i, step := range steps {
		if complaint := w.judgeStep(i, step); complaint != "" {
			complaints = append(complaints, complaint)
			got.states++
		}
	}

	if wrong := w.judgeBodies(steps); len(wrong) > 0 {
		complaints = append(complaints, wrong...)
		got.states++
	}

	if len(steps) > 0 {
		got.sends = steps[len(steps)-1].messages
	}

	if got.sends > 1 {
		if c.mayRepeat() {
			got.named++
		} else {
			got.duplicates++

			complaints = append(complaints, "sent twice")
		}
	}

	return got, complaints
}
