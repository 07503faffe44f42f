package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// An action that was stopped says what became of it, and what it says is true.
func TestAccStopped_anActionTellsWhatBecameOfIt(t *testing.T) {
	needsTerraform(t, 14, "actions")

	moments := newStops(t)
	// What WeCom makes of the call: it is done, refused, or its answer is lost.
	faults := []wecomsim.Fault{{}, {Errcode: 41094}, {Errcode: 48002}, {DropAt: wecomsim.AfterEffect}, {}}

	for i := range 20 {
		action, endpoint := "remind", "remind_groupmsg_send"
		if i%2 == 0 {
			action, endpoint = "cancel", "cancel_groupmsg_send"
		}

		s, fault := moments.next(1200*time.Millisecond), faults[i/2%len(faults)]
		fault.Endpoint, fault.DelayBefore, fault.DelayAfter = endpoint, 150*time.Millisecond, 250*time.Millisecond

		t.Run(fmt.Sprintf("%d %s after %s", i, action, s.after.Round(time.Millisecond)), func(t *testing.T) {
			t.Parallel()
			stopAnAction(t, s, "wecom_mass_message_"+action, fault)
		})
	}
}

func stopAnAction(t *testing.T, s stop, action string, fault wecomsim.Fault) {
	w := newWorkspace(t)
	w.write(twoMembers + bothActions)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.sim.Arm(fault)
	w.sim.Arm(wecomsim.Fault{Endpoint: "gettoken", DelayAfter: 250 * time.Millisecond})
	w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", DelayAfter: 250 * time.Millisecond})

	w.judgeStopped(w.runStopped(s, "gettoken", "apply", "-auto-approve", "-no-color", "-invoke=action."+action+".it"))

	if w.sends() != 1 {
		t.Errorf("%d messages, want 1", w.sends())
	}
}

// judgeStopped compares what a stopped action said with what WeCom has done.
func (w *workspace) judgeStopped(got result) {
	w.t.Helper()

	message := w.sim.Messages()[0]
	done := len(message.Reminders) > 0 || !message.CancelTime.IsZero()

	said := got.unwrapped()
	says := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(said, word) {
				return true
			}
		}

		return false
	}

	succeeded := says("WeCom has taken the reminder", "WeCom has stopped message", "is stopped", "was stopped already", "was stopped by this run or before")
	failed := says("Nobody was reminded", "was NOT stopped", "Nothing was stopped")
	unknown := says("It is not known whether")

	switch {
	case got.engineCrashed():
		w.t.Logf("the engine crashed by itself, exit code %d", got.code)

		if got.code == 0 {
			w.t.Error("a crash with exit code 0")
		}
	case !succeeded && !failed && !unknown:
		w.t.Errorf("exit code %d, and nothing says what became of it\n%s", got.code, got.output)
	case got.code == 0 && (!succeeded || says("not counted")):
		w.t.Errorf("exit code 0\n%s", got.output)
	case succeeded && !done, failed && done:
		w.t.Errorf("done by WeCom: %t; this is said\n%s", done, got.output)
	}
}

// The reminder of an after_create trigger does not disappear without a word.
func TestAccStopped_aReminderOfATriggerTellsWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	for name, fault := range map[string]wecomsim.Fault{
		"taken":   {},
		"refused": {Errcode: 48002},
		"lost":    {DropAt: wecomsim.AfterEffect},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(twoMembers + bothActions + trigger("1", "wecom_mass_message_remind"))

			fault.Endpoint, fault.DelayBefore = "remind_groupmsg_send", 700*time.Millisecond
			w.sim.Arm(fault)

			got := w.runStopped(stop{after: 300 * time.Millisecond}, "remind_groupmsg_send", "apply", "-auto-approve", "-no-color")
			w.judgeStopped(got)

			if got.code == 0 || strings.Contains(got.output, "Apply complete!") {
				t.Errorf("exit code %d; a run that was stopped succeeded\n%s", got.code, got.output)
			}

			want := map[string]string{"taken": "WeCom has taken the reminder", "refused": "Nobody was reminded", "lost": "It is not known whether"}
			got.wantWords(t, want[name])

			if status := w.status(); status != "created" || w.sends() != 1 {
				t.Errorf("status %s, %d messages\n%s", status, w.sends(), got.output)
			}
		})
	}
}

// A reminder that had not begun is not made, and the run does not look
// complete.
func TestAccStopped_aReminderThatHasNotBegun(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	w.write(strings.Replace(twoMembers, "text =", `lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.wecom_mass_message_remind.it]
    }
  }
  text =`, 1) + bothActions)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, DelayAfter: 700 * time.Millisecond})

	got := w.runStopped(stop{after: 200 * time.Millisecond}, send, "apply", "-auto-approve", "-no-color")
	if got.code == 0 || strings.Contains(got.output, "Apply complete!") {
		t.Errorf("exit code %d\n%s", got.code, got.output)
	}

	if status := w.status(); status != "created" || w.sends() != 1 || w.reminders() != 0 {
		t.Errorf("status %s, %d messages, %d reminders\n%s", status, w.sends(), w.reminders(), got.output)
	}
}
