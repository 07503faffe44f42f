package provider_test

import (
	"strings"
	"testing"
)

// Only what RFC 3339 allows is a time; what is not says how it is written.
func TestTimes_areThoseOfRFC3339(t *testing.T) {
	p := serve(t)

	for text, words := range map[string]string{
		"2026-03-02T8:00:00Z":        `Write "2026-03-02T08:00:00Z"`,
		"2026-03-02T08:00:00,5Z":     `Write "2026-03-02T08:00:00.5Z"`,
		"2026-03-02T08:00:00+24:00":  "no offset from UTC is +24:00; they end at 23:59",
		"2026-03-02T08:00:00-99:00":  "no offset from UTC is -99:00",
		"2026-03-02T08:00:00+08:60":  "no offset from UTC is +08:60",
		"2026-03-02T08:00:00+0800":   `Write "2026-03-02T08:00:00+08:00"`,
		"2026-03-02T08:00:00+8":      `Write "2026-03-02T08:00:00+08:00"`,
		"2026-03-02T08:00:00UTC+8":   `Write "2026-03-02T08:00:00+08:00"`,
		"2026-03-02 08:00:00+08:00":  `Write "2026-03-02T08:00:00+08:00"`,
		"2026-03-02 08:00:00 +08:00": `Write "2026-03-02T08:00:00+08:00"`,
		"2026/3/2 8:00":              `it has no offset from UTC. Where the time of China is meant, write "2026-03-02T08:00:00+08:00"`,
		"2026-03-02T08:00:00":        "it has no offset from UTC",
		"2026-03-02T08:00Z":          `Write "2026-03-02T08:00:00Z"`,
		"2026-03-02":                 `it has no offset from UTC. Where the time of China is meant, write "2026-03-02T00:00:00+08:00"`,
		" 2026-03-02T08:00:00Z":      `Write "2026-03-02T08:00:00Z"`,
		"2026-02-30T08:00:00Z":       "there is no such day",
		"2026-03-02T24:00:00Z":       "no such time of a day",
		"2026-03-02T08:61:00Z":       "no such time of a day",
		"2026-03-02T08:00:00.Z":      "is not a time of RFC 3339",
		"02.03.2026":                 "is not a time of RFC 3339",
		"+2026-03-02T08:00:00Z":      "is not a time of RFC 3339",
		"tomorrow":                   "is not a time of RFC 3339",
		"":                           "is not a time of RFC 3339",
		strings.Repeat("9", 500):     "is not a time of RFC 3339",
	} {
		for _, name := range []string{"not_before", "not_after"} {
			got := p.message().validate(with(hello(), object{name: text}))
			got.expect(t, "problem", at(name, "Invalid time", words, `such as "2026-03-02T08:00:00+08:00"`))

			if len(got.String()) > 400 {
				t.Errorf("it is long: %s", got)
			}
		}
	}

	for _, text := range []string{
		"2026-03-02T08:00:00Z", "2026-03-02t08:00:00z", "2026-03-02T08:00:00.123456789+08:00", "2026-03-02T23:59:59-23:59",
		"2026-03-02T08:00:00-00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
	} {
		p.message().validate(with(hello(), object{"not_after": text})).expect(t, "problem with "+text)
	}
}

// The first moment of all times is a time, too, and not one that is left out.
func TestTimes_theFirstOfAll(t *testing.T) {
	const first = "0001-01-01T00:00:00Z"

	sim, message, _ := simulateOn(t)
	message.plan(with(hello(), object{"not_after": first})).problems.errors().expect(t, "error of the plan",
		at("not_after", "more than 292 years later than not_after"))

	_, applied := message.apply(with(hello(), object{"not_before": first, "not_after": "9999-12-31T23:59:59Z"}))
	applied.expect(t, "problem of the apply")

	if sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", sim.posts())
	}
}
