package clitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// useExample puts a file of examples/ into the workspace, as it is or edited.
func (w *workspace) useExample(file string, edits ...string) {
	w.t.Helper()

	w.env = []string{"WECOM_BASE_URL=" + w.url}
	text := strings.NewReplacer(edits...).Replace(readFile(w.t, filepath.Join("../../examples", file)))

	if text == "" {
		w.t.Fatalf("there is no example %s", file)
	}

	if err := os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workspace) applyExample(what string, reminders int, args ...string) result {
	w.t.Helper()

	got := w.run(append([]string{"apply", "-auto-approve", "-no-color"}, args...)...)
	if got.code != 0 || w.sends() != 1 || w.reminders() != reminders {
		w.t.Errorf("%s: %d messages, want 1; %d reminders, want %d\n%s", what, w.sends(), w.reminders(), reminders, got.output)
	}

	return got
}

func TestAccActions_examples(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	t.Run("remind", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.useExample("actions/wecom_mass_message_remind/action.tf")
		w.applyExample("the message", 0)
		w.applyExample("the reminder", 1, "-invoke=action.wecom_mass_message_remind.spring_tea")
	})

	t.Run("remind by trigger", func(t *testing.T) {
		t.Parallel()

		const file = "actions/wecom_mass_message_remind/action_trigger.tf"

		w := newWorkspace(t)
		w.useExample(file)
		w.applyExample("the message", 0)
		w.useExample(file, "2026-03-05", "2026-03-07")
		w.applyExample("a new value", 1)
		w.applyExample("no change", 1)
	})

	t.Run("cancel", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.useExample("actions/wecom_mass_message_cancel/action.tf")
		w.applyExample("the message", 0)
		w.applyExample("the cancel", 0, "-invoke=action.wecom_mass_message_cancel.spring_tea").wantWords(t, "stopped for 1 member (1 customer will not get it)")
	})

	t.Run("cancel by trigger", func(t *testing.T) {
		t.Parallel()

		w := newWorkspace(t)
		w.useExample("actions/wecom_mass_message_cancel/action_trigger.tf")
		w.applyExample("the message", 0)

		if !w.sim.Messages()[0].CancelTime.IsZero() {
			t.Error("the message was stopped by the first apply")
		}

		w.applyExample("the cancel", 0, "-var=stopped=true").wantWords(t, "stopped for 1 member (1 customer will not get it)")
	})
}

// The page says so.
func TestAccActions_beforeDestroyNeedsTerraform116(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "actions")

	if _, minor := engineVersion(t); minor >= 16 {
		t.Skip("Terraform 1.16 has before_destroy")
	}

	w := newWorkspace(t)
	w.useExample("actions/wecom_mass_message_cancel/action_trigger.tf", "after_create", "before_destroy")

	if got := w.run("validate", "-no-color"); got.code == 0 || !strings.Contains(got.unwrapped(), "before_destroy") {
		t.Errorf("before_destroy is accepted, or the error is another\n%s", got.output)
	}
}

func TestAccQuery_example(t *testing.T) {
	t.Parallel()
	needsTerraform(t, 14, "list resources")

	w := newWorkspace(t)
	w.write(oneMessage)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	got := w.query(readFile(t, "../../examples/list-resources/wecom_mass_message/list-resource.tfquery.hcl"), "-no-color")
	if got.code != 0 {
		t.Error(got.output)
	}

	got.wantWords(t, "list.wecom_mass_message.recent", "msgid="+w.sim.Messages()[0].MsgID, "一次就好 (20")
}
