package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// -replace and replace_triggered_by are no wish: what was sent stays as it is,
// whatever has been edited without a send, and whatever its status.
func TestMassMessage_forcedReplacement(t *testing.T) {
	for name, lost := range map[string]bool{"created": false, "unknown": true} {
		t.Run(name, func(t *testing.T) {
			sim, hasty := simulateHastily(t)
			if lost {
				sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
				sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 60020})
			}

			careful := with(hello(), object{"resend_on": "triggers"})

			message := connected(t, sim, hasty)
			message.apply(careful)

			for what, config := range map[string]object{
				"as it was sent":     careful,
				"an edit":            with(careful, object{"text": object{"content": "再见"}}),
				"one without a word": with(careful, object{"text": object{"content": unknown}}),
				"other people":       with(careful, object{"external_userid": []string{"wmOTHER"}}),
				"adopt_msgid":        with(careful, object{"adopt_msgid": sim.Messages()[0].MsgID}),
			} {
				t.Run(what, func(t *testing.T) {
					message.forced(config).errors().expect(t, "error", at("triggers", "-replace or replace_triggered_by", "Nothing is sent"))
				})
			}

			// The control: triggers are a wish, also beside -replace.
			message.forced(with(careful, object{"triggers": object{"again": "1"}})).errors().expect(t, "error of triggers")

			// An apply in between keeps its plan's private state.
			message.editInPlace(with(careful, object{"resend_on": "content"}))
			message.forced(hello()).errors().expect(t, "error after an update", at("triggers"))
			message.forced(with(hello(), object{"text": object{"content": "再见"}})).errors().expect(t, "error of an edit that sends")
		})
	}
}

// forced plans a replacement as an engine does: with the prior state at first,
// and then as a create.
func (l *lifecycle) forced(config object) problems {
	l.t.Helper()

	first := l.planOnce(l.state, l.value(config), l.private, l.identity)
	first.problems.errors().expect(l.t, "error of the first plan")

	return l.planOnce(tftypes.NewValue(l.resourceType(), nil), l.value(config), first.private, nil).problems
}
