package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const fromFile = `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  recipients_file = "customers.txt"
  text            = { content = "名单在文件里" }
}
`

const (
	customerTwo   = "woSIM0000000000000000000000002AA"
	customerThree = "woSIM0000000000000000000000003AA"
)

// The ids reach WeCom and nothing else; another order or form of the same ids
// is no change; other ids are planned as sent.
func TestAccRecipientsFile_sendsToItsIDs(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.file("customers.txt", "\uFEFF"+wecomsim.DemoCustomer+"\r\n\r\n"+customerTwo+"\r\n")
	w.write(fromFile)

	if got := w.run("plan", "-out=saved.tfplan"); got.code != 0 || strings.Contains(unzip(t, filepath.Join(w.dir, "saved.tfplan")), customerTwo) {
		t.Fatalf("the plan failed, or holds an id\n%s", got.output)
	}

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	if got := w.sim.Messages()[0].ExternalUserID; len(got) != 2 || got[0] != wecomsim.DemoCustomer || got[1] != customerTwo {
		t.Errorf("sent to %v", got)
	}

	state := w.stateText()
	if strings.Contains(state, customerTwo) || !strings.Contains(state, `"recipients_count": 2`) {
		t.Errorf("the state holds an id, or not their number\n%s", state)
	}

	nothing := func(what string) {
		t.Helper()

		if plan := w.plan(); plan.code != 0 {
			t.Errorf("%s: the plan is not empty\n%s", what, plan.output)
		}
	}

	w.file("customers.txt", "name,external_userid\n甲,"+customerTwo+"\n乙,"+wecomsim.DemoCustomer+"\n甲,"+customerTwo+"\n")
	nothing("as CSV, in another order")

	w.file("customers.txt", customerTwo+"\n"+customerThree+"\n")
	nothing("other ids")

	// Neither a member's customers nor nobody: those in the file when it was
	// sent.
	if plan := w.plan(); !plan.has("warning", "audience of a sent message does not change") || !strings.Contains(plan.output, "since the message was sent to 2 customers.") {
		t.Errorf("nothing is said of other ids, or another audience is named\n%s", plan.output)
	}

	if err := os.Remove(filepath.Join(w.dir, "customers.txt")); err != nil {
		t.Fatal(err)
	}

	nothing("without the file")

	// The same ids as a list are the same audience, recorded in place.
	w.write(strings.Replace(fromFile, `recipients_file = "customers.txt"`, fmt.Sprintf("external_userid = [%q, %q]", customerTwo, wecomsim.DemoCustomer), 1))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("as a list: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	nothing("as a list")

	// resend_on = "change" sends to other ids, from the plan after it on.
	w.file("customers.txt", customerThree+"\n")
	w.write(strings.Replace(fromFile, "text ", "resend_on = \"change\"\n  text ", 1))

	if got := w.apply(); got.code != 0 || w.sends() != 1 || !got.says("warning", "the next one will send a new message") {
		t.Errorf("resend_on beside other ids: %d messages, want 1\n%s", w.sends(), got.output)
	}

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("with resend_on = change: %d messages, want 2\n%s", w.sends(), got.errorText())
	}

	// The first message has reached one of them, so the look must not see it.
	w.sim.AdvanceClock(31 * time.Minute)
	w.file("customers.txt", customerThree+"\n"+customerTwo+"\n")

	if got := w.apply(); got.code != 0 || w.sends() != 3 {
		t.Errorf("another content of the same file: %d messages, want 3\n%s", w.sends(), got.errorText())
	}

	if err := os.Remove(filepath.Join(w.dir, "customers.txt")); err != nil {
		t.Fatal(err)
	}

	if got := w.destroy(); got.code != 0 {
		t.Errorf("a destroy without the file failed\n%s", got.errorText())
	}
}

