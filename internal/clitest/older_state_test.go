package clitest_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// A state of an earlier build, which knows fewer attributes, and one of an
// engine without identities or private state, plan empty and send nothing.
func TestAccOlderState_plansEmpty(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(oneMessage)

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	name := filepath.Join(w.dir, "terraform.tfstate")

	var state map[string]any
	if err := json.Unmarshal([]byte(readFile(t, name)), &state); err != nil {
		t.Fatal(err)
	}

	instance := state["resources"].([]any)[0].(map[string]any)["instances"].([]any)[0].(map[string]any)
	delete(instance, "private")
	delete(instance, "identity")
	delete(instance, "identity_schema_version")

	attributes := instance["attributes"].(map[string]any)
	for _, newer := range []string{"adopt_msgid", "audience", "created_at", "replaces_msgid", "timeouts", "triggers"} {
		delete(attributes, newer)
	}

	state["serial"] = state["serial"].(float64) + 1

	raw, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the plan is not empty\n%s", plan.output)
	}

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	// The positive control: with this state an edit still sends once.
	w.write(message("it", "改了", ""))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("%d messages after an edit, want 2\n%s", w.sends(), got.errorText())
	}
}
