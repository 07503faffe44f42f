package clitest_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The state cannot be written after the send. Terraform leaves errored.tfstate,
// and an apply that does not know of it finds the message in WeCom's list.
func TestAccLostState_stateCannotBeWritten(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)

	away := filepath.Join(w.dir, "away")
	if err := os.Mkdir(away, 0o700); err != nil {
		t.Fatal(err)
	}

	w.write(oneMessage)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DelayAfter: 500 * time.Millisecond})

	done := make(chan result)
	go func() { done <- w.apply("-lock=false", "-state="+filepath.Join(away, "terraform.tfstate")) }()

	waitForRequest(t, w, send)

	// Without a lock the engine opens the state when it writes it. A file in
	// the place of the directory: nothing can be written below it, not even by
	// root.
	if err := os.RemoveAll(away); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(away, nil, 0o600); err != nil {
		t.Fatal(err)
	}

	first := <-done
	if first.code == 0 {
		t.Errorf("the apply whose state could not be written ended with exit code 0")
	}

	errored := filepath.Join(w.dir, "errored.tfstate")
	if _, err := os.Stat(errored); err != nil {
		t.Fatalf("the engine left no errored.tfstate: %v\n%s", err, first.output)
	}

	if second := w.apply(); !second.has("error", "sent already") {
		t.Errorf("an apply without the state does not name the message that was sent\n%s", second.output)
	}

	if got := w.sends(); got != 1 {
		t.Errorf("%d messages, want 1", got)
	}

	if push := w.run("state", "push", "errored.tfstate"); push.code != 0 {
		t.Fatalf("state push: %s", push.output)
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the plan after state push is not empty\n%s", plan.output)
	}
}

// An equal message to other customers is no duplicate, and one to the same
// customers is: the positive control of each other.
func TestAccLostState_onlyTheSameMessageIsADuplicate(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(oneMessage)

	if first := w.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	if err := os.Remove(filepath.Join(w.dir, "terraform.tfstate")); err != nil {
		t.Fatal(err)
	}

	if again := w.apply(); !again.has("error", "sent already") || w.sends() != 1 {
		t.Fatalf("with its state lost the message was sent again (%d)\n%s", w.sends(), again.output)
	}

	w.sim.AdvanceClock(31 * time.Minute)

	if later := w.apply(); later.code != 0 || w.sends() != 2 {
		t.Errorf("outside of the interval nothing was sent (%d)\n%s", w.sends(), later.errorText())
	}
}
