package faultmatrix

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Every point of the single message at the first, a middle and the last one of
// a campaign: then it is applied again, with a person's answers, until nothing
// is left. Everybody who is allowed is in one accepted message, and what the
// state counts is true.
func TestCampaign_everybodyOnce(t *testing.T) {
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		slots  = make(chan struct{}, 8)
		groups []string
		cells  = map[string]*tally{}
	)

	for _, c := range sampled(campaignCells(), testing.Short()) {
		slots <- struct{}{}

		wg.Go(func() {
			defer func() { <-slots }()

			w, err := walkCampaign(t, c)

			mu.Lock()
			defer mu.Unlock()

			if cells[c.point.group] == nil {
				cells[c.point.group] = &tally{}
				groups = append(groups, c.point.group)
			}

			got := tally{cells: 1, sends: w.messages()}

			switch {
			case errors.Is(err, errTwice):
				got.duplicates++
			case err != nil && strings.HasPrefix(err.Error(), "wrong adoption"):
				got.adoptions++
			case err != nil:
				got.states++
			}

			cells[c.point.group].add(got)

			if err != nil {
				t.Errorf("%s: %s", c, err)
			}
		})
	}

	wg.Wait()
	slices.Sort(groups)

	var total tally

	lines := []string{tallyHead}

	for _, group := range groups {
		total.add(*cells[group])
		lines = append(lines, cells[group].line(group))
	}

	t.Log("report: campaigns\n" + strings.Join(append(lines, total.line("all")), "\n"))
}

// walkCampaign walks a cell. As [judgeCell] does, it walks one again in which
// time really passes, with more of it.
func walkCampaign(t *testing.T, c campaignCell) (*campaignWalk, error) {
	w := newCampaignWalk(t, c)
	err := w.run()

	for c.point.short > 0 && c.point.short < 8*quick && err != nil && !errors.Is(err, errTwice) {
		c.point = c.point.slower()
		w = newCampaignWalk(t, c)
		err = w.run()
	}

	return w, err
}

// The control: where neither a state nor a journal nor the list tells what a
// run has sent, the oracle sees that people have it twice, wherever it died.
func TestCampaign_control(t *testing.T) {
	lost := point{group: "connection", name: "closed after the effect", effect: true, faults: send(wecomsim.Fault{DropAt: wecomsim.AfterEffect})}

	for _, place := range campaignPlaces() {
		for _, kind := range []string{wecom.ChatTypeSingle, wecom.ChatTypeGroup} {
			c := campaignCell{cell: cell{lost, lists()[0], off, killed, journalOff}, place: place, kind: kind, unlooked: true}

			if _, err := walkCampaign(t, c); !errors.Is(err, errTwice) {
				t.Errorf("%s: nobody has it twice: %v", c, err)
			}

			c.journal = journalOn

			if _, err := walkCampaign(t, c); err != nil {
				t.Errorf("%s: %v", c, err)
			}
		}
	}
}
