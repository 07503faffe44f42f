package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Terraform deletes first. Whatever then forbids the send, the error comes with
// the msgid that no state has any more.
func TestMassMessage_aReplacementThatIsNotSentNamesWhatIsGone(t *testing.T) {
	edited := with(hello(), object{"text": object{"content": "再见"}})

	for name, fault := range map[string]wecomsim.Fault{
		"WeCom refuses it":           {Endpoint: "add_msg_template", Errcode: 41048},
		"the list cannot be read":    {Endpoint: "get_groupmsg_list_v2", Errcode: 48002},
		"the control: it goes out":   {Endpoint: "nothing"},
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

			_, applied := message.apply(edited)
			if fault.Endpoint == "nothing" {
				applied.expect(t, "problem of the apply")
				return
			}

			applied.warnings().expect(t, "warning of the apply", at("", "not in the state any more", msgid, "import"))

			if len(applied.errors()) != 1 || !message.state.Equal(tftypes.NewValue(message.resourceType(), nil)) {
				t.Errorf("errors: %v", applied.errors())
			}
		})
	}

	// A message that replaces none has nothing to name.
	sim := simulate(t)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 41048})

	_, applied := connected(t, sim).apply(hello())
	applied.warnings().expect(t, "warning of a first send")
}
