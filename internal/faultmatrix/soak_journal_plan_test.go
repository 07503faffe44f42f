package faultmatrix

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// crash is where a run dies.
type crash string

const (
	survives     crash = "survives"
	beforeIntent crash = "dies before the intent"
	beforePost   crash = "dies between intent and POST"
	afterPost    crash = "dies after the POST"
	lateEffect   crash = "dies in a POST that arrives later"
	tornResult   crash = "dies while it writes the result"
	afterResult  crash = "dies before the state is written"
)

func crashes() []crash {
	return []crash{beforeIntent, beforePost, afterPost, lateEffect, tornResult, afterResult}
}

// edit is what is changed in the configuration before a run.
type edit string

const (
	noEdit      edit = "nothing"
	addsOne     edit = "a customer more"
	dropsOne    edit = "a customer less"
	newText     edit = "another text"
	newTriggers edit = "other triggers"
)

// journalPlan is one run of the soak of the journal, drawn from its seed: a
// configuration that is applied again and again, in one root or in two with
// equal configurations, while runs die.
type journalPlan struct {
	seed  uint64
	check check
	roots int
	runs  []journalRun
}

// journalRun is one apply of each root that takes part.
type journalRun struct {
	gap   time.Duration // since the one before
	edit  edit
	block int // that is edited
	roots []journalProcess
	// restores: the state is set back to what it was before an earlier run.
	restores bool
	lag      time.Duration // of the list
	faults   []wecomsim.Fault
}

// journalProcess is the run of one root.
type journalProcess struct {
	root  int
	crash crash
	at    int // at which of its requests or results it dies, from 1
	// forgets: what it has written of the state is lost as well.
	forgets bool
	late    time.Duration // lateEffect: after the end of the run
}

const journalBlocks = 2

func newJournalPlan(seed uint64) journalPlan {
	r := rand.New(rand.NewPCG(seed, 2))
	// Without the look nobody asks who has got a message under another key, and
	// an edited audience gets it again. So the docs say of "0s".
	p := journalPlan{seed: seed, check: pick(r, lenient, strict), roots: 1 + r.IntN(2)}

	for i := range 2 + r.IntN(4) {
		p.runs = append(p.runs, p.drawRun(r, i))
	}

	return p
}

func (p journalPlan) drawRun(r *rand.Rand, number int) journalRun {
	run := journalRun{
		gap:  pick(r, 10*time.Second, time.Minute, 5*time.Minute, 11*time.Minute, 40*time.Minute, 26*time.Hour),
		edit: noEdit, block: r.IntN(journalBlocks),
		lag: pick(r, 0, 0, 3*time.Second, 20*time.Second, 4*time.Minute),
	}

	if number > 0 && r.IntN(2) == 0 {
		run.edit = pick(r, addsOne, dropsOne, newText, newTriggers)
	}

	run.restores = number > 0 && r.IntN(5) == 0

	for range r.IntN(4) {
		run.faults = append(run.faults, plan{}.drawFault(r))
	}

	roots := []int{r.IntN(p.roots)}
	if p.roots == 2 && r.IntN(3) == 0 {
		roots = []int{0, 1} // at the same moment
	}

	for _, root := range roots {
		one := journalProcess{root: root, crash: survives}

		if r.IntN(3) > 0 {
			one.crash, one.at = pick(r, crashes()...), 1+r.IntN(journalBlocks)
			one.forgets, one.late = r.IntN(2) == 0, pick(r, 0, 5*time.Second, 4*time.Minute)
		}

		run.roots = append(run.roots, one)
	}

	return run
}

func (p journalPlan) String() string {
	text := fmt.Sprintf("seed %d (SOAK_SEED=%d SOAK_RUNS=1): check %s, %d roots", p.seed, p.seed, p.check, p.roots)

	for i, run := range p.runs {
		text += fmt.Sprintf("\n  run %d after %s: %s edited in block %d, restored %t, lag %s, %d faults", i, run.gap, run.edit, run.block, run.restores, run.lag, len(run.faults))

		for _, one := range run.roots {
			text += fmt.Sprintf("; root %d %s (%d, forgets %t, late %s)", one.root, one.crash, one.at, one.forgets, one.late)
		}
	}

	return text
}

// written is a block of the configuration.
type written struct {
	text     string
	ids      []string
	triggers int
}

// pool are the customers that a block can have. No other block has them, so
// that whoever gets a text twice, gets it twice from one block.
func pool(block int) []string { return customers()[3*block : 3*block+3] }

// firstWritten has equal texts, and other people, in every block.
func firstWritten() []written {
	blocks := make([]written, journalBlocks)
	for i := range blocks {
		blocks[i] = written{text: "春茶上新", ids: pool(i)[:2]}
	}

	return blocks
}

// edited is the configuration of a run. No text comes back.
func edited(blocks []written, run journalRun, number int) []written {
	blocks = slices.Clone(blocks)
	b := &blocks[run.block]

	switch run.edit {
	case addsOne:
		b.ids = pool(run.block)[:min(3, len(b.ids)+1)]
	case dropsOne:
		b.ids = b.ids[max(0, min(1, len(b.ids)-1)):]
	case newText:
		b.text = fmt.Sprintf("春茶上新 %d", number)
	case newTriggers:
		b.triggers++
	case noEdit:
	}

	return blocks
}

func (w written) message() *wecom.MassMessage {
	return &wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Sender: "zhangsan", ExternalUserID: slices.Clone(w.ids), Text: &wecom.Text{Content: w.text}}
}

func (w written) equal(other written) bool {
	return w.text == other.text && w.triggers == other.triggers && equalSets(w.ids, other.ids)
}

func (w written) keys() wecom.JournalKeys {
	triggers := ""
	if w.triggers > 0 {
		triggers = fmt.Sprint(w.triggers)
	}

	return journalKeys(w.message(), triggers)
}
