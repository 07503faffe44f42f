package faultmatrix

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// held is a block in the state of a root: the resource, and what was written
// when it was created.
type held struct {
	resource
	written written
}

// state is that of a root, by the number of the block.
type state map[int]held

// journalSoak is one run of the soak under way.
type journalSoak struct {
	journalPlan
	*wecomtest.World

	kept   bool // with a journal
	dir    string
	server *httptest.Server
	blocks []written
	states []state
	past   []([]state) // before every run
	front  soakFront
}

func newJournalSoak(p journalPlan, kept bool) *journalSoak {
	dir, err := os.MkdirTemp("", "faultmatrix")
	if err != nil {
		panic(err)
	}

	s := &journalSoak{
		journalPlan: p, kept: kept, dir: dir, blocks: firstWritten(),
		World: wecomtest.NewWorld(companyNamed(wecomtest.CorpID), wecomtest.NewClock(), 0),
	}
	s.front = soakFront{sim: s.Sim, processes: map[string]*dying{}}
	s.server = wecomtest.Quiet(&s.front)
	s.server.Start()

	for range p.roots {
		s.states = append(s.states, state{})
	}

	return s
}

// run gives what is wrong in the end.
func (s *journalSoak) run() []string {
	defer func() {
		s.Sim.ClearFaults()
		wecomtest.Close(s.server)

		_ = os.RemoveAll(s.dir)
	}()

	var complaints []string

	for i, run := range s.runs {
		s.apply(i, run)

		complaints = append(complaints, s.judgeAdoptions(i)...)
	}

	// Everything works, and all that was under way has come.
	for i := range 2 * s.roots {
		s.apply(len(s.runs)+i, journalRun{gap: 11 * time.Minute, edit: noEdit, roots: []journalProcess{{root: i % s.roots, crash: survives}}})

		complaints = append(complaints, s.judgeAdoptions(len(s.runs)+i)...)
	}

	return append(complaints, s.judge()...)
}

// apply is one run of each root in it, side by side.
func (s *journalSoak) apply(number int, run journalRun) {
	s.Clock.Advance(run.gap)
	s.Sim.ClearFaults()
	s.Sim.SetListLag(run.lag)

	for _, fault := range run.faults {
		s.Sim.Arm(fault)
	}

	s.blocks = edited(s.blocks, run, number)

	if run.restores {
		s.states = s.past[(number*7)%len(s.past)]
	}

	s.past = append(s.past, slices.Clone(s.states))

	after := make([]state, len(run.roots))

	var wg sync.WaitGroup
	for i, one := range run.roots {
		wg.Go(func() { after[i] = s.process(fmt.Sprintf("%d-%d", number, i), one) })
	}

	wg.Wait()

	s.states = slices.Clone(s.states)
	for i, one := range run.roots {
		s.states[one.root] = after[i]
	}

	s.Sim.ClearFaults()

	for _, one := range run.roots {
		if one.crash == lateEffect {
			s.Clock.Advance(one.late)
		}
	}

	s.front.handOver()
}

// process applies a root, and gives its state as it is written.
func (s *journalSoak) process(name string, one journalProcess) state {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	d := &dying{journalProcess: one, blocks: s.blocks, cancel: cancel}
	config := wecomtest.Config(s.server.URL, wecomtest.CorpID, s.Clock)
	config.UserAgent = name

	if s.kept {
		config.Journal, config.JournalStrictly = d.runs.next(filepath.Join(s.dir, "journal"), s.Clock), true
	}

	s.front.enter(name, d)

	client := wecom.New(config)
	defer client.Close()

	before, after := s.states[one.root], maps.Clone(s.states[one.root])

	var wg sync.WaitGroup

	for block, now := range s.blocks {
		was, there := before[block]

		wg.Go(func() {
			next, there := s.applyBlock(ctx, client, now, was, there)

			d.finish(func() {
				if there {
					after[block] = next
				} else {
					delete(after, block)
				}
			})
		})
	}

	wg.Wait()

	// One that has died before its first line may have written since.
	d.runs.end()

	if d.dead && one.forgets {
		return before
	}

	return after
}

// refresh looks for a message of unknown status.
func (h *held) refresh(ctx context.Context, client *wecom.Client) {
	var trace wecom.Trace
	if err := json.Unmarshal(h.trace, &trace); err != nil {
		panic(err)
	}

	finding, _, err := client.FindEarlier(ctx, h.sent, trace, h.written.keys())
	if err == nil && finding.Proven != nil {
		h.status, h.msgid, h.adopted, h.failList = created, finding.Proven.MsgID, true, finding.FailList
	}
}

// applyBlock does what `terraform apply` does with a block.
func (s *journalSoak) applyBlock(ctx context.Context, client *wecom.Client, now written, was held, there bool) (held, bool) {
	if there && was.status == unknown {
		was.refresh(ctx, client)
	}

	// An edit of the audience alone sends nothing.
	if there && was.written.text == now.text && was.written.triggers == now.triggers {
		return was, true
	}

	d := s.check.delivery(now.message())
	d.Journal = now.keys()

	if there && was.msgid != "" {
		_ = client.RemoveInJournal(wecom.Held{Keys: was.written.keys(), MsgID: was.msgid})

		d.Others = []string{was.msgid}
		if was.written.text == now.text {
			d.Repeats = d.Others
		}
	}

	next := held{resource: resource{message: now.message(), status: none}, written: now}
	_ = next.record(client.DeliverMassMessage(ctx, d), client.CorpID())

	return next, next.status != none
}

// made is a message of the server, and what was written when it was sent.
type made struct {
	wecomsim.Message
	written written
}
