package clitest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// useExampleWithFiles puts a file of examples/ into the workspace, and what
// stands beside it: pictures and lists.
func (w *workspace) useExampleWithFiles(example string) {
	w.t.Helper()

	w.useExample(example)

	folder := filepath.Dir(filepath.Join("../../examples", example))

	entries, err := os.ReadDir(folder)
	if err != nil {
		w.t.Fatal(err)
	}

	for _, entry := range entries {
		if name := entry.Name(); filepath.Ext(name) != ".tf" && filepath.Ext(name) != ".sh" {
			w.file(name, readFile(w.t, filepath.Join(folder, name)))
		}
	}
}

// withCustomer is the demo company and one more customer of zhangsan.
func withCustomer(id string, follow wecomsim.Follow) wecomsim.Company {
	company := wecomsim.DemoCompany()
	follow.UserID = wecomsim.DemoSender
	company.Customers = append(company.Customers, wecomsim.Customer{
		ExternalUserID: id, Name: "新客户", Type: 1, Follows: []wecomsim.Follow{follow},
	})

	return company
}

// tag is the id of a tag of the demo company.
func tag(t *testing.T, name string) string {
	t.Helper()

	for _, group := range wecomsim.DemoCompany().TagGroups {
		for _, tag := range group.Tags {
			if tag.Name == name {
				return tag.ID
			}
		}
	}

	t.Fatalf("the demo company has no tag %s", name)

	return ""
}

const customerNew = "woSIM0000000000000000000000006AA"

// The campaign of the examples needs nothing but this provider. One of its
// three customers is no friend any more, which the check tells once the member
// has confirmed.
func TestAccCampaign_complete(t *testing.T) {
	t.Parallel()

	const unreached = "3 位客户中有 1 位已不是好友"

	w := newWorkspace(t, strict())
	w.tls = true
	w.sim.SetCompany(withCustomer(customerNew, wecomsim.Follow{
		Tags: []string{tag(t, "普通客户"), tag(t, "喝茶")}, AddTime: time.Now(), NotFriend: true,
	}))
	w.useExampleWithFiles("campaign_complete/main.tf")

	first := w.apply()
	if first.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), first.errorText())
	}

	if first.says("warning", unreached) {
		t.Errorf("the check fails before anybody has confirmed\n%s", first.output)
	}

	message := w.sim.Messages()[0]
	if got := len(w.sim.Requests("media/upload")); got != 1 || len(message.TagFilter) != 2 || len(message.Attachments) != 1 {
		t.Errorf("%d uploads, want 1; the message is %+v", got, message)
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the second plan is not empty\n%s", plan.output)
	}

	if got := w.outputJSON("members_who_have_not_sent"); got != `["zhangsan"]` {
		t.Errorf("members who have not sent: %s", got)
	}

	if err := w.sim.ConfirmAll(message.MsgID); err != nil {
		t.Fatal(err)
	}

	later := w.apply()
	if later.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), later.errorText())
	}

	if !later.says("warning", unreached) {
		t.Errorf("nothing is said of the customer who was not reached\n%s", later.output)
	}

	if got := w.outputJSON("results"); !strings.Contains(got, `"sent":2`) || !strings.Contains(got, `"not_friend":1`) {
		t.Errorf("the results are %s", got)
	}

	if got := w.outputJSON("members_who_have_not_sent"); got != `[]` {
		t.Errorf("members who have not sent: %s", got)
	}
}

// A sender who may not serve customers, and a tag that nobody has, are errors
// before anything is sent.
func TestAccCampaign_completeRefusesBeforeTheSend(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ old, new, want string }{
		"sender": {`"zhangsan"`, `"zhaoliu"`, "没有客户联系权限"},
		"tag":    {"重要客户", "重要客人", "客户等级/重要客户"},
	} {
		w := newWorkspace(t, strict())
		w.useExampleWithFiles("campaign_complete/main.tf")
		w.useExample("campaign_complete/main.tf", c.old, c.new)

		if got := w.apply(); got.code == 0 || !got.says("error", c.want) || len(w.sim.Requests(send)) != 0 {
			t.Errorf("%s: want an error with %q and no send\n%s", name, c.want, got.output)
		}
	}
}

