package clitest_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// forgottenMessage is a message that only the journal tells of.
func forgottenMessage(t *testing.T) (w *workspace, dir string) {
	t.Helper()

	w, dir = withJournal(t)
	w.unseen()
	w.write(message("it", "一", ""))

	if first := w.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	w.losesState()

	return w, dir
}

// ages makes what stands in a journal older.
func ages(t *testing.T, dir string, by time.Duration) {
	t.Helper()

	rewriteJournal(t, dir, func(line journalLine) {
		for _, name := range []string{"time", "sent_at"} {
			text, ok := line[name].(string)
			if !ok {
				continue
			}

			at, err := time.Parse(time.RFC3339Nano, text)
			if err != nil {
				t.Fatal(err)
			}

			line[name] = at.Add(-by).Format(time.RFC3339Nano)
		}
	})
}

// What nobody knows any more but the journal is recorded for seven days. Then a
// person is asked, and has three ways on.
func TestAccJournal_olderThanSevenDays(t *testing.T) {
	const day = 24 * time.Hour

	t.Run("six days", func(t *testing.T) {
		t.Parallel()

		w, dir := forgottenMessage(t)
		ages(t, dir, 6*day)

		if got := w.apply(); got.code != 0 || w.sends() != 1 || w.status() != "created" {
			t.Errorf("exit code %d, %d messages\n%s", got.code, w.sends(), got.errorText())
		}
	})

	for name, way := range map[string]struct {
		more func(msgid string) string
		want int
	}{
		"import":           {func(msgid string) string { return message("it", "一", "") + importBlock(msgid) }, 1},
		"triggers":         {func(string) string { return message("it", "一", `triggers = { again = "1" }`) }, 2},
		"not_duplicate_of": {nil, 2},
	} {
		t.Run("eight days, "+name, func(t *testing.T) {
			t.Parallel()

			w, dir := forgottenMessage(t)
			msgid := w.msgidOf()
			line := `not_duplicate_of = ["` + msgid + `"]`

			ages(t, dir, 8*day)

			got := w.apply()
			if text := got.errorText(); got.code == 0 || w.sends() != 1 || !strings.Contains(text, msgid) || !strings.Contains(text, "Nothing was sent") || !strings.Contains(text, line) {
				t.Fatalf("exit code %d, %d messages, want an error that names %s\n%s", got.code, w.sends(), msgid, text)
			}

			// As printed.
			config := message("it", "一", line)
			if way.more != nil {
				config = way.more(msgid)
			}

			if name == "import" {
				w.sim.SetListLag(0)
			}

			w.write(config)

			if got := w.apply(); got.code != 0 || w.sends() != way.want || w.status() != "created" {
				t.Errorf("exit code %d, %d messages, want 0 and %d\n%s", got.code, w.sends(), way.want, got.errorText())
			}
		})
	}
}

// Two blocks that say the same to the same people are one message. The second
// is an error that says what to do.
func TestAccJournal_twoBlocksForOneMessage(t *testing.T) {
	t.Parallel()

	w, dir := withJournal(t)
	w.unseen()

	both := message("it", "一", "") + message("that", "一", "")
	w.write(both)

	got := w.apply()
	if text := got.errorText(); got.code == 0 || w.sends() != 1 || !got.has("error", "Two resources for one message") || !strings.Contains(text, "name the other in its not_duplicate_of") {
		t.Errorf("exit code %d, %d messages, want an error and 1\n%s", got.code, w.sends(), got.output)
	}

	if n := len(w.state()); n != 1 {
		t.Errorf("%d messages in the state, want 1", n)
	}

	if lines := kinds(journalLines(t, dir)); lines != "intent result" {
		t.Errorf("the journal has %q", lines)
	}

	// The advice, in both steps: that a block has triggers of its own does not
	// say that the same people are to have it twice.
	sent, left := "it", "that"
	if !strings.Contains(w.stateText(), `"name": "it"`) {
		sent, left = left, sent
	}

	another := "triggers = { second = \"1\" }\n"
	w.write(message(sent, "一", "") + message(left, "一", another))

	if got := w.apply(); got.code == 0 || w.sends() != 1 || !got.has("error", "The message seems to have been sent already") {
		t.Errorf("with triggers: exit code %d, %d messages, want an error and 1\n%s", got.code, w.sends(), got.errorText())
	}

	w.write(message(sent, "一", "") + message(left, "一", another+"  not_duplicate_of = [wecom_mass_message."+sent+".msgid]"))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("with both: exit code %d, %d messages, want 0 and 2\n%s", got.code, w.sends(), got.errorText())
	}
}

