package faultmatrix

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// plan is one run of the soak, drawn from its seed.
type plan struct {
	seed       uint64
	skew       time.Duration
	fixedToken bool
	check      check
	// killed: after the first process some resources lose their state. Then the
	// check is on and the list fresh, the only case in which the client
	// promises anything.
	killed   bool
	messages []*wecom.MassMessage
	// blocks says for every message which of two provider blocks sends it: each
	// is a process of its own, and knows nothing of the other.
	blocks []int
	// dates: answers tell times that are not WeCom's.
	dates     bool
	decoys    []*wecom.MassMessage // equal messages of others, some time before
	decoyAge  time.Duration
	processes []process
}

// process is one run of Terraform.
type process struct {
	gap      time.Duration // since the process before
	lag      time.Duration // of the list
	dispatch time.Duration // until the people of a message can be asked for
	faults   []wecomsim.Fault
	cancelAt int // cancel when so many sends have arrived; 0 is never
	// front stands before the server.
	front front
	// late is how long after the run the server handles what the front has
	// kept.
	late    time.Duration
	timeout time.Duration // of one request; 0 is the default
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func newPlan(seed uint64) plan {
	r := rand.New(rand.NewPCG(seed, 1))
	p := plan{
		seed:       seed,
		fixedToken: r.IntN(5) == 0,
		check:      pick(r, checks()...),
		killed:     r.IntN(4) == 0,
		skew:       pick(r, 0, 3*time.Hour, -3*time.Hour, 26*time.Hour, 90*time.Second, -90*time.Second),
		decoyAge:   15 * time.Minute,
	}

	if p.killed {
		p.check = strict
	}

	if p.fixedToken {
		// If nothing ever answers, the client does not learn the server's time,
		// and takes it to be within five minutes of its own.
		p.skew = pick(r, 0, 4*time.Minute, -4*time.Minute)
	}

	if p.skew.Abs() <= 90*time.Second {
		p.dates = r.IntN(3) == 0 // a clock of ours that is far off as well leaves nothing to go by
	}

	p.drawMessages(r)

	last := 1 + r.IntN(3)
	for i := range last {
		p.processes = append(p.processes, p.drawProcess(r, i))
	}

	p.processes = append(p.processes, process{gap: p.gap(r) + 5*time.Minute})

	return p
}

// gap is the time between two processes. Whoever starts again within the
// precision of the clock may meet what was sent before.
func (p plan) gap(r *rand.Rand) time.Duration {
	if p.fixedToken && !p.killed {
		return 11 * time.Minute
	}

	return 10*time.Second + time.Duration(r.IntN(40))*time.Second
}

// drawMessages draws messages of few texts, so that many of them are equal.
// Each has a body of its own, by which the server's record tells whose it is:
// the order of its ids, or a repetition.
func (p *plan) drawMessages(r *rand.Rand) {
	seen := map[string]bool{}
	texts := []string{"春茶上新", "hello"}[:1+r.IntN(2)]

	for range 2 + r.IntN(6) {
		m := drawMessage(r, pick(r, texts...))

		body, err := m.Encode()
		if err != nil {
			panic(err)
		}

		if !seen[string(body)] {
			seen[string(body)] = true

			p.messages = append(p.messages, m)
			p.blocks = append(p.blocks, r.IntN(2))
		}
	}

	for range r.IntN(3) {
		p.decoys = append(p.decoys, pick(r, p.messages...))
	}
}

func drawMessage(r *rand.Rand, text string) *wecom.MassMessage {
	m := &wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Text: &wecom.Text{Content: text}}

	switch r.IntN(11) {
	case 10:
		m.Sender = pick(r, "", "zhangsan")
		m.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"etT"}}}}
	case 0, 1, 2:
		m.ChatType = wecom.ChatTypeGroup
		m.Sender = pick(r, "zhangsan", "lisi")

		ids := map[string][]string{"zhangsan": {"wrA", "wrB"}, "lisi": {"wrC", "wrD"}}[m.Sender]
		m.ChatIDList = draw(r, ids)
	case 3:
		m.Sender = pick(r, "zhangsan", "lisi")
		m.AllowSelect = pick(r, nil, new(bool))
	default:
		m.Sender = pick(r, "", "zhangsan", "lisi")
		m.ExternalUserID = draw(r, []string{"wm1", "wm2", "wm3", "wm4", "wm5", "wm6", "wmNOBODY"})
	}

	return m
}

// draw gives some of the ids, in any order, at times with one of them twice.
func draw(r *rand.Rand, ids []string) []string {
	drawn := append([]string{}, ids...)
	r.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	drawn = drawn[:1+r.IntN(len(drawn))]

	if drawn[0] == "wmNOBODY" {
		drawn = append(drawn, "wm1")
	}

	if r.IntN(3) == 0 {
		drawn = append(drawn, drawn[0])
	}

	return drawn
}

func (p plan) drawProcess(r *rand.Rand, number int) process {
	run := process{
		gap:      p.gap(r),
		lag:      pick(r, 0, 0, 3*time.Second, 20*time.Second, 4*time.Minute),
		dispatch: pick(r, 0, 0, 0, 3*time.Second, 20*time.Second, time.Minute),
	}

	if p.killed && number > 0 {
		run.lag = 0
	}

	for range r.IntN(7) {
		run.faults = append(run.faults, p.drawFault(r))
	}

	if r.IntN(5) == 0 {
		run.cancelAt = 1 + r.IntN(len(p.messages))
	}

	run.front, run.late = p.drawFront(r)

	if r.IntN(50) == 0 {
		run.timeout = quick
		run.faults = append(run.faults, wecomsim.Fault{
			Endpoint: pick(r, sendEndpoint, sendEndpoint, listEndpoint, taskEndpoint), Count: 1,
			HangAt: pick(r, wecomsim.BeforeRead, wecomsim.BeforeEffect, wecomsim.AfterEffect, wecomsim.InAnswer),
		})
	}

	return run
}

// drawFront draws what stands before the server. Where state is lost, the next
// run has nothing but the list, so that shows what it should, and no send is
// late.
func (p plan) drawFront(r *rand.Rand) (f front, late time.Duration) {
	switch r.IntN(8) {
	case 0, 1:
		f.spoil = withOddRecords
	case 2:
		if !p.killed {
			f.spoil = withOtherTexts
		}
	}

	if p.dates && r.IntN(3) == 0 {
		f.ahead = pick(r, 8*time.Hour, -8*time.Hour, 2*time.Hour, -2*time.Hour)
	}

	if !p.killed && r.IntN(5) == 0 {
		f.keep, late = 1+r.IntN(2), pick(r, 0, time.Second, 9*time.Second, 4*time.Minute)
	}

	if r.IntN(6) == 0 {
		f.announce = []int{100, 103}
	}

	return f, late
}

func (p plan) String() string {
	return fmt.Sprintf("seed %d (SOAK_SEED=%d SOAK_RUNS=1): skew %s, fixed token %t, wrong dates %t, check %s, killed %t, %d messages, %d processes",
		p.seed, p.seed, p.skew, p.fixedToken, p.dates, p.check, p.killed, len(p.messages), len(p.processes))
}
