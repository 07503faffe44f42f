package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// deliveries are what became of the messages in the state, by key.
func (w *workspace) deliveries() map[string]map[string]any {
	w.t.Helper()

	all := map[string]map[string]any{}

	messages, _ := w.campaignState()["messages"].(map[string]any)
	for key, one := range messages {
		all[key], _ = one.(map[string]any)["delivery"].(map[string]any)
	}

	return all
}

// A message without a verdict ends the run. Later runs send the others, and its
// people get nothing until a person answers, each way.
func TestAccCampaign_resolved(t *testing.T) {
	for _, arrived := range []bool{true, false} {
		t.Run(fmt.Sprintf("arrived %t", arrived), func(t *testing.T) {
			t.Parallel()

			w := campaignWorkspace(t)
			w.keepsJournal()
			w.providerArgs = `request_timeout = "1s"`
			w.writeCampaign("")
			w.sim.SetListLag(time.Hour)

			drop := wecomsim.BeforeEffect
			if arrived {
				drop = wecomsim.AfterEffect
			}

			w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 1, Count: 1, DropAt: drop})

			if got := w.apply(); got.code == 0 || w.campaignState()["status"] != "unknown" || len(w.sim.Requests(send)) != 2 {
				t.Fatalf("status %v, %d POSTs\n%s", w.campaignState()["status"], len(w.sim.Requests(send)), got.output)
			}

			// The postcondition of a plan without changes would be all of it.
			for range 2 {
				w.apply()
			}

			if n := len(w.sim.Requests(send)); n != 4 || w.campaignState()["status"] != "unknown" {
				t.Fatalf("%d POSTs, want 4; status %v", n, w.campaignState()["status"])
			}

			key, attempt := "", ""

			for k, one := range w.deliveries() {
				if one["status"] == "unknown" {
					key, attempt = k, fmt.Sprint(one["msgid"])
				}
			}

			answer := "not_sent"

			for _, m := range w.sim.Messages() {
				if m.Sender == key {
					answer = m.MsgID
				}
			}

			w.sim.SetListLag(0)
			w.writeCampaign(fmt.Sprintf("resolve = { %q = %q }", attempt, answer))

			got := w.apply()
			if got.code != 0 {
				t.Error(got.errorText())
			}

			w.wantEachOnce(got)

			if plan := w.plan(); plan.code != 0 {
				t.Errorf("the plan is not empty\n%s", plan.output)
			}
		})
	}
}

// An import of the messages of a campaign is complete, and sends nothing, with
// whatever triggers; then triggers send.
func TestAccCampaign_imported(t *testing.T) {
	t.Parallel()

	sender := campaignWorkspace(t)
	sender.apply()

	var msgids []string
	for _, m := range sender.sim.Messages() {
		msgids = append(msgids, m.MsgID)
	}

	w := sender.sharing()
	w.file("people.csv", "external_userid,sender\nwmSOMEBODYELSE,a\n")

	w.writeCampaign(`triggers = { round = "1" }`)

	if got := w.run("import", "-no-color", "wecom_campaign.it", strings.Join(msgids, ",")); got.code != 0 {
		t.Fatal(got.output)
	}

	if got := w.apply(); got.code != 0 || len(w.sim.Requests(send)) != 4 || w.campaignState()["status"] != "complete" || len(w.deliveries()) != 4 {
		t.Errorf("%d POSTs, status %v\n%s", len(w.sim.Requests(send)), w.campaignState()["status"], got.errorText())
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the plan is not empty\n%s", plan.output)
	}

	// The control: a change of triggers sends what the file says now.
	w.file("people.csv", "external_userid,sender\n"+campaignCustomer("a", 0)+",a\n")
	w.writeCampaign(`triggers = { round = "2" }`)

	if got := w.apply(); got.code != 0 || len(w.sim.Requests(send)) != 5 {
		t.Errorf("%d POSTs, want 5\n%s", len(w.sim.Requests(send)), got.errorText())
	}
}

// The journal that nobody asked for is a file, so nothing can be read in it. An
// answer does what it says all the same.
func TestAccCampaign_resolvedBesideABrokenJournal(t *testing.T) {
	t.Parallel()

	w := campaignWorkspace(t)
	w.providerArgs = `request_timeout = "1s"`
	w.file(".terraform/wecom-journal", "not a directory")
	w.writeCampaign("")
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DropAt: wecomsim.BeforeEffect})

	if got := w.apply(); w.campaignState()["status"] != "unknown" {
		t.Fatalf("status %v\n%s", w.campaignState()["status"], got.output)
	}

	w.writeCampaign(w.answers())
	w.wantEachOnce(w.untilComplete())
}
