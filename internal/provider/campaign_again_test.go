package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Of a campaign whose text was edited while messages were left, some have the
// old text. Created again without an edit, each is recorded as it is: nobody
// gets the new text who has the old one.
func TestCampaign_ofTwoContentsIsCreatedAgain(t *testing.T) {
	edited := object{"text": object{"content": "再见"}}

	for name, again := range map[string]func(*campaignWorld){
		"the state is lost": func(w *campaignWorld) { w.lifecycle = w.process(t).message() },
		"-replace":          func(w *campaignWorld) { w.restart(time.Minute); w.destroy() },
		"twice": func(w *campaignWorld) {
			w.lifecycle = w.process(t).message()
			w.mustApply(w.config(members{"a": 2, "b": 2, "c": 2}, edited))
			w.lifecycle = w.process(t).message()
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})
			w.mustApply(w.config(of, edited))

			again(w)
			w.mustApply(w.config(of, edited))

			if w.sim.sends() != 3 || w.attribute("status") != "complete" || w.number("sent_count") != 6 {
				t.Errorf("%d messages, %s", w.sim.sends(), w.statuses())
			}

			w.wantOnce(people(of))
		})
	}

	// The file has other people of one member by now: who of them has the old
	// text nobody can say.
	t.Run("to other people", func(t *testing.T) {
		w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})
		first := strings.Split(w.statuses(), "=created")[0]
		first = first[len(first)-1:]

		w.mustApply(w.config(of, edited))
		w.lifecycle = w.process(t).message()

		rows := append(people(of), "wmNEW,"+first)
		w.apply(w.config(of, with(edited, object{"recipients_file": w.file("more.csv", rows...)})))

		if got := w.delivered(first); w.sim.sends() != 3 || got["status"] != "unknown" || !strings.Contains(got["problem"], "another content") {
			t.Errorf("%d messages, %s: %s", w.sim.sends(), w.statuses(), got["problem"])
		}
	})
}

// Nobody can say which of its messages a campaign that has lost its state has
// sent to people who stand with another member by now. One answer is enough,
// though there are several that it may be.
func TestCampaign_peopleMoveAndTheStateIsLost(t *testing.T) {
	edited := object{"text": object{"content": "再见"}}
	w, of := half(t, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
	w.apply(w.config(of, edited))
	w.sim.ClearFaults()

	var has []string
	for id := range w.received() {
		has = append(has, id)
	}

	// The first of each member goes to the next one.
	moved := object{"recipients_file": w.file("moved.csv", "external_userid,sender",
		customerOf("a", 0)+",b", customerOf("a", 1)+",a", customerOf("b", 0)+",c", customerOf("b", 1)+",b", customerOf("c", 0)+",a", customerOf("c", 1)+",c")}
	w.lifecycle = w.process(t).message()
	w.apply(w.config(of, with(edited, moved)))

	answers := object{}

	for key := range of {
		if got := w.delivered(key); got["status"] == "unknown" {
			answers[got["msgid"]] = "not_sent"
		}
	}

	if w.sim.sends() != 2 || len(answers) != 3 {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	w.restart(time.Minute)
	out := w.file("out.csv", append([]string{"external_userid"}, has...)...)
	w.mustApply(w.config(of, with(edited, with(moved, object{"resolve": answers, "exclude_files": []string{out}}))))

	if w.attribute("status") != "complete" {
		t.Error(w.statuses())
	}

	w.wantOnce(people(of))
}

// Each change of triggers is a wave, with a journal and without, also back to
// an earlier value; and one that was stopped is gone on with.
func TestCampaign_waves(t *testing.T) {
	for _, journal := range []bool{true, false} {
		block := object{}
		if journal {
			block["journal_dir"] = t.TempDir() + "/journal"
		}

		of := members{"a": 2, "b": 2, "c": 2}
		w := campaignOf(t, of, block)

		for wave, round := range []string{"1", "2", "3", "1"} {
			config := w.config(of, object{"triggers": object{"round": round}})

			if wave == 2 {
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
				w.apply(config)
				w.sim.ClearFaults()

				if w.attribute("status") != "partial" {
					t.Fatalf("journal %t, wave %d: %s", journal, wave, w.statuses())
				}

				w.restart(time.Minute)
			}

			w.mustApply(config)
			w.restart(time.Minute)

			if w.sim.sends() != 3*(wave+1) || w.attribute("status") != "complete" {
				t.Fatalf("journal %t, wave %d: %d messages, %s", journal, wave, w.sim.sends(), w.statuses())
			}

			if p := w.plan(config); p.action != noOp {
				t.Errorf("journal %t, wave %d: then %s", journal, wave, p.action)
			}
		}
	}
}

// The people who are excluded change while nobody knows of a message. Each
// answer still does what it says.
func TestCampaign_answersBesideOtherExclusions(t *testing.T) {
	t.Run("it was not sent", func(t *testing.T) {
		w, of := losing(t, false)
		key, attempt := w.lost()

		w.sim.SetListLag(0)
		w.restart(20 * time.Minute)

		out := w.file("out.csv", "external_userid", customerOf(key, 0))
		w.mustApply(w.config(of, object{"exclude_files": []string{out}, "resolve": object{attempt: "not_sent"}}))

		if w.attribute("status") != "complete" || w.number("excluded_count") != 1 || w.number("sent_count") != 5 || w.received()[customerOf(key, 0)] != 0 {
			t.Errorf("%s, %d excluded, %d sent", w.statuses(), w.number("excluded_count"), w.number("sent_count"))
		}
	})

	t.Run("it was sent, before somebody was excluded", func(t *testing.T) {
		w, of := losing(t, true)
		key, attempt := w.lost()

		w.sim.SetListLag(0)
		w.restart(20 * time.Minute)

		out := w.file("out.csv", "external_userid", customerOf(key, 0))
		w.mustApply(w.config(of, object{"exclude_files": []string{out}, "resolve": object{attempt: w.msgidFor(key)}}))

		if w.attribute("status") != "complete" || w.number("excluded_count") != 0 || w.number("sent_count") != 6 {
			t.Errorf("%s, %d excluded, %d sent", w.statuses(), w.number("excluded_count"), w.number("sent_count"))
		}

		w.wantOnce(people(of))
	})

	t.Run("another run has sent it without one of them", func(t *testing.T) {
		of := members{"a": 2, "b": 2}
		w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
		out := w.file("out.csv", "external_userid", customerOf("a", 0))
		w.mustApply(w.config(of, object{"exclude_files": []string{out}}))

		w.lifecycle = w.process(t).message()
		w.apply(w.config(of, nil))

		key, attempt := w.lost()
		if key != "a" {
			t.Fatal(w.statuses())
		}

		_, got := w.mustApply(w.config(of, object{"resolve": object{attempt: w.msgidFor("a")}}))
		got.warnings().expect(t, "warning", at("resolve", "Not in it: 1 of its recipients. They count as excluded"))

		if w.attribute("status") != "complete" || w.number("excluded_count") != 1 || w.number("sent_count") != 3 || w.number("failed_count") != 0 || w.sim.sends() != 2 {
			t.Errorf("%s, %d excluded, %d sent, %d failed", w.statuses(), w.number("excluded_count"), w.number("sent_count"), w.number("failed_count"))
		}
	})
}

// msgidFor is the message that WeCom has of a member.
func (w *campaignWorld) msgidFor(sender string) (msgid string) {
	for _, m := range w.sim.Messages() {
		if m.Sender == sender {
			msgid = m.MsgID
		}
	}

	return msgid
}
