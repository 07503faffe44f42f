package draft

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// approvalVersion is that of the digests. What one is made of never changes
// under one version: it stands in files that somebody has approved.
const approvalVersion = "v1:"

// Approval names a send for whoever approves it: what a message says, with the
// content of its files, who receives it, and its triggers (their digest, empty
// for none). It is false while one of these is not known.
//
// Neither the company and the address of the API are in it, nor the guards and
// the time of the send: a plan may be made without credentials.
func (d Digests) Approval(triggers string) (digest string, known bool) {
	names := []string{"chat_type", "external_userid", "chat_id_list", "tag_filter", "sender", "allow_select", "text", "attachments"}
	parts := []string{"wecom_mass_message", triggers}

	for _, name := range names {
		part, ok := d[name]
		if !ok {
			return "", false
		}

		if name == "sender" {
			part = strings.ToLower(part) // WeCom spells it without regard to case
		}

		parts = append(parts, part)
	}

	return approvalVersion + DigestOf(parts), true
}

// CampaignApproval names the sends of a campaign: what it says, to whom, each
// with who sends, to which share of the messages, in percent, and the attempts
// of which a person says that they have sent nothing. Who is excluded is not in
// it.
func (d Digests) CampaignApproval(recipientsSHA256 string, rollout int, triggers string, notSent []string) (digest string, known bool) {
	parts := append([]string{"wecom_campaign", triggers, recipientsSHA256, strconv.Itoa(rollout)}, slices.Sorted(slices.Values(notSent))...)

	for _, name := range []string{"chat_type", "text", "attachments"} {
		part, ok := d[name]
		if !ok {
			return "", false
		}

		parts = append(parts, part)
	}

	return approvalVersion + DigestOf(parts), recipientsSHA256 != ""
}

// Approvals reads digests of sends out of a text, as `wecomctl review --digest`
// writes them: whatever else stands there is for people.
func Approvals(text string) map[string]bool {
	approved := map[string]bool{}
	for _, one := range regexp.MustCompile(`\bv1:[0-9a-f]{64}\b`).FindAllString(text, -1) {
		approved[one] = true
	}

	return approved
}
