package clitest_test

import (
	"fmt"
	"testing"
)

// Under create_before_destroy nobody tells the new campaign what it comes
// after. So triggers that go back are for a person, and one answer sends the
// wave, whatever came between. Where the old one is removed first, it is sent
// at once.
func TestAccCampaign_triggersGoBackUnderCreateBeforeDestroy(t *testing.T) {
	const before = "create_before_destroy = true"

	for _, last := range []string{before, ""} {
		for _, journal := range []bool{true, false} {
			t.Run(fmt.Sprintf("last %q, journal %t", last, journal), func(t *testing.T) {
				t.Parallel()

				w := campaignWorkspace(t)
				if journal {
					w.keepsJournal()
				}

				asksBack := 0
				if last == before {
					asksBack = 4
				}

				for i, wave := range []struct {
					lifecycle, triggers string
					asks                int
				}{
					{asks: 0},
					{lifecycle: before, triggers: `triggers = { wave = "1" }`, asks: 4},
					{lifecycle: last, asks: asksBack},
				} {
					sent := w.sends()
					if asked := w.sendsWave(wave.lifecycle, wave.triggers); asked != wave.asks {
						t.Errorf("wave %d: asked about %d messages, want %d", i, asked, wave.asks)
					}

					if status := w.campaignState()["status"]; status != "complete" || w.sends() != sent+4 {
						t.Errorf("wave %d: %v, %d messages, want 4", i, status, w.sends()-sent)
					}
				}

				if again := w.plan(); again.code != 0 {
					t.Errorf("the plan is not empty\n%s", again.output)
				}
			})
		}
	}
}

// sendsWave applies, and says "not_sent" to what it is asked: about how many
// messages. What is asked about is not sent.
func (w *workspace) sendsWave(lifecycle, triggers string) (asked int) {
	w.t.Helper()

	write := func(answers string) {
		w.write(fmt.Sprintf(`
resource "wecom_campaign" "it" {
  recipients_file = "people.csv"
  text            = { content = "你好" }
  %s
  %s

  lifecycle {
    %s
  }
}
`, triggers, answers, lifecycle))
	}

	before, answers := w.sends(), ""

	write("")
	w.apply()

	for _, one := range w.deliveries() {
		if one["status"] == "unknown" {
			asked++
			answers += fmt.Sprintf("%q = \"not_sent\"\n", one["msgid"])
		}
	}

	if asked == 0 {
		return 0
	}

	if w.sends() != before {
		w.t.Errorf("%d messages beside a question", w.sends()-before)
	}

	write("resolve = {\n" + answers + "}")

	if got := w.apply(); got.code != 0 {
		w.t.Error(got.output)
	}

	return asked
}
