package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Whoever writes adopt_msgid says that the message is there. Where the state
// has none whose status is unknown, a send would be a second message.
func TestMassMessage_adoptMsgidWithNothingToAdopt(t *testing.T) {
	sim := simulate(t)
	message := connected(t, sim)
	adopting := with(hello(), object{"adopt_msgid": "msgTHERE"})

	for name, config := range map[string]object{"a msgid": adopting, "not known yet": with(hello(), object{"adopt_msgid": unknown})} {
		message.plan(config).problems.errors().expect(t, name+": error of the first plan",
			at("adopt_msgid", "Nothing to adopt", "Nothing is sent", "an import sends nothing", "take adopt_msgid out"))
	}

	// Without it the message is sent; the line added then is recorded.
	_, applied := message.apply(hello())
	applied.errors().expect(t, "error of the apply")
	message.editInPlace(adopting)

	// It may have stayed from an adoption. What sends has to do without it.
	edited := with(adopting, object{"text": object{"content": "再见"}})
	message.plan(edited).problems.errors().expect(t, "error of the edit", at("adopt_msgid", "Nothing to adopt", "needs it no more", "Nothing is sent"))
	message.plan(with(edited, object{"adopt_msgid": nil})).problems.errors().expect(t, "error of the edit without it")

	message.expectForced(adopting, at("adopt_msgid", "Nothing to adopt", "Nothing is sent"))
	message.expectForced(hello())

	if sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", sim.posts())
	}
}

// -replace of a message that a person has found would forget it.
func TestMassMessage_adoptMsgidBesideAForcedReplacement(t *testing.T) {
	sim, hasty := simulateHastily(t)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 60020})

	message := connected(t, sim, hasty)
	message.apply(hello())

	message.expectForced(with(hello(), object{"adopt_msgid": sim.Messages()[0].MsgID}), at("adopt_msgid", "without -replace", "Nothing is sent"))
}

// expectForced plans -replace: in place at first, and then as a create.
func (l *lifecycle) expectForced(config object, expected ...expectation) {
	l.t.Helper()

	first := l.planOnce(l.state, l.value(config), l.private, l.identity)
	first.problems.errors().expect(l.t, "error of the plan in place")

	second := l.planOnce(tftypes.NewValue(l.resourceType(), nil), l.value(config), first.private, nil)
	second.problems.errors().expect(l.t, "error of -replace", expected...)
}
