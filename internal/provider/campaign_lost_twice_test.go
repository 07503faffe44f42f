package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A campaign was edited half way, and has lost its state. A week later nobody
// can say whether it is to be sent again, and the question names what was sent.
// So it does when that state is lost as well, before anybody has answered.
func TestCampaign_theQuestionNamesItAfterAnotherLostState(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	edited := w.config(of, object{"text": object{"content": "另一句"}})

	w.mustApply(w.config(of, object{"rollout": 50}))
	w.restart(time.Minute)
	w.mustApply(edited)

	sent := map[string]any{"a": w.delivered("a")["msgid"], "b": w.delivered("b")["msgid"]}

	w.clock.Advance(8 * 24 * time.Hour)

	for range 3 {
		got := w.loseState(edited)

		for _, msgid := range sent {
			if !strings.Contains(fmt.Sprint(got), "It may be "+msgid.(string)) {
				t.Errorf("%s is not named\n%s", msgid, got)
			}
		}
	}

	answers := object{w.delivered("a")["msgid"]: sent["a"], w.delivered("b")["msgid"]: sent["b"]}
	w.restart(time.Minute)
	w.mustApply(with(edited, object{"resolve": answers}))

	if w.statuses() != "a=created b=created" || w.sim.sends() != 2 {
		t.Errorf("%s, %d messages", w.statuses(), w.sim.sends())
	}
}
