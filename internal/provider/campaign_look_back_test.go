package provider_test

import (
	"testing"
	"time"
)

// The look of a later run goes back to the first send of the campaign, and an
// hour for clocks that differ: what a killed run has sent since then is found,
// however old it is. duplicate_check_interval can only widen that, and "0s"
// switches it off.
func TestCampaign_howFarALaterRunLooks(t *testing.T) {
	const day = 24 * time.Hour

	for name, c := range map[string]struct {
		interval    string
		sent, after time.Duration // the other message and the run, after the first send
		found       bool
	}{
		"since the first send":             {after: 40 * day, sent: day, found: true},
		"since it, a shorter interval":     {after: 40 * day, sent: day, found: true, interval: "10m"},
		"since it, and nobody looks":       {after: 40 * day, sent: day, interval: "0s"},
		"within the hour before it":        {after: 40 * day, sent: -30 * time.Minute, found: true},
		"before it":                        {after: 40 * day, sent: -20 * time.Hour},
		"before it, a longer interval":     {after: 2 * time.Hour, sent: -20 * time.Hour, found: true, interval: "24h"},
		"before it, an interval too short": {after: 2 * time.Hour, sent: -20 * time.Hour, interval: "12h"},
	} {
		t.Run(name, func(t *testing.T) {
			block := object{}
			if c.interval != "" {
				block["duplicate_check_interval"] = c.interval
			}

			w, of := half(t, block)
			key := w.left()[0]

			first, err := time.Parse(time.RFC3339, w.attribute("created_at"))
			if err != nil {
				t.Fatal(err)
			}

			w.restart(c.after)

			earlier := taskFor(key, "你好", customerOf(key, 0), customerOf(key, 1))
			earlier.CreateTime = first.Add(c.sent)
			msgid := w.sim.Add(earlier)

			posts := w.sim.posts()
			w.mustApply(w.config(of, nil))

			want := 2
			if c.found {
				want = 1
			}

			if is := w.delivered(key)["msgid"] == msgid; is != c.found || w.sim.posts() != posts+want || w.attribute("status") != "complete" {
				t.Errorf("found: %t, %d POSTs, want %d; %s", is, w.sim.posts()-posts, want, w.statuses())
			}
		})
	}
}

// The look of a first run goes about 28 days back: what was sent within them is
// recorded after a lost state, and what is older is sent again, as the page
// says.
func TestCampaign_howFarAFirstRunLooks(t *testing.T) {
	const day = 24 * time.Hour

	of := members{"a": 2, "b": 2}

	for after, sends := range map[time.Duration]int{27 * day: 2, 29 * day: 4} {
		w := campaignOf(t, of, nil)
		w.mustApply(w.config(of, nil))
		w.clock.Advance(after)
		w.loseState(w.config(of, nil))

		if w.sim.sends() != sends || w.statuses() != "a=created b=created" {
			t.Errorf("after %s: %d messages, want %d; %s", after, w.sim.sends(), sends, w.statuses())
		}
	}
}