// A live audience: who joins it after the send gets nothing, and the plan says
// how many there are.
func TestAccCampaign_liveAudience(t *testing.T) {
	t.Parallel()

	const example = "data-sources/wecom_customers/data-source.tf"

	w := newWorkspace(t)
	w.useExample(example)

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	if got := w.sim.Messages()[0].ExternalUserID; len(got) != 2 || slices.Contains(got, customerNew) {
		t.Errorf("sent to %v", got)
	}

	// The simulator forgets its messages with the old company.
	w.sim.SetCompany(withCustomer(customerNew, wecomsim.Follow{
		Tags: []string{tag(t, "重要客户")}, AddWay: 1, AddTime: time.Date(2025, 3, 10, 12, 0, 0, 0, time.UTC),
	}))

	plan := w.plan()
	if plan.code != 0 || !plan.has("warning", "audience of a sent message does not change") || !plan.says("warning", "1 added and 0 removed") {
		t.Errorf("the plan is not empty, or does not say that one customer was added\n%s", plan.output)
	}

	if got := w.apply(); got.code != 0 || len(w.sim.Requests(send)) != 0 {
		t.Errorf("%d sends, want 0\n%s", len(w.sim.Requests(send)), got.errorText())
	}

	w.useExample(example, "  text = {", "  resend_on = \"change\"\n\n  text = {")

	// The new policy counts from the next plan on.
	if got := w.apply(); got.code != 0 || len(w.sim.Requests(send)) != 0 {
		t.Errorf("resend_on beside another audience: %d sends, want 0\n%s", len(w.sim.Requests(send)), got.errorText())
	}

	if got := w.apply(); got.code != 0 || w.sends() != 1 || !slices.Contains(w.sim.Messages()[0].ExternalUserID, customerNew) {
		t.Errorf("with resend_on = change: %d messages, want 1 to the new customer, too\n%s", w.sends(), got.errorText())
	}
}

// The examples that read files are applied from their own folder.
func TestAccCampaign_examplesWithFiles(t *testing.T) {
	t.Parallel()

	for _, example := range []string{
		"resources/wecom_image/resource.tf",
		"resources/wecom_mass_message/resource_file.tf",
		"resources/wecom_mass_message/resource_media.tf",
	} {
		t.Run(example, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t, strict())
			w.useExampleWithFiles(example)

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
			}

			if plan := w.plan(); plan.code != 0 {
				t.Errorf("the second plan is not empty\n%s", plan.output)
			}
		})
	}
}

// The guides say so: a path that is known at plan is read at plan, so a file
// that the same apply writes must be named by a value that is known later.
func TestAccCampaign_fileWrittenByTheSameApply(t *testing.T) {
	t.Parallel()

	const config = `
resource "terraform_data" "list" {
  input = "${path.module}/customers.txt"

  provisioner "local-exec" {
    command = "echo ` + wecomsim.DemoCustomer + ` > ${self.input}"
  }
}

resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  recipients_file = terraform_data.list.input
  text            = { content = "名单刚刚写好" }
}
`

	w := newWorkspace(t)
	w.write(config)

	if got := w.apply(); got.code == 0 || !got.says("error", "does not exist") || w.sends() != 0 {
		t.Errorf("a path known at plan: %d messages, want 0\n%s", w.sends(), got.output)
	}

	w.write(strings.Replace(config, "terraform_data.list.input", "terraform_data.list.output", 1))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("a path known after the file: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the second plan is not empty\n%s", plan.output)
	}
}

// says tells whether a diagnostic of this severity holds the words.
func (r result) says(severity, words string) bool {
	return slices.ContainsFunc(r.diags, func(d diagnostic) bool {
		return d.Severity == severity && strings.Contains(d.Detail+d.Summary, words)
	})
}

// outputJSON is an output of the state as JSON without spaces.
func (w *workspace) outputJSON(name string) string {
	w.t.Helper()
	return strings.TrimSpace(w.run("output", "-json", "-no-color", name).output)
}
