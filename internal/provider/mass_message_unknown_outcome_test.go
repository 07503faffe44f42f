package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// lostAnswers are the ways in which a send can end without a verdict, whether
// WeCom has accepted the message or not.
func lostAnswers() map[string]wecomsim.Fault {
	return map[string]wecomsim.Fault{
		"dropped after the send":         {DropAt: wecomsim.AfterEffect},
		"dropped before the send":        {DropAt: wecomsim.BeforeEffect},
		"dropped before it was read":     {DropAt: wecomsim.BeforeRead},
		"cut off":                        {DropAt: wecomsim.InAnswer, AnswerBytes: 10},
		"cut off before its first byte":  {DropAt: wecomsim.InAnswer},
		"HTTP 500 after the send":        {Status: 500, Body: []byte("oops"), WithEffect: true},
		"HTTP 500 before the send":       {Status: 500},
		"HTTP 502 of a gateway":          {Status: 502, Body: []byte("<html>Bad Gateway</html>"), WithEffect: true},
		"HTTP 503":                       {Status: 503, WithEffect: true, Body: []byte("{}")},
		"HTTP 504":                       {Status: 504, Body: []byte("")},
		"HTTP 408":                       {Status: 408, Body: []byte("timeout"), WithEffect: true},
		"busy (-1) after the send":       {Errcode: -1, WithEffect: true},
		"busy (-1) before the send":      {Errcode: -1},
		"an empty body":                  {Body: []byte{}, WithEffect: true},
		"a body of a gateway":            {Body: []byte("<html>welcome</html>"), WithEffect: true},
		"a JSON body without a verdict":  {Body: []byte(`{"msgid":"msg1"}`), WithEffect: true},
		"an ok without a msgid":          {Body: []byte(`{"errcode":0,"errmsg":"ok"}`), WithEffect: true},
		"an ok with an empty msgid":      {Body: []byte(`{"errcode":0,"errmsg":"ok","msgid":""}`), WithEffect: true},
		"an ok with a null msgid":        {Body: []byte(`{"errcode":0,"errmsg":"ok","msgid":null}`), WithEffect: true},
		"half of a JSON body":            {Body: []byte(`{"errcode":0,"errm`), WithEffect: true},
		"no answer in time, sent":        {HangAt: wecomsim.AfterEffect},
		"no answer in time, not sent":    {HangAt: wecomsim.BeforeEffect},
		"a redirect with a verdict lost": {Status: 500, Header: map[string]string{"Location": "/"}, WithEffect: true, Body: []byte("")},
	}
}

// Where no verdict came back the status is unknown: a state and a warning, no
// error, one single POST; and another apply sends nothing. The list, which
// could tell more, cannot be read here.
func TestMassMessage_aLostAnswerIsUnknownAndNeverSentAgain(t *testing.T) {
	for name, fault := range lostAnswers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			sim := simulate(t)
			fault.Endpoint, fault.Count = "add_msg_template", 1
			sim.Arm(fault)
			sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 60020})

			block := with(sim.block(), object{"request_timeout": "1s"})
			hasty := provider.WithClock(hastyClock())

			p := serve(t, hasty)
			p.configure(block).expect(t, "problem of the provider block")

			message := p.message()

			_, applied := message.apply(hello())
			applied.errors().expect(t, "error of the apply")

			applied.warnings().expect(t, "warning of the apply",
				at("", "The check for duplicates could not be made", "60020"),
				at("status", "The outcome of the send is not known", "all customers of zhangsan", "adopt_msgid", "change triggers"))

			message.checkUnknown(sim)

			// Every further run of Terraform: refresh, plan, apply.
			for range 2 {
				p := serve(t, hasty)
				p.configure(block).expect(t, "problem of the provider block")
				message.protocol = p

				message.refresh().errors().expect(t, "error of the refresh")

				if planned, _ := message.apply(hello()); planned.action != noOp {
					t.Errorf("another apply is: %s; want none", planned.action)
				}

				message.checkUnknown(sim)
			}

			// Positive control: the person says that it is not there.
			before := sim.sends()

			planned, applied := message.apply(with(hello(), object{"triggers": object{"again": "1"}}))
			applied.errors().expect(t, "error of the control")

			if planned.action != replace || sim.posts() != 2 || sim.sends() != before+1 {
				t.Errorf("after a change of triggers: %s, %d POSTs, %d messages more; want %s, 2, 1", planned.action, sim.posts(), sim.sends()-before, replace)
			}
		})
	}
}

// checkUnknown fails when the state does not say that the outcome is unknown,
// or when more than one POST was made.
func (l *lifecycle) checkUnknown(sim simulation) {
	l.t.Helper()

	if l.state.IsNull() {
		l.t.Fatal("no state: another apply would send again")
	}

	attributes := attributesOf(l.t, l.state)

	if got := l.attribute("status"); got != "unknown" {
		l.t.Errorf("status is %q, want unknown", got)
	}

	if !attributes["msgid"].IsNull() || !attributes["fail_list"].IsNull() {
		l.t.Errorf("msgid is %s, fail_list is %s; want null", attributes["msgid"], attributes["fail_list"])
	}

	if !l.state.IsFullyKnown() {
		l.t.Errorf("a value stayed unknown to Terraform: %s", l.state)
	}

	if sim.posts() != 1 {
		l.t.Errorf("%d POSTs, want 1", sim.posts())
	}
}

// The real CLI: an apply that lost its answer succeeds, and the next ones
// plan nothing.
func TestAccMassMessage_aLostAnswerPlansNothing(t *testing.T) {
	sim := simulate(t)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect, Count: 1})
	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 60020})

	const address = "wecom_mass_message.test"

	config := sim.provider() + `
resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = "你好" }
}
`

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(provider.WithClock(hastyClock())),
		Steps: []resource.TestStep{
			{
				Config: config,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("status"), knownvalue.StringExact("unknown")),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("msgid"), knownvalue.Null()),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("fail_list"), knownvalue.Null()),
				},
				Check: checkSends(sim, 1, "the apply that lost its answer"),
			},
			{
				Config: config,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectEmptyPlan(),
				}},
				Check: checkSends(sim, 1, "the second apply"),
			},
			{
				RefreshState: true,
				Check:        checkSends(sim, 1, "a refresh"),
			},
		},
	})

	if sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", sim.posts())
	}
}
