package faultmatrix

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// journalSum counts what the runs came to.
type journalSum struct {
	Runs, Messages, Recorded, Unknown, NotSent int
	// Unproven are those unknown that WeCom has: a person must name them.
	Unproven int

	Duplicates, WrongAdoptions, LostMsgids, WrongStates int
}

func (sum *journalSum) add(s *journalSoak, complaints []string) {
	sum.Runs++

	sent := s.sent()
	sum.Messages += len(sent)

	for _, blocks := range s.states {
		for i := range s.blocks {
			switch {
			case blocks[i].status == created:
				sum.Recorded++
			case blocks[i].status == unknown:
				sum.Unknown++

				if slices.ContainsFunc(sent, func(m made) bool { return m.written.equal(blocks[i].written) }) {
					sum.Unproven++
				}
			default:
				sum.NotSent++
			}
		}
	}

	for _, complaint := range complaints {
		switch {
		case strings.HasPrefix(complaint, "DUPLICATE"):
			sum.Duplicates++
		case strings.HasPrefix(complaint, "WRONG ADOPTION"):
			sum.WrongAdoptions++
		case strings.HasPrefix(complaint, "LOST"):
			sum.LostMsgids++
		default:
			sum.WrongStates++
		}
	}
}

// Runs die at random places between intent, POST, result and state, and others
// go on with the same or an edited configuration, the same or an old state, in
// the same or another root. A run depends on its seed but for the order in
// which goroutines come.
func TestSoak_theJournalKeepsWhatDies(t *testing.T) {
	runs, seed := number(t, "SOAK_RUNS", 300), number(t, "SOAK_SEED", int(time.Now().UnixNano()%1_000_000_000))
	if testing.Short() && os.Getenv("SOAK_RUNS") == "" {
		runs = 100
	}

	t.Logf("seed %d (repeat it with SOAK_SEED=%d SOAK_RUNS=%d)", seed, seed, runs)

	sum := journalSoaks(seed, runs, true, func(p journalPlan, complaint string) { t.Errorf("%s\n%s", p, complaint) })
	t.Logf("report: soak of the journal: %+v", sum)

	// Without one the same runs send twice.
	control := journalSoaks(seed, min(runs, 300), false, func(journalPlan, string) {})
	t.Logf("report: the first %d of them without a journal: %+v", min(runs, 300), control)

	if runs >= 100 && (control.Duplicates == 0 || sum.Recorded == 0 || sum.Unknown == 0) {
		t.Error("the soak did not meet the cases that it is for")
	}
}

func journalSoaks(seed, runs int, kept bool, complain func(journalPlan, string)) (sum journalSum) {
	var (
		mu    sync.Mutex
		wg    sync.WaitGroup
		slots = make(chan struct{}, 4)
	)

	for i := range runs {
		slots <- struct{}{}

		wg.Go(func() {
			defer func() { <-slots }()

			s := newJournalSoak(newJournalPlan(uint64(seed+i)), kept)
			complaints := s.run()

			mu.Lock()
			defer mu.Unlock()

			sum.add(s, complaints)

			for _, complaint := range complaints {
				complain(s.journalPlan, complaint)
			}
		})
	}

	wg.Wait()

	return sum
}
