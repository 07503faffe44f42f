package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// wishCase is what a person does after a message to one customer was sent.
type wishCase struct {
	name   string
	before soakMessage
	do     func(*workspace) result
	// want is how many messages there are then.
	want int
}

func wishCases() []wishCase {
	one := smaller(sameWords("m"))
	more := sameWords("m")
	renamed := sameWords("n")

	with := func(m soakMessage, change func(*soakMessage)) soakMessage {
		change(&m)
		return m
	}

	triggers := func(m *soakMessage) { m.triggers = "again" }
	onChange := func(m *soakMessage) { m.resendOn = "change" }
	first := func(m *soakMessage) { m.more = "lifecycle { create_before_destroy = true }" }

	apply := func(m soakMessage, args ...string) func(*workspace) result {
		return func(w *workspace) result {
			w.writeMessages(m)
			return w.apply(args...)
		}
	}

	taintFirst := func(then func(*workspace) result) func(*workspace) result {
		return func(w *workspace) result {
			w.run("taint", "wecom_mass_message.m")
			return then(w)
		}
	}

	return []wishCase{
		// What is not a wish, and is refused by the look before the send.
		{"renamed without moved", one, apply(smaller(renamed)), 1},
		{"renamed without moved, one more customer", one, apply(renamed), 1},
		{"renamed without moved, triggers changed", one, apply(with(smaller(renamed), triggers)), 1},
		{"renamed without moved, by nobody in particular", one, apply(with(smaller(renamed), func(m *soakMessage) { m.sender = "" })), 1},
		{"taint after an edited audience", one, func(w *workspace) result {
			apply(more)(w)
			return taintFirst(apply(more))(w)
		}, 1},
		{"taint with an edited audience", one, taintFirst(apply(more)), 1},
		{"taint with changed triggers", one, taintFirst(apply(with(one, triggers))), 1},
		{"taint with an audience edited under change", with(one, onChange), taintFirst(apply(with(more, onChange))), 1},
		{"create_before_destroy, triggers changed", with(one, first), apply(with(with(one, first), triggers)), 1},
		{"create_before_destroy, one more customer under change", with(with(one, first), onChange), apply(with(with(more, first), onChange)), 1},
		{"an edit that is taken back", one, func(w *workspace) result {
			apply(with(one, func(m *soakMessage) { m.text = "另一句话" }))(w)
			return apply(one)(w)
		}, 2},

		// What is one.
		{"triggers", one, apply(with(one, triggers)), 2},
		{"triggers, one more customer", one, apply(with(more, triggers)), 2},
		{"triggers with -replace", one, apply(with(one, triggers), "-replace=wecom_mass_message.m"), 2},
		{"triggers after an edited audience", one, func(w *workspace) result {
			apply(more)(w)
			return apply(with(more, triggers))(w)
		}, 2},
		{"triggers by a saved plan", one, func(w *workspace) result {
			w.writeMessages(with(one, triggers))
			w.plan("-out=saved.tfplan")

			return w.apply("saved.tfplan")
		}, 2},
		{"one more customer under change", with(one, onChange), apply(with(more, onChange)), 2},
		{"allow_select", one, apply(with(one, func(m *soakMessage) { m.more = "allow_select = true" })), 2},
		{"text, create_before_destroy", with(one, first), apply(with(with(one, first), func(m *soakMessage) { m.text = "另一句话" })), 2},
		{"renamed with moved, triggers changed", one, func(w *workspace) result {
			w.write(with(smaller(renamed), triggers).HCL() + "moved {\n  from = wecom_mass_message.m\n  to = wecom_mass_message.n\n}\n")
			return w.apply()
		}, 2},
	}
}

