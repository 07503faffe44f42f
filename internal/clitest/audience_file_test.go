package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// audienceOf is a root that puts the customers of a member into a file.
func audienceOf(userid, rest string) string {
	return `
data "wecom_customers" "it" {
  userid_list = [` + userid + `]
  output_file = "customers.csv"
` + rest + `}

output "recipients_count" { value = data.wecom_customers.it.recipients_count }
`
}

const peopleOfZhangsan = "external_userid,sender\n" + wecomsim.DemoCustomer + ",zhangsan\n" + customerTwo + ",zhangsan\n" + customerThree + ",zhangsan\nwoSIM0000000000000000000000004AA,zhangsan\n"

// wantFile fails where a file of the workspace has another content. "" is that
// there is none.
func (w *workspace) wantFile(after, name, content string) {
	w.t.Helper()

	got, err := os.ReadFile(filepath.Join(w.dir, name))
	if string(got) != content || err != nil && content != "" {
		w.t.Errorf("%s: %s holds %q, error %v; want %q", after, name, got, err, content)
	}
}

// The two roots of the example: the audience of a day stays what it was, and so
// does what the campaign sends, whatever becomes of the customers.
func TestAccAudienceFile_twoRoots(t *testing.T) {
	t.Parallel()

	const file = "customers-2025-03-08.csv"

	w := newWorkspace(t)

	for _, name := range []string{"audience/main.tf", "campaign/main.tf"} {
		w.file(name, readFile(t, filepath.Join("../../examples/two_roots", name)))
	}

	w.env = append(w.env, "WECOM_BASE_URL="+w.url)

	audience, campaign := *w, *w
	audience.dir, campaign.dir = filepath.Join(w.dir, "audience"), filepath.Join(w.dir, "campaign")

	if got := audience.apply(); got.code != 0 || audience.outputJSON("recipients_count") != "1" {
		t.Fatalf("%s\n%s", audience.outputJSON("recipients_count"), got.errorText())
	}

	// The file of the example is the one that its configuration writes.
	sample := readFile(t, filepath.Join("../../examples/two_roots", file))
	w.wantFile("the first apply", file, sample)

	if got := campaign.apply(); got.code != 0 || w.sends() != 1 || len(w.sim.Messages()[0].ExternalUserID) != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	for name, root := range map[string]workspace{"audience": audience, "campaign": campaign} {
		if got := root.plan(); got.code != 0 {
			t.Errorf("%s: the second plan is not empty\n%s", name, got.output)
		}
	}

	// Somebody joins. The file of the day stays, and says so.
	w.sim.SetCompany(withCustomer(customerNew, wecomsim.Follow{Tags: []string{tag(t, "重要客户")}, AddTime: time.Date(2025, 3, 9, 0, 0, 0, 0, time.UTC)}))

	if got := audience.apply(); got.code != 1 || !got.says("error", "holds another audience: 0 of its 1 row would go, and 1 would come, which makes 2.") {
		t.Errorf("exit code %d, want 1 and the numbers\n%s", got.code, got.output)
	}

	w.wantFile("a refused replacement", file, sample)

	if got := campaign.plan(); got.code != 0 {
		t.Errorf("the campaign is not done any more\n%s", got.output)
	}

	if got := audience.apply("-var=day=2025-03-09"); got.code != 0 {
		t.Errorf("another day\n%s", got.errorText())
	}

	w.wantFile("another day", file, sample)
	w.wantFile("another day", "customers-2025-03-09.csv", sample+customerNew+",zhangsan,2025-03-09T00:00:00Z\n")

	audience.file("main.tf", strings.Replace(readFile(t, filepath.Join(audience.dir, "main.tf")), "  output_file =", "  overwrite   = true\n  output_file =", 1))

	if got := audience.apply(); got.code != 0 {
		t.Errorf("with overwrite\n%s", got.errorText())
	}

	w.wantFile("with overwrite", file, sample+customerNew+",zhangsan,2025-03-09T00:00:00Z\n")
}

