package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// wrongDate is an answer of a gateway whose clock is off.
func wrongDate(status int, off time.Duration, forward bool) reply {
	return gateway(status, "<html>gateway</html>", forward).dated(off)
}

// A gateway with a wrong clock answers once before the look that a lost state
// depends on. The message is seconds old, and is seen.
func TestAccTime_lookBeforeTheSend(t *testing.T) {
	for _, endpoint := range []string{"gettoken", list} {
		for _, off := range []time.Duration{8 * time.Hour, -8 * time.Hour, 31 * 24 * time.Hour} {
			t.Run(fmt.Sprintf("%s/%s", endpoint, off), func(t *testing.T) {
				t.Parallel()

				w, p := behindProxy(t)
				w.write(oneMessage)

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}

				if err := os.Remove(filepath.Join(w.dir, "terraform.tfstate")); err != nil {
					t.Fatal(err)
				}

				p.on(endpoint, wrongDate(502, off, false))

				if got := w.apply(); !got.has("error", "sent already") || len(p.sent()) != 1 {
					t.Errorf("%d messages, want 1 and a refusal\n%s", len(p.sent()), got.output)
				}
			})
		}
	}
}

// The gateway with the wrong clock answers the POST itself. Later the list
// shows the message, and it is found; or a person says which one it is.
func TestAccTime_heal(t *testing.T) {
	for _, off := range []time.Duration{8 * time.Hour, -8 * time.Hour} {
		for _, status := range []int{504, 403} {
			t.Run(fmt.Sprintf("%d/%s", status, off), func(t *testing.T) {
				t.Parallel()

				w, p := behindProxy(t)
				w.sim.SetListLag(time.Hour)
				w.write(oneMessage)
				p.on(send, wrongDate(status, off, true))

				if got := w.apply(); w.status() != "unknown" {
					t.Fatalf("status %s, want unknown\n%s", w.status(), got.output)
				}

				w.sim.SetListLag(0)

				if got := w.apply(); w.status() != "created" || len(p.sent()) != 1 {
					t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), len(p.sent()), got.output)
				}
			})
		}
	}
}

// A person who has the msgid in hand is not told that it does not exist.
func TestAccTime_aPersonNamesIt(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.sim.SetListLag(time.Hour)
	w.write(oneMessage)
	p.on(send, wrongDate(504, 8*time.Hour, true))
	w.apply()
	w.sim.SetListLag(0)

	// The list is away while the plan looks, so that only the person can tell.
	w.write(strings.Replace(oneMessage, "text ", fmt.Sprintf("adopt_msgid = %q\n  text ", p.sent()[0].msgid), 1))

	refuses := gateway(200, `{"errcode":45033,"errmsg":"concurrency"}`, false)
	p.on(list, refuses, refuses, refuses, refuses)

	if got := w.apply(); got.code != 0 || w.status() != "created" || len(p.sent()) != 1 {
		t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), len(p.sent()), got.output)
	}
}

// The server handles the POST long after the client has given up. The run that
// posted cannot know; the next one names the message, and a person takes it.
func TestAccTime_handledLate(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.write(oneMessage)
	p.on(send, reply{late: 7 * time.Second})

	if got := w.apply(); w.status() != "unknown" {
		t.Fatalf("status %s, want unknown\n%s", w.status(), got.output)
	}

	p.settle()

	if len(p.sent()) != 1 {
		t.Fatalf("%d messages, want the one that came late", len(p.sent()))
	}

	msgid := p.sent()[0].msgid

	got := w.apply()
	if !got.says("warning", msgid) || w.status() != "unknown" {
		t.Errorf("status %s, want unknown, and the late message named\n%s", w.status(), got.output)
	}

	w.write(strings.Replace(oneMessage, "text ", fmt.Sprintf("adopt_msgid = %q\n  text ", msgid), 1))

	if got := w.apply(); got.code != 0 || w.status() != "created" || len(p.sent()) != 1 {
		t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), len(p.sent()), got.output)
	}
}

// The control: whoever sends the same words in a later run, when the first
// message cannot come any more, has a message of their own.
func TestAccTime_laterRunIsAnother(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.write(sameWords("m").HCL())
	p.on(send, lostBefore())
	w.apply()
	// In the same seconds nobody could tell the two apart.
	w.sim.AdvanceClock(3 * time.Second)

	other := w.sharing()
	other.write(sameWords("m").HCL())

	if got := other.apply(); other.status() != "created" {
		t.Fatalf("status %s\n%s", other.status(), got.errorText())
	}

	got := w.apply()
	if w.status() != "unknown" || !got.says("warning", p.sent()[0].msgid) {
		t.Errorf("status %s, want unknown, and the candidate named\n%s", w.status(), got.output)
	}
}
