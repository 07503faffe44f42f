package provider_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// windowed is a message on a day of its own, as seen from now, with bounds in
// the time of Beijing.
func windowed(now time.Time, from, until time.Duration) object {
	at := func(d time.Duration) string {
		return now.Add(d).In(time.FixedZone("", 8*60*60)).Format(time.RFC3339)
	}

	return with(hello(), object{"not_before": at(from), "not_after": at(until)})
}

// simulateOn is a simulator and a message on one clock.
func simulateOn(t *testing.T) (simulation, *lifecycle, *wecomtest.Clock) {
	t.Helper()

	clock := wecomtest.NewClock()
	sim := simulate(t, wecomsim.WithClock(clock.Now))

	return sim, connected(t, sim, provider.WithClock(clock)), clock
}

const day = 24 * time.Hour

func TestMassMessageWindow_aPlanThatSendsIsJudged(t *testing.T) {
	for name, row := range map[string]struct {
		from, until time.Duration
		want        []expectation
	}{
		"inside": {-time.Hour, time.Hour, nil},
		"early": {
			2 * time.Hour, day,
			[]expectation{at("not_before", "Nothing is sent", "it is 2026-03-02T18:00:00+08:00", "2 hours earlier than not_before, 2026-03-02T20:00:00+08:00", "from 2026-03-02T20:00:00+08:00 to 2026-03-03T18:00:00+08:00, for 22 hours", "Plan and apply again in that time")},
		},
		"late": {
			-2 * day, -25 * time.Hour,
			[]expectation{at("not_after", "Nothing is sent", "1 day 1 hour later than not_after, 2026-03-01T17:00:00+08:00", "change not_after", "import it: an import sends nothing")},
		},
		"no time at all": {time.Hour, -time.Hour, []expectation{at("not_after", "No time to send", "is not later than not_before")}},
	} {
		t.Run(name, func(t *testing.T) {
			sim, message, clock := simulateOn(t)
			p, applied := message.apply(windowed(clock.Now(), row.from, row.until))

			p.problems.errors().expect(t, "error of the plan", row.want...)
			applied.errors().expect(t, "error of the apply")

			if want := 1 - len(row.want); sim.posts() != want {
				t.Errorf("%d POSTs, want %d", sim.posts(), want)
			}
		})
	}
}

func TestMassMessageWindow_whatIsNoTime(t *testing.T) {
	for name, edit := range map[string]object{
		"no zone":  {"not_before": "2026-03-02T08:00:00"},
		"a date":   {"not_before": "2026-03-02"},
		"an empty": {"not_before": ""},
	} {
		t.Run(name, func(t *testing.T) {
			sim, message, _ := simulateOn(t)
			wrong := with(hello(), edit)

			serve(t).message().validate(wrong).expect(t, "problem of validate", at("not_before", "is not a time of RFC 3339"))
			message.plan(wrong).problems.errors().expect(t, "error of the plan", at("not_before", "is not a time of RFC 3339", "2026-03-02T08:00:00+08:00"))

			// It stops nothing of a message that was sent.
			message.apply(hello())
			message.plan(wrong).problems.errors().expect(t, "error of the plan in place")

			if _, got := message.destroy(); len(got.errors()) > 0 || sim.posts() != 1 {
				t.Errorf("%d POSTs, want 1; the destroy says %s", sim.posts(), got)
			}
		})
	}
}

// A value that is not known yet is judged when it is.
func TestMassMessageWindow_anUnknownBound(t *testing.T) {
	for name, until := range map[string]time.Duration{"in time": time.Hour, "too late": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			sim, message, clock := simulateOn(t)
			planned := message.plan(with(hello(), object{"not_after": unknown}))
			planned.problems.errors().expect(t, "error of the plan")

			known := with(hello(), object{"not_after": clock.Now().Add(until).Format(time.RFC3339)})
			got := message.change(message.state, message.learned(planned, known), message.value(known), planned.private, nil).errors()

			if until > 0 {
				got.expect(t, "error of the apply")
			} else {
				got.expect(t, "error of the apply", at("not_after", "Nothing was sent", "1 hour later"))
				message.plan(known).problems.errors().expect(t, "error of the plan that knows it", at("not_after", "1 hour later"))
			}

			if want := map[bool]int{true: 1}[until > 0]; sim.posts() != want {
				t.Errorf("%d POSTs, want %d", sim.posts(), want)
			}
		})
	}
}

