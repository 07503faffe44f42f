package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// unknownStatus is a message whose answer was lost, and which WeCom has and
// does not list yet.
func unknownStatus(t *testing.T) (simulation, *lifecycle, func()) {
	t.Helper()

	sim, clock := simulateHastily(t)
	message := connected(t, sim, clock)

	sim.SetListLag(time.Hour)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect, Count: 1})
	message.apply(hello())
	message.checkUnknown(sim)

	return sim, message, func() {
		message.restart(sim, clock)
		sim.SetListLag(0)
	}
}

// What a person says that it is not, it is not found to be, also where that is
// said after the send.
func TestMassMessage_notDuplicateOfIsNotFound(t *testing.T) {
	sim, message, listed := unknownStatus(t)
	msgid := sim.Messages()[0].MsgID
	not := with(hello(), object{"not_duplicate_of": []string{msgid}})

	_, applied := message.apply(not)
	applied.errors().expect(t, "error of the apply")
	listed()
	message.refresh()

	if status := message.attribute("status"); status != "unknown" {
		t.Errorf("it is %s", status)
	}

	// The control: without the line it is found. Then the line contradicts it.
	_, applied = message.apply(hello())
	applied.errors().expect(t, "error of the apply")
	listed()
	message.refresh()

	if message.attribute("msgid") != msgid {
		t.Errorf("the status is %s", message.attribute("status"))
	}

	message.plan(not).problems.errors().expect(t, "error of the plan", at("not_duplicate_of", msgid, "-refresh=false"))
}

// The answer that the message is there, beside an edit that would forget it.
func TestMassMessage_adoptMsgidBesideAnEditThatSends(t *testing.T) {
	sim, message, _ := unknownStatus(t)
	adopt := object{"adopt_msgid": sim.Messages()[0].MsgID}

	for name, edit := range map[string]object{"text": {"text": object{"content": "再见"}}, "triggers": {"triggers": object{"again": "1"}}} {
		config := with(hello(), edit)

		message.plan(with(config, adopt)).problems.errors().expect(t, name+": error of the plan", at("adopt_msgid", "one after the other", "Nothing is sent"))
		message.plan(config).problems.errors().expect(t, name+": error of the control")
	}

	message.plan(with(hello(), adopt)).problems.errors().expect(t, "error of the adoption alone")
}

// A message that another resource has is not offered for an import.
func TestMassMessage_theErrorOfAMessageThatAnotherResourceHas(t *testing.T) {
	sim, owner, listed := unknownStatus(t)

	listed()
	owner.refresh()

	msgid := owner.attribute("msgid")
	other := owner.protocol.message()

	_, applied := other.apply(hello())
	applied.errors().expect(t, "error", at("", msgid, "Another resource has that message", `not_duplicate_of = ["`+msgid+`"]`))

	if sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", sim.posts())
	}
}
