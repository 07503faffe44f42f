package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What is no campaign is not imported, and the error says why.
func TestCampaign_importsThatAreErrors(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)

	hello := w.sim.Add(taskFor("a", "你好", customerOf("a", 0)))
	another := w.sim.Add(taskFor("b", "再见", customerOf("b", 0)))

	withCard := taskFor("b", "你好", customerOf("b", 0))
	withCard.Attachments = []wecomsim.Attachment{{MsgType: "link", Link: &wecomsim.Link{Title: "茶", URL: "https://example.com"}}}
	card := w.sim.Add(withCard)

	groups := w.sim.Add(wecomsim.Message{
		ChatType: "group", Text: "你好", Sender: "a",
		Tasks: []wecomsim.Task{{UserID: "a", Recipients: []wecomsim.Recipient{{ChatID: "wra"}}}},
	})

	for id, want := range map[string]expectation{
		groups:                at("chat_type", groups+" is a message to customer groups", "nobody could tell what the campaign has sent"),
		hello + "," + groups:  at("chat_type", groups+" is a message to customer groups"),
		hello + "," + another: at("", another+" has another content than "+hello, "A campaign has one content"),
		hello + "," + card:    at("", card+" has another content than "+hello),
		hello + ",msgNONE":    at("messages", "msgNONE: ", "the last six months"),
		hello + ",":           at("messages", "The msgid is empty", "joined by commas"),
		hello + ",unknown-1":  at("messages", "local name"),
	} {
		w.imports(id).errors().expect(t, "error of "+id, want)

		if !w.state.IsNull() {
			t.Errorf("%s: there is a state", id)
		}
	}

	// The control.
	w.imported(hello)

	if want := "a/" + hello + "=created"; w.statuses() != want || w.sim.posts() != 0 {
		t.Errorf("%s, want %s", w.statuses(), want)
	}
}

// A message is keyed by its member and its msgid, and one for which WeCom chose
// several members by its msgid alone. A msgid that is named twice counts once.
func TestCampaign_keysOfAnImport(t *testing.T) {
	of := members{"a": 2, "b": 3}
	w := campaignOf(t, of, nil)

	first := w.sim.Add(taskFor("a", "你好", customerOf("a", 0)))
	second := w.sim.Add(taskFor("a", "你好", customerOf("a", 1)))

	chosen := taskFor("a", "你好", customerOf("b", 0))
	chosen.Tasks = append(chosen.Tasks, taskFor("b", "你好", customerOf("b", 1), customerOf("b", 2)).Tasks...)
	both := w.sim.Add(chosen)

	w.imported(strings.Join([]string{first, both, first, " " + second, both}, ","))

	want := []string{"a/" + first + "=created", "a/" + second + "=created", both + "=created"}
	slices.Sort(want)

	if w.statuses() != strings.Join(want, " ") {
		t.Errorf("%s, want %v", w.statuses(), want)
	}

	if got := fmt.Sprintf("%d %d %s", w.number("recipients_count"), w.number("sent_count"), w.attribute("audience")); got != "5 5 5 customers, in 3 messages" {
		t.Error(got)
	}

	// Who has had it has had it: its file sends to nobody.
	w.mustApply(w.config(of, nil))

	if p := w.plan(w.config(of, nil)); p.action != noOp || w.attribute("status") != "complete" || w.sim.posts() != 0 {
		t.Errorf("%s, %s, %d POSTs", p.action, w.attribute("status"), w.sim.posts())
	}
}

// taskFor is a message to customers that a member is to send.
func taskFor(userid, text string, customers ...string) wecomsim.Message {
	task := wecomsim.Task{UserID: userid}
	for _, id := range customers {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ExternalUserID: id})
	}

	return wecomsim.Message{ChatType: "single", Text: text, Sender: userid, Tasks: []wecomsim.Task{task}}
}
