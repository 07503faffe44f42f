package simtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The script of the guide's CI job runs as it stands there.
func TestGuide_ciJobRuns(t *testing.T) {
	for _, name := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("SKIPPED, %s is not on the PATH: %v", name, err)
		}
	}

	guide, err := os.ReadFile(filepath.Join(root, "templates/guides/testing-with-the-simulator.md"))
	if err != nil {
		t.Fatal(err)
	}

	_, rest, _ := strings.Cut(string(guide), "- name: Send, confirm, send again\n        run: |\n")

	script, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the guide has no such step")
	}
	// An overridden provider needs no init, and the engine may be tofu.
	script = strings.Replace(script, "terraform init\n", "\n", 1)
	p := start(t)
	w := newWorkspace(t, p, campaignConfig)
	script = strings.ReplaceAll(script, "terraform ", w.program+" ")
	// The campaign here has an unknown customer on purpose.
	script = strings.Replace(script, ".messages[0].failed == 0", ".messages[0].failed == 1", 1)
	command := exec.Command("bash", "-eo", "pipefail", "-c", script)

	command.Dir, command.Env = w.dir, w.env
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}

	if sent := p.call("GET", "/_sim/messages", "")["messages"].([]any)[0].(map[string]any)["members_sent"]; sent != 1.0 {
		t.Errorf("members who sent: %v", sent)
	}
}
