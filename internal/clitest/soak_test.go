package clitest_test

import (
	"maps"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Runs are drawn at random: a few resources that say much the same, commands
// and edits as people and pipelines make them, and a gateway in between that
// loses, delays and answers as it likes. After every command the judge counts
// what the gateway has let through.
//
// A run depends on its seed but for the order in which requests come.
func TestAccSoak_sendsAtMostOnce(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	t.Parallel()

	usual := 60
	if testing.Short() {
		usual = 10
	}

	runs, seed := number(t, "CLI_SOAK_RUNS", usual), number(t, "CLI_SOAK_SEED", int(time.Now().UnixNano()%1_000_000_000))
	t.Logf("seed %d (repeat it with CLI_SOAK_SEED=%d CLI_SOAK_RUNS=%d)", seed, seed, runs)

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

			s := newSoak(t, newSoakPlan(uint64(seed+i)))
			complaints := s.run()

			mu.Lock()
			defer mu.Unlock()

			sum.add(s.sum, complaints)

			if s.sum.Commands > atMost {
				t.Errorf("%d commands, want at most %d\n%s", s.sum.Commands, atMost, s.soakPlan)
			}

			if len(complaints) > 0 {
				t.Errorf("%s\n%s\n%s", s.soakPlan, strings.Join(complaints, "\n"), s.log.String())
			}
		})
	}

	wg.Wait()
	t.Logf("report: soak through %s: %+v", engine, sum)

	if runs >= 60 && (sum.Created == 0 || sum.Unknown == 0 || sum.Refused == 0) {
		t.Error("the soak did not meet the cases that it is for")
	}
}

// soakSum counts what the runs came to.
type soakSum struct {
	Runs, Commands, Failed, Posts, Sent, Created, Unknown, Refused int
	Violations                                                     int
}

// atMost is how many commands a run may have: a case that needs more is not
// found by the soak, and one with more would be hard to read.
const atMost = 4

// What is drawn has at most four commands, and of each number there are some.
func TestSoakPlan_hasAtMostFourCommands(t *testing.T) {
	t.Parallel()

	lengths := map[int]int{}

	for seed := range uint64(2000) {
		commands := 0
		for _, step := range newSoakPlan(seed).steps {
			commands += step.commands()
		}

		lengths[commands]++
	}

	for n, runs := range lengths {
		if n < 1 || n > atMost {
			t.Errorf("%d runs have %d commands, want at most %d", runs, n, atMost)
		}
	}

	if lengths[atMost] == 0 {
		t.Errorf("no run has %d commands: %v", atMost, lengths)
	}
}

// Where WeCom's list shows nothing, no configuration goes back to what it has
// said before: that is a wish, and nothing is there to refuse it. With lists
// that show there are such.
func TestSoakPlan_goesBackOnlyWhereListsShow(t *testing.T) {
	t.Parallel()

	back := map[bool]int{}

	for seed := range uint64(20_000) {
		p := newSoakPlan(seed)
		ever, stands := map[saidIn]bool{}, map[int]map[saidIn]bool{}

		for _, step := range p.steps {
			now := map[saidIn]bool{}

			for _, m := range step.messages {
				one := saidIn{step.root, m.said("")}
				now[one] = true

				if ever[one] && !stands[step.root][one] {
					back[p.lists.shows()]++
				}
			}

			maps.Copy(ever, now)
			stands[step.root] = now
		}
	}

	if back[false] > 0 || back[true] == 0 {
		t.Errorf("went back %v times, by whether lists show", back)
	}
}

// count adds the commands of a step.
func (s *soak) count(step soakStep, root *soakRoot, r result) {
	s.sum.Commands += step.commands()

	if r.code != 0 {
		s.sum.Failed++
	}

	if r.has("error", "sent already") {
		s.sum.Refused++
	}

	for _, in := range root.w.state() {
		switch in.Attributes["status"] {
		case "created":
			s.sum.Created++
		case "unknown":
			s.sum.Unknown++
		}
	}
}

// countPosts counts what has arrived at the proxies, and what went on.
func (s *soak) countPosts() {
	for _, c := range s.companies {
		s.sum.Posts += c.proxy.arrived()
		s.sum.Sent += len(c.proxy.sent())
	}
}

func (sum *soakSum) add(one soakSum, complaints []string) {
	sum.Runs++
	sum.Commands += one.Commands
	sum.Failed += one.Failed
	sum.Posts += one.Posts
	sum.Sent += one.Sent
	sum.Created += one.Created
	sum.Unknown += one.Unknown
	sum.Refused += one.Refused

	if len(complaints) > 0 {
		sum.Violations++
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
