package clitest_test

import (
	"strings"
	"testing"
)

// adopt_msgid says that a message is there, so nothing is sent beside it: not
// by a create, an edit or a tainted message. The one in the state stays there,
// and without the line each of them sends.
func TestAccAdoptMsgid_besideASend(t *testing.T) {
	t.Parallel()

	const line = "adopt_msgid = \"msgTHERE\"\n  text "

	adopting := strings.Replace(oneMessage, "text ", line, 1)
	edited := strings.Replace(adopting, "一次就好", "再来一次", 1)

	w := newWorkspace(t)
	w.providerArgs += "\n  duplicate_check_interval = \"0s\""

	refused := func(what string, sends int, got result) {
		t.Helper()

		if got.code == 0 || !got.has("error", "Nothing to adopt") || w.sends() != sends || sends > 0 && w.status() != "created" {
			t.Errorf("%s: %d messages, want %d; status %s\n%s", what, w.sends(), sends, w.status(), got.output)
		}
	}

	sent := func(what string, sends int, got result) {
		t.Helper()

		if got.code != 0 || w.sends() != sends || w.status() != "created" {
			t.Fatalf("%s: %d messages, want %d\n%s", what, w.sends(), sends, got.errorText())
		}
	}

	w.write(adopting)
	refused("a create", 0, w.apply())

	w.write(oneMessage)
	sent("a create without it", 1, w.apply())

	w.write(adopting)
	sent("the line alone", 1, w.apply())

	w.write(edited)
	refused("an edit", 1, w.apply())

	w.write(strings.Replace(edited, line, "text ", 1))
	sent("an edit without it", 2, w.apply())
	sent("taint without it", 3, w.tainted("wecom_mass_message.it"))

	w.write(edited)
	w.run("taint", "wecom_mass_message.it")

	if got := w.apply(); !got.has("error", "Nothing to adopt") || w.sends() != 3 || len(w.state()) != 1 {
		t.Errorf("a tainted message: %d messages\n%s", w.sends(), got.output)
	}
}
