package provider

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// campaignModel is the resource as Terraform hands it over.
type campaignModel struct {
	RecipientsFile types.String   `tfsdk:"recipients_file"`
	ExcludeFiles   types.List     `tfsdk:"exclude_files"`
	Sample         types.Object   `tfsdk:"sample"`
	Sender         types.String   `tfsdk:"sender"`
	ChatType       types.String   `tfsdk:"chat_type"`
	Text           types.Object   `tfsdk:"text"`
	Attachments    types.List     `tfsdk:"attachments"`
	Rollout        types.Number   `tfsdk:"rollout"`
	NotBefore      types.String   `tfsdk:"not_before"`
	NotAfter       types.String   `tfsdk:"not_after"`
	Resolve        types.Map      `tfsdk:"resolve"`
	Triggers       types.Map      `tfsdk:"triggers"`
	Timeouts       timeouts.Value `tfsdk:"timeouts"`

	CampaignID       types.String `tfsdk:"campaign_id"`
	Messages         types.Map    `tfsdk:"messages"`
	Status           types.String `tfsdk:"status"`
	RecipientsCount  types.Int64  `tfsdk:"recipients_count"`
	ExcludedCount    types.Int64  `tfsdk:"excluded_count"`
	SentCount        types.Int64  `tfsdk:"sent_count"`
	FailedCount      types.Int64  `tfsdk:"failed_count"`
	RecipientsSHA256 types.String `tfsdk:"recipients_sha256"`
	Audience         types.String `tfsdk:"audience"`
	CreatedAt        types.String `tfsdk:"created_at"`
	CorpID           types.String `tfsdk:"corp_id"`
	Sent             types.Map    `tfsdk:"sent"`
}

// defaultCampaignTimeout is timeouts.create and timeouts.update where they are
// left out: ten thousand messages take about that long.
const defaultCampaignTimeout = time.Hour

// frozen is what was decided when the campaign was first sent, and what its
// content was at its last send.
type frozen struct {
	chatType, sender string
	sample           *audience.Sample
	// unknown is true of an import: WeCom does not tell how the people were
	// named.
	unknown bool
	// firstContent is the digest that orders the messages, and parts those of
	// the content as it was sent last.
	firstContent string
	parts        draft.Digests
	// origin is the address of the API; empty where it is not known.
	origin string
	// words are those of all contents that were sent, see [wecom.Sent].
	words []string
	// replaces are the messages of earlier waves, which triggers have repeated.
	replaces []string
}

// The keys of sent that hold values.
const (
	sentFirstContent = "first_content"
	sentSample       = "sample"
	sentReplaces     = "replaces"
	sentWords        = "words"
)

// frozenOf is that of a configuration that is sent now.
func frozenOf(w campaignWanted, origin string) frozen {
	parts := w.content.Digests()

	return frozen{
		origin:   origin,
		chatType: w.content.Message.ChatType, sender: w.source.Sender, sample: w.source.Sample,
		firstContent: parts.FirstContent(), parts: parts,
	}
}

// value writes it.
func (f frozen) value() types.Map {
	all := draft.Digests{"chat_type": f.chatType, sentFirstContent: f.firstContent}
	if !f.unknown {
		all["sender"], all[sentSample] = f.sender, ""
	}

	for _, name := range []string{"text", "attachments"} {
		if digest, ok := f.parts[name]; ok {
			all[name] = digest
		}
	}

	if f.origin != "" {
		all[sentTo] = f.origin
	}

	if len(f.words) > 0 {
		all[sentWords] = strings.Join(f.words, ",")
	}

	if len(f.replaces) > 0 {
		all[sentReplaces] = strings.Join(f.replaces, ",")
	}

	if f.sample != nil {
		raw, _ := json.Marshal(f.sample) // a string and two numbers
		all[sentSample] = string(raw)
	}

	return digestsValue(all)
}

// frozen reads it.
func (m campaignModel) frozen() frozen {
	all := draft.Digests{}

	for name, v := range m.Sent.Elements() {
		if text, ok := v.(types.String); ok {
			all[name] = text.ValueString()
		}
	}

	f := frozen{chatType: all["chat_type"], sender: all["sender"], firstContent: all[sentFirstContent], origin: all[sentTo], parts: draft.Digests{}}

	if words := all[sentWords]; words != "" {
		f.words = strings.Split(words, ",")
	}

	if replaces := all[sentReplaces]; replaces != "" {
		f.replaces = strings.Split(replaces, ",")
	}

	_, known := all[sentSample]
	f.unknown = !known

	for _, name := range []string{"text", "attachments"} {
		if digest, ok := all[name]; ok {
			f.parts[name] = digest
		}
	}

	m.content().Upgrade(f.parts)

	if all[sentSample] != "" {
		var sample audience.Sample
		if json.Unmarshal([]byte(all[sentSample]), &sample) == nil {
			f.sample = &sample
		}
	}

	if f.chatType == "" {
		f.chatType = wecom.ChatTypeSingle
	}

	return f
}

// setNumbers puts into the model what the messages say together.
func (m *campaignModel) setNumbers(messages []*campaign.Message) {
	var (
		recipients, excluded, sent, failed int64
		first                              time.Time
	)

	for _, one := range messages {
		recipients += int64(one.Recipients)
		excluded += int64(one.Record.Excluded)

		if one.Status == campaign.Created {
			sent += int64(one.Record.People)
			failed += int64(one.Record.Failed)
		}

		if one.IsSent() && !one.SentAt.IsZero() && (first.IsZero() || one.SentAt.Before(first)) {
			first = one.SentAt
		}
	}

	m.Messages = messagesValue(messages, nil)
	m.Status = types.StringValue(campaign.Summary(messages))
	m.RecipientsCount = types.Int64Value(recipients)
	m.ExcludedCount = types.Int64Value(excluded)
	m.SentCount = types.Int64Value(sent)
	m.FailedCount = types.Int64Value(failed)

	if !given(m.CreatedAt) {
		m.CreatedAt = timeOrNull(first)
	}
}

// wasImported reports whether no apply has recorded the configuration since an
// import: only then is there no file.
func (m campaignModel) wasImported() bool { return m.RecipientsFile.IsNull() }
