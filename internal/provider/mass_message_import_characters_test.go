package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message may hold what a new one may not, such as U+0085, which people have
// pasted into the admin console. It can be imported, and is no change then; a
// new message with it is refused.
func TestImport_aCharacterThatNewTextsMayNotHold(t *testing.T) {
	const text = "第一行\u0085第二行"

	sim := simulate(t)
	msgid := sim.Add(wecomsim.Message{
		Text: text, Sender: "zhangsan",
		Tasks: []wecomsim.Task{{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: customer1}}}},
	})

	l := connected(t, sim)
	message := object{"sender": "zhangsan", "external_userid": []string{customer1}, "text": object{"content": text}, "triggers": object{"run": "1"}}

	l.validate(message).errors().expect(t, "error")

	if got := l.plan(message); got.action != create {
		t.Fatal(got.action)
	} else {
		got.problems.errors().expect(t, "error of a new message", at("text.content", "U+0085", "character 4"))
	}

	resp, err := l.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: massMessage, ID: msgid})
	if err != nil {
		t.Fatal(err)
	}

	problemsOf(resp.Diagnostics).expect(t, "problem of the import")

	l.state, l.private = l.decode(resp.ImportedResources[0].State), resp.ImportedResources[0].Private

	for _, run := range []string{"the import", "the next run"} {
		planned, applied := l.apply(message)
		planned.problems.errors().expect(t, "error of the plan of "+run)
		applied.expect(t, "problem of "+run)
	}

	if got := l.plan(message); got.action != noOp || sim.posts() != 0 {
		t.Errorf("%s, %d tries to send", got.action, sim.posts())
	}

	// An edit sends a new message, so the rule is back.
	edited := l.plan(with(message, object{"text": object{"content": text + "。"}}))
	edited.problems.errors().expect(t, "error of an edit", at("text.content", "U+0085"))
}
