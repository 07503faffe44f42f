package faultmatrix

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Runs are drawn at random: parallel messages, many of them equal, faults
// everywhere, several processes one after the other. A run depends on its seed
// but for the order in which goroutines come.
func TestSoak_sendsAtMostOnce(t *testing.T) {
	runs, seed := number(t, "SOAK_RUNS", 1000), number(t, "SOAK_SEED", int(time.Now().UnixNano()%1_000_000_000))
	if testing.Short() && os.Getenv("SOAK_RUNS") == "" {
		runs = 100
	}

	t.Logf("seed %d (repeat it with SOAK_SEED=%d SOAK_RUNS=%d)", seed, seed, runs)

	var (
		mu    sync.Mutex
		wg    sync.WaitGroup
		slots = make(chan struct{}, 4)
		sum   soakSum
	)

	for i := range runs {
		slots <- struct{}{}

		wg.Go(func() {
			defer func() { <-slots }()

			s := newSoak(newPlan(uint64(seed + i)))
			complaints := s.run()

			mu.Lock()
			defer mu.Unlock()

			sum.add(s, complaints)

			for _, complaint := range complaints {
				t.Errorf("%s\n%s", s.plan, complaint)
			}
		})
	}

	wg.Wait()
	t.Logf("report: soak of %d runs: %+v", runs, sum)

	if runs >= 100 && (sum.Adopted == 0 || sum.Unknown == 0 || sum.Sent == 0) {
		t.Error("the soak did not meet the cases that it is for")
	}
}

// soakSum counts what the runs came to.
type soakSum struct {
	Messages, Sent, Adopted, Unknown, NotSent       int
	Duplicates, WrongAdoptions, WrongStates, Losses int
}

func (sum *soakSum) add(s *soak, complaints []string) {
	for _, r := range s.resources {
		_, n := s.record(r)

		sum.Messages++
		sum.Sent += n

		switch {
		case r.adopted:
			sum.Adopted++
		case r.status == unknown:
			sum.Unknown++
		case r.status == none:
			sum.NotSent++
		}
	}

	for _, complaint := range complaints {
		switch {
		case strings.HasPrefix(complaint, "DUPLICATE"):
			sum.Duplicates++
		case strings.HasPrefix(complaint, "WRONG ADOPTION"):
			sum.WrongAdoptions++
		case strings.HasPrefix(complaint, "LOST"):
			sum.Losses++
		default:
			sum.WrongStates++
		}
	}
}

func number(t *testing.T, name string, otherwise int) int {
	t.Helper()

	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}

	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}

	return n
}
