package clitest_test

import (
	"slices"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// drawLostFirst draws the first case that an adversary found, see
// TestAccSoak_findsTheFirstCaseUnderTheOldRules: a message that is lost on its
// way to WeCom, one that says the same to some of its people, and two applies
// of that configuration. All the other draws together practically never have
// it.
func (d *drawing) drawLostFirst() {
	d.lostFirst, d.ordered, d.close, d.blocks = true, true, true, false
	d.plan.roots, d.plan.companies, d.plan.lists = 1, 1, listsFresh
	d.left = max(d.left, 3)

	both := []string{wecomsim.DemoCustomer, customerTwo}
	m := soakMessage{name: "m1", sender: "zhangsan", text: pick(d.Rand, "春茶上新", "hello"), media: pick(d.Rand, "", d.media), people: slices.Clone(both)}
	y := m
	y.name, y.people = "m2", []string{pick(d.Rand, both...)}
	d.fresh = 2

	if d.IntN(2) == 0 {
		m.people = append(m.people, customerThree)
	}

	d.now = [][]soakMessage{{m, y}}
	for i := range d.now[0] {
		d.now[0][i].file = d.IntN(2) == 0
		d.claim(0, d.now[0][i])
	}
}

// isUnchanged tells whether a step applies again what the first one has said.
func (d *drawing) isUnchanged(number int) bool {
	return d.lostFirst && (number == 1 || number == 2)
}

// commands is how many commands a step runs.
func (step soakStep) commands() int {
	if step.verb == "taint" || step.verb == "saved plan" {
		return 2 // and the apply
	}

	return 1
}

// The case is drawn about once in sixteen runs.
func TestSoakPlan_drawsTheFirstCase(t *testing.T) {
	t.Parallel()

	drawn := 0

	for seed := range uint64(2000) {
		if newSoakPlan(seed).isFirstCase() {
			drawn++
		}
	}

	if drawn < 60 || drawn > 200 {
		t.Errorf("%d of 2000 runs are the first case", drawn)
	}
}