// What a later version has written about a message stands against it.
func TestAccJournal_lineOfALaterVersion(t *testing.T) {
	t.Parallel()

	w, dir := forgottenMessage(t)
	rewriteJournal(t, dir, func(line journalLine) { line["v"], line["news"] = 2, "x" })

	got := w.apply()
	if text := got.errorText(); got.code == 0 || w.sends() != 1 || !strings.Contains(text, "a later version may have written it") || !strings.Contains(text, "Use the version that has written it") {
		t.Errorf("exit code %d, %d messages, want an error and 1\n%s", got.code, w.sends(), got.output)
	}

	// The control: about another message it says nothing.
	w.write(message("it", "二", ""))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("another message: exit code %d, %d messages, want 0 and 2\n%s", got.code, w.sends(), got.errorText())
	}
}

// An intent without a result is of a run that is sending, for as long as its
// lock is held, and then of one that has died.
func TestAccJournal_intentOfARunThatLives(t *testing.T) {
	t.Parallel()

	w, dir := withJournal(t)
	w.unseen()
	w.providerArgs = `request_timeout = "10s"`
	w.write(message("it", "一", ""))
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DelayAfter: 5 * time.Second})
	w.killedAt(1, 0)

	if len(journalFiles(t, dir)) != 1 {
		t.Fatal("the killed run has left no journal")
	}

	lock := flock.New(strings.TrimSuffix(journalFiles(t, dir)[0], ".jsonl") + ".lock")

	dying, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()

	if held, err := lock.TryLockContext(dying, 10*time.Millisecond); err != nil || !held {
		t.Fatal("the lock of the dead run cannot be had: ", err)
	}

	got := w.apply("-lock=false")
	if text := got.errorText(); got.code == 0 || w.sends() != 1 || !strings.Contains(text, "another run is sending this message") {
		t.Errorf("exit code %d, %d messages, want an error and 1\n%s", got.code, w.sends(), got.output)
	}

	// The same content, to somebody else: while the other run lives, nobody
	// asks whom it sends to, though the journal could tell them apart.
	w.write(strings.Replace(message("it", "一", ""), wecomsim.DemoCustomer, customerTwo, 1))

	if got := w.apply("-lock=false"); got.code == 0 || w.sends() != 1 || !strings.Contains(got.errorText(), "with the same content") {
		t.Errorf("other people: exit code %d, %d messages, want an error and 1\n%s", got.code, w.sends(), got.output)
	}

	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}

	w.write(message("it", "一", ""))
	w.sim.SetListLag(0)

	if got := w.apply("-lock=false"); got.code != 0 || w.sends() != 1 || w.recorded("msgid") != w.msgidOf() {
		t.Errorf("the lock is free: exit code %d, %d messages, want 0 and 1\n%s", got.code, w.sends(), got.errorText())
	}

	// A lock that is gone with its run is no living run either.
	if err := os.Remove(lock.Path()); err != nil {
		t.Fatal(err)
	}

	w.losesState()

	if got := w.apply("-lock=false"); got.code != 0 || w.sends() != 1 {
		t.Errorf("the lock is gone: exit code %d, %d messages, want 0 and 1\n%s", got.code, w.sends(), got.errorText())
	}
}
