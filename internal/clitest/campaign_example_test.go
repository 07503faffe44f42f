package clitest_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// The three roots of the example: the audience into a file, a part of the
// campaign, the rest of it, and the results before and after the members
// confirm.
func TestAccCampaign_largeExample(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)

	for _, name := range []string{"audience/main.tf", "campaign/main.tf", "results/main.tf"} {
		w.file(name, readFile(t, filepath.Join("../../examples/campaign_large", name)))
	}

	w.env = append(w.env, "WECOM_BASE_URL="+w.url)
	root := func(name string) *workspace {
		r := *w
		r.dir = filepath.Join(w.dir, name)

		return &r
	}

	audience, campaign, results := root("audience"), root("campaign"), root("results")

	if got := audience.apply(); got.code != 0 || audience.outputJSON("recipients_count") == "0" {
		t.Fatal(got.output)
	}

	// The file of the example is the one that its configuration writes.
	sample := readFile(t, "../../examples/campaign_large/customers-2025-03-08.csv")
	w.wantFile("the audience", "customers-2025-03-08.csv", sample)

	people := strings.Count(sample, "\n") - 1

	if got := campaign.plan(); got.code != 2 || !got.has("warning", "sends a campaign") {
		t.Fatalf("exit code %d\n%s", got.code, got.output)
	}

	if got := campaign.apply(); got.code != 0 || w.sends() != 1 || campaign.campaignState()["status"] != "rolled_out" {
		t.Fatalf("%d messages, want 1; status %v\n%s", w.sends(), campaign.campaignState()["status"], got.errorText())
	}

	campaign.file("main.tf", strings.Replace(readFile(t, filepath.Join(campaign.dir, "main.tf")), "default = 1\n", "default = 100\n", 1))

	if got := campaign.apply(); got.code != 0 || campaign.campaignState()["status"] != "complete" || len(w.twice()) != 0 {
		t.Fatalf("status %v, twice %v\n%s", campaign.campaignState()["status"], w.twice(), got.errorText())
	}

	reached := 0
	for _, m := range w.sim.Messages() {
		reached += len(m.ExternalUserID)
	}

	if reached != people || w.sends() < 2 {
		t.Errorf("%d messages to %d customers, want %d", w.sends(), reached, people)
	}

	// Two checks: of the members, and of the customers.
	if got := results.apply(); got.code != 0 || !got.says("warning", "have not confirmed all of their tasks") || results.outputJSON("still_to_send") == "{}" {
		t.Errorf("before the members confirm: %s\n%s", results.outputJSON("still_to_send"), got.output)
	}

	for _, m := range w.sim.Messages() {
		if err := w.sim.ConfirmAll(m.MsgID); err != nil {
			t.Fatal(err)
		}
	}

	if got := results.apply(); got.code != 0 || got.says("warning", "have not confirmed") || results.outputJSON("still_to_send") != "{}" || w.sends() < 2 {
		t.Errorf("after the members have confirmed: %s\n%s", results.outputJSON("still_to_send"), got.output)
	}

	for name, r := range map[string]*workspace{"audience": audience, "campaign": campaign, "results": results} {
		if got := r.plan(); got.code != 0 {
			t.Errorf("%s: the second plan is not empty\n%s", name, got.output)
		}
	}
}
