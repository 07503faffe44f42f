package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Terraform deletes first, and whatever then happens to the send, Delete has
// named the msgid that no state has any more.
func TestMassMessage_aReplacementThatIsNotSentNamesWhatIsGone(t *testing.T) {
	edited := with(hello(), object{"text": object{"content": "再见"}})

	for name, fault := range map[string]wecomsim.Fault{
		"WeCom refuses it":           {Endpoint: "add_msg_template", Errcode: 41048},
		"the list cannot be read":    {Endpoint: "get_groupmsg_list_v2", Errcode: 48002},
		"it goes out":                {Endpoint: "nothing"},
		"the rate is used up, twice": {Endpoint: "add_msg_template", Errcode: 45033},
	} {
		t.Run(name, func(t *testing.T) {
			sim, clock := simulateHastily(t)
			message := connected(t, sim, clock)
			message.apply(hello())
			message.restart(sim, clock) // the next run has read no list yet
			message.configure(with(sim.block(), object{"duplicate_check_interval": "30m"})).expect(t, "problem of the provider block")

			msgid := message.attribute("msgid")

			sim.Arm(fault)

			p := message.plan(edited)
			null := tftypes.NewValue(message.resourceType(), nil)
			deleted := message.change(message.state, null, null, p.private, message.identity)
			deleted.expect(t, "problem of Delete", at("", "removed the message "+msgid, "import"))

			if !message.state.IsNull() {
				t.Error("it is still in the state")
			}

			_, applied := message.apply(edited)
			if sent := len(applied.errors()) == 0; sent != (fault.Endpoint == "nothing") {
				t.Errorf("errors: %v", applied.errors())
			}
		})
	}
}

// -replace and taint come without a plan of the provider's.
func TestMassMessage_deletedWithoutAPlanOfADestroyIsNamed(t *testing.T) {
	sim := simulate(t)
	message := connected(t, sim)
	message.apply(hello())

	msgid := message.attribute("msgid")
	null := tftypes.NewValue(message.resourceType(), nil)

	message.change(message.state, null, null, message.private, message.identity).expect(t, "problem of Delete", at("", "removed the message "+msgid, "import"))
}
