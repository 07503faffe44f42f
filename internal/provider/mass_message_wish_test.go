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
		// inPlace is an edit after the refusal; the engine then deletes without
		// a plan for it.
		inPlace bool
		want    int
	}{
		"the replacement was refused":                  {true, false, 1},
		"refused, then an edit in place, then deleted": {true, true, 1},
		"the control: the plan is carried out":         {false, false, 2},
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

				if c.inPlace {
					message.editInPlace(with(hello(), object{"timeouts": object{"create": "3m"}}))
					message.change(message.state, null, null, message.private, message.identity).errors().expect(t, "error of Delete")
				} else {
					message.destroy()
				}
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

// editInPlace applies an edit, and fails where that is no update in place.
func (l *lifecycle) editInPlace(config object) {
	l.t.Helper()

	p, applied := l.apply(config)
	applied.errors().expect(l.t, "error of the edit")

	if p.action != update {
		l.t.Errorf("the edit is: %s; want: %s", p.action, update)
	}
}
