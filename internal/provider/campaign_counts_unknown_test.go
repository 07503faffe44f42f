package provider_test

import (
	"testing"
	"time"
)

// Who is excluded after a message was sent has it all the same: an answer that
// cannot be taken yet, and a wrong one, leave the numbers of the attempt as
// they are. What is sent after "not_sent" leaves them out.
func TestCampaign_excludedWhileTheOutcomeIsNotKnown(t *testing.T) {
	for name, c := range map[string]struct {
		sent   bool
		answer func(w *campaignWorld, key string) string
		want   [3]int
	}{
		"a msgid that is not listed yet": {true, (*campaignWorld).msgidFor, [3]int{6, 6, 0}},
		"a wrong msgid":                  {true, func(*campaignWorld, string) string { return "msgNONE" }, [3]int{6, 6, 0}},
		"not sent":                       {false, func(*campaignWorld, string) string { return "not_sent" }, [3]int{6, 5, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			w, of := losing(t, c.sent)
			key, attempt := w.lost()

			w.restart(20 * time.Minute)

			out := object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf(key, 1))}, "resolve": object{attempt: c.answer(w, key)}}
			w.apply(w.config(of, out))

			w.sim.SetListLag(0)
			w.restart(time.Minute)
			w.refresh()
			w.mustApply(w.config(of, out))

			if got := w.counts(); w.attribute("status") != "complete" || got != c.want {
				t.Errorf("%s: %v, want %v", w.statuses(), got, c.want)
			}
		})
	}
}
