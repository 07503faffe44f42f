package provider_test

import "testing"

// A value that is not known yet beside a change that Terraform must apply in
// place would end in an "inconsistent final plan". It is an error that names
// both; where both sides of the change have a value it waits for the next plan.
func TestMassMessage_anUnknownValueBesideAChangeInPlace(t *testing.T) {
	later := object{"text": object{"content": unknown}}
	timed := object{"timeouts": object{"create": "3m"}}

	tests := map[string]struct {
		before, after object
		want          string // the action
		errors        []expectation
	}{
		"timeouts added":    {hello(), with(with(hello(), later), timed), "", []expectation{at("timeouts", "one after the other", "timeouts", "text")}},
		"timeouts removed":  {with(hello(), timed), with(hello(), later), "", []expectation{at("timeouts", "one after the other")}},
		"timeouts changed":  {with(hello(), timed), with(with(hello(), later), object{"timeouts": object{"create": "4m"}}), noOp, nil},
		"adopt_msgid added": {hello(), with(with(hello(), later), object{"adopt_msgid": "msgX"}), "", []expectation{at("adopt_msgid", "one after the other")}},
		"not_duplicate_of added": {
			hello(), with(with(hello(), later), object{"not_duplicate_of": []string{"msgX"}}), "", []expectation{at("not_duplicate_of", "one after the other")},
		},
		"not_duplicate_of changed": {
			with(hello(), object{"not_duplicate_of": []string{"msgX"}}), with(with(hello(), later), object{"not_duplicate_of": []string{"msgY"}}), noOp, nil,
		},
		"not_after added": {
			hello(), with(with(hello(), later), object{"not_after": "2026-01-01T00:00:00Z"}), "", []expectation{at("not_after", "one after the other")},
		},
		"not_after changed": {
			with(hello(), object{"not_after": "2999-01-01T00:00:00Z"}), with(with(hello(), later), object{"not_after": "2998-01-01T00:00:00Z"}), noOp, nil,
		},
		"resend_on changed": {hello(), with(with(hello(), later), object{"resend_on": "change"}), noOp, nil},
		"a first attachment": {
			hello(), with(hello(), object{"attachments": unknown}), "", []expectation{at("attachments", "known too late")},
		},
		"first triggers": {hello(), with(hello(), object{"triggers": unknown}), "", []expectation{at("triggers", "known too late")}},
		"a new key of triggers": {
			with(hello(), object{"triggers": object{"a": "1"}}), with(hello(), object{"triggers": object{"a": "1", "b": unknown}}), noOp, nil,
		},
		"a new key of triggers, and another": {
			with(hello(), object{"triggers": object{"a": "1"}}), with(hello(), object{"triggers": object{"a": "2", "b": unknown}}), "replace", nil,
		},
		"an audience that sends nothing": {
			helloTo(chen), with(helloTo(chen), object{"external_userid": unknown, "timeouts": object{"create": "3m"}}), update, nil,
		},
		"timeouts added, nothing unknown": {hello(), with(hello(), timed), update, nil},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)
			message.apply(test.before)

			p := message.plan(test.after)
			p.problems.errors().expect(t, "error of the plan", test.errors...)

			if len(test.errors) == 0 && p.action != test.want {
				t.Errorf("the plan is: %s; want: %s", p.action, test.want)
			}

			if sim.posts() != 1 {
				t.Errorf("%d POSTs, want 1", sim.posts())
			}
		})
	}
}
