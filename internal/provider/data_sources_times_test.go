package provider_test

import "testing"

// RFC 3339 allows t and z.
func TestMassMessages_timesWithSmallLetters(t *testing.T) {
	for text, right := range map[string]bool{"2026-03-02t08:00:00z": true, "2026-03-02T08:00:00Z": true, "2026-03-02 08:00:00": false} {
		got := serve(t).validateData("wecom_mass_messages", object{"start_time": text})
		if (len(got.errors()) == 0) != right {
			t.Errorf("%s: %s", text, got)
		}
	}
}
