package provider_test

import "testing"

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
	message.plan(adopting).problems.warnings().expect(t, "warning of a msgid that is another one",
		at("adopt_msgid", "Nothing to adopt", "names msgTHERE", "recorded as "+message.attribute("msgid")))
	message.editInPlace(with(hello(), object{"adopt_msgid": message.attribute("msgid")}))
	message.plan(with(hello(), object{"adopt_msgid": message.attribute("msgid")})).problems.warnings().expect(t, "warning of its own msgid")
	message.editInPlace(adopting)

	// It may have stayed from an adoption. What sends has to do without it.
	edited := with(adopting, object{"text": object{"content": "再见"}})
	message.plan(edited).problems.errors().expect(t, "error of the edit", at("adopt_msgid", "Nothing to adopt", "needs it no more", "Nothing is sent"))
	message.plan(with(edited, object{"adopt_msgid": nil})).problems.errors().expect(t, "error of the edit without it")

	if sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", sim.posts())
	}
}
