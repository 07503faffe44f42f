package provider_test

import (
	"testing"
	"time"
)

// An answer was taken when those who have the message were excluded, and the
// state from before it comes back, while the answer still stands in the
// configuration. It is not taken for those who are excluded no more.
func TestCampaign_anAnswerForOthers(t *testing.T) {
	for _, each := range []int{3, 501} {
		for _, block := range []object{{}, {"duplicate_check_interval": "0s"}} {
			for _, isExcluded := range []bool{false, true} {
				of := members{"a": each, "b": each}
				w := campaignOf(t, of, with(block, object{"journal_dir": t.TempDir() + "/journal"}))
				w.mustApply(w.config(of, object{}))

				rows, all := []string{"external_userid,sender"}, []string{"external_userid"}
				for i := range each {
					rows = append(rows, customerOf("a", i)+","+map[bool]string{false: "a", true: "b"}[i == 0], customerOf("b", i)+",b")
					all = append(all, customerOf("a", i), customerOf("b", i))
				}

				config := w.config(of, object{"recipients_file": w.file("moved.csv", rows...)})
				out := with(config, object{"exclude_files": []string{w.file("out.csv", all...)}})

				w.restart(time.Minute)
				w.loseState(config)

				asks := func() object {
					answers := object{}

					for key := range of {
						if got := w.delivered(key); got["status"] == "unknown" {
							answers[got["msgid"]] = "not_sent"
						}
					}

					return object{"resolve": answers}
				}

				answers, state, private := asks(), w.state, w.private

				w.restart(time.Minute)
				w.mustApply(with(out, answers))

				if w.attribute("status") != "complete" {
					t.Fatalf("%d, %v: answered, %s", each, block, w.statuses())
				}

				w.restart(time.Minute)
				w.state, w.private = state, private

				if isExcluded {
					w.mustApply(with(out, answers))
				} else {
					w.apply(with(config, answers))

					if again := asks()["resolve"].(object); len(again) != len(answers["resolve"].(object)) {
						t.Errorf("%d, %v: %d attempts to answer, %s", each, block, len(again), w.statuses())
					}

					// An answer to the new attempts is taken.
					again := asks()

					w.restart(time.Minute)
					w.mustApply(with(out, again))
				}

				if w.attribute("status") != "complete" {
					t.Errorf("%d, %v, excluded again %t: %s", each, block, isExcluded, w.statuses())
				}

				w.wantOnce(rows)
			}
		}
	}
}
