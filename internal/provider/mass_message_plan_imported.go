package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

const summaryImported = "The configuration differs from the imported message"

// decideImported compares a configuration with a message that was imported and
// not yet recorded by an apply. What WeCom says of it must agree; the rest is
// recorded as written. Nothing is sent, whatever triggers says: it is recorded
// by the apply that ends the import, and only a change after that sends.
func (p *providerData) decideImported(config, state massMessageModel, wanted draft.Draft) decision {
	d := decision{takeConfigured: true}

	way := "Write what was sent. If a new message is meant, apply that first, together with a value of triggers, and change the text and triggers after it."
	if given(config.Triggers) {
		way = "Write what was sent, and apply: that records triggers, too, and sends nothing. If a new message is meant, change it after that apply."
	}

	differences := importedDifferences(wanted, state.recorded(), state.sentDigests())
	if len(differences) == 0 {
		differences = p.importedForOthers(state, wanted, &d)
	}

	for _, difference := range differences {
		d.diags.AddAttributeError(path.Root(difference.name), summaryImported,
			fmt.Sprintf("%s is %s in the configuration, but message %s was sent with %s. Nothing is sent. %s",
				difference.name, difference.wanted, state.MsgID.ValueString(), difference.sent, way))
	}

	for _, part := range draft.Parts() {
		if part.Compare(wanted, draft.Digests{}) == draft.NotKnown {
			d.warnUnknown(part.Attribute(wanted))
		}
	}

	// Who has imported it long ago, and changes triggers now, means a send.
	if given(config.Triggers) && !given(state.Triggers) && len(differences) == 0 {
		d.diags.AddAttributeWarning(path.Root("triggers"), "triggers is recorded and sends nothing",
			fmt.Sprintf("Message %s was imported, and nothing was recorded by an apply since: this one records triggers, and nothing is sent. If it is to be sent again, change triggers once more after this apply.", state.MsgID.ValueString()))
	}

	return d
}

// importedForOthers compares the recipients with those that the journal knows
// the message to have been asked for. WeCom lists customers after some minutes,
// and groups once they were sent to. Some may have been added since by an edit
// that sends nothing, and are not in it; the other way round it is another
// message.
func (p *providerData) importedForOthers(state massMessageModel, wanted draft.Draft, d *decision) []difference {
	if !p.hasCredentials() || wanted.UnknownRecipients() {
		return nil
	}

	name, one, ids := "external_userid", "customer", wanted.Message.ExternalUserID
	if wanted.Message.ChatType == wecom.ChatTypeGroup {
		name, one, ids = "chat_id_list", "group", wanted.Message.ChatIDList
	}

	missing, others, ok := p.client.NotAskedFor(state.MsgID.ValueString(), ids)

	switch {
	case !ok:
		return nil
	case len(ids) == 0:
		return []difference{{name, "left out", wording.Counted(others, one) + " by the journal"}}
	case len(missing) == len(ids):
		return []difference{{name, wording.Counted(len(ids), one), "none of them, by the journal"}}
	case others > 0:
		return []difference{{
			name, wording.Counted(len(ids), one),
			fmt.Sprintf("%s by the journal, %s of them not in the configuration", wording.Counted(len(ids)-len(missing)+others, one), wording.Grouped(others)),
		}}
	case len(missing) > 0:
		d.askedFor = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return slices.Contains(missing, id) })
		d.diags.AddAttributeWarning(path.Root(name), "An imported message that does not go to all",
			fmt.Sprintf("By the journal, message %s does not go to %s of %s: %s. It was not asked for them, or WeCom cannot reach them. It is recorded as it is, and nothing is sent: they get nothing. If they should, send a message of its own to them.",
				state.MsgID.ValueString(), wording.Grouped(len(missing)), wording.Counted(len(ids), one), wording.ShownIDs(missing)))
	}

	return nil
}

// difference is one attribute with both values, as a person reads them.
type difference struct {
	name, wanted, sent string
}

// importedDifferences compares only what WeCom says of a sent message.
func importedDifferences(wanted draft.Draft, recorded draft.Draft, told draft.Digests) []difference {
	var (
		found []difference
		want  = wanted.Message
		sent  = recorded.Message
		known = func(name string) bool { return !wanted.Unknown[name] }
	)

	if known("chat_type") && want.ChatType != sent.ChatType {
		found = append(found, difference{"chat_type", wording.Quoted(want.ChatType), wording.Quoted(sent.ChatType)})
	}

	if known("text") && !wecom.SameListedText(wanted.Text(), recorded.Text()) {
		found = append(found, difference{"text", wording.Quoted(wanted.Text()), wording.Quoted(recorded.Text())})
	}

	if known("attachments") && !wecom.SameAttachments(want.Attachments, sent.Attachments) {
		found = append(found, difference{"attachments", attachmentsText(want), attachmentsText(sent)})
	}

	if known("sender") && want.Sender != "" && sent.Sender != "" && !wecom.SameMember(want.Sender, sent.Sender) {
		found = append(found, difference{"sender", wording.Quoted(want.Sender), wording.Quoted(sent.Sender)})
	}

	if chosen, ok := told["sender"]; ok && chosen == "" && known("sender") && want.Sender != "" && sent.Sender == "" {
		found = append(found, difference{"sender", wording.Quoted(want.Sender), "no sender: WeCom gave it to several members"})
	}

	if known("external_userid") && known("recipients_file") {
		found = append(found, recipientsDifference("external_userid", "customer", want.ExternalUserID, sent.ExternalUserID)...)
	}

	if known("chat_id_list") && known("recipients_file") {
		found = append(found, recipientsDifference("chat_id_list", "group", want.ChatIDList, sent.ChatIDList)...)
	}

	return found
}

// recipientsDifference compares recipients where both sides name them. Those
// that WeCom could not reach are in the configuration but not in WeCom's list;
// the other way round it is another message.
func recipientsDifference(name, one string, wanted, sent []string) []difference {
	if len(wanted) == 0 || len(sent) == 0 {
		return nil
	}

	_, more := draft.SetDifference(wanted, sent)
	if more == 0 {
		return nil
	}

	return []difference{{
		name, wording.Counted(len(wanted), one),
		fmt.Sprintf("%s, %s of them not in the configuration", wording.Counted(len(sent), one), wording.Grouped(more)),
	}}
}

// attachmentsText names attachments by kind and by what distinguishes them.
func attachmentsText(m wecom.MassMessage) string {
	if len(m.Attachments) == 0 {
		return "none"
	}

	all := make([]string, len(m.Attachments))
	for i, a := range m.Attachments {
		all[i] = wecom.Printable(a.MsgType) + " " + wording.Quoted(attachmentLabel(a))
	}

	return strings.Join(all, ", ")
}

func attachmentLabel(a wecom.Attachment) string {
	switch media := a.Media(); {
	case a.Link != nil:
		return strings.TrimSpace(strings.Join([]string{a.Link.Title, a.Link.URL, a.Link.PicURL, a.Link.Desc}, " "))
	case a.Miniprogram != nil:
		return a.Miniprogram.Title + " " + a.Miniprogram.AppID + " " + a.Miniprogram.Page
	case media == nil:
		return ""
	case *media.ID == "" && a.Image != nil:
		return a.Image.PicURL
	default:
		return *media.ID
	}
}
