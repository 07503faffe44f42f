package clitest_test

import (
	"strings"
	"testing"
)

// After an import whose configuration an apply has recorded, an edit sends as
// for any other message. As long as there was nothing to record, no apply has
// taken the guard away.
func TestAccImport_theGuardEndsWithTheFirstRecordingApply(t *testing.T) {
	t.Parallel()

	sender := newWorkspace(t)
	sender.write(oneMessage)

	if first := sender.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	w := sender.sharing()
	id := importBlock(sender.sim.Messages()[0].MsgID)
	edited := strings.Replace(oneMessage, "一次就好", "再来一次", 1)

	w.write(oneMessage + id)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.write(edited)

	if got := w.apply(); !got.has("error", "differs from the imported message") || w.sends() != 1 {
		t.Errorf("nothing was recorded yet: %d messages, want 1 and a refusal\n%s", w.sends(), got.output)
	}

	w.write(strings.Replace(oneMessage, "text ", "resend_on = \"change\"\n  text ", 1))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("recording: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.write(edited)

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("after the recording: %d messages, want 2\n%s", w.sends(), got.errorText())
	}
}