func TestAccRecipientsFile_problemsNameTheLine(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(fromFile)

	many := strings.Builder{}
	for i := range 10_001 {
		fmt.Fprintf(&many, "wm%d\n", i)
	}

	for name, c := range map[string]struct{ content, want string }{
		"empty":            {"\n\r\n", "never 'everyone'"},
		"only a header":    {"external_userid\n", "never 'everyone'"},
		"no such column":   {"name,id\n甲,1\n", "no column external_userid"},
		"the wrong header": {"chat_id\nwm1\n", "no column external_userid"},
		"the other column": {"name,chat_id\n甲,1\n", "no column external_userid"},
		"an invisible one": {"wm1\nwm2\u200b\n", "U+200B zero width space"},
		"two in a cell":    {"external_userid,name\n\"wm1,wm2\",甲\n", "2 ids in one string"},
		"no header":        {"收件邮箱\nwm1\n", "line 1"},
		"a column twice":   {"external_userid,external_userid\nwm1,wm2\n", "2 times"},
		"a comma":          {"wm1\nwm2,wm3\n", "line 2"},
		"semicolons":       {"external_userid;name\nwm1;甲\n", "line 1 is not one id"},
		"tabs":             {"wm1\n\nwm2\t甲\n", "line 3 is not one id"},
		"a very long line": {"wm1\n" + strings.Repeat("w", 70_000) + "\n", "line 2 is longer than 65,535 bytes"},
		"a short row":      {"name,external_userid\n甲,wm1\n乙\n", "line 3"},
		"an empty cell":    {"name,external_userid\n甲,\n", "line 2"},
		"a zero byte":      {"wm1\n\x00\nwm2\n", "line 2 holds a zero byte"},
		"not UTF-8":        {"wm1\n\xff\n", "line 2 is not UTF-8"},
		"too many":         {many.String(), "10,001 customers; the limit of one message is 10,000, 1 too many"},
	} {
		w.file("customers.txt", c.content)

		if got := w.plan(); got.code != 1 || !strings.Contains(got.errorText(), c.want) {
			t.Errorf("%s: want an error with %q\n%s", name, c.want, got.errorText())
		}
	}

	if len(w.sim.Requests(send)) != 0 {
		t.Error("something was sent")
	}
}

// Groups, a file written by the same apply, a file that changes after the
// plan, healing with and without the file, and the gate.
func TestAccRecipientsFile_around(t *testing.T) {
	t.Parallel()

	t.Run("groups", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.file("groups.csv", "chat_id,name\n"+wecomsim.DemoGroup+",一群\n")
		w.write(strings.Replace(groupMessage, `chat_id_list = ["`+wecomsim.DemoGroup+`"]`, `recipients_file = "groups.csv"`, 1))

		if got := w.apply(); got.code != 0 || w.sends() != 1 || len(w.sim.Messages()[0].ChatIDList) != 1 {
			t.Fatalf("%d messages, want 1 to one group\n%s", w.sends(), got.errorText())
		}
	})

	t.Run("a file that changes after the plan", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.file("customers.txt", customerTwo)
		w.write(fromFile)

		if got := w.run("plan", "-out=saved.tfplan"); got.code != 0 {
			t.Fatal(got.output)
		}

		w.file("customers.txt", customerThree)

		if got := w.run("apply", "-json", "saved.tfplan"); got.code == 0 || !strings.Contains(got.errorText(), "inconsistent final plan") || w.sends() != 0 {
			t.Errorf("%d messages, want 0\n%s", w.sends(), got.errorText())
		}
	})

	for _, kept := range []bool{true, false} {
		t.Run(fmt.Sprintf("healing, file kept: %t", kept), func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)

			ids := customerTwo + "\n" + customerThree
			if kept {
				// With the file, also a customer that WeCom cannot reach is
				// told.
				ids += "\nwmNOBODY"
			}

			w.file("customers.txt", ids)
			w.write(fromFile)
			w.sim.SetListLag(time.Hour)
			w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DropAt: wecomsim.AfterEffect})

			if got := w.apply(); got.code != 0 || w.status() != "unknown" {
				t.Fatalf("status %s\n%s", w.status(), got.errorText())
			}

			if !kept {
				_ = os.Remove(filepath.Join(w.dir, "customers.txt"))
			}

			w.sim.SetListLag(0)

			if got := w.apply(); got.code != 0 || w.status() != "created" || w.sends() != 1 {
				t.Errorf("status %s, %d messages\n%s", w.status(), w.sends(), got.errorText())
			}
		})
	}

	t.Run("max_recipients", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.providerArgs += "\n  max_recipients = 1"
		w.file("customers.txt", customerTwo+"\n"+customerThree)
		w.write(fromFile)

		if got := w.plan(); got.code != 1 || !got.has("error", "More recipients than allowed") {
			t.Errorf("2 recipients passed a gate of 1\n%s", got.output)
		}

		w.write(message("it", "一", ""))

		if got := w.apply(); got.code != 0 || w.sends() != 1 {
			t.Errorf("1 recipient did not pass a gate of 1\n%s", got.errorText())
		}

		w.write(`
resource "wecom_mass_message" "all" {
  sender = "zhangsan"
  text   = { content = "大家好" }
}
`)

		if got := w.plan(); got.code != 1 || !got.has("error", "cannot be counted") {
			t.Errorf("all customers of a member passed the gate\n%s", got.output)
		}
	})
}
