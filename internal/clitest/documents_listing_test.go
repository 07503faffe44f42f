package clitest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The command of the guide "Sending safely" lists messages and campaigns.
func TestAccDocuments_whatSendsIsListed(t *testing.T) {
	t.Parallel()

	for _, page := range []string{"templates/guides/sending-safely.md", "templates/guides/sending-safely-zh.md"} {
		w := newWorkspace(t)
		w.file("people.csv", "external_userid,sender\nwoAJ2GCAAAXtWyujaWJHDDGi0mACAAAA,zhangsan\n")
		w.write(message("it", "一", "") + `
resource "wecom_campaign" "all" {
  recipients_file = "people.csv"
  text            = { content = "二" }
}
`)

		var script string

		for _, block := range pageOf(t, page).Blocks() {
			if block.Language == "shell" && strings.Contains(block.Text, "jq -r") {
				script += block.Text
			}
		}

		programs := t.TempDir()
		if err := os.Symlink(engine, filepath.Join(programs, "terraform")); err != nil {
			t.Fatal(err)
		}

		command := exec.CommandContext(t.Context(), "bash", "-e", "-o", "pipefail", "-c", script)
		command.Dir = w.dir
		command.Env = w.command("version").Env
		command.Env = append(command.Env, "PATH="+programs+string(os.PathListSeparator)+os.Getenv("PATH"))

		out, err := command.CombinedOutput()
		for _, line := range []string{"create\twecom_mass_message.it\t1 customer\n", "create\twecom_campaign.all\t1 customer of 1 member"} {
			if err != nil || !strings.Contains(string(out), line) {
				t.Errorf("%s: %v, it does not list %q\n%s", page, err, line, out)
			}
		}
	}
}
