package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A second campaign with the same content meets a message of the first of which
// nobody knows what became of it, and which may have gone to some of its
// people. Once it is known where that went, it is still not the message of the
// second: others were asked for.
func TestCampaign_whatAnotherHasSentToOthersIsNotRecorded(t *testing.T) {
	const head = "external_userid,sender"

	for name, c := range map[string]struct {
		rows     []string // of the second campaign
		excluded []string // from the first
		recorded bool
	}{
		"others of the member's": {rows: []string{head, customerOf("a", 1) + ",a", customerOf("a", 2) + ",a"}},
		"more of them":           {rows: []string{head, customerOf("a", 0) + ",a", customerOf("a", 1) + ",a", customerOf("a", 2) + ",a"}},
		"those whom the first excludes, too": {
			rows: []string{head, customerOf("a", 0) + ",a", customerOf("a", 1) + ",a"}, excluded: []string{customerOf("a", 1)},
		},
		"the control: the same": {rows: []string{head, customerOf("a", 0) + ",a", customerOf("a", 1) + ",a"}, recorded: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, members{"a": 3}, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
			w.sim.SetListLag(time.Hour)
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

			of := w.config(members{"a": 3}, object{"recipients_file": w.file("first.csv", head, customerOf("a", 0)+",a", customerOf("a", 1)+",a")})
			if c.excluded != nil {
				of["exclude_files"] = []string{w.file("out.csv", append([]string{"external_userid"}, c.excluded...)...)}
			}

			w.apply(of)

			one := w.lifecycle
			w.restart(time.Minute)
			w.lifecycle = w.process(t).message()

			other := w.config(members{"a": 3}, object{"recipients_file": w.file("second.csv", c.rows...)})
			w.apply(other)

			if got := w.statuses(); got != "a=unknown" || w.sim.sends() != 1 {
				t.Fatalf("%s, %d messages, want it unknown", got, w.sim.sends())
			}

			two := w.lifecycle
			w.sim.SetListLag(0)
			w.lifecycle = one
			w.restart(time.Minute)
			w.refresh()

			if got := w.statuses(); got != "a=created" {
				t.Fatalf("the first: %s", got)
			}

			msgid := w.delivered("a")["msgid"]
			w.lifecycle = two

			for range 2 {
				w.restart(time.Minute)
				w.refresh()
				w.apply(other)
			}

			got := w.delivered("a")
			if c.recorded {
				if got["msgid"] != msgid || w.sim.sends() != 1 {
					t.Errorf("%v, want %s", got, msgid)
				}

				return
			}

			if got["status"] != "unknown" || w.sim.sends() != 1 {
				t.Errorf("%v, %d messages: one that went to others is recorded", got, w.sim.sends())
			}

			w.refresh().warnings().expect(t, "warning", at("status", "It may be "+msgid))
		})
	}
}

// A campaign beside this one has said the same to others of its members. After
// an edit each attempt of this one that a person answers with "not_sent" is
// settled: what the other has sent asks at most once more.
func TestCampaign_notSentIsTakenBesideAnotherCampaign(t *testing.T) {
	const head = "external_userid,sender"

	for _, edited := range []bool{false, true} {
		w := campaignOf(t, members{"a": 4}, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})

		w.mustApply(w.config(members{"a": 4}, object{"recipients_file": w.file("other.csv", head, customerOf("a", 0)+",a", customerOf("a", 1)+",a")}))
		w.lifecycle = w.process(t).message() // in the same second

		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})

		of := w.config(members{"a": 4}, object{"recipients_file": w.file("this.csv", head, customerOf("a", 2)+",a", customerOf("a", 3)+",a")})
		w.apply(of)
		w.restart(time.Minute)
		w.lifecycle = w.process(t).message() // the state has not seen it
		w.apply(of)

		if edited {
			of["text"] = object{"content": "再见"}
		}

		resolve := object{}
		of["resolve"] = resolve

		for range 3 {
			if w.statuses() != "a=unknown" {
				break
			}

			_, attempt := w.lost()
			resolve[attempt] = "not_sent"

			w.restart(20 * time.Minute)
			w.refresh()
			w.apply(of)
		}

		if w.statuses() != "a=created" || w.sim.sends() != 2 {
			t.Errorf("edited %t: %s, %d messages: %s", edited, w.statuses(), w.sim.sends(), w.delivered("a")["problem"])
		}
	}
}

// That an attempt of this campaign has sent nothing says nothing of the
// operation of another one that stood in its way.
func TestCampaign_notSentIsNotSaidOfAnotherCampaign(t *testing.T) {
	const head = "external_userid,sender"

	w := campaignOf(t, members{"a": 3}, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
	w.sim.SetListLag(100 * time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

	first := w.config(members{"a": 3}, object{"recipients_file": w.file("first.csv", head, customerOf("a", 0)+",a", customerOf("a", 1)+",a")})
	w.apply(first)

	w.restart(time.Minute)
	w.lifecycle = w.process(t).message()

	second := w.config(members{"a": 3}, object{"recipients_file": w.file("second.csv", head, customerOf("a", 1)+",a", customerOf("a", 2)+",a")})
	w.apply(second)

	_, attempt := w.lost()
	second["resolve"] = object{attempt: "not_sent"}
	second["exclude_files"] = []string{w.file("out.csv", "external_userid", customerOf("a", 1))} // who may have it

	w.restart(time.Hour)
	w.mustApply(second)

	if got := w.statuses(); got != "a=created" || w.sim.sends() != 2 {
		t.Fatalf("the second: %s, %d messages", got, w.sim.sends())
	}

	// The first has lost its state, and WeCom's list shows nothing yet.
	w.restart(time.Hour)
	w.lifecycle = w.process(t).message()
	w.apply(first)

	if got := w.statuses(); got != "a=unknown" || w.sim.sends() != 2 {
		t.Errorf("the first: %s, %d messages, want 2", got, w.sim.sends())
	}
}
