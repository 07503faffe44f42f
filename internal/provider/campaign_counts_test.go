package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// lose gives the campaign to a process without a state, and applies.
func (w *campaignWorld) loseState(config object) problems {
	w.t.Helper()
	w.lifecycle = w.process(w.t).message()
	w.clock.Advance(time.Minute)
	_, got := w.apply(config)

	return got
}

func (w *campaignWorld) counts() [3]int {
	return [3]int{w.number("recipients_count"), w.number("sent_count"), w.number("excluded_count")}
}

// A message that a person has named counts for those whom it went to, however
// often the state is lost, and whoever is excluded by then.
func TestCampaign_aNamedMessageToMoreAndALostState(t *testing.T) {
	of := members{"a": 3, "b": 2}
	two := []string{"external_userid", customerOf("a", 0), customerOf("a", 1)}

	for name, later := range map[string][]string{"the same": two, "all": append(two, customerOf("a", 2)), "nobody": nil} {
		w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
		out := object{"exclude_files": []string{w.file("out.csv", two...)}}

		w.mustApply(w.config(of, nil))
		w.loseState(w.config(of, out))

		_, attempt := w.lost()
		out["resolve"] = object{attempt: w.msgidFor("a")}
		w.mustApply(w.config(of, out))

		if got := w.counts(); got != [3]int{5, 5, 0} {
			t.Fatalf("%s, answered: %v", name, got)
		}

		out["exclude_files"] = []string{}
		if later != nil {
			out["exclude_files"] = []string{w.file("later.csv", later...)}
		}

		w.loseState(w.config(of, out))

		got := w.counts()
		if known := w.delivered("a")["status"]; known == "created" && got != [3]int{5, 5, 0} || known != "created" && known != "unknown" || w.sim.sends() != 2 {
			t.Errorf("%s, lost again: %v, %s, %d messages", name, got, w.statuses(), w.sim.sends())
		}
	}
}

// An answer that was taken once is taken again, of an older state, or by
// another root: the journal knows the message as this one.
func TestCampaign_anAnswerThatWasTaken(t *testing.T) {
	of := members{"a": 3, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	out := object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 0), customerOf("a", 1))}}

	w.mustApply(w.config(of, nil))
	w.loseState(w.config(of, out))

	older := *w.lifecycle
	_, attempt := w.lost()
	out["resolve"] = object{attempt: w.msgidFor("a")}
	w.mustApply(w.config(of, out))

	again := older
	w.lifecycle = &again
	w.restart(time.Minute)
	w.mustApply(w.config(of, out))

	if w.delivered("a")["status"] != "created" || w.sim.sends() != 2 {
		t.Errorf("%s, %d messages", w.statuses(), w.sim.sends())
	}

	// So it is where the state is lost once more: it went to those people, and
	// to who is excluded now.
	w.loseState(w.config(of, with(out, object{"resolve": nil})))

	if w.delivered("a")["status"] != "created" || w.sim.sends() != 2 {
		t.Errorf("lost once more: %s, %d messages: %s", w.statuses(), w.sim.sends(), w.delivered("a")["problem"])
	}

	// Of another message of the campaign it is none.
	w.lifecycle = &older
	w.restart(time.Minute)
	_, got := w.apply(w.config(of, with(out, object{"resolve": object{attempt: w.msgidFor("b")}})))

	if w.delivered("a")["status"] != "unknown" || w.sim.sends() != 2 || !strings.Contains(got.String(), "this campaign has it as b") {
		t.Errorf("%s, %d messages\n%s", w.statuses(), w.sim.sends(), got)
	}
}

// Nobody is excluded: a file that has changed between two lost states makes no
// one so.
func TestCampaign_anotherFileExcludesNobody(t *testing.T) {
	of := members{"a": 3, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.mustApply(w.config(of, nil))

	w.loseState(w.config(members{"a": 2, "b": 2}, nil))
	w.loseState(w.config(members{"a": 4, "b": 2}, nil))

	if got := w.number("excluded_count"); got != 0 || w.delivered("a")["status"] != "unknown" {
		t.Errorf("%d excluded, %s", got, w.statuses())
	}
}

// Where everybody is excluded by now, what is left counts as done.
func TestCampaign_allThatAreLeftAreExcluded(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{})
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: 48002})
	w.apply(w.config(of, nil))

	w.sim.ClearFaults()
	w.restart(time.Minute)
	w.mustApply(w.config(of, object{"exclude_files": []string{w.file("all.csv", people(of)...)}}))

	if w.attribute("status") != "complete" || w.sim.sends() != 1 || w.number("excluded_count") != 2 {
		t.Errorf("%s, %d messages, %d excluded", w.statuses(), w.sim.sends(), w.number("excluded_count"))
	}

	// A campaign to nobody is a mistake.
	other := campaignOf(t, of, object{})
	p := other.plan(other.config(of, object{"exclude_files": []string{other.file("all.csv", people(of)...)}}))
	p.problems.errors().expect(t, "error of the plan", at("exclude_files", "all 4 are excluded"))
}

// After an edit, and with other people excluded, the message of the first
// content can still be named.
func TestCampaign_aMessageOfTheFirstContentIsNamed(t *testing.T) {
	for name, tainted := range map[string]bool{"the state is lost": false, "taint": true} {
		of := members{"a": 3, "b": 3}
		w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

		// Of the first content only one message leaves, to two of three.
		out := object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 0), customerOf("b", 0))}}
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
		w.apply(w.config(of, out))
		w.sim.ClearFaults()

		first := w.statuses()

		w.restart(time.Minute)
		w.mustApply(w.config(of, object{"text": object{"content": "再见"}}))

		if tainted {
			w.restart(time.Minute)
			w.destroy()
			w.apply(w.config(of, object{"text": object{"content": "再见"}}))
		} else {
			w.loseState(w.config(of, object{"text": object{"content": "再见"}}))
		}

		w.restart(time.Minute)

		key, attempt := w.lost()
		w.mustApply(w.config(of, object{"text": object{"content": "再见"}, "resolve": object{attempt: w.msgidFor(key)}}))

		if w.attribute("status") != "complete" || w.sim.sends() != 2 {
			t.Errorf("%s: first %s, then %s, %d messages", name, first, w.statuses(), w.sim.sends())
		}
	}
}
