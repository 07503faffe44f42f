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
	// check is on and the list fresh, the only case in which the client promises
	// anything.
	killed    bool
	messages  []*wecom.MassMessage
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
	cancelAt int           // cancel when so many sends have arrived; 0 is never
	timeout  time.Duration // of one request; 0 is the default
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
		}
	}

	for range r.IntN(3) {
		p.decoys = append(p.decoys, pick(r, p.messages...))
	}
}

func drawMessage(r *rand.Rand, text string) *wecom.MassMessage {
	m := &wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Text: &wecom.Text{Content: text}}

	switch r.IntN(10) {
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
		run.faults = append(run.faults, drawFault(r))
	}

	if r.IntN(5) == 0 {
		run.cancelAt = 1 + r.IntN(len(p.messages))
	}

	if r.IntN(50) == 0 {
		run.timeout = quick
		run.faults = append(run.faults, wecomsim.Fault{
			Endpoint: pick(r, sendEndpoint, sendEndpoint, listEndpoint, taskEndpoint), Count: 1,
			HangAt: pick(r, wecomsim.BeforeRead, wecomsim.BeforeEffect, wecomsim.AfterEffect, wecomsim.InAnswer),
		})
	}

	return run
}

// okBody says that all is well and no more.
const okBody = `{"errcode":0}`

func drawFault(r *rand.Rand) wecomsim.Fault {
	var f wecomsim.Fault

	switch r.IntN(8) {
	case 0, 1:
		f = wecomsim.Fault{DropAt: pick(r, wecomsim.BeforeRead, wecomsim.BeforeEffect, wecomsim.AfterEffect, wecomsim.AfterEffect)}
	case 2:
		f = wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: r.IntN(80)}
	case 3:
		f = wecomsim.Fault{Body: []byte(pick(r, "", "<html>", "{}", okBody, "null")), WithEffect: r.IntN(2) == 0}
	case 4:
		f = wecomsim.Fault{Status: pick(r, 408, 500, 502, 503), Body: []byte("x"), WithEffect: r.IntN(2) == 0}
	case 5:
		f = wecomsim.Fault{Status: pick(r, 302, 403, 404, 429), Body: []byte("x")}
	case 6:
		f = wecomsim.Fault{Errcode: -1, WithEffect: r.IntN(2) == 0}
	default:
		f = wecomsim.Fault{Errcode: pick(r, 40001, 40014, 42001, 45009, 45033, 40096, 48002, 41063)}
	}

	f.Endpoint = pick(r, sendEndpoint, sendEndpoint, sendEndpoint, sendEndpoint, listEndpoint, taskEndpoint, resultEndpoint, tokenEndpoint)
	f.Skip, f.Count = r.IntN(4), 1+r.IntN(3)

	if f.Endpoint == listEndpoint && string(f.Body) == okBody {
		// Nobody can tell it from a list in which nothing is.
		f.Body = []byte("{}")
	}

	return f
}

func (p plan) String() string {
	return fmt.Sprintf("seed %d (SOAK_SEED=%d SOAK_RUNS=1): skew %s, fixed token %t, check %s, killed %t, %d messages, %d processes",
		p.seed, p.seed, p.skew, p.fixedToken, p.check, p.killed, len(p.messages), len(p.processes))
}
