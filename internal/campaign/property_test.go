package campaign_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// chance is what happens around the runs of one campaign.
type chance struct {
	journal bool
	// lag is how long WeCom's list does not show what was sent.
	lag time.Duration
	// edits are edits of the content while messages are left.
	edits bool
	// excludes leaves out a third of the people, from the start.
	excludes bool
	// changes leaves out others in each round. Only those who never are must
	// get it then.
	changes bool
	// loses takes the state away between two runs.
	loses bool
}

// play runs a campaign with faults, kills and excluded people until nothing is
// left, and gives what happened.
func play(t *testing.T, seed uint64, c chance) (w *world, story []string) {
	r := rand.New(rand.NewPCG(seed, 7))

	customers := make([]int, 1+r.IntN(6))
	for i := range customers {
		customers[i] = 1 + r.IntN(4)
	}

	w = worldOf(t, customers)
	w.sim.SetListLag(c.lag)

	if c.excludes {
		w.excludeSome(r)
	}

	if c.journal {
		w.dir = filepath.Join(t.TempDir(), "journal")
	}

	faults := wecomtest.SendFaults(2 * time.Second)
	rollout := 100

	if r.IntN(2) == 0 {
		rollout = 1 + r.IntN(99)
	}

	for round := 1; w.status() != "complete"; round++ {
		if round > 60 {
			t.Fatalf("seed %d: it never ends: %s\n%s", seed, w.status(), strings.Join(story, "\n"))
		}

		killAt, arrives := 0, r.IntN(2) == 0
		w.stops = false

		if round < 12 {
			if c.changes {
				w.excludeSome(r)
			}

			if c.loses && r.IntN(4) == 0 {
				w.state = nil

				story = append(story, "lost state")
			}

			switch r.IntN(5) {
			case 0:
				fault := faults[r.IntN(len(faults))]
				for _, one := range fault.Faults {
					one.Skip = r.IntN(4)
					w.sim.Arm(one)
				}

				story = append(story, "fault: "+fault.Name)
			case 1:
				killAt = 1 + r.IntN(4)
				story = append(story, fmt.Sprintf("killed at POST %d, which arrives: %t", killAt, arrives))
			case 2:
				killAt, w.stops = 1+r.IntN(4), true
				story = append(story, fmt.Sprintf("interrupted at POST %d", killAt))
			}

			// Without a state another content is another campaign.
			if c.edits && w.state != nil && r.IntN(3) == 0 {
				w.text = fmt.Sprintf("内容 %d", round)

				story = append(story, "edited")
			}
		} else {
			rollout = 100

			w.sim.SetListLag(0)
		}

		var answers map[string]string
		if round > 3 {
			answers = w.truth()
		}

		result := w.run(rollout, killAt, arrives, answers)
		story = append(story, fmt.Sprintf("round %d, rollout %d: %s, stopped: %v", round, rollout, w.status(), result.Stopped))

		w.sim.ClearFaults()
		w.clock.Advance(time.Duration(11+r.IntN(60)) * time.Minute)

		rollout = min(100, rollout+r.IntN(60))
	}

	return w, story
}

// excludeSome leaves out a third of the people from now on.
func (w *world) excludeSome(r *rand.Rand) {
	out := []string{"external_userid"}

	for _, customer := range w.sim.Company().Customers {
		if r.IntN(3) == 0 {
			out = append(out, customer.ExternalUserID)
			w.everOut[customer.ExternalUserID] = true
		}
	}

	w.exclude = w.write("out.csv", out...)
}

// twice are the customers who are in more than one accepted message.
func (w *world) twice() (ids []string) {
	for id, n := range w.received() {
		if n > 1 {
			ids = append(ids, id)
		}
	}

	slices.Sort(ids)

	return ids
}

// Whatever goes wrong, and whoever is killed: in the end everybody is in one
// accepted message, and nobody in two.
func TestRun_property(t *testing.T) {
	runs := uint64(60)
	if testing.Short() {
		runs = 10
	}

	for name, c := range map[string]chance{
		"with a journal and a slow list":     {journal: true, lag: 5 * time.Minute},
		"with a journal, and edits":          {journal: true, edits: true},
		"without a journal, the list fresh":  {},
		"with a journal, and exclusions":     {journal: true, lag: 5 * time.Minute, excludes: true},
		"no journal, and exclusions":         {excludes: true},
		"exclusions that change":             {changes: true},
		"with a journal, and lost states":    {journal: true, lag: 5 * time.Minute, loses: true},
		"a journal, lost states, exclusions": {journal: true, lag: 5 * time.Minute, loses: true, excludes: true},
		"no journal, and lost states":        {loses: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			for seed := range runs {
				w, story := play(t, seed, c)

				for _, m := range w.messages() {
					if m.Status != campaign.Created && m.Status != campaign.Excluded {
						t.Errorf("seed %d: %s is %s", seed, m.Key, m.Status)
					}
				}

				if twice := w.twice(); len(twice) > 0 {
					t.Fatalf("seed %d: twice: %v\n%s", seed, twice, strings.Join(story, "\n"))
				}

				got, want := slices.Sorted(maps.Keys(w.received())), w.people()
				if c.changes {
					got = slices.DeleteFunc(got, func(id string) bool { return w.everOut[id] })
					want = slices.DeleteFunc(want, func(id string) bool { return w.everOut[id] })
				}

				if !slices.Equal(got, want) {
					t.Fatalf("seed %d: %q have it, want %q\n%s", seed, got, want, strings.Join(story, "\n"))
				}
			}
		})
	}
}

// The control: without a journal, and with a list that shows nothing for hours,
// people do get it twice.
func TestRun_propertyControl(t *testing.T) {
	for seed := range uint64(60) {
		if w, _ := play(t, seed, chance{lag: 100 * time.Hour}); len(w.twice()) > 0 {
			return
		}
	}

	t.Error("nobody got it twice though nothing could prevent it")
}

// people are those who are to get it: the audience less the excluded.
func (w *world) people() (ids []string) {
	raw, err := os.ReadFile(w.exclude)
	if err != nil {
		w.t.Fatal(err)
	}

	out := strings.Split(string(raw), "\n")

	for _, customer := range w.sim.Company().Customers {
		if !slices.Contains(out, customer.ExternalUserID) {
			ids = append(ids, customer.ExternalUserID)
		}
	}

	slices.Sort(ids)

	return ids
}

// Excluded people are in no message, whenever they were excluded before it.
func TestRun_excludedBetweenTheRuns(t *testing.T) {
	w := worldOf(t, []int{2, 2, 2})
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
	w.run(100, 0, false, nil)
	w.sim.ClearFaults()

	var out []string

	for _, m := range w.messages() {
		if m.Status == campaign.Pending {
			out = append(out, "wm"+m.Key[1:]+"x0")
		}
	}

	w.exclude = w.write("out.csv", append([]string{"external_userid"}, out...)...)
	w.run(100, 0, false, nil)

	if got := w.received(); len(out) != 2 || len(got) != 4 || got[out[0]]+got[out[1]] != 0 {
		t.Errorf("%v of %v", got, out)
	}
}
