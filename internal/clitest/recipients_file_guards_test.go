package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The state is lost after a send from a file: the next apply finds the same
// message in WeCom's list and refuses. A file with other ids is another
// message.
func TestAccRecipientsFile_duplicateCheck(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.file("customers.txt", customerTwo+"\n"+customerThree)
	w.write(fromFile)

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	if err := os.Remove(filepath.Join(w.dir, "terraform.tfstate")); err != nil {
		t.Fatal(err)
	}

	w.file("customers.txt", "name,external_userid\n乙,"+customerThree+"\n甲,"+customerTwo+"\n")

	if got := w.apply(); !strings.Contains(got.errorText(), w.sim.Messages()[0].MsgID) || w.sends() != 1 {
		t.Errorf("the same ids: %d messages, want 1 and a refusal that names it\n%s", w.sends(), got.output)
	}

	// One of them has it already, so it is not another audience.
	w.file("customers.txt", customerThree)

	if got := w.apply(); !strings.Contains(got.errorText(), "every recipient that was asked for has it, and others") || w.sends() != 1 {
		t.Errorf("one of the ids: %d messages, want 1 and a refusal\n%s", w.sends(), got.output)
	}

	w.file("customers.txt", wecomsim.DemoCustomer)

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("other ids: %d messages, want 2\n%s", w.sends(), got.errorText())
	}
}

// A message that is imported is recorded with its file; a file with fewer ids
// than WeCom has reached is refused.
func TestAccRecipientsFile_import(t *testing.T) {
	t.Parallel()

	sender := newWorkspace(t)
	sender.file("customers.txt", customerTwo+"\n"+customerThree)
	sender.write(fromFile)

	if got := sender.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	config := fromFile + importBlock(sender.sim.Messages()[0].MsgID)

	w := sender.sharing()
	w.file("customers.txt", customerTwo)
	w.write(config)

	if got := w.apply(); !got.has("error", "differs from the imported message") || w.sends() != 1 {
		t.Errorf("fewer ids: %d messages, want 1 and a refusal\n%s", w.sends(), got.output)
	}

	w.file("customers.txt", customerThree+"\n"+customerTwo)

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("the same ids: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	if state := w.stateText(); strings.Contains(state, customerTwo) || !strings.Contains(state, `"recipients_count": 2`) {
		t.Errorf("the state holds an id, or not their number\n%s", state)
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the plan is not empty\n%s", plan.output)
	}
}
