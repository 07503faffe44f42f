package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A wish is for the replacement that it was planned for. Where that is refused
// before the old message is forgotten, Terraform keeps it with the private
// state of the plan.
func TestMassMessage_aWishEndsWithItsPlan(t *testing.T) {
	edited := with(hello(), object{"triggers": object{"again": "1"}})

	for name, c := range map[string]struct {
		refuse bool
		want   int
	}{
		"the replacement was refused":          {true, 1},
		"the control: the plan is carried out": {false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)
			message.apply(hello())

			null := tftypes.NewValue(message.resourceType(), nil)
			p := message.plan(edited)

			if c.refuse {
				message.configure(with(sim.block(), object{"corp_id": "wwother"})).expect(t, "problem of the provider block")
				message.change(message.state, null, null, p.private, message.identity).errors().expect(t, "error of Delete", at("corp_id", "Nothing is sent"))
				message.configure(sim.block()).expect(t, "problem of the provider block")
				message.destroy()
			} else {
				message.change(message.state, null, null, p.private, message.identity).errors().expect(t, "error of Delete")
			}

			// Another block of the same words, as after a rename.
			_, applied := message.apply(edited)

			if got := sim.posts(); got != c.want {
				t.Errorf("%d POSTs, want %d\n%s", got, c.want, applied)
			}
		})
	}
}