// A message in the state is never touched by it: the day is over, and whatever
// is not sent is planned as ever.
func TestMassMessageWindow_aSentMessageIsLeftAlone(t *testing.T) {
	sim, message, clock := simulateOn(t)
	config := windowed(clock.Now(), -time.Hour, time.Hour)
	message.apply(config)

	before := message.attribute("msgid")

	clock.Advance(3 * day)
	message.restart(sim, provider.WithClock(clock))

	for name, row := range map[string]struct {
		config object
		want   string
	}{
		"no edit":             {config, noOp},
		"the recipients":      {with(config, object{"external_userid": []string{chen, lin}}), update},
		"another window":      {with(config, object{"not_before": nil, "not_after": "2026-03-03T00:00:00Z"}), update},
		"a window to come":    {with(config, object{"not_before": "2026-04-01T00:00:00Z", "not_after": nil}), update},
		"no time":             {with(config, object{"not_after": "tomorrow"}), update},
		"not known yet":       {with(config, object{"not_after": unknown}), update},
		"no window, the end":  {hello(), update},
		"and none any longer": {hello(), noOp},
	} {
		p := message.plan(row.config)
		p.problems.errors().expect(t, name+": error")

		if name != "and none any longer" && p.action != row.want {
			t.Errorf("%s: the plan is: %s, want %s", name, p.action, row.want)
		}
	}

	// An edit is recorded without a call, and a refresh calls nobody either.
	calls := len(sim.Requests(""))

	_, got := message.apply(with(config, object{"not_after": "2026-03-03T00:00:00Z"}))
	got.expect(t, "problem of an edit")
	message.refresh().expect(t, "problem of a refresh")

	if made := len(sim.Requests("")) - calls; made != 0 || message.attribute("msgid") != before || message.attribute("not_after") != "2026-03-03T00:00:00Z" {
		t.Errorf("%d calls; the state has %s and not_after = %s", made, message.attribute("msgid"), message.attribute("not_after"))
	}
}

// Whatever sends again is held to the window, and nothing else.
func TestMassMessageWindow_aReplacementIsJudged(t *testing.T) {
	for name, edit := range map[string]object{"triggers": {"triggers": object{"again": "1"}}, "the text": {"text": object{"content": "再见"}}} {
		t.Run(name, func(t *testing.T) {
			sim, message, clock := simulateOn(t)
			config := windowed(clock.Now(), -time.Hour, time.Hour)
			message.apply(config)
			clock.Advance(2 * time.Hour)

			message.plan(with(config, edit)).problems.errors().expect(t, "error", at("not_after", "1 hour later than not_after"))

			// The control: with a later end it is sent.
			longer := with(with(config, edit), object{"not_after": clock.Now().Add(time.Hour).Format(time.RFC3339)})
			p, got := message.apply(longer)
			p.problems.errors().expect(t, "error of the plan")
			got.errors().expect(t, "error of the apply")

			if sim.posts() != 2 {
				t.Errorf("%d POSTs, want 2", sim.posts())
			}
		})
	}
}

// An import sends nothing, so no time is the wrong one for it.
func TestMassMessageWindow_anImportIsNoSend(t *testing.T) {
	sim, sender, clock := simulateOn(t)
	sender.apply(hello())

	config := windowed(clock.Now(), -2*day, -day)
	message := connected(t, sim, provider.WithClock(clock))
	message.imported(sender.attribute("msgid"))

	p, got := message.apply(config)
	p.problems.expect(t, "problem of the plan")
	got.expect(t, "problem of the apply")

	if p.action != update || message.plan(config).action != noOp || sim.posts() != 1 {
		t.Errorf("the plan is: %s, %d POSTs; want an update and 1", p.action, sim.posts())
	}
}

// What names a message knows nothing of its window.
func TestMassMessageWindow_isNoPartOfTheMessage(t *testing.T) {
	_, one, clock := simulateOn(t)
	one.apply(hello())

	_, other, _ := simulateOn(t)
	other.apply(windowed(clock.Now(), -time.Hour, time.Hour))

	sent := func(l *lifecycle) tftypes.Value { return sentAnywhere(t, l.state) }
	if !sent(one).Equal(sent(other)) {
		t.Errorf("recorded as %s, and without a window as %s", sent(other), sent(one))
	}
}
