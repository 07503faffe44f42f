package provider_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// noApproval is a provider block that lets nothing through.
func noApproval() object { return object{"approved_digest": "v1:" + strings.Repeat("0", 64)} }

// What was planned without the gate is judged before it leaves, too, also where
// the engine does not plan it again.
func TestApprovedDigest_beforeTheSend(t *testing.T) {
	sim := simulate(t)
	message := connected(t, sim)
	p := message.plan(hello())

	gated := serve(t)
	gated.configure(with(sim.block(), noApproval())).expect(t, "problem of the provider block")

	free := message.protocol
	message.protocol = gated

	got := message.change(message.state, p.state, message.value(hello()), p.private, p.identity)
	got.errors().expect(t, "error of the apply", at("audience", "not among the 1 of approved_digest", "Nothing is sent"))

	message.protocol = free

	if sim.posts() != 0 {
		t.Errorf("%d POSTs, want 0", sim.posts())
	}

	message.apply(hello())

	if sim.posts() != 1 {
		t.Errorf("%d POSTs without the gate, want 1", sim.posts())
	}
}

func TestApprovedDigest_beforeTheSendsOfACampaign(t *testing.T) {
	of := members{"a": 1, "b": 1}

	for name, later := range map[string]bool{"a first run": false, "a later run": true} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, of, object{})
			if later {
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 41048})
				w.apply(w.config(of, nil))
				w.sim.ClearFaults()
			}

			sent := w.sim.sends()
			p := w.plan(w.config(of, nil))

			free := w.protocol
			w.block = noApproval()
			w.protocol = w.process(t)

			got := w.change(w.state, p.state, w.value(w.config(of, nil)), p.private, w.identity)
			got.errors().expect(t, "error of the apply", at("audience", "not among the 1 of approved_digest"))

			if w.sim.sends() != sent {
				t.Errorf("%d sent, want %d", w.sim.sends(), sent)
			}

			w.protocol = free
			w.mustApply(w.config(of, nil))
			w.wantOnce(people(of))
		})
	}
}
