package provider

import (
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
)

// sortOut tells the messages whose people the cut has from the others.
func (c campaignCut) sortOut(messages []*campaign.Message) (same, other []*campaign.Message) {
	parts := c.partsByKey()

	for _, m := range messages {
		if part, ok := parts[strings.ToLower(m.Key)]; ok && part.SHA256 == m.RecipientsSHA256 {
			same = append(same, m)
		} else {
			other = append(other, m)
		}
	}

	return same, other
}

// changedSince are the messages that are done and whose people are others in
// the cut.
func (c campaignCut) changedSince(messages []*campaign.Message) []*campaign.Message {
	parts := c.partsByKey()

	return slices.DeleteFunc(slices.Clone(messages), func(m *campaign.Message) bool {
		part, ok := parts[strings.ToLower(m.Key)]

		return m.IsLeft() || m.Status == campaign.Unknown || !ok || part.SHA256 == m.RecipientsSHA256
	})
}

// beyond are the messages of a cut that a campaign does not have.
func (c campaignCut) beyond(messages []*campaign.Message) []*campaign.Message {
	has := map[string]bool{}
	for _, m := range messages {
		has[strings.ToLower(m.Key)] = true
	}

	return slices.DeleteFunc(c.messages(), func(m *campaign.Message) bool { return has[strings.ToLower(m.Key)] })
}