// No id of a customer is anywhere but in the file: not in what the engine
// prints, saves and logs, nor in the error that names another content.
func TestAccAudienceFile_idsAreNowhereElse(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	log := filepath.Join(w.dir, "trace.log")
	w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_PATH="+log)

	private := []string{wecomsim.DemoCustomer, customerTwo, customerThree, wecomsim.DemoGroup}

	const groups = `
data "wecom_group_chats" "it" {
  owner_filter = { userid_list = ["zhangsan"] }
  output_file  = "groups.csv"
}

output "all" { value = [data.wecom_customers.it, data.wecom_group_chats.it] }
`

	searched := map[string]string{}
	look := func(what string) {
		t.Helper()

		plan := w.run("plan", "-no-color", "-out=saved.tfplan")
		searched[what+": plan"] = plan.output

		if plan.code == 0 {
			searched[what+": plan file"] = unzip(t, filepath.Join(w.dir, "saved.tfplan"))
			searched[what+": plan as JSON"] = w.run("show", "-json", "saved.tfplan").output
			searched[what+": apply"] = w.run("apply", "-no-color", "saved.tfplan").output
			searched[what+": state"] = w.stateText()
		}

		searched[what+": log"] = readFile(t, log)
	}

	w.write(audienceOf(`"zhangsan"`, "") + groups)
	look("ids")
	w.wantFile("the apply", "customers.csv", peopleOfZhangsan)

	w.write(audienceOf(`"zhangsan"`, "tag_id_none = [\"etNOBODY\"]\noverwrite = true\n") + groups)
	look("details")
	w.write(audienceOf(`"lisi"`, "") + groups)
	look("another content")

	if !strings.Contains(searched["another content: plan"], "The file holds another content") {
		t.Errorf("the error was not seen\n%s", searched["another content: plan"])
	}

	if !strings.Contains(searched["details: log"], "get_by_user") {
		t.Error("the log holds no call, so nothing is proven")
	}

	for where, text := range searched {
		for _, id := range private {
			if strings.Contains(text, id) {
				t.Errorf("%s holds the id %s: %s", where, id, around(text, id))
			}
		}
	}

	// The positive control: without the file, plan and state hold the ids.
	clear(searched)
	w.write(strings.ReplaceAll(audienceOf(`"zhangsan"`, ""), `output_file = "customers.csv"`, "") + strings.Replace(groups, `output_file  = "groups.csv"`, "", 1))
	look("no file")

	for _, id := range private {
		if !strings.Contains(searched["no file: state"], id) || !strings.Contains(searched["no file: plan as JSON"], id) {
			t.Errorf("%s is not found where it has to be", id)
		}
	}
}

// When the data source is read: at validate never, where a value is known only
// after apply in the apply, and else in every plan.
func TestAccAudienceFile_whenItIsWritten(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(audienceOf(`"zhangsan"`, ""))

	if got := w.run("validate"); got.code != 0 || len(w.sim.Requests("")) != 0 {
		t.Errorf("validate made %d calls\n%s", len(w.sim.Requests("")), got.output)
	}

	w.wantFile("validate", "customers.csv", "")

	w.write(audienceOf("terraform_data.late.output", "") + `
resource "terraform_data" "late" { input = "zhangsan" }
`)

	if got := w.plan(); got.code != 2 {
		t.Fatalf("exit code %d, want 2\n%s", got.code, got.output)
	}

	w.wantFile("a plan with a value that is not known", "customers.csv", "")

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.wantFile("the apply", "customers.csv", peopleOfZhangsan)

	if err := os.Remove(filepath.Join(w.dir, "customers.csv")); err != nil {
		t.Fatal(err)
	}

	if got := w.plan(); got.code != 0 {
		t.Errorf("exit code %d, want 0\n%s", got.code, got.output)
	}

	w.wantFile("a plan", "customers.csv", peopleOfZhangsan)
}

// A destroy reads the data source, too, so another content stops it. The way on
// is -refresh=false; the better one is a root of its own.
func TestAccAudienceFile_destroy(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(audienceOf(`"zhangsan"`, "") + `
resource "terraform_data" "it" {}
`)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.file("customers.csv", "external_userid,sender\nwoOLD,zhangsan\n")

	if got := w.plan("-destroy"); got.code != 1 || !got.has("error", "The file holds another content") {
		t.Errorf("exit code %d, want 1 and the error\n%s", got.code, got.output)
	}

	if got := w.plan("-destroy", "-refresh=false"); got.code != 2 {
		t.Errorf("without refresh: exit code %d, want 2\n%s", got.code, got.output)
	}

	w.wantFile("a destroy", "customers.csv", "external_userid,sender\nwoOLD,zhangsan\n")

	if got := w.run("destroy", "-auto-approve", "-refresh=false"); got.code != 0 {
		t.Errorf("exit code %d, want 0\n%s", got.code, got.output)
	}

	// What was written is no resource, and no destroy takes it away.
	w.wantFile("a destroy", "customers.csv", "external_userid,sender\nwoOLD,zhangsan\n")
}
