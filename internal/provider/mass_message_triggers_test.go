package provider_test

import "testing"

// The journal knows a message by its triggers, too. What nobody sees in them is
// no other message when the state is lost.
func TestMassMessage_whatNobodySeesInTriggersIsNoOtherMessageForTheJournal(t *testing.T) {
	for name, row := range map[string]struct {
		before, after object
		sends         int
	}{
		"a line end":               {object{"run": "1\n"}, object{"run": "1\r\n"}, 1},
		"a null key":               {object{"run": "1"}, object{"run": "1", "later": nil}, 1},
		"the control: another one": {object{"run": "1"}, object{"run": "2"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			block := object{"journal_dir": t.TempDir(), "duplicate_check_interval": "0s"}

			first := journaled(t, sim, block)
			first.apply(with(helloTo(chen), object{"triggers": row.before}))

			second := journaled(t, sim, block)
			second.apply(with(helloTo(chen), object{"triggers": row.after}))

			if got := sim.sends(); got != row.sends {
				t.Errorf("%d messages, want %d", got, row.sends)
			}
		})
	}
}

// journaled is a message of a run with a journal.
func journaled(t *testing.T, sim simulation, block object) *lifecycle {
	t.Helper()

	p := serve(t)
	p.configure(with(sim.block(), block)).expect(t, "problem of the provider block")

	return p.message()
}
