package clitest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// wantStopped compares which of the messages are stopped, oldest first.
func (w *workspace) wantStopped(after string, want ...bool) {
	w.t.Helper()

	messages := w.sim.Messages()
	if len(messages) != len(want) {
		w.t.Fatalf("after %s: %d messages, want %d", after, len(messages), len(want))
	}

	for i, message := range messages {
		if stopped := !message.CancelTime.IsZero(); stopped != want[i] {
			w.t.Errorf("after %s: message %d is stopped: %t, want %t", after, i+1, stopped, want[i])
		}
	}
}

// The example stops the message whose text is edited, in the apply that sends
// the new one, and that one every time.
func TestAccCancelOnEdit_inOneApply(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	const last = "  texts = [\n    \"您预订的明前龙井已到店，欢迎随时来取。\",\n"

	w := newWorkspace(t)
	edit := func(more string) result {
		w.useExample("actions/wecom_mass_message_cancel/action_edit.tf", last, last+more)
		return w.run("apply", "-auto-approve", "-no-color")
	}

	for _, step := range []struct {
		texts   string
		stopped []bool
	}{
		{"", []bool{false}},
		{"", []bool{false}},
		{"\"二\",\n", []bool{true, false}},
		{"\"二\",\n", []bool{true, false}},
		{"\"二\",\n\"三\",\n", []bool{true, true, false}},
	} {
		if got := edit(step.texts); got.code != 0 {
			t.Fatalf("with %q\n%s", step.texts, got.output)
		}

		w.wantStopped(step.texts, step.stopped...)

		if plan := w.plan(); plan.code != 0 {
			t.Errorf("the plan is not empty\n%s", plan.output)
		}
	}

	if got := edit("\"二\",\n\"三\",\n\"三\",\n"); got.code == 0 {
		t.Errorf("the same text twice\n%s", got.output)
	}

	w.wantStopped("the same text twice", true, true, false)
}

// The state has the old msgid until the apply, also where the file is edited.
func TestAccCancelOnEdit_byInvokeBeforeTheApply(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	w.write(twoMembers + bothActions)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.write(strings.Replace(twoMembers, "春茶到店", "春茶售罄", 1) + bothActions)

	if got := w.invoke("wecom_mass_message_cancel"); got.code != 0 {
		t.Fatal(got.output)
	}

	w.wantStopped("the action", true)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.wantStopped("the apply", true, false)
}

// replaces_msgid is null after an edit, and the action says so.
func TestAccCancelOnEdit_replacesMsgidIsNull(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	actions := strings.ReplaceAll(bothActions, "it.msgid", "it.replaces_msgid")
	w.write(twoMembers + actions)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w.write(strings.Replace(twoMembers, "春茶到店", "春茶售罄", 1) + actions)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	got := w.invoke("wecom_mass_message_cancel")
	if got.code == 0 {
		t.Error(got.output)
	}

	got.wantWords(t, "Nothing was stopped: msgid is null", "replaces_msgid is null for every message that does not repeat", "in the plan (before)")
	w.wantStopped("the edit", false, false)
}

// The guide's lines take the old msgid from the plan, on every engine.
func TestAccCancelOnEdit_fromThePlan(t *testing.T) {
	t.Parallel()

	for _, tool := range []string{"sh", "curl", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the recipe needs %s, which is not on the PATH", tool)
		}
	}

	w := newWorkspace(t)
	recipe(t, w.dir)

	_, lines, found := strings.Cut(readFile(t, "../../templates/guides/without-actions.md"), "```shell\ntofu plan -out=edit.tfplan\n")
	lines, _, closed := strings.Cut("tofu plan -out=edit.tfplan\n"+lines, "```\n")

	if !found || !closed {
		t.Fatal("the guide has no lines for an edit")
	}

	lines = strings.NewReplacer("tofu ", engine+" ", "wecom_mass_message.spring_tea", "wecom_mass_message.it").Replace(lines)

	for i, text := range []string{"春茶到店", "春茶到店", "春茶售罄"} {
		w.write(strings.Replace(twoMembers, "春茶到店", text, 1))

		run := exec.Command("sh", "-euc", lines)
		run.Dir, run.Env = w.dir, w.command().Env
		run.Env = append(run.Env, "WECOM_BASE_URL="+w.url, "NO_PROXY=127.0.0.1", "WECOM_ACCESS_TOKEN=")

		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("run %d: %v\n%s", i, err, out)
		}

		if _, err := os.Stat(filepath.Join(w.dir, "edit.tfplan")); err != nil {
			t.Fatal(err)
		}
	}

	w.wantStopped("the edit", true, false)
}

// A saved plan of -invoke changes no state, so nothing makes it stale.
func TestAccActions_aSavedInvokePlanCanBeAppliedTwice(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	w := newWorkspace(t)
	w.write(twoMembers + bothActions)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	if got := w.run("plan", "-no-color", "-out=remind.tfplan", "-invoke=action.wecom_mass_message_remind.it"); got.code != 0 {
		t.Fatal(got.output)
	}

	for i := range 2 {
		if got := w.run("apply", "-no-color", "remind.tfplan"); got.code != 0 || w.reminders() != i+1 {
			t.Errorf("%d reminders, want %d\n%s", w.reminders(), i+1, got.output)
		}
	}
}