// A wish to send again is what the table calls sent, and not any difference
// from the message that Terraform has just deleted.
func TestAccWish_isWhatTheTableCallsSent(t *testing.T) {
	for _, c := range wishCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			w.writeMessages(c.before)

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			got := c.do(w)
			if len(p.sent()) != c.want {
				t.Fatalf("%d messages, want %d\n%s", len(p.sent()), c.want, got.output)
			}

			// Whoever asked for a message and gets none is told so.
			refused := c.want == 1 || strings.Contains(c.name, "taken back")
			if refused != got.has("error", "sent already") || refused != (got.code != 0) {
				t.Errorf("exit code %d\n%s", got.code, got.output)
			}
		})
	}
}

// Two messages trade their texts, or everything but their names. Each says what
// the other one has said to the same people, and nobody asked for that again.
func TestAccWish_tradingPlaces(t *testing.T) {
	for _, parallelism := range []int{1, 10} {
		for _, what := range []string{"texts", "triggers too", "people", "people under change"} {
			t.Run(fmt.Sprintf("%s, parallelism %d", what, parallelism), func(t *testing.T) {
				t.Parallel()

				w, p := behindProxy(t)
				a, b := smaller(sameWords("a")), smaller(sameWords("b"))

				switch what {
				case "texts":
					b.text = "另一句话"
				case "triggers too":
					b.text, a.triggers, b.triggers = "另一句话", "a", "b"
				case "people under change":
					a.resendOn, b.resendOn = "change", "change"

					fallthrough
				default:
					b.people = []string{customerTwo}
				}

				w.writeMessages(a, b)

				if got := w.apply(); got.code != 0 || len(p.sent()) != 2 {
					t.Fatalf("%d messages, want 2\n%s", len(p.sent()), got.errorText())
				}

				a.text, b.text = b.text, a.text
				a.people, b.people = b.people, a.people
				a.triggers, b.triggers = b.triggers, a.triggers
				w.writeMessages(a, b)

				got := w.apply(fmt.Sprintf("-parallelism=%d", parallelism))
				if len(p.sent()) != 2 {
					t.Errorf("%d messages, want 2\n%s", len(p.sent()), got.output)
				}

				if what != "people" && !got.has("error", "sent already") {
					t.Errorf("exit code %d, want a refusal\n%s", got.code, got.output)
				}
			})
		}
	}
}

// One of two equal messages is removed while the other one changes its
// triggers: the wish is for one message, and passes that one's record only.
func TestAccWish_isForOneMessage(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	a, b := smaller(sameWords("a")), smaller(sameWords("b"))
	b.people = []string{customerTwo}
	w.writeMessages(a, b)

	if got := w.apply(); got.code != 0 || len(p.sent()) != 2 {
		t.Fatalf("%d messages, want 2\n%s", len(p.sent()), got.errorText())
	}

	// b now goes to a's customer as well, and a is gone.
	b.people, b.triggers = []string{wecomsim.DemoCustomer, customerTwo}, "again"
	w.writeMessages(b)

	if got := w.apply(); len(p.sent()) != 2 || !got.has("error", "sent already") {
		t.Errorf("%d messages, want 2 and a refusal\n%s", len(p.sent()), got.output)
	}
}

// A new block that says what the replaced one says has no wish of its own: one
// of the two is sent, and the other refused, whichever comes first.
func TestAccWish_anEqualBlockBesideTheReplacedOne(t *testing.T) {
	for _, parallelism := range []string{"1", "10"} {
		t.Run(parallelism, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			b := smaller(sameWords("b"))
			w.writeMessages(b)

			if got := w.apply(); got.code != 0 || len(p.sent()) != 1 {
				t.Fatalf("%d messages, want 1\n%s", len(p.sent()), got.errorText())
			}

			d := smaller(sameWords("d"))
			b.triggers, d.triggers = "again", "again"
			w.writeMessages(b, d)

			if got := w.apply("-parallelism=" + parallelism); len(p.sent()) != 2 || !got.has("error", "sent already") {
				t.Errorf("%d messages, want 2 and a refusal\n%s", len(p.sent()), got.output)
			}
		})
	}
}
