package provider_test

import (
	"strings"
	"testing"
	"time"
)

// A run that only takes an answer sends nothing to people who are not those of
// the first send, be they of the answered message or of another one, and
// wherever the file of that day still lies. The plan names the message, and
// that file is the way on.
func TestCampaign_anAnswerWhileTheFileDiffers(t *testing.T) {
	for name, c := range map[string]struct {
		sent, another     bool // the answered message; whether another one is left
		file              string
		planned, says, is string // of the one whose people differ
	}{
		"it is not there":                          {file: "changed.csv", planned: "not those of the first send", says: "not those of the first send", is: "pending"},
		"it is not there, under the same path":     {file: "people.csv", planned: "not those of the first send", says: "not those of the first send", is: "pending"},
		"it is not there, and the file is no more": {planned: "Left and not sent: 1 message", says: "does not exist", is: "pending"},
		"it is there":                              {sent: true, file: "changed.csv", is: "created"},
		"it is there, and another one differs":     {sent: true, another: true, file: "changed.csv", planned: "not those of the first send", is: "pending"},
	} {
		t.Run(name, func(t *testing.T) {
			w, of := losing(t, c.sent)
			key, attempt := w.lost()
			differs, answer := key, "not_sent"

			if c.sent {
				answer = w.msgidFor(key)
			}

			w.sim.SetListLag(0)
			w.restart(20 * time.Minute)

			if c.another {
				differs = w.left()[0]
			} else {
				w.apply(w.config(of, nil))
			}

			change, posts := object{"resolve": object{attempt: answer}, "recipients_file": "gone.csv"}, w.sim.posts()
			config := w.config(of, change)

			if c.file != "" {
				config["recipients_file"] = w.file(c.file, strings.ReplaceAll(strings.Join(people(of), "\n"), customerOf(differs, 1)+","+differs, ""))
			}

			p, got := w.apply(config)

			if c.planned == "" {
				p.problems.expect(t, "problem of the plan")
			} else {
				p.problems.expect(t, "problem of the plan", at("recipients_file", c.planned))
			}

			if c.says == "" {
				got.errors().expect(t, "error")
			} else {
				got.errors().expect(t, "error", at("recipients_file", c.says))
			}

			if status := w.delivered(differs)["status"]; w.sim.posts() != posts || status != c.is {
				t.Fatalf("%d POSTs, %s", w.sim.posts()-posts, w.statuses())
			}

			w.restart(time.Minute)
			w.mustApply(w.config(of, nil))
			w.wantOnce(people(of))
		})
	}
}
