package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// until is a message that is not sent after a time.
func until(end time.Time, more string) string {
	return strings.Replace(oneMessage, "text ", fmt.Sprintf("not_after = %q\n  %s\n  text ", end.Format(time.RFC3339), more), 1)
}

// wantOutside is a run that sends nothing because of the time.
func (w *workspace) wantOutside(what string, got result, sends int) {
	w.t.Helper()

	if got.code == 0 || !got.has("error", "Outside of the time to send") || w.sends() != sends {
		w.t.Errorf("%s: code %d, %d messages, want %d and an error about the time\n%s", what, got.code, w.sends(), sends, got.output)
	}
}

// Every way in which an engine sends again is held to the window, and the old
// message stays in the state. A plan that sends nothing is not.
func TestAccWindow_everySendIsJudged(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(until(time.Now().Add(-time.Hour), ""))
	w.wantOutside("a first send", w.plan(), 0)
	w.wantOutside("a first send", w.apply(), 0)

	w.write(until(time.Now().Add(time.Hour), ""))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("in time: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.write(until(time.Now().Add(-time.Hour), ""))

	if got := w.apply(); got.code != 0 || w.sends() != 1 || w.plan().code != 0 {
		t.Errorf("an edit of the window: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	if got := w.run("taint", "wecom_mass_message.it"); got.code != 0 {
		t.Fatal(got.output)
	}

	w.wantOutside("taint", w.apply(), 1)

	if got := w.run("untaint", "wecom_mass_message.it"); got.code != 0 {
		t.Fatal(got.output)
	}

	w.write(until(time.Now().Add(-time.Hour), `triggers = { again = "1" }`))
	w.wantOutside("triggers", w.apply(), 1)

	if w.status() != "created" {
		t.Errorf("the state says %s, want created", w.status())
	}

	// An engine plans before it destroys, unless it need not refresh.
	if got := w.run("destroy", "-auto-approve", "-refresh=false"); got.code != 0 || w.status() != "none" {
		t.Errorf("destroy: %s", got.output)
	}
}

// A saved plan is carried out when the window is over. The engine removes the
// old message before it makes the new one, and is kept from that.
func TestAccWindow_closesBeforeASavedPlanIsApplied(t *testing.T) {
	for name, row := range map[string]struct {
		more string
		args []string
		sent int
	}{
		"a first send":          {"", nil, 0},
		"triggers":              {`triggers = { again = "1" }`, nil, 1},
		"taint":                 {"", nil, 1},
		"create_before_destroy": {"triggers = { again = \"1\" }\n  lifecycle { create_before_destroy = true }", nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)

			if row.sent > 0 {
				w.write(oneMessage)

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}
			}

			if name == "taint" {
				w.run("taint", "wecom_mass_message.it")
			}

			// Long enough for a plan on a busy machine.
			end := time.Now().Add(25 * time.Second)
			w.write(until(end, row.more))

			if got := w.run(append([]string{"plan", "-out=saved.tfplan"}, row.args...)...); got.code != 0 {
				t.Fatal(got.output)
			}

			time.Sleep(time.Until(end.Add(time.Second)))

			w.wantOutside("the saved plan", w.apply("saved.tfplan"), row.sent)

			if want := map[bool]string{true: "created", false: "none"}[row.sent > 0]; w.status() != want && name != "taint" {
				t.Errorf("the state says %s, want %s", w.status(), want)
			}

			if name == "taint" && w.status() != "tainted" {
				t.Errorf("the state says %s, want tainted", w.status())
			}
		})
	}
}

// The day is over and the state is lost. The journal knows the message, and the
// plan, which does not ask it, refuses: an import is the way back.
func TestAccWindow_aLostStateAfterTheDay(t *testing.T) {
	t.Parallel()

	w, _ := withJournal(t)
	w.write(until(time.Now().Add(time.Hour), ""))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.losesState()
	w.write(until(time.Now().Add(-time.Hour), ""))
	w.wantOutside("after the day", w.apply(), 1)

	msgid := w.msgidOf()
	w.write(until(time.Now().Add(-time.Hour), "") + importBlock(msgid))

	if got := w.apply(); got.code != 0 || w.sends() != 1 || w.recorded("msgid") != msgid {
		t.Errorf("the import: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	// The control: without a window the journal records it.
	w.losesState()
	w.write(oneMessage)

	if got := w.apply(); got.code != 0 || w.sends() != 1 || w.recorded("msgid") != msgid {
		t.Errorf("without a window: %d messages, want 1\n%s", w.sends(), got.errorText())
	}
}

// Under create_before_destroy the old message is forgotten after the send. That
// the window is over by then stops nothing.
func TestAccWindow_isOverWhenTheOldMessageIsForgotten(t *testing.T) {
	t.Parallel()

	const before = "\n  lifecycle { create_before_destroy = true }"

	w := newWorkspace(t)
	w.providerArgs = `request_timeout = "60s"`
	w.write(until(time.Now().Add(time.Hour), before))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	end := time.Now().Add(20 * time.Second)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, DelayAfter: 22 * time.Second})
	w.write(strings.Replace(until(end, before), "一次就好", "再来一次", 1))

	got := w.apply()
	if got.code != 0 || w.sends() != 2 || w.status() != "created" || !time.Now().After(end) {
		t.Errorf("%d messages, want 2; the state says %s\n%s", w.sends(), w.status(), got.errorText())
	}

	if n := len(w.state()); n != 1 {
		t.Errorf("%d messages in the state, want 1", n)
	}
}
