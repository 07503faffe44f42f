package provider_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// One of the people is no customer, so WeCom cannot reach them, and one is
// excluded. The state counts both, however a run has come to know the message,
// and also where it has it from the journal alone, once and twice.
func TestCampaign_countsWhoCannotBeReached(t *testing.T) {
	lost := wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect}

	for name, recovers := range map[string]func(w *campaignWorld, config object){
		"by the answer of the send":    nil,
		"by the lookup after the send": func(w *campaignWorld, config object) { w.apply(config) },
		"by a refresh": func(w *campaignWorld, config object) {
			w.sim.SetListLag(2 * time.Minute)
			w.apply(config)
			w.restart(3 * time.Minute)
			w.refresh()
		},
		"by a person": func(w *campaignWorld, config object) {
			w.sim.SetListLag(time.Hour)
			w.apply(config)
			w.restart(2 * time.Hour)

			_, attempt := w.lost()
			w.mustApply(with(config, object{"resolve": object{attempt: w.msgidFor("a")}}))
		},
		"by the look of a later run": func(w *campaignWorld, config object) {
			w.sim.SetListLag(time.Hour)
			w.apply(config)
			w.sim.SetListLag(0)
			w.loseState(config)
		},
		"by the look of a later run, whose journal is new": func(w *campaignWorld, config object) {
			w.apply(config)

			if w.block["journal_dir"] != nil {
				w.block["journal_dir"] = w.dir + "/another"
			}

			w.loseState(config)
		},
		"by a refresh in another root": func(w *campaignWorld, config object) {
			w.sim.SetListLag(time.Hour)
			w.apply(config)

			root := *w.lifecycle

			w.restart(2 * time.Hour)
			w.refresh()

			// There the list cannot be read, and only the journal tells.
			w.lifecycle = &root
			if w.block["journal_dir"] != nil {
				w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})
			}

			w.restart(time.Minute)
			w.refresh()
			w.sim.ClearFaults()
		},
	} {
		for _, journal := range []string{"", "journal"} {
			t.Run(fmt.Sprintf("%s, journal %q", name, journal), func(t *testing.T) {
				t.Parallel()

				of := members{"a": 3}
				block := object{"request_timeout": "1s"}

				if journal != "" {
					block["journal_dir"] = t.TempDir() + "/journal"
				}

				w := campaignOf(t, of, block)
				config := w.config(of, object{
					"recipients_file": w.file("more.csv", append(people(of), "wmNOBODY,a")...),
					"exclude_files":   []string{w.file("out.csv", "external_userid", customerOf("a", 0))},
				})

				if recovers == nil {
					w.mustApply(config)
				} else {
					w.sim.Arm(lost)
					recovers(w, config)
				}

				for loss := range 3 {
					got := [4]int{w.number("recipients_count"), w.number("sent_count"), w.number("excluded_count"), w.number("failed_count")}
					if want := [4]int{4, 3, 1, 1}; got != want || w.statuses() != "a=created" || w.sim.sends() != 1 {
						t.Fatalf("lost %d times: %v, want %v; %s, %d messages", loss, got, want, w.statuses(), w.sim.sends())
					}

					w.sim.SetListLag(0)
					w.loseState(config)
				}
			})
		}
	}
}

// Without a journal a message is found that went to others than are asked for
// now. Who was excluded then nobody knows, and nobody counts as out of reach.
func TestCampaign_countsNobodyAsFailedWhoWasNotAskedFor(t *testing.T) {
	of := members{"a": 3}
	w := campaignOf(t, of, nil)
	config := w.config(of, object{"recipients_file": w.file("more.csv", append(people(of), "wmNOBODY,a")...)})
	out := object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 0))}}

	w.mustApply(with(config, out))
	w.loseState(config)

	_, attempt := w.lost()
	w.mustApply(with(config, object{"resolve": object{attempt: w.msgidFor("a")}}))

	if failed, excluded := w.number("failed_count"), w.number("excluded_count"); failed != 0 || excluded != 2 || w.sim.sends() != 1 {
		t.Errorf("%d failed, %d excluded, %d messages", failed, excluded, w.sim.sends())
	}
}

// A person names a message that went to some of the people only. The others
// could have been reached, so they are left out and not out of reach, also
// where the state is lost after that.
func TestCampaign_anAnswerToSomeLeavesTheOthersOut(t *testing.T) {
	of := members{"a": 3}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
	config := w.config(of, nil)

	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
	w.apply(config)

	_, attempt := w.lost()

	w.restart(time.Minute)

	// Somebody else has sent the same to one of them.
	msgid := w.sim.Add(wecomsim.Message{ChatType: "single", Text: "你好", Tasks: []wecomsim.Task{{UserID: "a", Recipients: []wecomsim.Recipient{{ExternalUserID: customerOf("a", 0)}}}}})

	w.mustApply(with(config, object{"resolve": object{attempt: msgid}}))

	for loss := range 3 {
		if failed, excluded := w.number("failed_count"), w.number("excluded_count"); failed != 0 || excluded != 2 || w.sim.sends() != 1 {
			t.Errorf("lost %d times: %d failed, %d excluded, %d messages", loss, failed, excluded, w.sim.sends())
		}

		w.loseState(config)
	}
}
