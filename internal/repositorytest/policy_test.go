package repositorytest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sending is a configuration with a message and a campaign that all rules let
// pass.
const sending = `
terraform {
  required_providers {
    wecom = { source = "wecom-community/wecom" }
  }
}

resource "terraform_data" "late" {
  input = "late"
}

resource "wecom_mass_message" "message" {
  sender          = "zhangsan"
  recipients_file = "customers.csv"
  not_after       = "2099-11-11T22:00:00+08:00"
  text            = { content = "全场好茶五折起" }
  attachments     = [provider::wecom::link({ title = "茶", url = "https://shop.example.com/tea" })]
}

resource "wecom_campaign" "campaign" {
  recipients_file = "customers.csv"
  not_after       = "2099-11-11T22:00:00+08:00"
  text            = { content = "新年礼盒" }
  attachments     = []
}
`

// planned judges the plan of a configuration by the rules, as the pipelines do.
func planned(t *testing.T, dir string) (code int, output string) {
	t.Helper()

	policy, err := filepath.Abs(root + "/examples/repository/policy")
	if err != nil {
		t.Fatal(err)
	}

	if code, out := bash(t, dir, "terraform init\nterraform plan -out=campaign.tfplan\nterraform show -json campaign.tfplan > plan.json", nil); code != 0 {
		t.Fatal(out)
	}

	return bash(t, dir, "opa eval --fail-defined --format=pretty --data='"+policy+"' --input=plan.json 'data.main.deny[message]'", nil)
}

