package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// partlyReached is a message to two customers, of whom nobody can reach one.
func partlyReached(name, more string) string {
	both := fmt.Sprintf("%q, %q", wecomsim.DemoCustomer, customerNobody)

	return strings.Replace(message(name, "一", more), fmt.Sprintf("%q", wecomsim.DemoCustomer), both, 1)
}

// In which order an engine deletes and creates. For a rename none is certain.
const (
	firstDelete = "delete first"
	firstCreate = "create first"
	asItComes   = "in any order"
)

// Terraform creates again what nobody has changed. With a journal the message
// that is there is recorded again: there is no second POST, and a warning says
// so. A run that has deleted it before knows whom it could not reach; where the
// engine creates first, it does not. Without a journal, and where WeCom's list
// does not show the message, it is sent twice.
func TestAccJournal_createdAgainInOneRun(t *testing.T) {
	const first = "create_before_destroy = true"

	block := "lifecycle { " + first + " }"
	tainted := func(w *workspace) result { return w.tainted("wecom_mass_message.it") }

	cases := map[string]struct {
		before string
		do     func(*workspace) result
		order  string // first delete, first create, or as it comes
	}{
		"taint":                         {before: partlyReached("it", ""), do: tainted, order: firstDelete},
		"taint, create first":           {before: partlyReached("it", block), do: tainted, order: firstCreate},
		"rename without moved":          {before: partlyReached("it", ""), do: renamed(""), order: asItComes},
		"rename, create_before_destroy": {before: partlyReached("it", block), do: renamed(block), order: asItComes},
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

				w.write(c.before)

				if first := w.apply(); first.code != 0 {
					t.Fatal(first.errorText())
				}

				got := c.do(w)

				if journal == journalOff {
					if w.sends() != 2 {
						t.Errorf("control: %d messages, want 2\n%s", w.sends(), got.errorText())
					}

					return
				}

				w.recordedAgain(got, c.order)
			})
		}
	}
}

func renamed(block string) func(*workspace) result {
	return func(w *workspace) result {
		w.write(partlyReached("that", block))

		return w.apply()
	}
}

// recordedAgain: the only message is in the state as the send left it, and
// another run would do the same again.
func (w *workspace) recordedAgain(got result, order string) {
	w.t.Helper()

	msgid := w.msgidOf()

	if got.code != 0 || !got.has("warning", summaryEarlier) || !got.says("warning", msgid) {
		w.t.Errorf("exit code %d, want 0 and a warning that names %s\n%s", got.code, msgid, got.output)
	}

	if at := fmt.Sprintf("sent at %s", w.recorded("created_at")); !got.says("warning", at) {
		w.t.Errorf("no warning says %q\n%s", at, got.output)
	}

	if len(w.state()) != 1 || w.recorded("msgid") != msgid || w.status() != "created" {
		w.t.Errorf("the state has %v, want %s once", w.state(), msgid)
	}

	failed, known := w.recorded("fail_list").([]any)
	if known && fmt.Sprint(failed) != fmt.Sprint([]any{customerNobody}) || known && order == firstCreate || !known && order == firstDelete {
		w.t.Errorf("%s: fail_list is %v", order, w.recorded("fail_list"))
	}

	if known != got.says("warning", "which this run has removed from the state") {
		w.t.Errorf("%s: fail_list is known: %t, and the warning says otherwise\n%s", order, known, got.output)
	}

	if plan := w.plan(); plan.code != 0 {
		w.t.Errorf("the plan is not empty\n%s", plan.output)
	}

	// What this run has removed and recorded counts.
	w.losesState()

	if again := w.apply(); again.code != 0 || w.sends() != 1 || w.recorded("msgid") != msgid {
		w.t.Errorf("after the state was lost: exit code %d, %d messages\n%s", again.code, w.sends(), again.errorText())
	}
}

