package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// trial is a file of those who may receive anything.
func trial(t *testing.T, ids ...string) string {
	t.Helper()

	name := filepath.Join(t.TempDir(), "trial.txt")
	if err := os.WriteFile(name, []byte(strings.Join(ids, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

// Whoever is not in the file of the gate gets nothing, and nobody else does.
func TestCampaignAllowed_whomACampaignMayGoTo(t *testing.T) {
	of := members{"a": 2, "b": 1}
	all := []string{customerOf("a", 0), customerOf("a", 1), customerOf("b", 0)}

	for name, row := range map[string]struct {
		allowed []string
		change  object
		want    []expectation
		posts   int
	}{
		"all of them":  {allowed: append(all, "wmELSE"), posts: 2},
		"one stranger": {allowed: all[:2], want: []expectation{at("recipients_file", "1 of 3 recipients is not in ", "trial.txt (allowed_recipients_file): `"+all[2]+"`.", "Nothing is sent")}},
		"all are":      {allowed: []string{"wmELSE"}, want: []expectation{at("recipients_file", "3 of 3 recipients are not in ")}},
		"the stranger is held back": {
			allowed: all[:2], change: object{"rollout": 1}, want: []expectation{at("recipients_file", "1 of 3")},
		},
		"not known yet": {allowed: []string{""}, change: object{"sender": unknown}, want: []expectation{at("audience", "holds no id", "nothing is sent")}},
		"no id":         {allowed: []string{""}, want: []expectation{at("audience", "holds no id", "nothing is sent")}},
		"groups only":   {allowed: []string{"chat_id", "wra"}, want: []expectation{at("audience", "no column external_userid")}},
	} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, of, object{"allowed_recipients_file": trial(t, row.allowed...)})
			p := w.plan(w.config(of, row.change))
			p.problems.errors().expect(t, "error of the plan", row.want...)

			if len(row.want) == 0 {
				w.mustApply(w.config(of, row.change))
			}

			if w.sim.posts() != row.posts {
				t.Errorf("%d POSTs, want %d", w.sim.posts(), row.posts)
			}
		})
	}

	// Who is excluded need not stand there.
	w := campaignOf(t, of, object{"allowed_recipients_file": trial(t, all[:2]...)})
	w.mustApply(w.config(of, object{"exclude_files": []string{w.file("excluded.txt", all[2])}}))

	if w.sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", w.sim.posts())
	}
}

// What is left of a campaign in the state is judged by those whom it goes to,
// and what was sent is not.
func TestCampaignAllowed_whatIsLeft(t *testing.T) {
	for _, allowed := range []bool{true, false} {
		w, of := half(t, object{})
		left := w.left()

		var ids []string
		for _, sender := range left {
			ids = append(ids, customerOf(sender, 0), customerOf(sender, 1))
		}

		if !allowed {
			ids = ids[1:]
		}

		w.block["allowed_recipients_file"] = trial(t, ids...)
		w.restart(0)

		if allowed {
			w.mustApply(w.config(of, nil))
			w.wantOnce(people(of))

			continue
		}

		w.plan(w.config(of, nil)).problems.errors().expect(t, "error", at("recipients_file", "1 of 4 recipients is not in", "Nothing is sent"))

		if w.sim.sends() != 1 {
			t.Errorf("%d sent, want 1", w.sim.sends())
		}
	}
}

// The file is read again before the send.
func TestCampaignAllowed_theFileChangesBeforeTheApply(t *testing.T) {
	of := members{"a": 1, "b": 1}
	file := trial(t, customerOf("a", 0), customerOf("b", 0))

	for name, later := range map[string]bool{"a first run": false, "a later run": true} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, of, object{"allowed_recipients_file": file})
			if later {
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 41048})
				w.apply(w.config(of, nil))
				w.sim.ClearFaults()
			}

			sent := w.sim.sends()
			p := w.plan(w.config(of, nil))
			p.problems.errors().expect(t, "error of the plan")

			if err := os.WriteFile(file, []byte("wmELSE\n"), 0o600); err != nil {
				t.Fatal(err)
			}

			got := w.change(w.state, p.state, w.value(w.config(of, nil)), p.private, w.identity)
			got.errors().expect(t, "error of the apply", at("recipients_file", "not in"))

			if w.sim.sends() != sent {
				t.Errorf("%d sent, want %d", w.sim.sends(), sent)
			}

			if err := os.WriteFile(file, []byte(customerOf("a", 0)+"\n"+customerOf("b", 0)+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}

			w.mustApply(w.config(of, nil))
			w.wantOnce(people(of))
		})
	}
}
