package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// losing is a campaign of three whose second message has no verdict: it was
// sent or not, and WeCom's list does not show it.
func losing(t *testing.T, sent bool) (*campaignWorld, members) {
	t.Helper()

	of := members{"a": 2, "b": 2, "c": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
	w.sim.SetListLag(time.Hour)

	drop := wecomsim.BeforeEffect
	if sent {
		drop = wecomsim.AfterEffect
	}

	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, DropAt: drop})

	_, got := w.apply(w.config(of, nil))
	got.errors().expect(t, "error")

	if w.attribute("status") != "unknown" || w.sim.posts() != 2 || strings.Count(w.statuses(), "pending") != 1 {
		t.Fatalf("%s: %s, %d POSTs\n%s", w.attribute("status"), w.statuses(), w.sim.posts(), got)
	}

	return w, of
}

// lost is the key and the attempt of the message of unknown status.
func (w *campaignWorld) lost() (key, attempt string) {
	w.t.Helper()

	for one := range strings.FieldsSeq(w.statuses()) {
		if key, found := strings.CutSuffix(one, "=unknown"); found {
			return key, w.delivered(key)["msgid"]
		}
	}

	w.t.Fatalf("none is unknown: %s", w.statuses())

	return "", ""
}

// Its people get nothing more, and the others are sent meanwhile.
func TestCampaign_unknownIsNotSentAgain(t *testing.T) {
	for _, sent := range []bool{true, false} {
		w, of := losing(t, sent)
		key, _ := w.lost()

		for range 3 {
			w.restart(15 * time.Minute)
			w.refresh()
			w.apply(w.config(of, nil))
		}

		if got := w.sim.posts(); got != 3 || w.delivered(key)["status"] != "unknown" {
			t.Errorf("sent %t: %d POSTs, want 3\n%s", sent, got, w.statuses())
		}
	}
}

// Read finds it once WeCom's list shows it.
func TestCampaign_unknownHeals(t *testing.T) {
	w, of := losing(t, true)
	key, _ := w.lost()

	w.sim.SetListLag(0)
	w.restart(time.Minute)
	w.refresh().warnings().expect(t, "warning", at("messages", "1 message: "+key))

	if got := w.delivered(key); got["status"] != "created" || got["problem"] != "" || w.attribute("status") != "partial" {
		t.Fatalf("%v, %s", got, w.attribute("status"))
	}

	w.mustApply(w.config(of, nil))
	w.wantOnce(people(of))
}

func TestCampaign_resolve(t *testing.T) {
	t.Run("it is there", func(t *testing.T) {
		w, of := losing(t, true)
		key, attempt := w.lost()

		w.sim.SetListLag(0)
		w.restart(20 * time.Minute)

		msgid := ""

		for _, m := range w.sim.Messages() {
			if m.Sender == key {
				msgid = m.MsgID
			}
		}

		w.mustApply(w.config(of, object{"resolve": object{attempt: msgid}}))

		if got := w.delivered(key); got["status"] != "created" || got["msgid"] != msgid || w.attribute("status") != "complete" {
			t.Errorf("%v, %s", got, w.statuses())
		}

		w.wantOnce(people(of))

		// The answer stays in the configuration, and says nothing more.
		if p := w.plan(w.config(of, object{"resolve": object{attempt: msgid}})); p.action != noOp {
			t.Errorf("then %s\n%s", p.action, p.problems)
		}
	})

	t.Run("it is not there", func(t *testing.T) {
		w, of := losing(t, false)
		key, attempt := w.lost()

		w.sim.SetListLag(0)
		w.restart(20 * time.Minute)

		answer := object{"resolve": object{attempt: "not_sent"}}
		w.mustApply(w.config(of, answer))

		if got := w.delivered(key); got["status"] != "created" || w.attribute("status") != "complete" {
			t.Errorf("%v, %s", got, w.statuses())
		}

		w.wantOnce(people(of))
	})

	t.Run("it is another message", func(t *testing.T) {
		w, of := losing(t, true)
		key, attempt := w.lost()

		w.sim.SetListLag(0)
		w.restart(20 * time.Minute)

		other := w.sim.Messages()[0].MsgID

		_, got := w.apply(w.config(of, object{"resolve": object{attempt: other}}))
		got.errors().expect(t, "error", at("resolve", key, "this campaign has it as"), at("status"))

		if w.delivered(key)["status"] != "unknown" {
			t.Error("it was taken over")
		}
	})

	t.Run("an answer to another attempt", func(t *testing.T) {
		w, of := losing(t, false)
		w.restart(20 * time.Minute)

		w.apply(w.config(of, object{"resolve": object{"unknown-of-yesterday": "not_sent"}}))

		if w.sim.sends() != 2 || w.attribute("status") != "unknown" {
			t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
		}
	})
}

// A journal that names a later attempt wins: the answer was about an earlier
// one, and the state has lost what came after it.
func TestCampaign_aLaterAttemptWins(t *testing.T) {
	w, of := losing(t, false)
	key, attempt := w.lost()
	before := *w.lifecycle

	// The answer sends it, and that has no verdict either.
	w.restart(20 * time.Minute)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

	answer := object{"resolve": object{attempt: "not_sent"}}
	w.apply(w.config(of, answer))

	if key2, attempt2 := w.lost(); key2 != key || attempt2 == attempt {
		t.Fatalf("%s %s after %s %s", key2, attempt2, key, attempt)
	}

	// Terraform forgets that run, as when it is killed.
	w.state, w.private = before.state, before.private
	posts := w.sim.posts()

	w.restart(20 * time.Minute)
	w.apply(w.config(of, answer))

	for _, m := range w.sim.Messages() {
		if n := w.received()[m.ExternalUserID[0]]; n != 1 {
			t.Errorf("%s is in %d messages", m.ExternalUserID[0], n)
		}
	}

	if got := w.delivered(key); got["status"] != "unknown" || w.sim.posts() > posts+1 {
		t.Errorf("%v, %d POSTs after %d", got, w.sim.posts(), posts)
	}
}
