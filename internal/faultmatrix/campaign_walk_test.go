package faultmatrix

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaigntest"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

func campaignSenders() []string { return []string{"lisi", "wangwu", "zhangsan"} }

// Of the people of each sender, WeCom cannot reach one, and one is excluded.
func reachedOf(sender string) []string   { return []string{"wm1" + sender, "wm2" + sender} }
func missingOf(sender string) string     { return "wm3" + sender }
func excludedOf(sender string) string    { return "wm4" + sender }
func bystanderOf(sender string) string   { return "wm5" + sender }
func groupsOf(sender string) []string    { return []string{"wr1" + sender, "wr2" + sender} }
func excludedGroup(sender string) string { return "wr3" + sender }

func campaignCompany() wecomsim.Company {
	company := wecomsim.Company{CorpID: wecomtest.CorpID, Apps: []wecomsim.App{{Name: "app", Secret: wecomtest.Secret}}}

	for _, sender := range campaignSenders() {
		company.Members = append(company.Members, wecomsim.Member{UserID: sender})

		for _, id := range append(reachedOf(sender), excludedOf(sender), bystanderOf(sender)) {
			company.Customers = append(company.Customers, wecomsim.Customer{ExternalUserID: id, Follows: []wecomsim.Follow{{UserID: sender}}})
		}

		for _, id := range append(groupsOf(sender), excludedGroup(sender)) {
			company.Groups = append(company.Groups, wecomsim.GroupChat{ChatID: id, Owner: sender})
		}
	}

	return company
}

// campaignWalk is a cell under way.
type campaignWalk struct {
	*walk

	t        *testing.T
	cell     campaignCell
	campaign campaigntest.Campaign
	state    *campaigntest.State
	result   campaign.Result // of the last run
}

func newCampaignWalk(t *testing.T, c campaignCell) *campaignWalk {
	w := &campaignWalk{walk: walkIn(campaignCompany(), c.cell), t: t, cell: c}

	rows, out := []string{"external_userid,sender"}, []string{"external_userid"}
	if c.kind == wecom.ChatTypeGroup {
		rows, out = []string{"chat_id,sender"}, []string{"chat_id"}
	}

	for _, sender := range campaignSenders() {
		people, excluded := append(reachedOf(sender), missingOf(sender)), excludedOf(sender)
		if c.kind == wecom.ChatTypeGroup {
			people, excluded = groupsOf(sender), excludedGroup(sender)
		}

		for _, id := range append(people, excluded) {
			rows = append(rows, id+","+sender)
		}

		out = append(out, excluded)

		// The same words to somebody else, whose message is never ours.
		if c.point.tcp == nil {
			w.decoyOf(sender, -time.Minute, bystanderOf(sender))
		}
	}

	content := *w.message()
	content.ChatType, content.ExternalUserID, content.Sender = c.kind, nil, ""
	w.campaign = campaigntest.Campaign{
		File: w.file("people.csv", rows), Exclude: w.file("out.csv", out),
		Content: content, Rollout: 100, Unlooked: c.unlooked,
	}

	return w
}

func (w *campaignWalk) file(name string, rows []string) string {
	path := filepath.Join(w.world.dir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
		panic(err)
	}

	return path
}

// apply sends what is left in a process of its own.
func (w *campaignWalk) apply(ctx context.Context, client *wecom.Client, answers map[string]string) {
	process := campaigntest.Process{Client: client, Clock: w.world.Clock}
	w.result, w.state = process.Apply(ctx, w.t, w.campaign, w.state, answers)
}

// begin brings the campaign to where the point breaks it.
func (w *campaignWalk) begin() error {
	if !w.cell.beginsTheRun() || w.cell.place == 0 {
		w.place = w.cell.place
		return nil
	}

	w.world.Sim.Arm(wecomsim.Fault{Endpoint: sendEndpoint, Skip: w.cell.place, Count: 1, Errcode: 48002})
	w.apply(context.Background(), w.process(), nil)
	w.world.Sim.ClearFaults()
	w.world.Clock.Advance(time.Minute)

	if sent := w.messages(); sent != w.cell.place {
		return fmt.Errorf("%d messages before the point, want %d: %w", sent, w.cell.place, w.result.Stopped)
	}

	return nil
}

// run walks the cell: what breaks, and then applies until nothing is left.
func (w *campaignWalk) run() error {
	defer w.world.close()
	defer w.runs.end()

	if err := w.begin(); err != nil {
		return err
	}

	before := w.state

	if w.next == resumed {
		w.spoilList()
	}

	err := w.breakFirst(func(ctx context.Context, client *wecom.Client) error {
		w.apply(ctx, client, nil)
		return nil
	})
	if err != nil {
		return err
	}

	if w.next != resumed {
		w.state = before
	}

	w.clear()
	w.spoilList()

	bodies, messages := w.world.arrived(), w.messages()

	for round := 0; w.state.Summary() != "complete"; round++ {
		switch round {
		case 2:
			w.clear() // now everything works
		case 5:
			return fmt.Errorf("it never ends: %s, %w", w.state.Summary(), w.result.Stopped)
		}

		w.world.Clock.Advance(15 * time.Minute)

		// A person looks for what one run could not find.
		var answers map[string]string
		if round > 1 {
			answers = w.truth()
		}

		w.apply(context.Background(), w.process(), answers)
	}

	// Once the point has passed, every request is a message.
	if posts, sent := w.world.arrived()-bodies, w.messages()-messages; posts != sent {
		return fmt.Errorf("%d requests after the point made %d messages", posts, sent)
	}

	return errors.Join(w.judgePeople(), w.judgeState())
}

// truth is what a person finds out of the attempts that nobody knows of.
func (w *campaignWalk) truth() map[string]string {
	answers := map[string]string{}

	for _, m := range w.state.Messages {
		if m.Status == campaign.Unknown {
			answers[m.MsgID] = campaign.NotSent
			if sent := w.sentBy(m.Key); len(sent) > 0 {
				answers[m.MsgID] = sent[0].MsgID
			}
		}
	}

	return answers
}

// sentBy are the messages that WeCom has accepted of a sender.
func (w *campaignWalk) sentBy(sender string) []wecomsim.Message {
	return slices.DeleteFunc(w.world.Sim.Messages(), func(m wecomsim.Message) bool { return m.Sender != sender })
}
