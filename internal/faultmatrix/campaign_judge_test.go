package faultmatrix

import (
	"errors"
	"fmt"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// errTwice is the one thing that must never be.
var errTwice = errors.New("somebody is in two accepted messages")

// judgePeople says who is not in just one accepted message, or should not be.
func (w *campaignWalk) judgePeople() error {
	for _, sender := range campaignSenders() {
		want := append(reachedOf(sender), missingOf(sender))
		if w.cell.kind == wecom.ChatTypeGroup {
			want = groupsOf(sender)
		}

		sent := w.sentBy(sender)

		switch {
		case len(sent) > 1:
			return fmt.Errorf("%w: %d of %s", errTwice, len(sent), sender)
		case len(sent) == 0:
			return fmt.Errorf("%s has sent nothing", sender)
		}

		got := slices.Concat(sent[0].ExternalUserID, sent[0].ChatIDList)
		if slices.Sort(got); !slices.Equal(got, want) {
			return fmt.Errorf("%s sends to %q, want %q", sender, got, want)
		}
	}

	return nil
}

// judgeState says what the state of a complete campaign tells wrongly.
func (w *campaignWalk) judgeState() error {
	people, failed := len(reachedOf(""))+1, 1
	if w.cell.kind == wecom.ChatTypeGroup {
		people, failed = len(groupsOf("")), 0
	}

	for _, m := range w.state.Messages {
		sent := w.sentBy(m.Key)

		if m.Status != campaign.Created || len(sent) > 0 && m.MsgID != sent[0].MsgID {
			return fmt.Errorf("wrong adoption: %s is %s as %s", m.Key, m.Status, m.MsgID)
		}

		if m.Record.People != people || m.Record.Excluded != 1 || m.Record.Failed != failed {
			return fmt.Errorf("%s counts %d people, %d excluded, %d failed; want %d, 1, %d", m.Key, m.Record.People, m.Record.Excluded, m.Record.Failed, people, failed)
		}
	}

	return nil
}
