package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Something goes wrong between the plan of a new wave and its apply, where
// Terraform forgets the campaign first. Nothing is sent, and the campaign is
// out of the state; but not where its time is over, which is seen before. The
// next apply goes on with the wave where a journal tells what it comes after,
// and asks a person where nothing does.
func TestAccCampaign_aReplacementFailsInTheApply(t *testing.T) {
	const wave = "triggers = { wave = \"2\" }\n"

	for name, row := range map[string]struct {
		journal bool
		// args are added to the wave, where the time is the matter.
		until bool
		spoil func(w *workspace) (restore func())
		stays bool
		asks  int
	}{
		"the file is empty, a journal":     {journal: true, spoil: (*workspace).spoilsPeople},
		"the file is empty, no journal":    {spoil: (*workspace).spoilsPeople, asks: 4},
		"the file has changed, a journal":  {journal: true, spoil: (*workspace).changesPeople},
		"the file has changed, no journal": {spoil: (*workspace).changesPeople, asks: 4},
		"the time is over, a journal":      {journal: true, until: true, stays: true},
		"the time is over, no journal":     {until: true, stays: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := campaignWorkspace(t)
			if row.journal {
				w.keepsJournal()
			}

			w.apply()

			args, over := wave, time.Now().Add(20*time.Second)
			if row.until {
				args += fmt.Sprintf("not_after = %q\n", over.UTC().Format(time.RFC3339))
			}

			w.writeCampaign(args)

			if got := w.run("plan", "-json", "-out=saved.tfplan"); got.code != 0 || !got.says("warning", "the whole campaign is sent again") {
				t.Fatal(got.output)
			}

			restore := func() {}

			if row.until {
				time.Sleep(time.Until(over.Add(2 * time.Second)))
			} else {
				restore = row.spoil(w)
			}

			got := w.run("apply", "-json", "saved.tfplan")
			if got.code == 0 || w.sends() != 4 || (w.campaignState() != nil) != row.stays {
				t.Fatalf("exit code %d, %d messages, state %v\n%s", got.code, w.sends(), w.campaignState(), got.output)
			}

			restore()

			if asked := w.sendsWave("", wave); asked != row.asks {
				t.Errorf("asked about %d messages, want %d", asked, row.asks)
			}

			again := w.plan()
			w.wantEach(2, again)

			if again.code != 0 {
				t.Errorf("the plan is not empty\n%s", again.output)
			}
		})
	}
}

// spoilsPeople empties the file.
func (w *workspace) spoilsPeople() (restore func()) {
	return w.replacesPeople(func(string) string { return "" })
}

// changesPeople takes a customer out of one message.
func (w *workspace) changesPeople() (restore func()) {
	return w.replacesPeople(func(text string) string {
		return strings.Replace(text, campaignCustomer("a", 1)+",a\n", "", 1)
	})
}

func (w *workspace) replacesPeople(change func(string) string) (restore func()) {
	w.t.Helper()

	before, err := os.ReadFile(filepath.Join(w.dir, "people.csv"))
	if err != nil {
		w.t.Fatal(err)
	}

	w.file("people.csv", change(string(before)))

	return func() { w.file("people.csv", string(before)) }
}
