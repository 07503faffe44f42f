package provider_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// With triggers, and without a journal that has seen them, nobody can tell
// whether a message that is found is one that they repeat: a person does.
func TestCampaign_foundBesideTriggers(t *testing.T) {
	for _, journal := range []bool{false, true} {
		of := members{"a": 2, "b": 2}
		w := campaignOf(t, of, object{})
		round := object{"triggers": object{"round": "1"}}

		w.mustApply(w.config(of, round))

		if journal {
			w.block["journal_dir"] = t.TempDir() + "/journal" // it has seen nothing
		}

		w.lifecycle = w.process(t).message()
		w.apply(w.config(of, round))

		if w.sim.posts() != 2 || w.statuses() != "a=unknown b=unknown" {
			t.Fatalf("journal %t: %d POSTs, %s", journal, w.sim.posts(), w.statuses())
		}

		// One is of this wave, and the other was of the one before.
		answers := object{w.delivered("a")["msgid"]: w.msgidFor("a"), w.delivered("b")["msgid"]: "not_sent"}
		w.restart(time.Minute)
		w.mustApply(w.config(of, with(round, object{"resolve": answers})))

		if w.sim.posts() != 3 || w.attribute("status") != "complete" {
			t.Errorf("journal %t: %d POSTs, %s", journal, w.sim.posts(), w.statuses())
		}
	}
}

// With a journal it can be told: what other triggers have sent is another
// message, and what these have sent is this one.
func TestCampaign_triggersInTheJournal(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	w.mustApply(w.config(of, object{"triggers": object{"round": "1"}}))
	w.restart(time.Minute)

	// The replacement loses its state: what it has sent is known.
	w.mustApply(w.config(of, object{"triggers": object{"round": "2"}}))
	w.lifecycle = w.process(t).message()

	w.mustApply(w.config(of, object{"triggers": object{"round": "2"}}))

	if w.sim.posts() != 4 || w.attribute("status") != "complete" {
		t.Errorf("%d POSTs, %s", w.sim.posts(), w.statuses())
	}
}

// A file is uploaded once for a run.
func TestCampaign_oneUpload(t *testing.T) {
	poster := posterFile(t)

	of := members{"a": 1, "b": 1, "c": 1}
	w := campaignOf(t, of, nil)
	config := w.config(of, object{"attachments": []any{object{"msgtype": "image", "image": object{"source": poster}}}})
	w.mustApply(config)
	w.wantOnce(people(of))

	if n := len(w.sim.Requests("media/upload")); n != 1 {
		t.Errorf("%d uploads", n)
	}

	if p := w.plan(config); p.action != noOp {
		t.Errorf("planned %s\n%s", p.action, p.problems)
	}
}

// The end of timeouts.create is as Ctrl-C: with nothing sent, an error.
func TestCampaign_timeouts(t *testing.T) {
	of := members{"a": 1, "b": 1}
	w := campaignOf(t, of, nil)

	w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", HangAt: wecomsim.BeforeEffect})

	_, got := w.apply(w.config(of, object{"timeouts": object{"create": "1s"}}))
	got.errors().expect(t, "error", at("", "timeouts was over"))

	if w.sim.posts() != 0 || !w.state.IsNull() {
		t.Errorf("%d POSTs", w.sim.posts())
	}
}

// Without a journal nothing but WeCom's list tells what a killed run has sent.
func TestCampaign_theListCannotBeRead(t *testing.T) {
	w, of := half(t, nil)
	w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})

	_, got := w.apply(w.config(of, nil))
	got.errors().expect(t, "error", at("", "2 left", "48002"))

	if w.sim.posts() != 2 {
		t.Errorf("%d POSTs, want the 2 of the first run", w.sim.posts())
	}

	// With one it is a warning, as of a message.
	w, of = half(t, object{"journal_dir": t.TempDir() + "/journal"})
	w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})

	_, got = w.mustApply(w.config(of, nil))
	got.warnings().expect(t, "warning", at("", "could not be read to its end"))
	w.wantOnce(people(of))
}

// A file that changes between plan and apply sends nothing.
func TestCampaign_theFileChangesBeforeTheApply(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, nil)
	config := w.config(of, nil)
	p := w.plan(config)

	// Another member sends to one of them. The numbers are the same.
	rows := strings.Replace(strings.Join(people(of), "\n"), customerOf("a", 0)+",a", customerOf("a", 0)+",b", 1)
	rows = strings.Replace(rows, customerOf("b", 0)+",b", customerOf("b", 0)+",a", 1)

	if err := os.WriteFile(config["recipients_file"].(string), []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}

	got := w.change(w.state, p.state, w.value(config), p.private, nil)
	got.errors().expect(t, "error", at("recipients_file", "File changed since the plan"))

	if w.sim.posts() != 0 {
		t.Errorf("%d POSTs", w.sim.posts())
	}
}

// The journal has the messages under the campaign, and no id of anybody.
func TestCampaign_inTheJournal(t *testing.T) {
	dir := t.TempDir() + "/journal"
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": dir})
	w.mustApply(w.config(of, nil))

	names, err := filepath.Glob(dir + "/*.jsonl")
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}

	raw, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}

	if n := strings.Count(string(raw), `"campaign_id":"`+w.attribute("campaign_id")+`"`); n != 4 {
		t.Errorf("%d lines carry the campaign, want 4\n%s", n, raw)
	}

	for id := range w.received() {
		if strings.Contains(string(raw), id) {
			t.Errorf("the journal holds %s", id)
		}
	}
}

// Ctrl-C before anything has left is an error, and nothing is sent.
func TestCampaign_interruptedAtOnce(t *testing.T) {
	of := members{"a": 1}
	w := campaignOf(t, of, nil)
	config := w.config(of, nil)
	p := w.plan(config)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	got := w.changeUnder(ctx, w.state, p.state, w.value(config), p.private, nil)
	got.errors().expect(t, "error", at("", "The run was interrupted"))

	if w.sim.posts() != 0 || !w.state.IsNull() {
		t.Errorf("%d POSTs", w.sim.posts())
	}
}
