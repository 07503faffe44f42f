package clitest_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// updateReviews writes the golden files anew: go test -update-reviews.
var updateReviews = flag.Bool("update-reviews", false, "write the golden files of the reviews anew")

// reviewPlan is a plan that is made and reviewed: what is applied before it,
// and the configuration that is planned.
type reviewPlan struct {
	before  string
	prepare func(w *workspace)
	config  string
	args    []string
	policy  review.Policy
}

func reviewPlans() map[string]reviewPlan {
	const moved = "\nmoved {\n  from = wecom_mass_message.it\n  to   = wecom_mass_message.there\n}\n"

	edited := strings.Replace(oneMessage, "一次就好", "再来一次，八折", 1)
	removed := "removed {\n  from = wecom_mass_message.it\n  lifecycle {\n    destroy = false\n  }\n}\n"

	return map[string]reviewPlan{
		"new":         {config: oneMessage},
		"nothing":     {before: oneMessage, config: oneMessage},
		"no_messages": {config: "resource \"terraform_data\" \"it\" {\n  input = \"secret\"\n}\n"},
		"edit":        {before: oneMessage, config: edited},
		"edit_create_before_destroy": {
			before: oneMessage, config: strings.Replace(edited, "text ", "lifecycle {\n    create_before_destroy = true\n  }\n  text ", 1),
		},
		"edit_in_place": {before: oneMessage, config: strings.Replace(oneMessage, "text ", "not_after = \"2099-01-01T00:00:00Z\"\n  text ", 1)},
		"triggers":      {before: oneMessage, config: strings.Replace(oneMessage, "text ", "triggers = { wave = \"2\" }\n  text ", 1)},
		"tainted": {before: oneMessage, config: oneMessage, policy: review.Policy{NoReplace: true}, prepare: func(w *workspace) {
			w.run("taint", "wecom_mass_message.it")
		}},
		"imported": {before: oneMessage, prepare: func(w *workspace) {
			msgid := w.msgidOf()
			w.run("state", "rm", "wecom_mass_message.it")
			w.file("import.tf", "import {\n  to = wecom_mass_message.it\n  id = \""+msgid+"\"\n}\n")
		}, config: oneMessage},
		"moved":       {before: oneMessage, config: strings.Replace(oneMessage, `"it"`, `"there"`, 1) + moved},
		"removed":     {before: oneMessage, config: ""},
		"forgotten":   {before: oneMessage, config: removed},
		"destroy":     {before: oneMessage, config: oneMessage, args: []string{"-destroy"}},
		"not_counted": {config: "resource \"wecom_mass_message\" \"it\" {\n  sender = \"zhangsan\"\n  text   = { content = \"你好\" }\n}\n"},
		"unknown_values": {config: `
resource "terraform_data" "it" {
  input = "later"
}
resource "wecom_mass_message" "it" {
  external_userid = [terraform_data.it.id]
  text            = { content = terraform_data.it.id }
}
`},
		"for_each": {config: `
resource "wecom_mass_message" "it" {
  for_each        = toset([for i in range(30) : format("wave%02d", i)])
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  sender          = "zhangsan"
  text            = { content = "第 ${each.key} 批" }
}
`, policy: review.Policy{MaxRecipients: 20}},
		"attachments": {config: `
resource "wecom_mass_message" "it" {
  external_userid = ["` + wecomsim.DemoCustomer + `", "` + customerTwo + `"]
  sender          = "zhangsan"
  text            = { content = "双十一 😀\n全场 8 折" }
  attachments = [
    provider::wecom::image({ source = "a.png" }),
    provider::wecom::link({ title = "活动", desc = "八折", url = "https://shop.example/a", picurl = "https://img.example/p.png" }),
    provider::wecom::file({ source = "price.txt" }),
  ]
}
`, policy: review.Policy{Senders: []string{"lisi"}, LinkHosts: []string{"*.example", "shop.example"}, ForbiddenWords: []string{"八折"}, PreventDestroy: true, Hours: "21:00-09:00"}, prepare: func(w *workspace) {
			w.picture("a.png", 10)
			w.file("price.txt", "1,2,3,4,5,6\n")
		}},
	}
}

// A review says the same of a plan, whichever engine has made it.
func TestAccReview_plans(t *testing.T) {
	t.Parallel()

	for name, plan := range reviewPlans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.providerArgs = `duplicate_check_interval = "0s"`

			if plan.before != "" {
				w.write(plan.before)

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}
			}

			if plan.prepare != nil {
				plan.prepare(w)
			}

			w.write(plan.config)

			for _, language := range review.Languages() {
				w.golden(name, language, w.reviewed(review.Options{Language: language, Policy: plan.policy}, plan.args...))
			}
		})
	}
}

// A campaign of 500 messages, half of which are let out.
func TestAccReview_campaign(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)

	var rows strings.Builder

	rows.WriteString("external_userid,sender\n")

	for i := range 2_000 {
		fmt.Fprintf(&rows, "wmLARGE%025d,member%03d\n", i, i%500)
	}

	w.file("people.csv", rows.String())
	w.write("resource \"wecom_campaign\" \"it\" {\n  recipients_file = \"people.csv\"\n  rollout         = 50\n  text            = { content = \"你好\" }\n}\n")

	for _, language := range review.Languages() {
		report := w.reviewed(review.Options{Language: language})
		report.Rows[0].Senders = nil // 250 of them

		w.golden("campaign", language, report)
	}
}

// golden compares a report in all its forms with the files of the name.
func (w *workspace) golden(name, language string, report *review.Report) {
	w.t.Helper()

	forms := map[string]func(*bytes.Buffer) error{
		"txt": func(b *bytes.Buffer) error { return report.WriteText(b, language, review.Colours{}) },
		"md":  func(b *bytes.Buffer) error { return report.WriteMarkdown(b, language, 65_536) },
	}
	if language == "en" {
		forms["json"] = func(b *bytes.Buffer) error { return report.WriteJSON(b) }
		forms["xml"] = func(b *bytes.Buffer) error { return report.WriteJUnit(b) }
	}

	for form, write := range forms {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			w.t.Fatal(err)
		}

		// The simulator gives each message another id, and an engine each
		// terraform_data.
		got := regexp.MustCompile(`msg[0-9A-Za-z_-]{20,}`).ReplaceAllString(b.String(), "MSGID")
		file := filepath.Join("testdata", "reviews", fmt.Sprintf("%s.%s.%s", name, language, form))

		if *updateReviews {
			if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
				w.t.Fatal(err)
			}

			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				w.t.Fatal(err)
			}
		}

		want, err := os.ReadFile(file)
		if err != nil {
			w.t.Fatal(err)
		}

		if got != string(want) {
			w.t.Errorf("%s is\n%s", file, got)
		}
	}
}