// What the table calls sent is sent, with a journal as without one.
func TestAccJournal_whatSendsStillSends(t *testing.T) {
	with := func(name, text, more string) func(*workspace) result {
		return func(w *workspace) result {
			w.write(message(name, text, more))

			return w.apply()
		}
	}

	const first = "lifecycle { create_before_destroy = true }"

	cases := map[string]struct {
		before string
		do     func(*workspace) result
		want   int
	}{
		"triggers":                     {message("it", "一", ""), with("it", "一", `triggers = { again = "1" }`), 2},
		"triggers, create first":       {message("it", "一", first), refusedAndNamed(week("1") + "\n  " + first), 2},
		"text":                         {message("it", "一", ""), with("it", "二", ""), 2},
		"text, create first":           {message("it", "一", first), with("it", "二", first), 2},
		"the audience under change":    {message("it", "一", `resend_on = "change"`), withOneMore(`resend_on = "change"`), 2},
		"the audience, the control":    {message("it", "一", ""), withOneMore(""), 1},
		"not_duplicate_of, state lost": {message("it", "一", ""), repeatedOnPurpose, 2},
		"triggers of before":           {message("it", "一", week("1")), thereAndBack(message("it", "一", week("2")), message("it", "一", week("1"))), 3},
		"the text of before":           {message("it", "一", ""), thereAndBack(message("it", "二", ""), message("it", "一", "")), 3},
		"the text of before, and lost": {message("it", "一", ""), thereBackAndLost(message("it", "二", ""), message("it", "一", "")), 3},
	}

	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()
			w.write(c.before)

			if first := w.apply(); first.code != 0 {
				t.Fatal(first.errorText())
			}

			if got := c.do(w); got.code != 0 || w.sends() != c.want || w.status() != "created" {
				t.Errorf("exit code %d, %d messages, want 0 and %d\n%s", got.code, w.sends(), c.want, got.output)
			}
		})
	}
}

func withOneMore(more string) func(*workspace) result {
	return func(w *workspace) result {
		both := fmt.Sprintf("%q, %q", wecomsim.DemoCustomer, customerTwo)
		w.write(strings.Replace(message("it", "一", more), fmt.Sprintf("%q", wecomsim.DemoCustomer), both, 1))

		return w.apply()
	}
}

// refusedAndNamed is a new message before the old one is deleted: nobody says
// that it comes after that, until it names it.
func refusedAndNamed(more string) func(*workspace) result {
	return func(w *workspace) result {
		msgid := w.msgidOf()
		w.write(message("it", "一", more))

		if got := w.apply(); got.code == 0 || w.sends() != 1 || !strings.Contains(got.errorText(), "not_duplicate_of = [\""+msgid) {
			w.t.Errorf("exit code %d, %d messages, want an error that names %s\n%s", got.code, w.sends(), msgid, got.errorText())
		}

		w.write(message("it", "一", more+fmt.Sprintf("\n  not_duplicate_of = [%q]", msgid)))

		return w.apply()
	}
}

func repeatedOnPurpose(w *workspace) result {
	w.losesState()
	w.write(message("it", "一", fmt.Sprintf("not_duplicate_of = [%q]", w.msgidOf())))

	return w.apply()
}

func week(number string) string { return fmt.Sprintf("triggers = { week = %q }", number) }

// thereAndBack is one change after the other, each of which sends: the last one
// says what an earlier message has said, and is another one.
func thereAndBack(there, back string) func(*workspace) result {
	return func(w *workspace) result {
		w.write(there)
		w.apply()
		w.write(back)

		return w.apply()
	}
}

// thereBackAndLost loses the state after that: what is recorded is the last
// one, and nothing is sent.
func thereBackAndLost(there, back string) func(*workspace) result {
	return func(w *workspace) result {
		thereAndBack(there, back)(w)
		w.losesState()

		got := w.apply()
		if last := w.sim.Messages()[w.sends()-1].MsgID; w.recorded("msgid") != last {
			w.t.Errorf("the state has %v, want %s", w.recorded("msgid"), last)
		}

		return got
	}
}