func writeConfiguration(t *testing.T, dir, text string) {
	t.Helper()

	for name, content := range map[string]string{"main.tf": text, "customers.csv": "external_userid,sender\nwoAJ2GCAAAXtWyujaWJHDDGi0mACAAAA,zhangsan\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Each rule lets a real plan pass, and refuses another one.
func TestPolicy_everyRulePassesAndRefuses(t *testing.T) {
	const message, campaign = `recipients_file = "customers.csv"
  not_after       = "2099-11-11T22:00:00+08:00"
  text            = { content = "全场好茶五折起" }`, `text            = { content = "新年礼盒" }`

	for rule, row := range map[string]struct{ old, replacement, says string }{
		"nothing to refuse":             {"茶", "茶", ""},
		"recipients that are not named": {`recipients_file = "customers.csv"` + "\n  not_after       = \"2099-11-11T22:00:00+08:00\"\n  text            = { content = \"全", `not_after = "2099-11-11T22:00:00+08:00"` + "\n  text            = { content = \"全", "wecom_mass_message.message: its recipients are not listed"},
		"a message without an end":      {message, strings.Replace(message, `not_after       = "2099-11-11T22:00:00+08:00"`, "", 1), "wecom_mass_message.message: it has no not_after"},
		"a campaign without an end":     {`not_after       = "2099-11-11T22:00:00+08:00"` + "\n  " + campaign, campaign, "wecom_campaign.campaign: it has no not_after"},
		"an end that is not known":      {`not_after       = "2099-11-11T22:00:00+08:00"` + "\n  " + campaign, "not_after = terraform_data.late.id == \"\" ? null : \"2099-11-11T22:00:00+08:00\"\n  " + campaign, "wecom_campaign.campaign: it has no not_after"},
		"a word of the law":             {"全场好茶", "全国最佳好茶", "wecom_mass_message.message: text.content has 最佳"},
		"a word of the law in a card":   {`title = "茶"`, `title = "第一品牌的茶"`, "wecom_mass_message.message: attachments.0.link.title has 第一品牌"},
		"a URL in a text":               {"新年礼盒", "新年礼盒：https://shop.example.com/gift", ""},
		"a URL elsewhere, in a text":    {"新年礼盒", "新年礼盒：HTTPS://shop.example.com.evil.example/gift", "wecom_campaign.campaign: text.content has a link to another place"},
		"a URL of another user":         {"新年礼盒", "新年礼盒（https://shop.example.com@evil.example）", "wecom_campaign.campaign: text.content has a link to another place"},
		"a text that is not known":      {`{ content = "新年礼盒" }`, `{ content = terraform_data.late.id }`, "wecom_campaign.campaign: its text is not known"},
		"a link elsewhere":              {"https://shop.example.com/tea", "https://shop.example.com.evil.example/tea", "attachment 1 leads to another place"},
		"a link that is not known":      {`"https://shop.example.com/tea"`, `"https://shop.example.com/${terraform_data.late.id}"`, "wecom_mass_message.message: its attachments are not known"},
		"attachments that are unknown":  {"attachments     = []", `attachments     = [for n in [1] : provider::wecom::image({ media_id = terraform_data.late.id })]`, "wecom_campaign.campaign: its attachments are not known"},
	} {
		t.Run(rule, func(t *testing.T) {
			if !strings.Contains(sending, row.old) {
				t.Fatalf("%q is not in the configuration", row.old)
			}

			dir := t.TempDir()
			writeConfiguration(t, dir, strings.Replace(sending, row.old, row.replacement, 1))

			code, out := planned(t, dir)
			if refused := row.says != ""; refused != (code == 1) || !strings.Contains(out, row.says) || code > 1 {
				t.Errorf("code %d, want it to say %q\n%s", code, row.says, out)
			}
		})
	}
}

// The whole plan counts, where max_recipients counts each message.
func TestPolicy_countsThePeopleOfThePlan(t *testing.T) {
	policy, err := os.ReadFile(root + "/examples/repository/policy/campaign.rego")
	if err != nil || !strings.Contains(string(policy), "most_recipients := 20000\n") {
		t.Fatal(err, "the rule has another number")
	}

	for most, want := range map[string]int{"2": 0, "1": 1} {
		dir := t.TempDir()
		writeConfiguration(t, dir, sending)

		if code, out := planned(t, dir); code != 0 {
			t.Fatal(out)
		}

		stricter := strings.Replace(string(policy), "most_recipients := 20000\n", "most_recipients := "+most+"\n", 1)
		if err := os.WriteFile(filepath.Join(dir, "stricter.rego"), []byte(stricter), 0o600); err != nil {
			t.Fatal(err)
		}

		code, out := bash(t, dir, "opa eval --fail-defined --format=pretty --data=stricter.rego --input=plan.json 'data.main.deny[message]'", nil)
		if code != want || want == 1 && !strings.Contains(out, "The plan goes to 2 people; 1 are allowed") {
			t.Errorf("%s allowed: code %d\n%s", most, code, out)
		}
	}
}

// What was sent is not sent again, and no rule refuses what sends nothing.
func TestPolicy_whatWasSent(t *testing.T) {
	env := map[string]string{"WECOM_BASE_URL": simulator(t), "WECOM_CORP_ID": "wwsim0000000000001", "WECOM_CORP_SECRET": "sim-secret"}
	dir := t.TempDir()
	writeConfiguration(t, dir, sending)

	if code, out := bash(t, dir, "terraform init\nterraform apply -auto-approve", env); code != 0 {
		t.Fatal(out)
	}

	// An edit sends it again; the campaign beside it has nothing left.
	replaceIn(t, filepath.Join(dir, "main.tf"), "五折", "六折")

	if code, out := planned(t, dir); code != 1 || !strings.Contains(out, "wecom_mass_message.message: it was sent, and this plan sends it again") {
		t.Errorf("code %d\n%s", code, out)
	}

	replaceIn(t, filepath.Join(dir, "main.tf"), "六折", "五折")

	// Another name, without a word that it is the same.
	replaceIn(t, filepath.Join(dir, "main.tf"), `"wecom_campaign" "campaign"`, `"wecom_campaign" "gifts"`)

	if code, out := planned(t, dir); code != 1 || !strings.Contains(out, "wecom_campaign.gifts: it says what wecom_campaign.campaign says, which this plan removes") {
		t.Errorf("code %d\n%s", code, out)
	}

	moved := filepath.Join(dir, "moved.tf")
	if err := os.WriteFile(moved, []byte("moved {\n  from = wecom_campaign.campaign\n  to   = wecom_campaign.gifts\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	if code, out := planned(t, dir); code != 0 {
		t.Errorf("code %d\n%s", code, out)
	}

	replaceIn(t, filepath.Join(dir, "main.tf"), `"wecom_campaign" "gifts"`, `"wecom_campaign" "campaign"`)

	if err := os.Remove(moved); err != nil {
		t.Fatal(err)
	}

	// Nothing is left to do, whatever the rules would say of it.

	if code, out := planned(t, dir); code != 0 {
		t.Errorf("code %d\n%s", code, out)
	}
}
