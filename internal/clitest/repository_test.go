package clitest_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

const customerFive = "woSIM0000000000000000000000005AA"

// recipients are the customers of the messages that the simulator has, by text.
func (w *workspace) recipients() map[string][]string {
	all := map[string][]string{}

	for _, message := range w.sim.Messages() {
		for _, task := range message.Tasks {
			for _, recipient := range task.Recipients {
				all[message.Text] = append(all[message.Text], recipient.ExternalUserID)
			}
		}
	}

	for text := range all {
		slices.Sort(all[text])
	}

	return all
}

// The tests of the repository to copy hold, and send to the simulator only,
// whatever the environment of a developer says.
func TestAccRepository_itsOwnTestsHold(t *testing.T) {
	t.Parallel()

	w := repositoryWorkspace(t)

	// The company of the developer, with everything in the environment that it
	// takes to send to its customers.
	theirs := wecomsim.New(wecomsim.DemoCompany())
	w.env = append(w.env, "WECOM_BASE_URL="+wecomtest.Simulate(t, theirs), "WECOM_JOURNAL_DIR="+t.TempDir(), "WECOM_CORP_ID="+wecomsim.DemoCorpID, "WECOM_CORP_SECRET="+wecomsim.DemoSecret, "WECOM_ACCESS_TOKEN=theirs")

	sends := 0

	for _, folder := range []string{"modules/campaign", "campaigns/" + repositoryCampaigns()[0], "campaigns/" + repositoryCampaigns()[1]} {
		at := w.in(folder)

		if got := at.run("test", "-no-color"); got.code == 0 {
			t.Errorf("%s: the tests run without init\n%s", folder, got.output)
		}

		at.wantRun("init", "-backend=false", "-input=false", "-no-color")

		if strings.HasPrefix(folder, "campaigns/") {
			_, before := w.sim.Counts()

			at.wantRun("test", "-no-color", "-filter=tests/plan.tftest.hcl")

			if _, after := w.sim.Counts(); after != before {
				t.Errorf("%s: the test of a plan has called the simulator", folder)
			}
		}

		got := at.wantRun("test", "-no-color")
		if !strings.Contains(got.output, "Success!") || strings.Contains(got.output, "Success! 0 passed") {
			t.Errorf("%s:\n%s", folder, got.output)
		}

		// A campaign sends once; the module is mocked.
		if strings.HasPrefix(folder, "campaigns/") {
			sends++
		}

		if w.sends() != sends {
			t.Errorf("after %s: %d messages, want %d", folder, w.sends(), sends)
		}

		// Once more, as a developer does: nothing holds it up.
		at.wantRun("test", "-no-color")

		sends = w.sends()
	}

	if sends != 4 {
		t.Errorf("%d messages at the simulator, want 4", sends)
	}

	if _, requests := theirs.Counts(); requests > 0 {
		t.Errorf("%d requests went to where the environment points", requests)
	}
}

