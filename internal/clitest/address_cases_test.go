package clitest_test

import (
	"fmt"
	"strings"
	"testing"
)

// A message of unknown status, and the same words to the same people at another
// address of the API in that minute. No refresh takes the one for the other. A
// person may: the address may be another way to the same WeCom.
func TestAccAdoption_twoAddresses(t *testing.T) {
	t.Parallel()

	a, fromA := behindProxy(t)
	a.write(sameWords("m").HCL())
	fromA.on(send, lostBefore())

	if got := a.apply(); a.status() != "unknown" {
		t.Fatalf("status %s\n%s", a.status(), got.output)
	}

	b, fromB := behindProxy(t)
	b.write(sameWords("m").HCL())

	if got := b.apply(); b.status() != "created" {
		t.Fatalf("status %s\n%s", b.status(), got.errorText())
	}

	a.url = b.url
	a.write(sameWords("m").HCL())

	if got := a.apply(); a.status() != "unknown" || !got.says("warning", "so it was not looked for") {
		t.Errorf("status %s as %v, want unknown\n%s", a.status(), a.named("m")["msgid"], got.output)
	}

	// What is no msgid takes nothing over, and stops nothing.
	m := sameWords("m")
	m.more = `adopt_msgid = ""`
	a.write(m.HCL())

	if got := a.run("plan", "-destroy", "-json"); got.code != 0 {
		t.Errorf("plan -destroy: exit code %d\n%s", got.code, got.errorText())
	}

	m.more = fmt.Sprintf("adopt_msgid = %q", fromB.sent()[0].msgid)
	a.write(m.HCL())

	if got := a.apply(); a.status() != "created" || !got.says("warning", "see that both are the same WeCom") {
		t.Errorf("status %s\n%s", a.status(), got.output)
	}

	if len(fromB.sent()) != 1 || len(fromA.sent()) != 0 {
		t.Errorf("%d messages at A and %d at B, want 0 and 1", len(fromA.sent()), len(fromB.sent()))
	}
}

// The same address, written otherwise, is the same message.
func TestAccJournal_anAddressWrittenOtherwise(t *testing.T) {
	t.Parallel()

	w, _ := withJournal(t)
	w.unseen()
	w.write(message("it", "一", ""))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.url = strings.Replace(w.url, "http://", "HTTP://", 1) + "/"
	w.losesState()
	w.write(message("it", "一", ""))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("exit code %d, %d messages, want 0 and 1\n%s", got.code, w.sends(), got.output)
	}
}
