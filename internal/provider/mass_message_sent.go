package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// sentDigests reads what was sent. The digests are written when a message is
// sent, found or imported, and by nothing else: what a later configuration
// says, and Terraform forces into the state, says nothing about what was sent.
// A state of a build that did not record them is read by its attributes.
func (m massMessageModel) sentDigests() draft.Digests {
	if !given(m.Sent) {
		return m.recorded().Digests()
	}

	all := draft.Digests{}

	for name, v := range m.Sent.Elements() {
		if digest, ok := v.(types.String); ok && given(digest) {
			all[name] = digest.ValueString()
		}
	}

	m.content().Upgrade(all)

	return all
}

// content is what a state says of text and attachments alone.
func (m massMessageModel) content() draft.Draft {
	c := newChecker()
	message := wecom.MassMessage{Text: c.text(m.Text), Attachments: c.attachments(m.Attachments)}

	return draft.New(message, "", c.unknown, c.problems)
}

// sentTo is, among the digests of what was sent, the address of the API that it
// was sent to. The same message at another address, as in a rehearsal, is
// another one.
const sentTo = "base_url"

// elsewhere reports whether a message was sent to another address than the one
// in hand, and to which.
func (p *providerData) elsewhere(state massMessageModel) (sentToNow string, is bool) {
	origin := state.sentDigests()[sentTo]

	return origin, origin != "" && p.hasCredentials() && origin != p.client.Origin()
}

// warnRehearsed says that a message in the state has only been to a simulator,
// and that this run is for another address: nothing will be sent there.
func (p *providerData) warnRehearsed(diags *diag.Diagnostics, state massMessageModel) {
	sentTo, isElsewhere := p.elsewhere(state)
	if u, err := url.Parse(sentTo); !isElsewhere || err != nil || !isLoopback(u.Hostname()) || state.Status.ValueString() != statusCreated {
		return
	}

	diags.AddAttributeWarning(path.Root("sent"), "The message was sent to a simulator",
		fmt.Sprintf("The state has it as sent to %s, and base_url is %s now. It counts as sent: unless this plan creates or replaces it, nothing is sent to this address. A rehearsal needs a state of its own: a copy of the directory, or another workspace.", sentTo, p.client.Origin()))
}

func sentValue(digests draft.Digests, origin string) types.Map {
	digests[sentTo] = origin

	return digestsValue(digests)
}

func digestsValue(digests draft.Digests) types.Map {
	elements := make(map[string]attr.Value, len(digests))
	for name, digest := range digests {
		elements[name] = types.StringValue(digest)
	}

	return types.MapValueMust(types.StringType, elements)
}

// lostMessage is a message of unknown status: what it was, and what finds it.
// It needs neither the configuration nor the files.
type lostMessage struct {
	Sent  wecom.Sent  `json:"sent"`
	Trace wecom.Trace `json:"trace"`
	// Repeats are the messages that it was meant to repeat.
	Repeats []string `json:"repeats,omitempty"`
	// As is what each of them is, by its msgid, see [likeness].
	As map[string]string `json:"as,omitempty"`
}

func (l lostMessage) value() types.String {
	// Strings, numbers and structs of them cannot fail to encode.
	raw, _ := json.Marshal(l)

	return types.StringValue(string(raw))
}

// lost reads what finds a message of unknown status. A build before this one
// kept only the times, in private state. It is false where there is nothing to
// look by.
func (m massMessageModel) lost(ctx context.Context, private privateReader) (lostMessage, bool) {
	var l lostMessage

	if given(m.Trace) {
		err := json.Unmarshal([]byte(m.Trace.ValueString()), &l)

		return l, err == nil && l.Sent.Words != ""
	}

	sent := m.recorded()

	l.Sent = wecom.SentOf(&sent.Message)
	if sent.RecipientsSHA256 != "" {
		l.Sent = l.Sent.WithRecipientsDigest(sent.RecipientsSHA256, sent.RecipientsCount)
	}

	l.Trace = readPrivate[wecom.Trace](ctx, private, privateTrace)

	return l, l.Trace.NotBefore != 0
}

// likeness is what a message is, but for its company and address.
func likeness(parts draft.Digests, triggers types.Map) string {
	digest, known := triggersDigest(triggers)
	if !known {
		return ""
	}

	return parts.JournalKeys("", "", digest).Key
}

// repeatable are the messages that a new one instead of this one may repeat,
// and what each of them is.
func (m massMessageModel) repeatable() (msgids []string, as map[string]string) {
	if msgid := m.MsgID.ValueString(); msgid != "" {
		return []string{msgid}, map[string]string{msgid: likeness(m.sentDigests(), m.Triggers)}
	}

	var l lostMessage
	if given(m.Trace) {
		_ = json.Unmarshal([]byte(m.Trace.ValueString()), &l)
	}

	return l.Repeats, l.As
}

// withRecipients gives the ids back to a lost message, if a list in the state
// or the recipients file still has just them.
func (l lostMessage) withRecipients(m massMessageModel) wecom.Sent {
	now := m.draft()
	l.Sent = l.Sent.WithRecipients(namedIDs(now.Message, l.Sent.ChatType))

	now.ReadRecipientsFile()

	return l.Sent.WithRecipients(namedIDs(now.Message, l.Sent.ChatType))
}

func namedIDs(m wecom.MassMessage, chatType string) []string {
	if chatType == wecom.ChatTypeGroup {
		return m.ChatIDList
	}

	return m.ExternalUserID
}

// takeFromPrivate takes over what a first build has kept in private state only,
// and reports whether there was anything. If the provider dies in an update,
// Terraform keeps the attributes and loses private state.
func (m *massMessageModel) takeFromPrivate(ctx context.Context, private privateReader) (taken bool) {
	if m.Imported.IsNull() && readPrivate[bool](ctx, private, privateImported) {
		m.Imported, taken = types.BoolValue(true), true
	}

	if m.Status.ValueString() == statusUnknown && !given(m.Trace) {
		if lost, ok := m.lost(ctx, private); ok {
			m.Trace, taken = lost.value(), true
		}
	}

	if taken && !given(m.Sent) {
		m.Sent = digestsValue(m.sentDigests())
	}

	return taken
}

// wasImported reports whether no apply has recorded anything since the import.
func (m massMessageModel) wasImported(ctx context.Context, private privateReader) bool {
	if !m.Imported.IsNull() {
		return m.Imported.ValueBool()
	}

	return readPrivate[bool](ctx, private, privateImported)
}
