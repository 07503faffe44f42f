package clitest_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// twoMembers is a message to four customers: two of zhangsan's and two of
// lisi's, as WeCom chooses who sends.
const twoMembers = `
resource "wecom_mass_message" "it" {
  external_userid = [
    "` + wecomsim.DemoCustomer + `", "woSIM0000000000000000000000002AA",
    "woSIM0000000000000000000000003AA", "woSIM0000000000000000000000005AA",
  ]
  text = { content = "春茶到店" }
}
`

const bothActions = `
action "wecom_mass_message_remind" "it" {
  config {
    msgid = wecom_mass_message.it.msgid
  }
}

action "wecom_mass_message_cancel" "it" {
  config {
    msgid = wecom_mass_message.it.msgid
  }
}
`

// invoke runs an action from the command line.
func (w *workspace) invoke(action string) result {
	w.t.Helper()
	return w.run("apply", "-auto-approve", "-no-color", "-invoke=action."+action+".it")
}

// unwrapped is the output in one line: the CLI breaks lines and draws a frame
// around a diagnostic.
func (r result) unwrapped() string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(r.output)), " ")
}

func (r result) wantWords(t *testing.T, words ...string) {
	t.Helper()

	for _, word := range words {
		if !strings.Contains(r.unwrapped(), word) {
			t.Errorf("the output does not say %q\n%s", word, r.output)
		}
	}
}

func (w *workspace) reminders() int { return len(w.sim.Messages()[0].Reminders) }

func TestAccActions_remindByInvoke(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	w.write(twoMembers + bothActions)

	if got := w.apply(); got.code != 0 || w.reminders() != 0 {
		t.Fatalf("the message without a reminder: %d reminders\n%s", w.reminders(), got.errorText())
	}

	for i := range 3 {
		got := w.invoke("wecom_mass_message_remind")
		if got.code != 0 || w.reminders() != i+1 {
			t.Fatalf("%d reminders, want %d\n%s", w.reminders(), i+1, got.output)
		}

		got.wantWords(t, "Reminding the members who have not sent message msg", "has taken the reminder")
	}

	got := w.invoke("wecom_mass_message_remind")
	if got.code == 0 || w.reminders() != 3 {
		t.Errorf("the fourth: code %d, %d reminders\n%s", got.code, w.reminders(), got.output)
	}

	got.wantWords(t, "Unable to Remind Members", "at the latest", "41094")

	told := regexp.MustCompile(`possible at (\S+) at the latest`).FindStringSubmatch(got.unwrapped())
	if told == nil {
		t.Fatalf("the refusal names no time\n%s", got.output)
	}

	latest, err := time.Parse(time.RFC3339, told[1])
	if ahead := time.Until(latest); err != nil || ahead < 24*time.Hour-time.Minute || ahead > 24*time.Hour+time.Minute {
		t.Errorf("the next reminder at %s; want 24 hours from now: %v", told[1], err)
	}

	if plan := w.plan(); plan.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), plan.output)
	}
}

