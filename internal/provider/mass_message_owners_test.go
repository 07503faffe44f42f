package provider_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message that one resource has is not given to another, in whichever order
// the plan comes to them.
func TestMassMessage_adoptMsgidOfAnotherResource(t *testing.T) {
	for _, ownerFirst := range []bool{true, false} {
		sim, clock := simulateHastily(t)
		owner := connected(t, sim, clock)
		owner.apply(hello())

		lost := owner.protocol.message()

		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.BeforeEffect, Count: 1})
		lost.apply(with(hello(), object{"text": object{"content": "另一条"}}))

		owner.restart(sim, clock)
		lost.protocol = owner.protocol

		adopt := with(hello(), object{"text": object{"content": "另一条"}, "adopt_msgid": owner.attribute("msgid")})

		if ownerFirst {
			owner.refresh().expect(t, "problem of the refresh")
			lost.plan(adopt).problems.errors().expect(t, "error of the plan", at("adopt_msgid", "Two resources for one message"))

			continue
		}

		lost.plan(adopt).problems.errors().expect(t, "error of the plan")
		owner.refresh().errors().expect(t, "error of the refresh", at("msgid", "Two resources for one message"))
	}
}

// Two resources of unknown status do not take over one message.
func TestMassMessage_adoptMsgidOfTwoResources(t *testing.T) {
	sim, clock := simulateHastily(t)
	first := connected(t, sim, clock)
	second := first.protocol.message()

	again := with(hello(), object{"triggers": object{"n": "2"}})

	for message, config := range map[*lifecycle]object{first: hello(), second: again} {
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.BeforeEffect, Count: 1})
		message.apply(config)
		first.restart(sim, clock) // as a run of its own
		second.protocol = first.protocol
	}

	msgid := sim.Add(wecomsim.Message{Text: "你好", Tasks: []wecomsim.Task{{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: wecomsim.DemoCustomer}}}}})
	adopt := object{"adopt_msgid": msgid}

	first.plan(with(hello(), adopt)).problems.errors().expect(t, "error of the first plan")
	first.plan(with(hello(), adopt)).problems.errors().expect(t, "error of the same plan, made again")
	second.plan(with(again, adopt)).problems.errors().expect(t, "error of the second plan", at("adopt_msgid", "Two resources for one message"))
}

// A message that two resources have is told at the one that is read second: a
// gateway has mixed up two answers, or it was imported twice.
func TestMassMessage_twoResourcesHaveOneMessage(t *testing.T) {
	sim, clock := simulateHastily(t)
	first := connected(t, sim, clock)
	first.apply(hello())

	second := first.protocol.message()
	second.imported(first.attribute("msgid"))

	first.restart(sim, clock)
	second.protocol = first.protocol

	first.refresh().expect(t, "problem of the first")
	second.refresh().expect(t, "problem of the second", at("msgid", "Two resources for one message", first.attribute("msgid"), "wecom_mass_messages"))
}
