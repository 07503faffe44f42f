package clitest_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// largeSenders send a large campaign, to as many people each.
const largeSenders = 50

// largeCampaign has so many people in its file, and writes a campaign that
// sends a part of them.
func largeCampaign(t *testing.T, chatType string, people int) (w *workspace, write func(rollout int)) {
	t.Helper()

	w = newWorkspace(t)
	w.providerArgs = `request_timeout = "10s"`

	company := wecomsim.Company{CorpID: wecomsim.DemoCorpID, Apps: []wecomsim.App{{Name: "demo", Secret: wecomsim.DemoSecret}}}
	header := "external_userid"

	if chatType == "group" {
		header = "chat_id"
	}

	var rows strings.Builder

	rows.WriteString(header + ",sender\n")

	for i := range people {
		sender, id := fmt.Sprintf("member%02d", i%largeSenders), fmt.Sprintf("wmLARGE%025d", i)
		if i < largeSenders {
			company.Members = append(company.Members, wecomsim.Member{UserID: sender})
		}

		if chatType == "group" {
			id = fmt.Sprintf("wrLARGE%025d", i)
			company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: id, Owner: sender})
		} else {
			company.Customers = append(company.Customers, wecomsim.Customer{ExternalUserID: id, Type: 1, Follows: []wecomsim.Follow{{UserID: sender}}})
		}

		rows.WriteString(id + "," + sender + "\n")
	}

	w.sim.SetCompany(company)
	w.file("people.csv", rows.String())

	return w, func(rollout int) {
		w.write(fmt.Sprintf(`
resource "wecom_campaign" "it" {
  chat_type       = %q
  recipients_file = "people.csv"
  rollout         = %d
  text            = { content = "你好" }
}
`, chatType, rollout))
	}
}

// wantCalls fails unless these are the requests since the last call of it: so
// many tokens, reads of the list and sends.
func (w *workspace) wantCalls(last result, seen *int, tokens, lists, sends int) {
	w.t.Helper()

	calls := map[string]int{}
	requests := w.sim.Requests("")

	for _, request := range requests[*seen:] {
		calls[path.Base(request.Path)]++
	}

	all := len(requests) - *seen
	*seen = len(requests)

	if calls["gettoken"] != tokens || calls["get_groupmsg_list_v2"] != lists || calls[send] != sends || all != tokens+lists+sends {
		w.t.Errorf("the calls are %v, want %d tokens, %d lists, %d sends\n%.2000s", calls, tokens, lists, sends, last.output)
	}
}

// What a run costs WeCom, and what it leaves behind, does not grow with the
// people: a token, a read of the list and a call for each message, also of a
// run that goes on; and no id of a customer or a group in plan and state.
func TestAccCampaign_ofTenThousand(t *testing.T) {
	t.Parallel()

	for chatType, people := range map[string]int{"single": 10_000, "group": 1_000} {
		t.Run(chatType, func(t *testing.T) {
			t.Parallel()

			w, write := largeCampaign(t, chatType, people)
			seen := 0

			holdsNobody := func(what, text string) {
				t.Helper()

				if n := strings.Count(text, "LARGE"); n > 0 {
					t.Errorf("%s holds %d ids", what, n)
				}
			}

			write(10)

			got := w.run("plan", "-no-color", "-out=saved.tfplan")
			w.wantCalls(got, &seen, 0, 0, 0)
			holdsNobody("the plan", got.output)
			holdsNobody("the saved plan", unzip(t, filepath.Join(w.dir, "saved.tfplan")))
			holdsNobody("the saved plan as JSON", w.run("show", "-json", "saved.tfplan").output)

			got = w.run("apply", "-no-color", "saved.tfplan")
			w.wantCalls(got, &seen, 1, 1, 5)
			holdsNobody("the apply", got.output)
			holdsNobody("the state", w.stateText())

			// A further step that is stopped after 20 messages.
			w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 20, Errcode: 48002})
			write(100)

			got = w.apply()
			w.wantCalls(got, &seen, 1, 1, 21)

			if status := w.campaignState()["status"]; got.code == 0 || status != "partial" {
				t.Errorf("exit code %d, status %v, want an error and partial\n%.2000s", got.code, status, got.output)
			}

			w.sim.ClearFaults()

			got = w.apply()
			w.wantCalls(got, &seen, 1, 1, 25)
			holdsNobody("the apply that went on", got.output)
			holdsNobody("the state at the end", w.stateText())

			sent := 0
			for _, message := range w.sim.Messages() {
				sent += len(message.ExternalUserID) + len(message.ChatIDList)
			}

			if status := w.campaignState()["status"]; sent != people || w.sends() != largeSenders || status != "complete" {
				t.Errorf("%d people in %d messages, status %v", sent, w.sends(), status)
			}

			// What is complete needs neither its file nor WeCom.
			if err := os.Remove(filepath.Join(w.dir, "people.csv")); err != nil {
				t.Fatal(err)
			}

			got = w.plan()
			w.wantCalls(got, &seen, 0, 0, 0)

			if got.code != 0 || got.says("warning", "people.csv") {
				t.Errorf("exit code %d\n%.2000s", got.code, got.output)
			}
		})
	}
}
