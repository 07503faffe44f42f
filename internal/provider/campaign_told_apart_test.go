package provider_test

import (
	"testing"
	"time"
)

// A person has told the message of one campaign from that of another, with the
// same words to others of its people. That makes no wave of the two: where the
// state of the first is lost, it is recorded, and nobody is asked whether it is
// to be sent again.
func TestCampaign_oneThatWasToldApartIsNoWave(t *testing.T) {
	for name, row := range map[string]struct {
		change object // of the second one
		want   string
	}{
		"other people, the same words":          {want: "a=created"},
		"control: other people, other triggers": {change: wave("2"), want: "a=unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 4}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

			to := func(change object, customers ...int) object {
				rows := []string{"external_userid,sender"}
				for _, i := range customers {
					rows = append(rows, customerOf("a", i)+",a")
				}

				return with(w.config(of, change), object{"recipients_file": w.file("people.csv", rows...)})
			}

			w.mustApply(to(nil, 0, 1, 2))
			msgid := w.delivered("a")["msgid"]

			w.restart(time.Hour)
			w.lifecycle = w.process(t).message()

			second := row.change
			if second == nil {
				second = object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 2))}}
			}

			w.apply(to(second, 2, 3))

			if got := w.statuses(); got != "a=unknown" {
				t.Fatalf("the second one: %s", got)
			}

			w.restart(time.Minute)
			w.mustApply(to(with(second, object{"resolve": object{w.delivered("a")["msgid"]: "not_sent"}}), 2, 3))

			w.restart(time.Hour)
			w.lifecycle = w.process(t).message()
			w.apply(to(nil, 0, 1, 2))

			if got := w.statuses(); got != row.want || got == "a=created" && w.delivered("a")["msgid"] != msgid || w.sim.sends() != 2 {
				t.Errorf("%s (%s), want %s; %d messages: %s", got, w.delivered("a")["msgid"], row.want, w.sim.sends(), w.delivered("a")["problem"])
			}
		})
	}
}
