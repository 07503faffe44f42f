package campaigntest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// Campaign is a configuration. Its file names the senders.
type Campaign struct {
	File, Exclude string
	// Content is what all messages say, without recipients and sender.
	Content wecom.MassMessage
	Rollout int
	Window  wecom.SendWindow
	// Unlooked is true where nothing looks before a send.
	Unlooked bool
}

// State is what Terraform keeps of a campaign between two runs.
type State struct {
	CampaignID, FirstContent string
	CreatedAt                time.Time
	Messages                 []*campaign.Message
}

// Summary is the status of the campaign: "none" without a state.
func (s *State) Summary() string {
	if s == nil {
		return "none"
	}

	return campaign.Summary(s.Messages)
}

// Process is a process of the provider.
type Process struct {
	Client *wecom.Client
	Clock  wecom.Clock
}

// Apply sends what is left, with a person's answers to attempts, and gives the
// state after it: nil for a first run that could send nothing. The state before
// stays as it is.
func (p Process) Apply(ctx context.Context, t testing.TB, c Campaign, before *State, answers map[string]string) (campaign.Result, *State) {
	t.Helper()

	content := draft.New(c.Content, "", nil, nil)
	parts := c.cut(t)
	now := before.next(p.Clock, parts, content)

	campaign.Rollout(now.Messages, now.FirstContent)
	campaign.Hold(now.Messages, c.Rollout, nil)

	var turns []campaign.Turn
	for _, m := range now.Messages {
		turns = append(turns, campaign.Turn{Message: m, Part: parts[m.Key], Answer: answers[m.MsgID]})
	}

	result := p.runOf(c, now, content).Do(ctx, now.Messages, turns)

	isDone := result.Stopped == nil && len(result.Refusals) == 0

	return result, now.kept(before != nil || isDone)
}

// cut are the people of each message.
func (c Campaign) cut(t testing.TB) map[string]audience.Part {
	t.Helper()

	people, problems := audience.Read(audience.Source{File: c.File, Kind: c.kind(), Exclude: []string{c.Exclude}})
	if len(problems.Errors()) > 0 {
		t.Fatal(problems)
	}

	parts := map[string]audience.Part{}
	for _, part := range people.Cut(c.kind()) {
		parts[part.Key] = part
	}

	return parts
}

func (c Campaign) kind() draft.IDKind {
	if c.Content.ChatType == wecom.ChatTypeGroup {
		return draft.GroupID
	}

	return draft.CustomerID
}

// next is what a run begins with: the state, or the cut where there is none.
func (s *State) next(clock wecom.Clock, parts map[string]audience.Part, content draft.Draft) *State {
	if s != nil {
		return s.read()
	}

	now := &State{CampaignID: fmt.Sprintf("campaign-%d", clock.Now().UnixNano()), FirstContent: content.Digests()["text"]}

	for _, part := range parts {
		now.Messages = append(now.Messages, &campaign.Message{Key: part.Key, Recipients: part.Recipients, RecipientsSHA256: part.SHA256, Status: campaign.Pending})
	}

	return now
}

// read is the state as it comes from the disk.
func (s *State) read() *State {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}

	var read State
	if err := json.Unmarshal(raw, &read); err != nil {
		panic(err)
	}

	return &read
}

func (p Process) runOf(c Campaign, now *State, content draft.Draft) *campaign.Run {
	check := wecom.MaxCheckInterval

	switch {
	case c.Unlooked:
		check = 0
	case !now.CreatedAt.IsZero():
		check = p.Clock.Now().Sub(now.CreatedAt) + time.Hour
	}

	attempt := 0

	return &campaign.Run{
		Client: p.Client, Clock: p.Clock, Content: content.Message, Parts: content.Digests(),
		CampaignID: now.CampaignID, CheckInterval: check, Rollout: c.Rollout, Window: c.Window,
		Keys: func(parts draft.Digests, m *campaign.Message) wecom.JournalKeys {
			keys := parts.JournalKeys("https://wecom.test", wecomtest.CorpID, "")
			keys.CampaignID, keys.Part, keys.Cut = now.CampaignID, campaign.PartOf(m.Key), campaign.CutOf(cmp.Or(parts["external_userid"], parts["chat_id_list"]))

			return keys
		},
		NewAttempt: func() string {
			attempt++
			return fmt.Sprintf("unknown-%d-%d", p.Clock.Now().UnixNano(), attempt)
		},
	}
}

// kept is what Terraform keeps: nothing, of a first run that has sent nothing,
// and not because those whose turn it was were excluded.
func (s *State) kept(isKept bool) *State {
	isSent := false

	for _, m := range s.Messages {
		if m.IsSent() {
			isSent = true

			if s.CreatedAt.IsZero() || m.SentAt.Before(s.CreatedAt) {
				s.CreatedAt = m.SentAt
			}
		}
	}

	if !isSent && !isKept {
		return nil
	}

	return s
}
