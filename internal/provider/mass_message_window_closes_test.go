package provider_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A plan that was in time is carried out after it: nothing is sent, and nothing
// is forgotten for it.
func TestMassMessageWindow_closesBeforeTheApply(t *testing.T) {
	for name, late := range map[string]bool{"late": true, "the control": false} {
		t.Run(name, func(t *testing.T) {
			sim, message, clock := simulateOn(t)
			config := windowed(clock.Now(), -time.Hour, time.Hour)
			message.apply(config)

			p := message.plan(with(config, object{"text": object{"content": "再见"}}))

			if late {
				clock.Advance(2 * time.Hour)
			}

			null := tftypes.NewValue(message.resourceType(), nil)
			got := message.change(message.state, null, null, p.private, message.identity)

			if !late {
				got.errors().expect(t, "error of the removal")
				return
			}

			got.expect(t, "problem of the removal", at("not_after", "the message in the state stays there", "1 hour later"))

			if message.attribute("status") != "created" || sim.posts() != 1 {
				t.Errorf("the state has status %q, %d POSTs", message.attribute("status"), sim.posts())
			}

			// What the failed one has left behind stops no destroy.
			planned, applied := message.destroy()
			planned.errors().expect(t, "error of the plan of a destroy")
			applied.errors().expect(t, "error of the destroy")
		})
	}
}

// The window closes when the old message is out of the state already: a warning
// has named it, and the send is refused.
func TestMassMessageWindow_closesBetweenTheRemovalAndTheSend(t *testing.T) {
	sim, message, clock := simulateOn(t)
	config := windowed(clock.Now(), -time.Hour, time.Hour)
	message.apply(config)

	msgid := message.attribute("msgid")
	edited := with(config, object{"text": object{"content": "再见"}})
	p := message.plan(edited)
	null := tftypes.NewValue(message.resourceType(), nil)

	message.change(message.state, null, null, p.private, message.identity).
		expect(t, "problem of the removal", at("", "This run has removed the message "+msgid+" from the state", "import it before the next apply"))

	final := message.planOnce(null, message.value(edited), nil, nil)
	final.problems.errors().expect(t, "error of the plan")
	clock.Advance(2 * time.Hour)

	message.change(null, final.state, message.value(edited), final.private, final.identity).errors().
		expect(t, "error of the send", at("not_after", "Nothing was sent", "1 hour later"))

	if !message.state.IsNull() || sim.posts() != 1 {
		t.Errorf("the state is %s, %d POSTs; want none and 1", message.state, sim.posts())
	}
}

// WeCom asks to wait, and the window closes meanwhile.
func TestMassMessageWindow_closesDuringAWait(t *testing.T) {
	for name, row := range map[string]struct {
		until time.Duration
		posts int
		want  []expectation
	}{
		"over":        {30 * time.Second, 1, []expectation{at("not_after", "Nothing was sent", "30 seconds later than not_after", "It had to wait", "45009")}},
		"the control": {2 * time.Minute, 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			sim, message, clock := simulateOn(t)
			sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 45009, Count: 1})

			_, got := message.apply(windowed(clock.Now(), -time.Hour, row.until))
			got.errors().expect(t, "error", row.want...)

			if sim.posts() != row.posts || sim.sends() != row.posts-1 {
				t.Errorf("%d POSTs and %d messages", sim.posts(), sim.sends())
			}
		})
	}
}
