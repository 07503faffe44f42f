package clitest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// campaignSenders send a campaign to two customers each.
func campaignSenders() []string { return []string{"a", "b", "c", "d"} }

func campaignCustomer(sender string, i int) string { return fmt.Sprintf("wm%sCUSTOMER%d", sender, i) }

// campaignWorkspace has a file with the customers of four members.
func campaignWorkspace(t *testing.T) *workspace {
	t.Helper()

	w := newWorkspace(t)
	w.providerArgs = `request_timeout = "10s"`

	company := wecomsim.Company{CorpID: wecomsim.DemoCorpID, Apps: []wecomsim.App{{Name: "demo", Secret: wecomsim.DemoSecret}}}
	rows := "external_userid,sender\n"

	for _, sender := range campaignSenders() {
		company.Members = append(company.Members, wecomsim.Member{UserID: sender})

		for i := range 2 {
			id := campaignCustomer(sender, i)
			company.Customers = append(company.Customers, wecomsim.Customer{ExternalUserID: id, Type: 1, Follows: []wecomsim.Follow{{UserID: sender}}})
			rows += id + "," + sender + "\n"
		}
	}

	w.sim.SetCompany(company)
	w.file("people.csv", rows)
	w.writeCampaign("")

	return w
}

// withTheRest adds two people to those of each sender: one who is excluded, and
// one whom WeCom cannot reach.
func (w *workspace) withTheRest() {
	w.t.Helper()

	rows, out := "external_userid,sender\n", "external_userid\n"

	for _, sender := range campaignSenders() {
		for _, id := range []string{campaignCustomer(sender, 0), campaignCustomer(sender, 1), excludedOf(sender), strangerTo(sender)} {
			rows += id + "," + sender + "\n"
		}

		out += excludedOf(sender) + "\n"
	}

	w.file("people.csv", rows)
	w.file("out.csv", out)
	w.campaignArgs = "exclude_files = [\"out.csv\"]\n"
}

func excludedOf(sender string) string { return "wm" + sender + "EXCLUDED" }
func strangerTo(sender string) string { return "wm" + sender + "STRANGER" }

// writeCampaign writes the campaign, with further arguments.
func (w *workspace) writeCampaign(args string) {
	w.t.Helper()

	w.write(`
resource "wecom_campaign" "it" {
  recipients_file = "people.csv"
  text            = { content = "你好" }
  ` + w.campaignArgs + args + `

  lifecycle {
    postcondition {
      condition     = self.status == "complete"
      error_message = "The campaign is ${self.status}."
    }
  }
}
`)
}

// campaignState are the attributes of the campaign in the state; nil if there
// is none.
func (w *workspace) campaignState() map[string]any {
	w.t.Helper()

	var state struct {
		Resources []struct {
			Type      string     `json:"type"`
			Instances []instance `json:"instances"`
		} `json:"resources"`
	}

	_ = json.Unmarshal([]byte(w.stateText()), &state)

	for _, r := range state.Resources {
		if r.Type == "wecom_campaign" && len(r.Instances) > 0 {
			if r.Instances[0].Status != "" {
				w.t.Errorf("the campaign is %s", r.Instances[0].Status)
			}

			return r.Instances[0].Attributes
		}
	}

	return nil
}

// wantEachOnce fails unless every customer is in one accepted message.
func (w *workspace) wantEachOnce(last result) {
	w.t.Helper()
	w.wantEach(1, last)

	if status := w.campaignState()["status"]; status != "complete" {
		w.t.Errorf("status %v\n%s", status, last.output)
	}
}

// wantEach fails unless every customer is in so many accepted messages.
func (w *workspace) wantEach(want int, last result) {
	w.t.Helper()

	got := map[string]int{}

	for _, m := range w.sim.Messages() {
		for _, id := range m.ExternalUserID {
			got[id]++
		}
	}

	for _, sender := range campaignSenders() {
		for i := range 2 {
			if n := got[campaignCustomer(sender, i)]; n != want {
				w.t.Errorf("%s is in %d messages, want %d\n%s", campaignCustomer(sender, i), n, want, last.output)
			}
		}
	}
}

// holdsNoCustomer fails where a text names a customer.
func (w *workspace) holdsNoCustomer(what, text string) {
	w.t.Helper()

	if slices.ContainsFunc(campaignSenders(), func(sender string) bool {
		return strings.Contains(text, campaignCustomer(sender, 0)) || strings.Contains(text, campaignCustomer(sender, 1))
	}) {
		w.t.Errorf("%s names a customer", what)
	}
}
