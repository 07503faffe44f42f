package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
)

// The attributes that say what customers read, and who they are.
func contentAttributes() []string { return []string{"chat_type", "text", "attachments"} }

func audienceAttributes() []string {
	return []string{"external_userid", "chat_id_list", "recipients_file", "tag_filter", "sender", "allow_select", "recipients_sha256", "rollout"}
}

// send fills in what is sent, and to whom.
func (c *change) send(open []string) {
	v, row := c.after, &c.row

	row.Group = v.isGroup()
	row.Files = c.filesOf(v)
	row.Uses = usesOf(v, row.Files)
	row.Hosts = hostsOf(v)
	row.Messages, row.Recipients, row.Senders = c.audience(open)

	row.Audience = c.audienceWords()
	if c.mayChoose() {
		row.Audience = fmt.Sprintf(c.words.mayChoose, row.Audience)
	}

	row.Digest = c.digest()

	if c.options.ShowIDs {
		row.IDs = idsOf(v)
	}

	c.addContent()
	c.count()
	c.look()
	c.gates.judge(c)
	c.hide()
}

// hide takes out of the row what the configuration marks as sensitive. It was
// judged all the same.
func (c *change) hide() {
	row := &c.row

	if c.sensitive.any("attachments") {
		row.Hosts, row.Files = nil, nil
		row.Uses = slices.DeleteFunc(row.Uses, func(u Use) bool { return strings.HasPrefix(u.Attribute, "attachments[") })
	}

	if c.sensitive.any("text") {
		row.Hosts = nil
		row.Uses = slices.DeleteFunc(row.Uses, func(u Use) bool { return strings.HasPrefix(u.Attribute, "text.") })
	}

	if c.sensitive.any("sender") {
		row.Senders = nil
		row.Audience = c.words.titles.hidden
	}

	if c.sensitive.any("external_userid", "chat_id_list", "tag_filter") {
		row.IDs = nil
	}
}

// mayChoose reports whether the member may choose other customers, as far as
// that is known.
func (c *change) mayChoose() bool {
	return c.after.AllowSelect != nil && *c.after.AllowSelect || c.unknown.any("allow_select")
}

// secret is a value of these attributes, where it may be shown.
func (c *change) secret(value string, attributes ...string) string {
	if c.sensitive.any(attributes...) {
		return c.words.titles.hidden
	}

	return value
}

// audience is how many messages go to how many, through whom.
func (c *change) audience(open []string) (messages int, recipients *int, senders []string) {
	if c.Type == typeCampaign {
		// The messages are not there yet while the audience is not known, and
		// which of them are held is decided by what they say.
		if c.unknown.any("recipients_sha256") {
			c.report.Totals.AtLeast = true

			return 1, nil, nil
		}

		if c.unknown.any("rollout") {
			return len(open), nil, c.after.members(open)
		}

		if c.after.rollout() < 100 && c.unknown.any(contentAttributes()...) {
			return len(open), nil, nil
		}

		sum := 0
		for _, key := range open {
			sum += c.after.Messages[key].RecipientsCount
		}

		return len(open), &sum, c.after.members(open)
	}

	if c.after.Sender != "" {
		senders = []string{c.after.Sender}
	}

	return 1, c.after.RecipientsCount, senders
}

// audienceWords are the audience in a line, in the language of the report.
func (c *change) audienceWords() string {
	v := c.after

	switch {
	case c.row.Recipients != nil && len(v.Exclude) > 0:
		return fmt.Sprintf(c.words.excluded, c.words.counted(*c.row.Recipients, c.row.people()))
	case c.row.Recipients != nil:
		return c.words.counted(*c.row.Recipients, c.row.people())
	case c.unknown.any(audienceAttributes()...):
		return c.words.notKnownYet
	case v.isGroup():
		return fmt.Sprintf(c.words.picked, v.Sender)
	case v.TagFilter != nil && v.Sender != "":
		return fmt.Sprintf(c.words.taggedOf, v.Sender)
	case v.TagFilter != nil:
		return c.words.tagged
	default:
		return fmt.Sprintf(c.words.allOf, v.Sender)
	}
}

// digest names the send for approved_digest.
func (c *change) digest() string {
	if c.unknown.any(contentAttributes()...) || c.unknown.any(audienceAttributes()...) || c.unknown.any("triggers", "rollout") {
		return ""
	}

	digests, triggers := c.after.draft().Digests(), c.after.triggers()

	if c.Type == typeCampaign {
		var again []string
		if c.Change.Change.Updates() {
			again = answeredNotSent(c.before, c.after, c.open())
		}

		digest, _ := digests.CampaignApproval(c.after.RecipientsSHA256, c.after.rollout(), triggers, again)

		return digest
	}

	digest, _ := digests.Approval(triggers)

	return digest
}

func idsOf(v values) []string {
	ids := slices.Concat(v.ExternalUserID, v.ChatIDList)

	if v.TagFilter != nil {
		for _, group := range v.TagFilter.GroupList {
			ids = append(ids, group.TagList...)
		}
	}

	return ids
}

// addContent finds the content of the row among those of the report, or adds
// it.
func (c *change) addContent() {
	content := c.contentOf(c.after, c.before, c.sensitive.any("text", "attachments"), c.row.Files)
	if c.wasSensitive.any("text", "sent") {
		content.SentText = nil
	}

	if c.sensitive.any("sender") {
		content.Member = ""
	}

	// Two that are not known may say different things.
	if content.NotKnown = c.unknown.among(contentAttributes()); len(content.NotKnown) > 0 {
		content.key += c.Address
	}

	at := slices.IndexFunc(c.report.Contents, func(other Content) bool { return other.key == content.key && other.Hidden == content.Hidden })
	if at < 0 {
		c.report.Contents = append(c.report.Contents, content)
		at = len(c.report.Contents) - 1
	}

	shown := &c.report.Contents[at]
	shown.Addresses = append(shown.Addresses, c.row.Address)

	if shown.Member != content.Member || c.Type == typeCampaign && len(c.row.Senders) != 1 {
		shown.Member = ""
	}

	c.row.Content = at
}

func (c *change) count() {
	totals, row := &c.report.Totals, c.row
	totals.Messages += row.Messages

	switch {
	case row.Recipients == nil:
		totals.Uncounted += row.Messages
	case row.Group:
		totals.Groups += *row.Recipients
	default:
		totals.Customers += *row.Recipients
	}

	if row.Effect == SendsAgain {
		totals.Again += c.sentBefore()
	}

	for _, member := range row.Senders {
		c.members[strings.ToLower(member)] = true // as WeCom compares userids
	}
}

// sentBefore is how many of the messages that are sent the state has as sent,
// or of which nobody knows.
func (c *change) sentBefore() int {
	if c.Type == typeMessage {
		return c.row.Messages
	}

	again := 0

	for _, m := range c.before.Messages {
		if m.Delivery != nil && (m.Delivery.Status == string(campaign.Created) || m.Delivery.Status == string(campaign.Unknown)) {
			again++
		}
	}

	return min(again, c.row.Messages)
}
