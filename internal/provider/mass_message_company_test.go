package provider_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message is neither replaced nor looked for nor taken over with the
// credentials of another company.
func TestMassMessage_anotherCompany(t *testing.T) {
	foreign := func(sim simulation) object { return with(sim.block(), object{"corp_id": "wwother"}) }

	t.Run("a replacement is an error", func(t *testing.T) {
		sim := simulate(t)
		message := connected(t, sim)
		message.apply(hello())
		message.configure(foreign(sim)).expect(t, "problem of the provider block")

		p := message.plan(with(hello(), object{"text": object{"content": "再见"}}))
		p.problems.errors().expect(t, "error of the plan", at("corp_id", wecomsim.DemoCorpID, "wwother"))

		if p := message.plan(hello()); p.action != noOp {
			t.Errorf("an unchanged message plans %s", p.action)
		}
	})

	t.Run("a saved plan is not carried out", func(t *testing.T) {
		sim := simulate(t)
		message := connected(t, sim)
		message.apply(hello())

		p := message.plan(with(hello(), object{"text": object{"content": "再见"}}))
		message.configure(foreign(sim)).expect(t, "problem of the provider block")

		null := tftypes.NewValue(message.resourceType(), nil)
		before := message.state
		message.change(message.state, null, null, p.private, message.identity).errors().expect(t, "error of Delete", at("corp_id", "Nothing is sent"))

		if !message.state.Equal(before) {
			t.Error("the old message was forgotten")
		}
	})

	// The plan of a tainted message knows nothing of it, and Delete no wish.
	t.Run("a tainted message", func(t *testing.T) {
		sim := simulate(t)
		message := connected(t, sim)
		message.apply(hello())
		message.configure(foreign(sim)).expect(t, "problem of the provider block")

		null := tftypes.NewValue(message.resourceType(), nil)
		message.change(message.state, null, null, nil, message.identity).expect(t, "problem of Delete", at("", "another company"), at("", "recalls nothing"))

		_, applied := message.apply(hello())
		applied.errors().expect(t, "error of Create", at("corp_id", "another company"))

		if sim.posts() != 1 {
			t.Errorf("%d POSTs, want 1", sim.posts())
		}
	})

	t.Run("a message of unknown status", func(t *testing.T) {
		sim, clock := simulateHastily(t)
		message := connected(t, sim, clock)

		sim.SetListLag(time.Hour)
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect, Count: 1})
		message.apply(hello())

		msgid := sim.Messages()[0].MsgID
		sim.SetListLag(0)
		message.configure(foreign(sim)).expect(t, "problem of the provider block")

		calls := len(sim.Requests(""))
		message.refresh().expect(t, "problem of the refresh", at("corp_id", "another company"))

		p, _ := message.apply(with(hello(), object{"adopt_msgid": msgid}))
		p.problems.expect(t, "problem of the plan", at("corp_id", "another company"))

		if message.attribute("status") != "unknown" || len(sim.Requests("")) != calls {
			t.Errorf("status %s, %d calls", message.attribute("status"), len(sim.Requests(""))-calls)
		}

		// The positive control: with the company's own credentials it is found.
		message.restart(sim, clock)
		message.refresh().errors().expect(t, "error of the refresh")

		if message.attribute("status") != "created" || message.attribute("corp_id") != wecomsim.DemoCorpID {
			t.Errorf("status %s, corp_id %s", message.attribute("status"), message.attribute("corp_id"))
		}
	})
}
