package provider_test

import (
	"net/url"
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

	// Only userids have no case.
	t.Run("one that differs in case", func(t *testing.T) {
		sim := simulate(t)
		message := connected(t, sim)
		message.apply(hello())

		for _, sentIn := range []string{"wwOTHER", "wwother"} {
			all := attributesOf(t, message.state)
			all["corp_id"] = tftypes.NewValue(tftypes.String, sentIn)
			message.state = tftypes.NewValue(message.resourceType(), all)
			message.configure(foreign(sim)).expect(t, "problem of the provider block")

			var want []expectation
			if sentIn != "wwother" {
				want = append(want, at("corp_id", sentIn, "wwother"))
			}

			p := message.plan(with(hello(), object{"text": object{"content": "再见"}}))
			p.problems.errors().expect(t, "error of the plan", want...)
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

	// Terraform reads and plans in whatever order.
	t.Run("a refresh beside a plan that creates", func(t *testing.T) {
		for _, isFirst := range []bool{true, false} {
			sim := simulate(t)
			message := connected(t, sim)
			message.apply(hello())
			message.configure(foreign(sim)).expect(t, "problem of the provider block")

			renamed, all := message.message(), problems{}

			if isFirst {
				all = append(all, renamed.plan(hello()).problems.errors()...)
				all = append(all, message.refresh().errors()...)
			} else {
				all = append(all, message.refresh().errors()...)
				all = append(all, renamed.plan(hello()).problems.errors()...)
			}

			all.expect(t, "error", at("corp_id", "under another name"))
		}
	})

	// Under create_before_destroy the new message comes first, and Create
	// learns nothing of the old one.
	t.Run("a saved plan that creates first", func(t *testing.T) {
		sim := simulate(t)
		message := connected(t, sim)
		message.apply(hello())

		null, edited := tftypes.NewValue(message.resourceType(), nil), with(hello(), object{"text": object{"content": "再见"}})
		p := message.plan(edited)

		if got := attributesOf(t, p.state)["corp_id"]; !got.Equal(tftypes.NewValue(tftypes.String, wecomsim.DemoCorpID)) {
			t.Errorf("corp_id is planned as %s", got)
		}

		message.configure(foreign(sim)).expect(t, "problem of the provider block")

		if final := message.planOnce(null, message.value(edited), nil, nil); attributesOf(t, final.state)["corp_id"].Equal(attributesOf(t, p.state)["corp_id"]) {
			t.Error("the final plan agrees with that of another company")
		}

		message.change(null, p.state, message.value(edited), p.private, nil).errors().expect(t, "error of Create", at("corp_id", "another company", wecomsim.DemoCorpID, "wwother"))

		if sim.posts() != 1 {
			t.Errorf("%d POSTs, want 1", sim.posts())
		}
	})

	t.Run("a token, whose company is not known", func(t *testing.T) {
		sim := simulate(t)
		message := connected(t, sim)
		message.apply(hello())

		null, edited := tftypes.NewValue(message.resourceType(), nil), with(hello(), object{"text": object{"content": "再见"}})
		p, before := message.plan(edited), message.state

		query, err := url.ParseQuery(sim.Requests("add_msg_template")[0].Query)
		if err != nil {
			t.Fatal(err)
		}

		message.configure(object{"base_url": sim.URL, "access_token": query.Get("access_token")}).expect(t, "problem of the provider block")

		// It does not carry out what was planned with the company's own.
		message.change(before, null, null, p.private, message.identity).errors().expect(t, "error of Delete", at("corp_id", "another company", "access_token"))

		if !message.state.Equal(before) {
			t.Error("the old message was forgotten")
		}

		planned, applied := message.apply(edited)
		planned.problems.expect(t, "problem of the plan", at("corp_id", wecomsim.DemoCorpID, "access_token does not tell"), at("audience", "instead of"))
		applied.errors().expect(t, "error of the apply")

		if sim.posts() != 2 {
			t.Errorf("%d POSTs, want 2", sim.posts())
		}

		if got := attributesOf(t, message.state)["corp_id"]; !got.IsNull() {
			t.Errorf("corp_id is %s, want null", got)
		}
	})

	// The plan of a tainted message knows nothing of it, and Delete no wish.
	t.Run("a tainted message", func(t *testing.T) {
		sim := simulate(t)
		message := connected(t, sim)
		message.apply(hello())
		message.configure(foreign(sim)).expect(t, "problem of the provider block")

		null, before := tftypes.NewValue(message.resourceType(), nil), message.state
		message.change(message.state, null, null, nil, message.identity).expect(t, "problem of Delete", at("corp_id", "another company", "Nothing is sent"))

		if !message.state.Equal(before) || sim.posts() != 1 {
			t.Errorf("the message was forgotten, or %d POSTs", sim.posts())
		}
	})

	// As under another name. Where the plan was made without it, Create sees
	// what this run has forgotten.
	t.Run("a message that this run destroys", func(t *testing.T) {
		sim := simulate(t)
		message, renamed := connected(t, sim), connected(t, sim)
		message.apply(hello())
		message.configure(foreign(sim)).expect(t, "problem of the provider block")
		renamed.configure(foreign(sim)).expect(t, "problem of the provider block")

		alone := renamed.plan(hello())
		alone.problems.errors().expect(t, "error of a plan alone")

		_, destroyed := message.destroy()
		destroyed.errors().expect(t, "error of Delete")

		beside := message.plan(hello())
		beside.problems.errors().expect(t, "error of the plan", at("corp_id", "under another name"))

		null := tftypes.NewValue(message.resourceType(), nil)
		message.change(null, alone.state, message.value(hello()), alone.private, nil).errors().
			expect(t, "error of Create", at("corp_id", "another company"))

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
