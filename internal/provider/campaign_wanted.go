package provider

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// campaignWanted is a configuration of a campaign, as far as it is known.
type campaignWanted struct {
	// content is what its messages say, without recipients. It has the problems
	// of the whole configuration.
	content draft.Draft
	source  audience.Source
	window  wecom.SendWindow
	rollout int
	answers map[string]string
	hashes  draft.WrittenHashes
}

// wanted converts and checks in one pass, as [massMessageModel.draft].
func (m campaignModel) wanted() campaignWanted {
	c := newChecker()

	message := wecom.MassMessage{
		ChatType:    c.chatType(m.ChatType),
		Text:        c.text(m.Text),
		Attachments: c.attachments(m.Attachments),
	}
	c.contentRules(message)

	w := campaignWanted{
		source: audience.Source{
			File:    c.requiredPath(problem.Root("recipients_file"), m.RecipientsFile),
			Kind:    draft.CustomerID,
			Sender:  c.sender(m.Sender),
			Exclude: c.paths(problem.Root("exclude_files"), m.ExcludeFiles),
			Sample:  c.sample(m.Sample),
		},
		window:  c.window(m.NotBefore, m.NotAfter),
		rollout: c.rollout(m.Rollout),
		answers: c.answers(m.Resolve),
	}

	w.source.ForChatType(message.ChatType)
	c.known(problem.Root("not_before"), m.NotBefore)
	c.known(problem.Root("not_after"), m.NotAfter)
	c.known(problem.Root("triggers"), m.Triggers)
	c.triggers(m.Triggers)
	c.timeouts(m.Timeouts)

	w.content = draft.New(message, "", c.unknown, c.problems)
	w.hashes = c.hashes

	return w
}

// unknownAudience reports whether something that decides the audience is not
// known yet.
func (w campaignWanted) unknownAudience() bool {
	for _, name := range []string{"recipients_file", "exclude_files", "sample", "sender", "chat_type"} {
		if w.content.Unknown[name] {
			return true
		}
	}

	return false
}

// paths reads a list of paths of files.
func (c *checker) paths(p problem.Path, list types.List) []string {
	if !c.known(p, list) {
		return nil
	}

	var all []string

	for i, element := range list.Elements() {
		if element.IsNull() {
			c.errorf(p.AtListIndex(i), "Missing value", "the path is null. Leave it out; compact() does.")
		}

		if name := c.pathValue(p.AtListIndex(i), element); name != "" {
			all = append(all, name)
		}
	}

	return all
}

func (c *checker) sample(v types.Object) *audience.Sample {
	p := problem.Root("sample")
	if !c.known(p, v) {
		return nil
	}

	salt, _ := v.Attributes()["salt"].(types.String)
	from, _ := v.Attributes()["from"].(types.Number)
	to, _ := v.Attributes()["to"].(types.Number)

	if !c.known(p.AtName("salt"), salt) || !c.known(p.AtName("from"), from) || !c.known(p.AtName("to"), to) {
		return nil
	}

	s := &audience.Sample{Salt: salt.ValueString()}
	s.From, _ = from.ValueBigFloat().Float64()
	s.To, _ = to.ValueBigFloat().Float64()

	isUnseen := func(salt string) bool {
		_, _, found := draft.UnseenInName(salt)
		return found
	}

	if r, at, found := draft.UnseenInName(s.Salt); found {
		c.errorf(p.AtName("salt"), "Salt that nobody sees whole", "%s holds %s as character %d, which nobody sees. Another salt cuts other people. %s", wording.Quoted(s.Salt), wording.CharacterName(r), at+1, draft.AdviceUnseen(s.Salt, isUnseen))
	}

	if s.From < 0 || s.To > 100 || s.To <= s.From {
		c.errorf(p, "Invalid sample", "from %g to %g percent is no part of 0 to 100. from is included, and to is not: 0 to 50 and 50 to 100 are two halves.", s.From, s.To)
	}

	return s
}

// allOut is the percentage of a rollout that holds nothing back.
const allOut = 100

func (c *checker) rollout(v types.Number) int {
	p := problem.Root("rollout")
	if !c.known(p, v) {
		return allOut
	}

	percent, wrong := wholeNumber(v.ValueBigFloat(), 1)
	if wrong != "" || percent > allOut {
		c.errorf(p, "Invalid rollout", "%s is not a whole number from 1 to 100. To stop a campaign that is half sent, leave rollout as it is: without an apply nothing is sent.", v.ValueBigFloat().Text('g', 20))
		return allOut
	}

	return int(percent)
}

// answers reads resolve.
func (c *checker) answers(m types.Map) map[string]string {
	p := problem.Root("resolve")
	if !c.known(p, m) {
		return nil
	}

	all := map[string]string{}

	for attempt, v := range m.Elements() {
		at := p.AtName(attempt)

		answer, _ := v.(types.String)
		if !c.known(at, answer) {
			continue
		}

		text := answer.ValueString()
		if wrong := answerProblem(text); wrong != "" {
			c.errorf(p, "Invalid answer", "%s: %s Or it is %q, upon which the message is sent.", wording.Quoted(attempt), wrong, campaign.NotSent)
		}

		if !isAttempt(attempt) {
			c.problems.Warnf(p, "Answer to no attempt", "%s is no attempt, so the answer is not taken. The name of an attempt begins with %s, and stands in messages[...].delivery.msgid and in the warning of the apply.", wording.Quoted(attempt), localIDPrefix)
		}

		all[attempt] = text
	}

	return all
}

// hasAnswer reports whether a person has answered for a message. An answer that
// is none is refused as any other mistake.
func (w campaignWanted) hasAnswer(m *campaign.Message) bool {
	_, has := w.answers[m.MsgID]

	return has
}

// again are those of some messages that are sent again, as a person has said.
func (w campaignWanted) again(messages []*campaign.Message) []*campaign.Message {
	return slices.DeleteFunc(slices.Clone(messages), func(m *campaign.Message) bool {
		return m.Status != campaign.Unknown || w.answers[m.MsgID] != campaign.NotSent
	})
}

// sends reports whether anything is to be sent for some messages, and not only
// an answer to be recorded.
func (w campaignWanted) sends(messages []*campaign.Message) bool {
	return len(w.again(messages)) > 0 || slices.ContainsFunc(messages, func(m *campaign.Message) bool { return m.Status != campaign.Unknown })
}

// answerProblem says why an answer is neither a msgid nor "not_sent", or "".
func answerProblem(answer string) string {
	if answer == campaign.NotSent {
		return ""
	}

	switch strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(answer)) {
	case "notsent", "unsent", "sent", "no", "yes", "true", "false", "none", "null":
		return wording.Quoted(answer) + " is no msgid. It must be that of the message in WeCom."
	default:
		return msgidProblem(answer)
	}
}

// isAttempt reports whether a name is as [newAttempt] makes it.
func isAttempt(name string) bool {
	const uuid = 36

	id, found := strings.CutPrefix(name, localIDPrefix)

	return found && len(id) == uuid && strings.Trim(id, "0123456789abcdef-") == ""
}
