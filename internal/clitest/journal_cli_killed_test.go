package clitest_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Only the CLI is killed, while WeCom works on the send. The provider lives on,
// with nobody who reads what it logs, and the journal gets WeCom's answer: of a
// message to groups nothing else would tell the next apply what became of it.
func TestAccJournal_theAnswerAfterTheCLIWasKilled(t *testing.T) {
	for name, c := range map[string]struct {
		fault wecomsim.Fault
		sends int // before the next apply
	}{
		"created": {wecomsim.Fault{DelayAfter: 2 * time.Second}, 1},
		"refused": {wecomsim.Fault{DelayBefore: 2 * time.Second, Errcode: 48002}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.providerArgs = `request_timeout = "30s"`
			w.unseen()

			dir := filepath.Join(w.dir, "journal")
			w.keepsJournalIn(dir)
			w.write(message("it", "一", ""))

			c.fault.Endpoint, c.fault.Count = "add_msg_template", 1
			w.sim.Arm(c.fault)

			cmd := w.command("apply", "-auto-approve")
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}

			waitForRequest(t, w, "add_msg_template")
			killCLI(t, cmd)

			_ = cmd.Wait()

			if len(providersOf(t, cmd.Process.Pid)) == 0 {
				t.Error("the provider died with the CLI, so nothing is tested")
			}

			for deadline := time.Now().Add(30 * time.Second); outcomeIn(t, dir) != name; time.Sleep(50 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("the journal says %q, want %q", outcomeIn(t, dir), name)
				}
			}

			// Nobody else ends it.
			for deadline := time.Now().Add(30 * time.Second); len(providersOf(t, cmd.Process.Pid)) > 0; time.Sleep(50 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatal("the provider lives on")
				}
			}

			if w.sends() != c.sends {
				t.Errorf("%d messages, want %d", w.sends(), c.sends)
			}

			if got := w.apply(); got.code != 0 || len(w.state()) != 1 || w.sends() != 1 {
				t.Errorf("exit code %d, %d in the state, %d messages, want 0, 1 and 1\n%s", got.code, len(w.state()), w.sends(), got.output)
			}
		})
	}
}

// outcomeIn is the outcome of the last result in a journal, if there is one.
func outcomeIn(t *testing.T, dir string) string {
	t.Helper()

	last := ""

	for _, line := range journalLines(t, dir) {
		if outcome, ok := line["outcome"].(string); ok {
			last = outcome
		}
	}

	return last
}