// A trial goes to those in its list, says so, and does not hold up production:
// neither by people who are in both lists, nor by one whom nobody can reach.
func TestAccRepository_aTrialAndThenProduction(t *testing.T) {
	t.Parallel()

	double11, newYear := repositoryCampaigns()[0], repositoryCampaigns()[1]

	for campaign, row := range map[string]struct {
		trial, title      string
		inTrial, received []string
	}{
		double11: {
			"external_userid\n" + customerThree + "\nwmOutsiderWhomNobodyHas0000000AA\n" + wecomsim.DemoCustomer + "\n",
			"双十一茶叶专场",
			[]string{wecomsim.DemoCustomer, customerThree},
			[]string{wecomsim.DemoCustomer, customerTwo},
		},
		newYear: {
			"external_userid,sender\n" + customerThree + ",zhangsan\nwmOutsiderWhomNobodyHas0000000AA,lisi\n" + customerFive + ",lisi\n",
			`= "新年礼盒`,
			[]string{customerThree, customerFive},
			[]string{wecomsim.DemoCustomer, customerTwo, customerFive},
		},
	} {
		t.Run(campaign, func(t *testing.T) {
			t.Parallel()

			w := repositoryWorkspace(t)
			w.keepsStates()
			w.env = append(w.env, "WECOM_BASE_URL="+w.url, "WECOM_JOURNAL_DIR="+t.TempDir())
			at := w.in("campaigns/" + campaign)

			if campaign == newYear {
				replaceIn(t, filepath.Join(at.dir, "main.tf"), "rollout = 50", "rollout = 100")
			}

			at.wantRun("init", "-input=false", "-no-color")
			at.wantRun("workspace", "select", "-or-create", "trial")

			// One whom nobody can reach, alone: WeCom refuses it.
			at.file("trial.csv", "external_userid,sender\nwmOutsiderWhomNobodyHas0000000AA,zhangsan\n")

			if got := at.run("apply", "-input=false", "-auto-approve", "-no-color"); got.code == 0 || w.sends() != 0 {
				t.Fatalf("a trial to nobody: code %d, %d messages\n%s", got.code, w.sends(), got.output)
			}

			at.file("trial.csv", row.trial)
			at.wantRun("apply", "-input=false", "-auto-approve", "-no-color")

			trials := w.recipients()
			if len(trials) != 1 {
				t.Fatalf("the trial has sent %v", trials)
			}

			text := slices.Collect(maps.Keys(trials))[0]
			if !strings.HasPrefix(text, "【试发】") || !slices.Equal(trials[text], row.inTrial) {
				t.Errorf("the trial %q went to %q, want %q", text, trials[text], row.inTrial)
			}

			at.wantRun("workspace", "select", "default")
			at.wantRun("apply", "-input=false", "-auto-approve", "-no-color")

			after := w.recipients()
			if got := after[strings.TrimPrefix(text, "【试发】")]; !slices.Equal(got, row.received) || !slices.Equal(after[text], row.inTrial) {
				t.Errorf("production went to %q, want %q", got, row.received)
			}

			// Nothing is left to do, in either of the two.
			for _, workspace := range []string{"default", "trial"} {
				at.wantRun("workspace", "select", workspace)

				if got := at.plan("-input=false"); got.code != 0 {
					t.Errorf("%s: code %d\n%s", workspace, got.code, got.output)
				}
			}

			// An edit is sent to colleagues again, and to no customer.
			sends := w.sends()

			for _, edit := range []struct{ old, replacement string }{{`text            = "`, `text            = "改：`}, {row.title, row.title + "！"}} {
				replaceIn(t, filepath.Join(at.dir, "main.tf"), edit.old, edit.replacement)
				at.wantRun("apply", "-input=false", "-auto-approve", "-no-color")

				if w.sends() <= sends {
					t.Errorf("an edit of %q was not sent to the trial", edit.old)
				}

				sends = w.sends()
			}

			at.wantRun("workspace", "select", "default")
			at.wantRun("apply", "-input=false", "-auto-approve", "-no-color")

			if w.sends() != sends {
				t.Error("an edit was sent to customers who have the message")
			}
		})
	}
}

// A trial that would reach customers is refused.
func TestAccRepository_aTrialReachesNobodyElse(t *testing.T) {
	t.Parallel()

	for _, campaign := range repositoryCampaigns() {
		t.Run(campaign, func(t *testing.T) {
			t.Parallel()

			w := repositoryWorkspace(t)
			w.keepsStates()
			w.env = append(w.env, "WECOM_BASE_URL="+w.url)
			at := w.in("campaigns/" + campaign)
			replaceIn(t, filepath.Join(at.dir, "main.tf"), `trial_file      = "${path.module}/trial.csv"`, `trial_file      = "${path.module}/customers.csv"`)

			at.wantRun("init", "-input=false", "-no-color")
			at.wantRun("workspace", "select", "-or-create", "trial")

			got := at.run("apply", "-input=false", "-auto-approve", "-no-color")
			if got.code == 0 || !strings.Contains(got.output, "trial.csv") || w.sends() != 0 {
				t.Errorf("code %d, %d messages\n%s", got.code, w.sends(), got.output)
			}
		})
	}
}

// The files of the repository are as the engine writes them, each campaign has
// a key of its own in the backend, and init keeps to the lock file.
func TestAccRepository_isFormattedAndHasABackend(t *testing.T) {
	t.Parallel()

	w := repositoryWorkspace(t)

	for _, campaign := range repositoryCampaigns() {
		backend := "campaigns/" + campaign + "/backend.tf"

		if !strings.Contains(readFile(t, filepath.Join(w.dir, backend)), `"`+campaign+`/terraform.tfstate"`) {
			t.Errorf("%s has the key of another campaign", backend)
		}

		w.in("campaigns/"+campaign).wantRun("init", "-backend=false", "-input=false", "-no-color")

		// The version of the lock file is the one that was taken, and init has
		// added its checksum.
		lock := readFile(t, filepath.Join(w.dir, "campaigns", campaign, ".terraform.lock.hcl"))
		if !strings.Contains(lock, `"0.1.0"`) || !strings.Contains(lock, "h1:") {
			t.Errorf("%s has this lock file:\n%s", campaign, lock)
		}
	}

	w.wantRun("fmt", "-check", "-recursive", "-diff")

	// What git leaves out, and what it must not.
	ignored, err := os.ReadFile(filepath.Join(w.dir, ".gitignore"))
	if err != nil || !strings.Contains(string(ignored), ".terraform/\n") || strings.Contains(string(ignored), "\n.terraform.lock.hcl") {
		t.Errorf("%v\n%s", err, ignored)
	}
}
