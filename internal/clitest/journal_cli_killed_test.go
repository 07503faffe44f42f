package clitest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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

// A person has answered "not_sent", and the CLI of the run that sends upon it
// is killed. As long as its provider has the request under way, the same answer
// is no leave to send once more.
func TestAccJournal_anAnswerWhileARunSends(t *testing.T) {
	t.Parallel()

	w := campaignWorkspace(t)
	w.providerArgs = `request_timeout = "30s"`
	w.keepsJournal()
	w.writeCampaign("")

	w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DropAt: wecomsim.BeforeEffect})
	w.apply()

	if w.sends() != 0 {
		t.Fatalf("%d messages", w.sends())
	}

	before := len(w.sim.Requests(send))

	w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DelayBefore: 5 * time.Second})
	w.writeCampaign(w.answers())

	cmd := w.command("apply", "-auto-approve")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}

	for deadline := time.Now().Add(30 * time.Second); len(w.sim.Requests(send)) == before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("no request came")
		}
	}

	killCLI(t, cmd)

	_ = cmd.Wait()

	got := w.apply("-lock=false")
	if got.code == 0 || !strings.Contains(got.output, "another run is sending this message now") || w.sends() != 0 {
		t.Errorf("exit code %d, %d messages\n%s", got.code, w.sends(), got.output)
	}

	last := w.untilComplete()

	w.wantEachOnce(last)
}

// Where the CLI was killed before it has heard from its provider, nobody ever
// calls that.
func TestAccTermination_nobodyReadsTheHandshake(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	t.Parallel()

	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}

	_ = read.Close()

	cmd := exec.Command(filepath.Join(filepath.Dir(cliConfig), providerBinary))
	// As the plugin protocol starts it.
	cmd.Env = append(os.Environ(), "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2", "PLUGIN_PROTOCOL_VERSIONS=6")
	cmd.Stdout = write

	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}

	_ = write.Close()

	ended := make(chan error, 1)

	go func() { ended <- cmd.Wait() }()

	select {
	case err := <-ended:
		t.Log(err)
	case <-time.After(20 * time.Second):
		_ = cmd.Process.Kill()

		t.Error("the provider lives on")
	}
}
