package faultmatrix

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// when is how the second send lies to the first.
type when string

const (
	during when = "while it is looked for" // the only one in which both runs overlap
	atOnce when = "at once"
	later  when = "a minute later"
)

// pair is two messages of equal words in two processes, as two provider blocks
// and two roots are. Neither knows of the other.
type pair struct {
	one, two       string // kinds of people
	oneDoes, other fate
	when           when
}

func (p pair) String() string {
	return fmt.Sprintf("%s %s, and %s %s %s", p.one, p.oneDoes, p.when, p.two, p.other)
}

// run walks a pair and gives what is wrong, and how often a message of the
// other was taken that nobody can tell from the own one.
func (p pair) run() (complaints []string, taken int) {
	w := newWorld(0)
	defer w.close()

	one, two := &resource{message: kinds()[p.one](), status: none}, &resource{message: kinds()[p.two](), status: none}
	apply := func(r *resource) {
		if r.status == none {
			r.from = w.Clock.Now()
			defer func() { r.until = w.Clock.Now() }()
		}

		if err := r.apply(context.Background(), w.process(), off); err != nil {
			panic(err)
		}
	}

	p.oneDoes.arm(w)

	if p.when == during {
		w.hook(listEndpoint, func() {
			p.other.arm(w)
			apply(two)
		})
	}

	apply(one)
	w.unhook()

	if p.when == later {
		w.Clock.Advance(time.Minute)
	}

	if p.when != during {
		p.other.arm(w)
		apply(two)
	}

	w.Clock.Advance(9 * time.Second)
	w.handOver()

	for range 2 { // the refresh of later runs
		w.Clock.Advance(20 * time.Minute)
		apply(two)
		apply(one)
	}

	return p.judge(w, one, two)
}

func (p pair) judge(w *world, one, two *resource) (complaints []string, taken int) {
	if n := len(w.Sim.Messages()); n > 2 {
		complaints = append(complaints, fmt.Sprintf("%d messages for two", n))
	}

	for i, r := range []*resource{one, two} {
		if r.status != created {
			continue
		}

		made, ok := w.Sim.Message(r.msgid)
		if !ok {
			complaints = append(complaints, "a msgid that is none")
			continue
		}

		if mine := p.owners(w, one, two)[r.msgid] == i; !mine {
			taken++

			if !isExactly(r, made) || !inTheSameSeconds(r, made.CreateTime) {
				complaints = append(complaints, fmt.Sprintf("%s has the message of the other, to %v", encoded(r.message), reached(made)))
			}
		}

		if ids := uninvited(r, made); len(ids) > 0 {
			complaints = append(complaints, fmt.Sprintf("nobody asked for %v", ids))
		}

		if ids := unaccounted(r, made); len(ids) > 0 {
			complaints = append(complaints, fmt.Sprintf("%v neither reached nor in fail_list", ids))
		}
	}

	return complaints, taken
}

// owners tells whose every message is: 0 is the first's, 1 the second's.
func (p pair) owners(w *world, one, two *resource) map[string]int {
	owners := map[string]int{}

	for _, made := range w.Sim.Messages() {
		switch {
		case string(made.Body) != encoded(two.message):
			owners[made.MsgID] = 0
		case string(made.Body) != encoded(one.message):
			owners[made.MsgID] = 1
		case len(owners) == 0 && p.oneDoes != lostGo && p.oneDoes != tooLate:
			owners[made.MsgID] = 0 // of equal requests the first comes first, if it comes
		case p.other == lostGo, p.oneDoes == tooLate && len(owners) == 1 && p.other != tooLate, p.oneDoes == tooLate && p.other == tooLate && len(owners) == 0:
			owners[made.MsgID] = 0
		default:
			owners[made.MsgID] = 1
		}
	}

	return owners
}

func encoded(m *wecom.MassMessage) string {
	body, err := m.Encode()
	if err != nil {
		panic(err)
	}

	return string(body)
}

func pairs() []pair {
	var all []pair

	for one := range kinds() {
		for two := range kinds() {
			for _, first := range fates() {
				for _, second := range fates() {
					for _, at := range []when{during, atOnce, later} {
						if at == during && first == arrives {
							continue // it does not look
						}

						all = append(all, pair{one, two, first, second, at})
					}
				}
			}
		}
	}

	return all
}

func TestProcesses_withEqualWordsNeverMix(t *testing.T) {
	var (
		mu      sync.Mutex
		wg      sync.WaitGroup
		slots   = make(chan struct{}, 4)
		adopted int
	)

	all := sampled(pairs(), testing.Short())

	for _, p := range all {
		slots <- struct{}{}

		wg.Go(func() {
			defer func() { <-slots }()

			complaints, taken := p.run()

			mu.Lock()
			defer mu.Unlock()

			adopted += taken

			for _, complaint := range complaints {
				t.Errorf("%s: %s", p, complaint)
			}
		})
	}

	wg.Wait()
	t.Logf("report: %d pairs; %d times one took the message of the other, to exactly its own people in the same seconds", len(all), adopted)

	if adopted == 0 {
		t.Error("not even the messages that nobody can tell apart were taken for each other: the pairs do not meet")
	}
}
