package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A campaign was edited in the middle, and its state is lost. Members have
// given all their customers to others meanwhile, so that no message has anybody
// in common with the one that its member had: whoever has the old content, or
// may have it, does not get the new one as well.
func TestCampaign_membersGiveAllTheirPeopleToOthers(t *testing.T) {
	const (
		swapped = "a and b have swapped theirs"
		around  = "each gives them to the next one"
		gone    = "a is gone, and d has theirs"
		some    = "a gives one to b"
	)

	to := map[string][]string{ // by who had them, the customers 0 and 1
		swapped: {"a", "b", "b", "b", "a", "a", "c", "c", "c"},
		around:  {"a", "b", "b", "b", "c", "c", "c", "a", "a"},
		gone:    {"a", "d", "d", "b", "b", "b", "c", "c", "c"},
		some:    {"a", "a", "b", "b", "b", "b", "c", "c", "c"},
	}

	for name, moves := range to {
		for _, isLost := range []bool{false, true} {
			t.Run(map[bool]string{false: "sent, ", true: "lost, "}[isLost]+name, func(t *testing.T) {
				givesAway(t, moves, isLost, 2, 100)
				givesAway(t, moves, isLost, 2, 33, 66, 100)
				givesAway(t, moves, isLost, 501, 33, 66, 100) // so many the journal does not tell apart
			})
		}
	}
}

// givesAway is that, with so many customers of each member, and the steps of
// rollout after the state was lost.
func givesAway(t *testing.T, moves []string, isLost bool, each int, steps ...int) {
	t.Helper()

	of := members{"a": each, "b": each, "c": each, "d": 0}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})

	if isLost {
		w.sim.SetListLag(24 * time.Hour)
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	}

	// Whichever comes first is the a of the rows.
	w.apply(w.config(of, object{"rollout": 33}))
	first := w.sim.Messages()[0].Sender

	rotate := func(member string) string {
		if member == "d" {
			return member
		}

		return string('a' + (member[0]-'a'+first[0]-'a')%3)
	}

	config := object{"text": object{"content": "再见"}}

	w.restart(time.Minute)
	w.apply(w.config(of, config))

	if w.sim.sends() != 3 {
		t.Fatalf("%d messages, %s", w.sim.sends(), w.statuses())
	}

	rows := []string{"external_userid,sender"}

	for i := 0; i < len(moves); i += 3 {
		had := rotate(moves[i])
		rows = append(rows, customerOf(had, 0)+","+rotate(moves[i+1]))

		for customer := 1; customer < each; customer++ {
			rows = append(rows, customerOf(had, customer)+","+rotate(moves[i+2]))
		}
	}

	config["recipients_file"] = w.file("moved.csv", rows...)

	for i, step := range steps {
		config["rollout"] = step

		if i == 0 {
			w.loseState(w.config(of, config))
		} else {
			w.restart(time.Minute)
			w.apply(w.config(of, config))
		}
	}

	w.wantOnce(people(of))

	if w.sim.sends() != 3 || w.attribute("status") != "unknown" {
		t.Fatalf("%d customers each, steps %v: %d messages, %s", each, steps, w.sim.sends(), w.statuses())
	}

	var has []string
	for id := range w.received() {
		has = append(has, id)
	}

	answers := object{}

	for one := range strings.FieldsSeq(w.statuses()) {
		if key, isUnknown := strings.CutSuffix(one, "=unknown"); isUnknown {
			answers[w.delivered(key)["msgid"]] = "not_sent"
		}
	}

	w.restart(time.Minute)

	config["exclude_files"] = []string{w.file("has.csv", append([]string{"external_userid"}, has...)...)}
	config["resolve"] = answers
	w.apply(w.config(of, config))
	w.wantOnce(people(of))
}
