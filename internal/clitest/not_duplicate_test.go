package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// pictured is a message with a picture from a file.
func pictured(name, source, more string) string {
	return message(name, "一", fmt.Sprintf(`attachments = [{ msgtype = "image", image = { source = %q } }]
  %s`, source, more))
}

// The same text with another picture: WeCom's list cannot show the difference,
// so the error says what agrees, and prints the line to write.
func TestAccNotDuplicateOf(t *testing.T) {
	for name, options := range map[string][]wecomsim.Option{"listed as sent": nil, "listed under names of WeCom's": {wecomsim.WithOwnMediaIDs(true)}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t, append(options, strict())...)
			w.picture("a.png", 10)
			w.picture("b.png", 20)
			w.write(pictured("a", "a.png", ""))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			w.write(pictured("a", "a.png", "") + pictured("b", "b.png", ""))

			got := w.apply()
			line := fmt.Sprintf("not_duplicate_of = [%q]", w.sim.Messages()[0].MsgID)

			if text := got.errorText(); got.code == 0 || w.sends() != 1 || !strings.Contains(text, line) || !strings.Contains(text, "could not be compared") || strings.Contains(text, "the same message") {
				t.Errorf("%d messages, want 1, and %q\n%s", w.sends(), line, text)
			}

			reference := pictured("a", "a.png", "") + pictured("b", "b.png", "not_duplicate_of = [wecom_mass_message.a.msgid]")
			w.write(reference)

			if got := w.apply(); got.code != 0 || w.sends() != 2 {
				t.Errorf("%d messages, want 2\n%s", w.sends(), got.errorText())
			}

			// It is of this message, and says nothing for another one.
			w.write(reference + pictured("c", "a.png", "not_duplicate_of = [wecom_mass_message.b.msgid]"))

			if got := w.apply(); got.code == 0 || w.sends() != 2 {
				t.Errorf("%d messages, want 2\n%s", w.sends(), got.errorText())
			}

			w.write(pictured("a", "a.png", "") + pictured("b", "b.png", ""))

			if got := w.apply(); got.code != 0 || w.sends() != 2 || w.plan().code != 0 {
				t.Errorf("taken away again: %d messages, want 2\n%s", w.sends(), got.errorText())
			}
		})
	}
}

// A msgid that is known only when the other message was sent.
func TestAccNotDuplicateOf_inOneApply(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	both := message("a", "一", "") + message("b", "一", "not_duplicate_of = [wecom_mass_message.a.msgid]")
	w.write(both)

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Fatalf("%d messages, want 2\n%s", w.sends(), got.errorText())
	}

	// The first is sent again, so the second records another msgid, and is not
	// sent.
	w.write(strings.Replace(both, "一", "改了", 1))

	if got := w.apply(); got.code != 0 || w.sends() != 3 || w.plan().code != 0 {
		t.Errorf("%d messages, want 3\n%s", w.sends(), got.errorText())
	}
}

// A message that this run forgets is known to have another picture; the list
// cannot show that.
func TestAccNotDuplicateOf_ofThisRun(t *testing.T) {
	for shade, want := range map[uint8]int{10: 1, 20: 2} {
		t.Run(fmt.Sprintf("shade %d", shade), func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t, strict())
			w.picture("a.png", 10)
			w.write(pictured("it", "a.png", ""))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			w.run("taint", "wecom_mass_message.it")
			w.picture("a.png", shade)

			if got := w.apply(); w.sends() != want {
				t.Errorf("%d messages, want %d\n%s", w.sends(), want, got.errorText())
			}
		})
	}
}

// OpenTofu forgets a message with lifecycle { destroy = false } without a word
// to the provider, so it does not know which one is replaced.
func TestAccNotDuplicateOf_forgottenByOpenTofu(t *testing.T) {
	t.Parallel()

	if engine, _ := engineVersion(t); engine != "OpenTofu" {
		t.Skip("only OpenTofu has lifecycle { destroy = false }")
	}

	w := newWorkspace(t)

	const keep = "\n  lifecycle { destroy = false }"

	w.write(message("it", "一", keep))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	again := `triggers = { again = "1" }`
	w.write(message("it", "一", again+keep))

	got := w.apply()
	if !got.has("error", "sent already") || w.sends() != 1 || w.status() != "none" {
		t.Errorf("%d messages, want 1, and none in the state; it says %s\n%s", w.sends(), w.status(), got.errorText())
	}

	w.write(message("it", "一", again+fmt.Sprintf("\n  not_duplicate_of = [%q]", w.sim.Messages()[0].MsgID)+keep))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("%d messages, want 2\n%s", w.sends(), got.errorText())
	}

	if got := w.destroy(); w.status() != "none" || w.sends() != 2 {
		t.Errorf("destroyed: %s, %d messages\n%s", w.status(), w.sends(), got.errorText())
	}
}
