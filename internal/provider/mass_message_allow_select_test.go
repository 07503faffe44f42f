package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Customers read the same whether or not a member may choose among them, so the
// journal holds a message with allow_select up as one by another sender: while
// nobody knows what became of the first one, and where it was sent and WeCom's
// list does not show it yet.
func TestMassMessage_theJournalKnowsTheSameWordsWithAllowSelect(t *testing.T) {
	chosen := object{"allow_select": true}

	for name, row := range map[string]struct {
		lost   bool
		change object
		posts  int
	}{
		"one is lost":              {true, chosen, 1},
		"one was sent":             {false, chosen, 1},
		"the control: other words": {true, object{"allow_select": true, "text": object{"content": "再见"}}, 2},
		"with triggers of its own": {true, object{"allow_select": true, "triggers": object{"run": "2"}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			sim, hasty := simulateHastily(t)
			sim.SetListLag(time.Hour)

			block := object{"journal_dir": t.TempDir(), "request_timeout": "1s"}

			if row.lost {
				sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
			}

			journaled(t, sim, block, hasty).apply(helloTo(chen, lin))

			_, got := journaled(t, sim, block, hasty).apply(with(helloTo(chen, lin), row.change))
			if sim.posts() != row.posts || (len(got.errors()) == 0) != (row.posts == 2) {
				t.Errorf("%d POSTs, want %d\n%s", sim.posts(), row.posts, got)
			}
		})
	}
}

// An edit of allow_select still sends the message again, as the table says.
func TestMassMessage_anEditOfAllowSelectSendsWithAJournal(t *testing.T) {
	sim := simulate(t)
	sim.SetListLag(time.Hour)

	block := object{"journal_dir": t.TempDir()}
	message := journaled(t, sim, block)
	message.apply(helloTo(chen))

	for i, chosen := range []bool{true, false, true} {
		later := journaled(t, sim, block)
		later.state, later.private = message.state, message.private
		message = later

		_, got := message.apply(with(helloTo(chen), object{"allow_select": chosen}))
		got.errors().expect(t, "error")

		if sim.sends() != i+2 {
			t.Errorf("%d messages after %d edits", sim.sends(), i+1)
		}
	}
}
