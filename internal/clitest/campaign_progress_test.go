package clitest_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// The log of a run that takes an hour says how far it is, with numbers only.
func TestAccCampaign_progressInTheLog(t *testing.T) {
	for _, level := range []string{"TRACE", "INFO"} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()

			w := campaignWorkspace(t)
			log := filepath.Join(w.dir, "engine.log")
			w.env = append(w.env, "TF_LOG="+level, "TF_LOG_PATH="+log)

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			text, lines := readFile(t, log), []string{}

			for line := range strings.Lines(text) {
				if strings.Contains(line, ": WeCom campaign: ") {
					lines = append(lines, line)
				}
			}

			if len(lines) != len(campaignSenders()) {
				t.Fatalf("%d lines of progress: %s", len(lines), lines)
			}

			for i, line := range lines {
				for _, field := range []string{"[INFO]", fmt.Sprintf("message=%d ", i+1), "of=4 ", "recipients=2 ", "status=created"} {
					if !strings.Contains(line, field) {
						t.Errorf("it lacks %q: %s", field, line)
					}
				}
			}

			for _, m := range w.sim.Messages() {
				for _, id := range append(m.ExternalUserID, m.MsgID) {
					if strings.Contains(text, id) {
						t.Errorf("the log has %s: %s", id, around(text, id))
					}
				}
			}
		})
	}
}
