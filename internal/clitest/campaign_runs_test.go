package clitest_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The plan of a campaign is its review sheet: at most four lines for each
// message, and no id of a customer in plan, state or log.
func TestAccCampaign_firstRun(t *testing.T) {
	t.Parallel()

	w := campaignWorkspace(t)
	w.env = append(w.env, "TF_LOG=TRACE")

	planned := w.run("plan", "-no-color", "-out=saved.tfplan")
	w.holdsNoCustomer("the plan", planned.output)
	w.holdsNoCustomer("the saved plan", unzip(t, filepath.Join(w.dir, "saved.tfplan")))

	w.env = w.env[:len(w.env)-1]
	shown := w.run("show", "-no-color", "saved.tfplan").output

	_, messages, _ := strings.Cut(shown, "messages          = {\n")
	messages, _, _ = strings.Cut(messages, "\n        }\n")

	if lines := strings.Count(messages, "\n") + 1; planned.code != 0 || lines != 4*len(campaignSenders()) {
		t.Errorf("%d lines for %d messages, want 4 for each\n%s", lines, len(campaignSenders()), shown)
	}

	w.env = append(w.env, "TF_LOG=TRACE")

	got := w.run("apply", "-no-color", "saved.tfplan")
	w.holdsNoCustomer("the apply", got.output)
	w.holdsNoCustomer("the state", w.stateText())
	w.wantEachOnce(got)

	w.env = w.env[:len(w.env)-1]

	if again := w.plan(); again.code != 0 {
		t.Errorf("the plan is not empty\n%s", again.output)
	}

	if posts := len(w.sim.Requests(send)); posts != len(campaignSenders()) {
		t.Errorf("%d POSTs", posts)
	}

	if destroyed := w.destroy(); destroyed.code != 0 || !destroyed.says("warning", "4 messages to 8 recipients stay") {
		t.Error(destroyed.output)
	}
}

// A run that is killed between its messages, or within one, is gone on with by
// the next; with a journal, and without one where WeCom's list is fresh.
func TestAccCampaign_killed(t *testing.T) {
	for _, journal := range []bool{true, false} {
		for _, later := range []bool{true, false} {
			t.Run(fmt.Sprintf("journal %t, in a later run %t", journal, later), func(t *testing.T) {
				t.Parallel()

				w := campaignWorkspace(t)
				if journal {
					w.keepsJournal()
				} else {
					w.env = append(w.env, "WECOM_JOURNAL_DIR=")
					w.providerArgs += "\n  journal_dir = \"\""
					w.writeCampaign("")
				}

				sent := 2

				if later {
					w.writeCampaign("rollout = 25")

					if got := w.apply(); w.sends() != 1 {
						t.Fatalf("%d messages, want 1\n%s", w.sends(), got.output)
					}

					w.writeCampaign("")

					sent = 3
				}

				w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 1, Count: 1, DelayAfter: 5 * time.Second})
				w.killedAt(sent, 0)

				if got := w.campaignState(); (got != nil) != later {
					t.Fatalf("the state after the kill: %v", got)
				}

				var last result
				for range 3 {
					if last = w.apply("-lock=false"); last.code == 0 {
						break
					}

					w.sim.AdvanceClock(0)
				}

				w.wantEachOnce(last)
			})
		}
	}
}

