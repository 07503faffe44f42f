package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// unknownMessage leaves a message with status unknown: accepted by WeCom, or
// not, with a list that does not show it yet.
func unknownMessage(t *testing.T, accepted bool, body string) *workspace {
	t.Helper()

	w := newWorkspace(t)
	w.write(body)

	fault := wecomsim.Fault{Endpoint: send, Count: 1, DropAt: wecomsim.BeforeEffect}
	if accepted {
		fault.DropAt = wecomsim.AfterEffect

		w.sim.SetListLag(time.Hour)
	}

	w.sim.Arm(fault)

	got := w.apply()
	if got.code != 0 || w.status() != "unknown" || !got.has("warning", "outcome of the send is not known") {
		t.Fatalf("exit code %d, status %s, want 0 and unknown\n%s", got.code, w.status(), got.output)
	}

	return w
}

// A refresh looks again, and finds the message once WeCom's list shows it.
func TestAccHeal_byItself(t *testing.T) {
	t.Parallel()

	w := unknownMessage(t, true, oneMessage)

	if plan := w.plan(); !plan.has("warning", "still not known") {
		t.Errorf("the plan does not say that the status is unknown\n%s", plan.output)
	}

	w.sim.SetListLag(0)

	// The plan has no change to show, and says all the same what was found.
	found := "found as " + w.sim.Messages()[0].MsgID

	if plan := w.run("plan", "-no-color", "-detailed-exitcode"); plan.code != 0 || !strings.Contains(flowing(plan.output), found) {
		t.Errorf("the plan does not say %q\n%s", found, plan.output)
	}

	if got := w.run("apply", "-no-color", "-auto-approve"); got.code != 0 || !strings.Contains(flowing(got.output), found) || w.status() != "created" || w.sends() != 1 {
		t.Errorf("status %s, %d messages, want created and 1, and %q\n%s", w.status(), w.sends(), found, got.output)
	}

	attributes := w.state()[0].Attributes
	if want := w.sim.Messages()[0].MsgID; attributes["msgid"] != want {
		t.Errorf("msgid %v, want %s", attributes["msgid"], want)
	}

	if list, ok := attributes["fail_list"].([]any); !ok || len(list) != 0 {
		t.Errorf("fail_list %v, want an empty list", attributes["fail_list"])
	}
}

// flowing is the text of a screen without its line breaks.
func flowing(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "│", " ")), " ")
}

// Without credentials or network the state stays as it is, and nothing is sent.
func TestAccHeal_withoutCredentialsOrNetwork(t *testing.T) {
	t.Parallel()

	for name, env := range map[string][]string{
		"no credentials": {"WECOM_CORP_ID=", "WECOM_CORP_SECRET="},
		"no network":     nil,
	} {
		w := unknownMessage(t, true, oneMessage)
		w.env = env

		if name == "no network" {
			w.url = "http://127.0.0.1:1"
			w.write(oneMessage)
		}

		got := w.apply()
		if got.code != 0 || w.status() != "unknown" || !got.has("warning", "still not known") {
			t.Errorf("%s: exit code %d, status %s\n%s", name, got.code, w.status(), got.output)
		}

		if w.sends() != 1 {
			t.Errorf("%s: %d messages, want 1", name, w.sends())
		}
	}
}

// The two answers of a person: it is there, and it is not there.
func TestAccHeal_byAPerson(t *testing.T) {
	t.Parallel()

	with := func(line string) string { return strings.Replace(oneMessage, "text ", line+"\n  text ", 1) }

	t.Run("adopt_msgid", func(t *testing.T) {
		t.Parallel()

		w := unknownMessage(t, true, oneMessage)
		msgid := w.sim.Messages()[0].MsgID

		w.write(with(`adopt_msgid = "msgANOTHER"`))

		if got := w.apply(); got.code == 0 || !got.has("error", "Unable to Adopt") || w.status() != "unknown" {
			t.Errorf("an unknown msgid was adopted: status %s\n%s", w.status(), got.output)
		}

		other := w.sim.Add(wecomsim.Message{Text: "别的消息", ChatType: "single"})
		w.sim.SetListLag(0)
		w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_send_result", Errcode: 41063})
		w.write(with(fmt.Sprintf("adopt_msgid = %q", other)))

		if got := w.apply(); got.code == 0 || !strings.Contains(got.errorText(), "another content") {
			t.Errorf("a message with another content was adopted\n%s", got.output)
		}

		w.sim.ClearFaults()
		// The candidate is proven now, so the refresh alone would heal it: keep
		// the list of that one call away.
		w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 45033, Count: 4})
		w.write(with(fmt.Sprintf("adopt_msgid = %q", msgid)))

		if got := w.apply(); got.code != 0 || w.status() != "created" || w.state()[0].Attributes["msgid"] != msgid {
			t.Errorf("status %s\n%s", w.status(), got.errorText())
		}

		if plan := w.plan(); plan.code != 0 || w.sends() != 1+1 { // Add counts as a message
			t.Errorf("%d messages; the plan after the adoption:\n%s", w.sends(), plan.output)
		}
	})

	t.Run("triggers", func(t *testing.T) {
		t.Parallel()

		w := unknownMessage(t, false, oneMessage)
		w.write(with(`triggers = { again = "1" }`))

		if got := w.apply(); got.code != 0 || w.status() != "created" || w.sends() != 1 {
			t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), w.sends(), got.errorText())
		}
	})

	t.Run("triggers, though it is there", func(t *testing.T) {
		t.Parallel()

		w := unknownMessage(t, true, oneMessage)
		w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 45033, Count: 4})
		w.sim.SetListLag(0)
		w.write(with(`triggers = { again = "1" }`))

		if got := w.apply(); !got.has("error", "sent already") || w.sends() != 1 {
			t.Errorf("%d messages, want 1 and a refusal\n%s", w.sends(), got.output)
		}
	})
}

// A postcondition turns the pipeline red, taints nothing, and holds every later
// plan of the root until the status is known.
func TestAccHeal_postcondition(t *testing.T) {
	t.Parallel()

	guarded := strings.Replace(oneMessage, "text ", `
  lifecycle {
    postcondition {
      condition     = self.status == "created"
      error_message = "The outcome of the send is not known."
    }
  }

  text `, 1)

	w := newWorkspace(t)
	w.write(guarded)
	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DropAt: wecomsim.AfterEffect})

	if got := w.apply(); got.code == 0 || w.status() != "unknown" {
		t.Errorf("exit code %d, status %s, want an error and unknown\n%s", got.code, w.status(), got.output)
	}

	if plan := w.plan(); plan.code != 1 {
		t.Errorf("the next plan ended with %d, want 1\n%s", plan.code, plan.output)
	}

	w.sim.SetListLag(0)

	if got := w.apply(); got.code != 0 || w.status() != "created" || w.sends() != 1 {
		t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), w.sends(), got.errorText())
	}
}

// A message that WeCom has forgotten stays in the state: removing it would
// send it again.
func TestAccHeal_forgottenByWeCom(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(oneMessage)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	if err := w.sim.Forget(w.sim.Messages()[0].MsgID); err != nil {
		t.Fatal(err)
	}

	posts := len(w.sim.Requests(send))

	if got := w.apply(); got.code != 0 || w.status() != "created" || len(w.sim.Requests(send)) != posts {
		t.Errorf("status %s, %d POSTs, want created and %d\n%s", w.status(), len(w.sim.Requests(send)), posts, got.errorText())
	}
}
