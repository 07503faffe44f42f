package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// unseen lets WeCom's list show nothing, so that only the journal tells of a
// message.
func (w *workspace) unseen() { w.sim.SetListLag(time.Hour) }

// Terraform has forgotten a message in one way or another, and WeCom's list
// does not show it. With a journal it is recorded again, without one it is sent
// twice.
func TestAccJournal_whatTerraformForgets(t *testing.T) {
	cases := map[string]struct {
		do   func(*workspace) (*workspace, result)
		sent int // without the second send
	}{
		"the state is lost": {sent: 1, do: func(w *workspace) (*workspace, result) {
			w.losesState()

			return w, w.apply()
		}},
		"an older state is restored": {sent: 2, do: func(w *workspace) (*workspace, result) {
			state := filepath.Join(w.dir, "terraform.tfstate")
			older := readFile(w.t, state)

			w.write(message("it", "二", ""))
			w.apply()

			if err := os.WriteFile(state, []byte(older), 0o600); err != nil {
				w.t.Fatal(err)
			}

			return w, w.apply()
		}},
		"another root": {sent: 1, do: func(w *workspace) (*workspace, result) {
			other := w.sharing()
			other.env = w.env
			other.write(message("that", "一", ""))

			return other, other.apply()
		}},
	}

	for name, c := range cases {
		for _, journal := range []string{journalOn, journalOff} {
			t.Run(name+"/"+journal, func(t *testing.T) {
				t.Parallel()

				w := newWorkspace(t)
				w.unseen()

				if journal == journalOn {
					w.keepsJournal()
				}

				w.write(message("it", "一", ""))

				if first := w.apply(); first.code != 0 {
					t.Fatal(first.errorText())
				}

				last, got := c.do(w)

				if journal == journalOff {
					if w.sends() != c.sent+1 {
						t.Errorf("control: %d messages, want %d", w.sends(), c.sent+1)
					}

					return
				}

				if got.code != 0 || w.sends() != c.sent || !got.has("warning", summaryEarlier) {
					t.Errorf("exit code %d, %d messages, want 0 and %d, and a warning\n%s", got.code, w.sends(), c.sent, got.output)
				}

				if want := w.sim.Messages()[c.sent-1].MsgID; last.recorded("msgid") != want {
					t.Errorf("the state has %v, want %s", last.recorded("msgid"), want)
				}

				if plan := last.plan(); plan.code != 0 {
					t.Errorf("the plan is not empty\n%s", plan.output)
				}
			})
		}
	}
}

// A run is killed before its request has reached WeCom. Nobody can know that,
// so the next one sends nothing, and leaves it to a person.
func TestAccJournal_killedBeforeTheEffect(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.keepsJournal()
	w.providerArgs = `request_timeout = "10s"`
	w.write(message("it", "一", ""))

	cmd := w.command("apply", "-auto-approve")
	lost := lostBefore()
	lost.hold = func() { killProvider(t, cmd) }
	p.on(send, lost)

	if err := cmd.Run(); err == nil {
		t.Fatal("the provider was not killed")
	}

	for range 2 {
		got := w.apply("-lock=false")
		if got.code != 0 || w.status() != "unknown" || p.arrived() != 1 {
			t.Errorf("exit code %d, status %s, %d POSTs, want 0, unknown and 1\n%s", got.code, w.status(), p.arrived(), got.output)
		}
	}

	w.write(message("it", "一", `triggers = { again = "1" }`))

	if got := w.apply(); got.code != 0 || w.status() != "created" || w.sends() != 1 {
		t.Errorf("triggers: exit code %d, status %s, %d messages, want 0, created and 1\n%s", got.code, w.status(), w.sends(), got.errorText())
	}
}

// Two provider blocks are two processes. The same message in both is sent once:
// by one of them, or, where they read each other at the same moment, by none.
// Then the next apply sends it. Without a journal, and where WeCom's list does
// not show it yet, it goes out twice.
func TestAccJournal_twoProviderBlocks(t *testing.T) {
	for _, journal := range []string{journalOn, journalOff} {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.unseen()

			if journal == journalOn {
				w.keepsJournal()
			}

			inOther := "provider = wecom.other"
			w.write(w.secondBlock() + message("it", "一", "") + message("that", "一", inOther))

			got := w.apply()

			if journal == journalOff {
				if w.sends() != 2 {
					t.Errorf("control: %d messages, want 2", w.sends())
				}

				return
			}

			if w.sends() > 1 || got.code == 0 && !got.has("warning", summaryEarlier) {
				t.Errorf("exit code %d, %d messages, want one at most, and an error or a warning\n%s", got.code, w.sends(), got.output)
			}

			// A person takes one of the two out.
			one := message("it", "一", "")
			if w.named("it") == nil {
				one = message("that", "一", inOther)
			}

			w.write(w.secondBlock() + one)

			if last := w.apply(); last.code != 0 || w.sends() != 1 || w.status() != "created" {
				t.Errorf("exit code %d, %d messages, status %s, want 0, 1 and created\n%s", last.code, w.sends(), w.status(), last.errorText())
			}
		})
	}
}

// A run of another root is sending the message right now: the second says so,
// names it, and sends nothing. When it has ended, its message is recorded.
func TestAccJournal_anotherRunIsSending(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.keepsJournal()
	w.unseen()
	w.providerArgs = `request_timeout = "20s"`
	w.write(message("it", "一", ""))

	other := w.sharing()
	other.env = w.env
	other.write(message("it", "一", ""))

	var during result

	slow := passed()
	slow.hold = func() { during = other.apply() }
	p.on(send, slow)

	if got := w.apply(); got.code != 0 {
		t.Errorf("the first run was disturbed\n%s", got.output)
	}

	if text := during.errorText(); during.code == 0 || !strings.Contains(text, "another run is sending this message") || !strings.Contains(text, "Apply again when it has ended") {
		t.Errorf("exit code %d; the error does not say that another run is sending\n%s", during.code, during.output)
	}

	if got := other.apply(); got.code != 0 || w.sends() != 1 || other.recorded("msgid") != w.msgidOf() {
		t.Errorf("exit code %d, %d messages, want 0 and 1\n%s", got.code, w.sends(), got.errorText())
	}
}