// Ctrl-C ends a run after the message in flight, be it the first or a later
// one. The state says what was done, the pipeline is red, and the next apply
// goes on.
func TestAccCampaign_interrupted(t *testing.T) {
	for _, later := range []bool{false, true} {
		t.Run(fmt.Sprintf("in a later run %t", later), func(t *testing.T) {
			t.Parallel()

			w := campaignWorkspace(t)

			if later {
				w.writeCampaign("rollout = 25")
				w.apply()
				w.writeCampaign("")
			}

			sent := w.sends()
			w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 1, Count: 1, DelayAfter: 2 * time.Second})

			got := w.runStopped(stop{after: 700 * time.Millisecond}, send, "apply", "-auto-approve", "-json")

			if got.code == 0 || w.sends() != sent+2 || w.campaignState()["status"] != "partial" {
				t.Fatalf("exit code %d, %d messages, status %v\n%s", got.code, w.sends()-sent, w.campaignState()["status"], got.output)
			}

			// Only a first run is not told by an error of its own.
			if said := got.has("error", "stopped before its end") || got.has("error", "not sent as a whole"); said != later {
				t.Errorf("an error of the provider: %t\n%s", said, got.output)
			}

			got = w.apply()
			if got.code != 0 {
				t.Error(got.errorText())
			}

			w.wantEachOnce(got)
		})
	}
}

// A provider that dies in an update leaves the prior state, though it has sent.
func TestAccCampaign_diesInUpdate(t *testing.T) {
	for _, journal := range []bool{true, false} {
		t.Run(fmt.Sprintf("journal %t", journal), func(t *testing.T) {
			t.Parallel()

			w := campaignWorkspace(t)
			if journal {
				w.keepsJournal()
			} else {
				w.providerArgs += "\n  journal_dir = \"\""
			}

			w.writeCampaign("rollout = 25")
			w.apply()

			alive := w.dies()
			w.writeCampaign("")

			if got := w.apply(); got.code == 0 || w.sends() != 4 || w.campaignState()["status"] != "rolled_out" {
				t.Fatalf("%d messages, status %v\n%s", w.sends(), w.campaignState()["status"], got.output)
			}

			alive()

			got := w.apply()
			if got.code != 0 || len(w.sim.Requests(send)) != 4 {
				t.Errorf("%d POSTs\n%s", len(w.sim.Requests(send)), got.errorText())
			}

			w.wantEachOnce(got)
		})
	}
}

// What Terraform makes of a campaign without a change of triggers sends
// nothing: -replace is an error at plan, and what was tainted is recorded again
// by the journal.
func TestAccCampaign_replacedWithoutAWish(t *testing.T) {
	t.Parallel()

	w := campaignWorkspace(t)
	w.keepsJournal()
	w.apply()

	if got := w.apply("-replace=wecom_campaign.it"); got.code == 0 || !got.has("error", "not created anew") || w.campaignState()["status"] != "complete" {
		t.Errorf("-replace: exit code %d\n%s", got.code, got.output)
	}

	got := w.tainted("wecom_campaign.it")
	if got.code != 0 || len(w.sim.Requests(send)) != 4 || !got.has("warning", "sent before this run") {
		t.Errorf("%d POSTs\n%s", len(w.sim.Requests(send)), got.output)
	}

	w.wantEachOnce(got)

	// The control: triggers send.
	w.writeCampaign(`triggers = { round = "2" }`)

	if got := w.apply(); got.code != 0 || w.sends() != 8 {
		t.Errorf("%d messages, want 8\n%s", w.sends(), got.errorText())
	}
}

// Refusals of some messages do not lose the others. Create answers with a
// warning, an update with an error; a postcondition makes both red.
func TestAccCampaign_refused(t *testing.T) {
	t.Parallel()

	w := campaignWorkspace(t)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 1, Count: 2, Errcode: 84061})

	got := w.apply()
	if got.code == 0 || w.sends() != 2 || !got.has("warning", "refused messages") || !got.says("error", "The campaign is partial.") {
		t.Fatalf("exit code %d, %d messages\n%s", got.code, w.sends(), got.output)
	}

	w.sim.ClearFaults()
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, Errcode: 84061})

	if got := w.apply(); got.code == 0 || w.sends() != 3 || !got.has("error", "refused messages") || w.campaignState()["status"] != "partial" {
		t.Fatalf("exit code %d, %d messages\n%s", got.code, w.sends(), got.output)
	}

	got = w.apply()
	if got.code != 0 {
		t.Error(got.errorText())
	}

	w.wantEachOnce(got)
}
