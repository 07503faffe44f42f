package clitest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// query writes a list block into a query file, and runs it.
func (w *workspace) query(block string, args ...string) result {
	w.t.Helper()

	if err := os.WriteFile(filepath.Join(w.dir, "messages.tfquery.hcl"), []byte(block), 0o600); err != nil {
		w.t.Fatal(err)
	}

	return w.run(append([]string{"query"}, args...)...)
}

// listed are the messages that `terraform query -json` shows.
func (r result) listed(t *testing.T) map[string]string {
	t.Helper()

	names := map[string]string{}

	for line := range strings.Lines(r.output) {
		var entry struct {
			Found struct {
				DisplayName string            `json:"display_name"`
				Identity    map[string]string `json:"identity"`
			} `json:"list_resource_found"`
		}

		if json.Unmarshal([]byte(line), &entry) == nil && entry.Found.DisplayName != "" {
			names[entry.Found.Identity["msgid"]] = entry.Found.DisplayName
		}
	}

	return names
}

// threeMonths sends 250 messages over three months, to customers and groups,
// and gives their ids.
func (w *workspace) threeMonths() []string {
	w.t.Helper()

	ids := make([]string, 0, 250)

	for i := range 250 {
		message := wecomsim.Message{
			MsgID: fmt.Sprintf("msgOLD%04d", i), Text: fmt.Sprintf("第 %d 封", i),
			CreateTime: w.sim.Now().Add(-time.Duration(250-i)*8*time.Hour - 10*time.Minute),
			Tasks: []wecomsim.Task{{UserID: wecomsim.DemoSender, Recipients: []wecomsim.Recipient{
				{ExternalUserID: wecomsim.DemoCustomer},
			}}},
		}

		if i%5 == 0 {
			message.ChatType = "group"
			message.Tasks[0].Recipients = []wecomsim.Recipient{{ChatID: wecomsim.DemoGroup}}
		}

		ids = append(ids, w.sim.Add(message))
	}

	return ids
}

func window(days int) string {
	return "start_time = \"" + time.Now().AddDate(0, 0, -days).UTC().Format(time.RFC3339) + "\""
}

func TestAccQuery_listsThreeMonths(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "list resources")

	w := newWorkspace(t)
	ids := w.threeMonths()
	w.write("")

	got := w.query(`
list "wecom_mass_message" "all" {
  provider = wecom
  limit    = 1000

  config {
    `+window(92)+`
  }
}
`, "-json")

	names := got.listed(t)
	if got.code != 0 || len(names) != 250 {
		t.Fatalf("%d messages, want 250\n%s", len(names), got.errorText())
	}

	for i, id := range ids {
		if want := fmt.Sprintf("第 %d 封 (", i); !strings.HasPrefix(names[id], want) {
			t.Errorf("%s is shown as %q, want %q", id, names[id], want)
		}
	}

	if n := len(w.sim.Requests("get_groupmsg_task")); n != 0 {
		t.Errorf("%d calls for recipients that nobody asked for", n)
	}

	// Ten messages take one page.
	before := len(w.sim.Requests("get_groupmsg_list_v2"))

	few := w.query(`
list "wecom_mass_message" "few" {
  provider = wecom
  limit    = 10

  config {
    `+window(92)+`
    chat_type   = "single"
    create_type = "enterprise"
  }
}
`, "-json")
	if n := len(few.listed(t)); few.code != 0 || n != 10 {
		t.Errorf("%d messages, want 10\n%s", n, few.errorText())
	}

	if n := len(w.sim.Requests("get_groupmsg_list_v2")) - before; n != 1 {
		t.Errorf("10 messages took %d pages, want 1", n)
	}
}

// What the query generates is imported as it is: an empty plan, and nothing
// sent.
func TestAccQuery_generatedConfigurationImportsWithoutASend(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "list resources")

	sender := newWorkspace(t)
	sender.threeMonths()

	for _, body := range []string{allKinds(t), groupMessage} {
		other := sender.sharing()
		other.write(body)

		if got := other.apply(); got.code != 0 {
			t.Fatal(got.errorText())
		}
	}

	before := sender.sends()

	w := sender.sharing()
	w.write("")

	got := w.query(`
list "wecom_mass_message" "all" {
  provider = wecom
  limit    = 1000

  config {
    `+window(92)+`
  }
}
`, "-no-color", "-generate-config-out=generated.tf")
	if got.code != 0 {
		t.Fatal(got.output)
	}

	if n := strings.Count(readFile(t, filepath.Join(w.dir, "generated.tf")), "import {"); n != 252 {
		t.Fatalf("%d import blocks, want 252", n)
	}

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	if n := len(w.state()); n != 252 {
		t.Errorf("%d messages in the state, want 252", n)
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the plan after the import is not empty\n%.3000s", plan.output)
	}

	if posts := len(w.sim.Requests(send)); w.sends() != before || posts != 2 {
		t.Errorf("%d messages after the import, %d before; %d sends, want 2", w.sends(), before, posts)
	}
}

func TestAccQuery_withoutCredentials(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "list resources")

	w := newWorkspace(t)
	w.write("")

	w.env = append(w.env, "WECOM_CORP_ID=", "WECOM_CORP_SECRET=")

	got := w.query("list \"wecom_mass_message\" \"all\" {\n  provider = wecom\n}\n", "-no-color")
	if got.code == 0 {
		t.Error(got.output)
	}

	got.wantWords(t, "No WeCom credentials", "a query lists nothing", "A query is read from WeCom: nothing was listed.", "corp_id (or WECOM_CORP_ID) and corp_secret (or WECOM_CORP_SECRET)")
}

// timestamp() is not known before an apply, and a query has none; the page
// names what to write in its place.
func TestAccQuery_aWindowThatMoves(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "list resources")

	w := newWorkspace(t)
	w.threeMonths()
	w.write("")

	block := func(start string) string {
		return "list \"wecom_mass_message\" \"week\" {\n  provider = wecom\n\n  config {\n    start_time = " + start + "\n  }\n}\n"
	}

	if got := w.query(block(`timeadd(timestamp(), "-168h")`), "-no-color"); got.code == 0 || !strings.Contains(got.output, "config is not known") {
		t.Errorf("timestamp(): exit code %d\n%s", got.code, got.output)
	}

	const start = `timeadd(plantimestamp(), "-168h")`
	if !strings.Contains(readFile(t, "../../examples/list-resources/wecom_mass_message/list-resource.tfquery.hcl"), start) {
		t.Errorf("the example does not have %s", start)
	}

	// Three messages a day; the newest is eight hours old.
	if got := w.query(block(start), "-json"); got.code != 0 || len(got.listed(t)) != 20 {
		t.Errorf("%d messages, want 20\n%s", len(got.listed(t)), got.errorText())
	}
}
