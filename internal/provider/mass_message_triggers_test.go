package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

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

// What became of a message is not known, or WeCom's list does not show it yet,
// and another block with triggers of its own says the same to some of its
// people. That somebody has asked for a second one, only a change of the
// message's own triggers says.
func TestMassMessage_theJournalKnowsTheSameWordsWithTriggers(t *testing.T) {
	wants := func(run string) object { return object{"triggers": object{"run": run}} }

	for name, row := range map[string]struct {
		lost   bool
		first  object
		same   bool // the block itself
		change object
		after  time.Duration
		sends  bool
	}{
		"lost, and a block with triggers":             {lost: true, change: wants("2")},
		"lost, and fewer people":                      {lost: true, change: with(wants("2"), object{"external_userid": []string{lin}})},
		"lost with triggers, and a block without":     {lost: true, first: wants("1")},
		"lost with triggers, and a block with others": {lost: true, first: wants("1"), change: wants("2")},
		"lost, and the block itself":                  {lost: true, first: wants("1"), same: true, change: wants("2"), sends: true},
		"lost, and other people":                      {lost: true, change: with(wants("2"), object{"external_userid": []string{zhou}}), sends: true},
		"lost, and ten minutes later":                 {lost: true, change: wants("2"), after: 10 * time.Minute, sends: true},
		"sent, and a block with triggers":             {change: wants("2")},
		"sent, and fewer people":                      {change: with(wants("2"), object{"external_userid": []string{lin}})},
		"sent with triggers, and a block without":     {first: wants("1")},
		"sent, and the block itself":                  {first: wants("1"), same: true, change: wants("2"), sends: true},
		"sent, and other people":                      {change: with(wants("2"), object{"external_userid": []string{zhou}}), sends: true},
		"sent, and after what the look goes back to":  {change: wants("2"), after: 31 * time.Minute, sends: true},
		"sent, and other words":                       {change: with(wants("2"), object{"text": object{"content": "再见"}}), sends: true},
	} {
		t.Run(name, func(t *testing.T) {
			clock := hastyClock()
			sim, option := simulate(t, wecomsim.WithClock(clock.Now)), provider.WithClock(clock)
			sim.SetListLag(time.Hour)

			block := object{"journal_dir": t.TempDir()}
			first := with(helloTo(chen, lin), row.first)

			if row.lost {
				sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
			}

			message := journaled(t, sim, block, option)
			message.apply(first)
			clock.Advance(row.after)

			later := journaled(t, sim, block, option)
			if row.same {
				later.state, later.private = message.state, message.private
			}

			_, got := later.apply(with(helloTo(chen, lin), row.change))
			if sim.posts() != map[bool]int{true: 2, false: 1}[row.sends] || (len(got.errors()) == 0) != row.sends {
				t.Errorf("%d POSTs\n%s", sim.posts(), got)
			}
		})
	}
}

// journaled is a message of a run with a journal.
func journaled(t *testing.T, sim simulation, block object, options ...provider.Option) *lifecycle {
	t.Helper()

	p := serve(t, options...)
	p.configure(with(sim.block(), block)).expect(t, "problem of the provider block")

	return p.message()
}
