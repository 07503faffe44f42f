package provider_test

import (
	"strings"
	"testing"
	"time"
)

// Of a message to more than the journal tells apart, WeCom's list says whom it
// has gone to: a campaign that is created again with a later export sends the
// same words to nobody twice, also where the look is switched off.
func TestCampaign_aLargeOneIsCreatedAgainFromALaterExport(t *testing.T) {
	for _, interval := range []string{"0s", "30m"} {
		for _, each := range []int{2, 501} {
			of := members{"a": each, "b": each}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "duplicate_check_interval": interval})
			w.mustApply(w.config(of, nil))

			// One of each stands with the other one by now.
			rows := []string{"external_userid,sender", customerOf("a", 0) + ",b", customerOf("b", 0) + ",a"}
			for i := 1; i < each; i++ {
				rows = append(rows, customerOf("a", i)+",a", customerOf("b", i)+",b")
			}

			w.clock.Advance(time.Hour)
			w.loseState(w.config(of, object{"recipients_file": w.file("later.csv", rows...)}))
			w.wantOnce(people(of))

			if w.sim.sends() != 2 || w.attribute("status") != "unknown" {
				t.Errorf("%s, %d each: %d messages, %s", interval, each, w.sim.sends(), w.statuses())
			}
		}
	}
}

// However often the state is lost before somebody answers, the message that it
// may be is named, and its msgid is taken.
func TestCampaign_aLargeOneLosesItsStateSeveralTimes(t *testing.T) {
	for times := 1; times <= 3; times++ {
		of := members{"a": 501, "b": 501}
		w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
		w.mustApply(w.config(of, nil))

		out := w.file("out.csv", "external_userid", customerOf("a", 0), customerOf("b", 0))
		excluded := object{"exclude_files": []string{out}}

		for range times {
			w.loseState(w.config(of, excluded))
		}

		answers := object{}

		for _, member := range []string{"a", "b"} {
			msgid := w.msgidFor(member)
			if got := w.delivered(member); got["status"] != "unknown" || !strings.Contains(got["record"], msgid) {
				t.Errorf("lost %d times: %s is not named for %s: %s", times, msgid, member, got["problem"])
			}

			answers[w.delivered(member)["msgid"]] = msgid
		}

		_, got := w.apply(w.config(of, with(excluded, object{"resolve": answers})))
		if len(got.errors()) > 0 || w.sim.sends() != 2 || w.attribute("status") != "complete" {
			t.Errorf("lost %d times: %d messages, %s\n%s", times, w.sim.sends(), w.statuses(), got)
		}
	}
}
