package clitest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// threeParts are three messages of one campaign, and their results together.
const threeParts = `
resource "wecom_mass_message" "it" {
  for_each = {
    a = ["` + wecomsim.DemoCustomer + `"]
    b = ["woSIM0000000000000000000000002AA"]
    c = ["woSIM0000000000000000000000003AA"]
  }

  external_userid = each.value
  text            = { content = "春茶到店" }
}

locals {
  msgids = [for key in ["a", "b", "c"] : wecom_mass_message.it[key].msgid]
}

data "wecom_mass_message_results" "it" {
  msgids = local.msgids
}

output "to_do" {
  value = join(" ", [for m in data.wecom_mass_message_results.it.members : "${m.userid}:${m.tasks_not_sent}/${m.tasks}"])
}
`

const severalActions = `
action "wecom_mass_message_remind" "it" {
  config {
    msgids = local.msgids
  }
}

action "wecom_mass_message_cancel" "it" {
  config {
    msgids = local.msgids
  }
}
`

// partOf is the msgid of the message to a customer.
func (w *workspace) partOf(customer string) string {
	w.t.Helper()

	for _, m := range w.sim.Messages() {
		if len(m.ExternalUserID) == 1 && m.ExternalUserID[0] == customer {
			return m.MsgID
		}
	}

	w.t.Fatalf("no message to %s", customer)

	return ""
}

func (w *workspace) output(name string) string {
	w.t.Helper()

	return strings.TrimSpace(w.run("output", "-raw", name).output)
}

// The totals are over all messages, and a plan of them is made before there is
// any.
func TestAccMsgids_results(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(threeParts)

	if got := w.apply(); got.code != 0 || w.sends() != 3 {
		t.Fatalf("%d messages, want 3\n%s", w.sends(), got.errorText())
	}

	if got := w.output("to_do"); got != "lisi:1/1 zhangsan:2/2" {
		t.Errorf("to do: %s", got)
	}

	if err := w.sim.Confirm(w.partOf(wecomsim.DemoCustomer), "zhangsan"); err != nil {
		t.Fatal(err)
	}

	if got := w.apply(); got.code != 0 || w.sends() != 3 {
		t.Fatal(got.errorText())
	}

	if got := w.output("to_do"); got != "lisi:1/1 zhangsan:1/2" {
		t.Errorf("to do after one was sent: %s", got)
	}
}

// The engine shows the table, at the end of a success and of a failure.
func TestAccMsgids_actions(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	w.write(threeParts + severalActions)

	if got := w.apply(); got.code != 0 || w.sends() != 3 {
		t.Fatalf("%d messages, want 3\n%s", w.sends(), got.errorText())
	}

	first := w.partOf(wecomsim.DemoCustomer)

	got := w.invoke("wecom_mass_message_remind")
	if got.code != 0 {
		t.Fatal(got.output)
	}

	got.wantWords(t, "3 messages: 3 reminded.", first+" reminded")

	w.sim.Arm(wecomsim.Fault{Endpoint: "cancel_groupmsg_send", Errcode: 48002, Count: 1})

	got = w.invoke("wecom_mass_message_cancel")
	if got.code == 0 {
		t.Errorf("a failure is green\n%s", got.output)
	}

	got.wantWords(t, "3 messages: 1 NOT stopped, 2 stopped.", first+" NOT stopped: cancel_groupmsg_send: errcode 48002", "stopped: stopped for 1 member (1 customer will not get it)", "What to do:")

	for _, m := range w.sim.Messages() {
		if stopped := !m.CancelTime.IsZero(); stopped == (m.MsgID == first) {
			t.Errorf("%s is stopped: %t", m.MsgID, stopped)
		}
	}

	if again := w.invoke("wecom_mass_message_cancel"); again.code != 0 {
		t.Error(again.output)
	} else {
		again.wantWords(t, "3 messages: 1 stopped, 2 stopped already.")
	}
}

// Ctrl-C between the messages of an action: the one in hand is brought to its
// end, the others are left alone, and the engine shows which.
func TestAccMsgids_stopped(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	w.write(threeParts + severalActions)

	if got := w.apply(); got.code != 0 || w.sends() != 3 {
		t.Fatalf("%d messages, want 3\n%s", w.sends(), got.errorText())
	}

	w.sim.Arm(wecomsim.Fault{Endpoint: "remind_groupmsg_send", DelayBefore: 900 * time.Millisecond})

	got := w.runStopped(stop{after: 300 * time.Millisecond}, "remind_groupmsg_send", "apply", "-auto-approve", "-no-color", "-invoke=action.wecom_mass_message_remind.it")

	reminded := 0
	for _, m := range w.sim.Messages() {
		reminded += len(m.Reminders)
	}

	if got.code == 0 || reminded != 1 {
		t.Errorf("code %d, %d reminders, want 1\n%s", got.code, reminded, got.output)
	}

	if !got.engineCrashed() {
		got.wantWords(t, "3 messages: 1 reminded, 2 nobody reminded.", "the run was stopped before WeCom was asked for it")
	}
}
