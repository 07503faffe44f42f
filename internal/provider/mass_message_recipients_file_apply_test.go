package provider_test

import (
	"os"
	"testing"
)

// Terraform itself plans once more while it applies. A file that changes after
// that is seen by Create, right before the send.
func TestMassMessage_createComparesTheRecipientsFileOnceMore(t *testing.T) {
	for name, test := range map[string]struct {
		now   string
		sends int
	}{
		"other ids":                   {"wm3", 0},
		"an id more":                  {"wm1\nwm2\nwm3", 0},
		"the same ids":                {"wm1\nwm2", 1},
		"the same ids, another order": {"wm2\nwm1", 1},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			l := connected(t, sim)
			file := recipientsFile(t, "wm1\nwm2")
			config := with(hello(), object{"recipients_file": file})
			planned := l.plan(config)

			if err := os.WriteFile(file, []byte(test.now), 0o600); err != nil {
				t.Fatal(err)
			}

			got := l.change(l.state, planned.state, l.value(config), planned.private, planned.identity).errors()

			if posts := sim.posts(); posts != test.sends {
				t.Errorf("%d sends were tried, want %d", posts, test.sends)
			}

			if test.sends == 0 {
				got.expect(t, "error", at("recipients_file", "Nothing was sent. Plan again."))
			}
		})
	}
}
