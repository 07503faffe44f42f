package clitest_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A trial: whoever is not in the file is refused by plan and apply, whatever
// makes the engine send. What is in the state is not judged.
func TestAccAllowedRecipients(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.env = append(w.env, "WECOM_ALLOWED_RECIPIENTS_FILE=trial.txt")

	w.refusesIt("without the file", oneMessage, "trial.txt does not exist", 0)

	w.file("trial.txt", "external_userid\n"+customerTwo+"\n")
	w.refusesIt("a stranger", oneMessage, "1 of 1 recipient is not in trial.txt", 0)
	w.refusesIt("a sender", strings.Replace(oneMessage, "external_userid", "# external_userid", 1), "all customers of zhangsan are not named", 0)

	w.file("trial.txt", customerTwo+"\n"+wecomsim.DemoCustomer+"\n")
	w.write(oneMessage)

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("in the file: %d messages, want 1\n%s", w.sends(), got.errorText())
	}

	w.file("trial.txt", customerTwo+"\n")

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("a message in the state: code %d\n%s", plan.code, plan.output)
	}

	if got := w.tainted("wecom_mass_message.it"); got.code == 0 || w.status() != "tainted" || w.sends() != 1 {
		t.Errorf("taint: %d messages, want 1, and the state says %s\n%s", w.sends(), w.status(), got.output)
	}

	w.run("untaint", "wecom_mass_message.it")

	w.refusesIt("an edit", strings.Replace(oneMessage, "一次就好", "再来一次", 1), "1 of 1 recipient is not in trial.txt", 1)
}

// refusesIt expects that neither plan nor apply sends a configuration, and why.
func (w *workspace) refusesIt(what, config, why string, sends int) {
	w.t.Helper()
	w.write(config)

	for name, got := range map[string]result{"plan": w.plan(), "apply": w.apply()} {
		if got.code != 1 || !strings.Contains(got.errorText(), why) || w.sends() != sends {
			w.t.Errorf("%s, %s: code %d, %d messages, want %d and %q\n%s", what, name, got.code, w.sends(), sends, why, got.output)
		}
	}
}