func TestAccActions_cancelByInvokeAndThenDestroy(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	w.write(twoMembers + bothActions)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	msgid := w.sim.Messages()[0].MsgID
	if err := w.sim.Confirm(msgid, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	got := w.invoke("wecom_mass_message_cancel")
	if got.code != 0 {
		t.Fatal(got.output)
	}

	got.wantWords(t, "WeCom has stopped message "+msgid,
		"stopped for 1 member (2 customers will not get it); already sent by 1 member (2 customers got it).")

	again := w.invoke("wecom_mass_message_cancel")
	if again.code != 0 {
		t.Error(again.output)
	}

	again.wantWords(t, "was stopped already", "stopped for 1 member")

	if w.sim.Messages()[0].CancelTime.IsZero() || w.sim.Confirm(msgid, "lisi") == nil {
		t.Error("the message is not stopped")
	}

	if got := w.destroy(); got.code != 0 || w.status() != "none" || w.sends() != 1 {
		t.Errorf("destroy: status %s, %d messages\n%s", w.status(), w.sends(), got.errorText())
	}
}

// trigger runs an action when a resource of Terraform itself is created or
// updated: the value in git says how often.
func trigger(value, action string) string {
	return fmt.Sprintf(`
resource "terraform_data" "trigger" {
  input      = %q
  depends_on = [wecom_mass_message.it]

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.%s.it]
    }
  }
}
`, value, action)
}

func TestAccActions_byLifecycleTrigger(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	remind := func(value string) { w.write(twoMembers + bothActions + trigger(value, "wecom_mass_message_remind")) }

	for i, value := range []string{"1", "2", "3"} {
		remind(value)

		if got := w.apply(); got.code != 0 || w.reminders() != i+1 {
			t.Fatalf("%d reminders, want %d\n%s", w.reminders(), i+1, got.errorText())
		}

		if got := w.apply(); got.code != 0 || w.reminders() != i+1 {
			t.Errorf("an apply without a change: %d reminders, want %d\n%s", w.reminders(), i+1, got.errorText())
		}
	}

	remind("4")

	got := w.run("apply", "-auto-approve", "-no-color")
	if got.code == 0 || w.reminders() != 3 {
		t.Errorf("the fourth: %d reminders\n%s", w.reminders(), got.output)
	}

	got.wantWords(t, "at the latest", "41094")

	if err := w.sim.Confirm(w.sim.Messages()[0].MsgID, "lisi"); err != nil {
		t.Fatal(err)
	}

	w.write(twoMembers + bothActions + trigger("stop", "wecom_mass_message_cancel"))

	got = w.run("apply", "-auto-approve", "-no-color")
	if got.code != 0 {
		t.Error(got.output)
	}

	got.wantWords(t, "stopped for 1 member (2 customers will not get it); already sent by 1 member (2 customers got it).")

	if plan := w.plan(); plan.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), plan.output)
	}
}

// An action that fails on the message's own trigger must not lead to a second
// send: the error does not taint the message.
func TestAccActions_aFailureDoesNotSendAgain(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	config := strings.Replace(twoMembers, "text =", `lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.wecom_mass_message_remind.it]
    }
  }
  text =`, 1) + bothActions

	for name, fault := range map[string]wecomsim.Fault{
		"the reminder is refused":          {Endpoint: "remind_groupmsg_send", Errcode: 41094},
		"the answer to a reminder is lost": {Endpoint: "remind_groupmsg_send", DropAt: wecomsim.AfterEffect},
		"the message itself is unknown":    {Endpoint: send, DropAt: wecomsim.BeforeEffect},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(config)
			w.sim.Arm(fault)

			first := w.apply()
			if first.code == 0 {
				t.Errorf("the apply is green\n%s", first.output)
			}

			if status := w.status(); status != "created" && status != "unknown" {
				t.Errorf("the message is %s\n%s", status, first.errorText())
			}

			posts, reminders := len(w.sim.Requests(send)), len(w.sim.Requests("remind_groupmsg_send"))

			w.sim.ClearFaults()

			if again := w.apply(); again.code != 0 {
				t.Error(again.errorText())
			}

			// An action keeps no memory: what failed is not made up for.
			if now := len(w.sim.Requests("remind_groupmsg_send")); now != reminders {
				t.Errorf("%d reminders were tried, %d after the second apply", reminders, now)
			}

			if now := len(w.sim.Requests(send)); posts != 1 || now != 1 {
				t.Errorf("%d sends after the first apply, %d after the second; want 1\n%s", posts, now, first.errorText())
			}
		})
	}
}

// Every engine loads the provider: what an engine does not know is not in its
// way.
func TestAccActions_everyEngineLoadsTheProvider(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(twoMembers)

	got := w.run("providers", "schema", "-json")
	if got.code != 0 || !strings.Contains(got.output, "wecom_mass_message") {
		t.Fatal(got.output)
	}

	name, minor := engineVersion(t)

	if knows := name == "Terraform" && minor >= 14; strings.Contains(got.output, "wecom_mass_message_cancel") != knows {
		t.Errorf("%s 1.%d shows the actions: %t, want %t", name, minor, !knows, knows)
	}
}
