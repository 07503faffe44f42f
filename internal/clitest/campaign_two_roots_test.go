package clitest_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Two roots with one campaign are applied at once. With one journal no customer
// gets two messages, whoever of the two sends them and whoever stops, and both
// are complete in the end. Without one they get two, as the documentation says:
// the second root has looked before the first has sent anything.
func TestAccCampaign_twoRootsAtOnce(t *testing.T) {
	for name, c := range map[string]struct{ journal, held bool }{
		"one journal, the first is sending": {journal: true, held: true},
		"one journal, both begin":           {journal: true},
		"no journal":                        {held: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := campaignWorkspace(t)
			if c.journal {
				w.keepsJournal()
			} else {
				w.providerArgs += "\n  journal_dir = \"\""
				w.writeCampaign("")
			}

			people, err := os.ReadFile(filepath.Join(w.dir, "people.csv"))
			if err != nil {
				t.Fatal(err)
			}

			other := w.sharing()
			other.env = w.env
			other.file("people.csv", string(people))
			other.writeCampaign("")

			if c.held {
				w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DelayBefore: 5 * time.Second})
			}

			first := make(chan result)
			go func() { first <- w.apply() }()

			if c.held {
				waitForRequest(t, w, send)
			}

			got := other.apply()

			if one := <-first; !c.journal {
				if w.sends() != 8 || one.code != 0 || got.code != 0 {
					t.Errorf("%d messages, want 8\n%s\n%s", w.sends(), one.output, got.output)
				}

				return
			}

			if c.held && !got.says("error", "another run is sending this message") {
				t.Error(got.output)
			}

			for _, root := range []*workspace{w, other} {
				last := root.apply()
				if last.code != 0 {
					t.Error(last.errorText())
				}

				root.wantEachOnce(last)
			}
		})
	}
}
