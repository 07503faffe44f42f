package review

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/planjson"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// values are those of a message or a campaign in a plan, under WeCom's names.
type values struct {
	ChatType         string             `json:"chat_type"`
	ExternalUserID   []string           `json:"external_userid"`
	ChatIDList       []string           `json:"chat_id_list"`
	RecipientsFile   string             `json:"recipients_file"`
	RecipientsSHA256 string             `json:"recipients_sha256"`
	RecipientsCount  *int               `json:"recipients_count"`
	TagFilter        *wecom.TagFilter   `json:"tag_filter"`
	Sender           string             `json:"sender"`
	AllowSelect      *bool              `json:"allow_select"`
	Text             *wecom.Text        `json:"text"`
	Attachments      []attachment       `json:"attachments"`
	Triggers         map[string]*string `json:"triggers"`
	AudienceKind     string             `json:"audience_kind"`
	NotBefore        string             `json:"not_before"`
	NotAfter         string             `json:"not_after"`
	Status           string             `json:"status"`
	MsgID            string             `json:"msgid"`
	AdoptMsgID       string             `json:"adopt_msgid"`

	Messages map[string]part `json:"messages"` // of a campaign
	Rollout  json.Number     `json:"rollout"`
	Exclude  []string        `json:"exclude_files"`

	made    draft.Draft       // of these values, see [values.draft]
	Resolve map[string]string `json:"resolve"`
}

// part is a message of a campaign. Its delivery is missing while it is open.
type part struct {
	RecipientsCount int `json:"recipients_count"`
	Delivery        *struct {
		Status string `json:"status"`
		MsgID  string `json:"msgid"`
	} `json:"delivery"`
}

// attachment has the file beside what WeCom knows.
type attachment struct {
	wecom.Attachment

	source, sha256 string
}

// UnmarshalJSON reads an attachment of the configuration.
func (a *attachment) UnmarshalJSON(raw []byte) error {
	if err := json.Unmarshal(raw, &a.Attachment); err != nil {
		return err
	}

	var files map[string]json.RawMessage
	if err := json.Unmarshal(raw, &files); err != nil {
		return err
	}

	var file struct {
		Source    string `json:"source"`
		SHA256    string `json:"source_sha256"`
		PicSource string `json:"pic_source"`
		PicSHA256 string `json:"pic_source_sha256"`
	}

	if kind, ok := files[a.MsgType]; ok {
		if err := json.Unmarshal(kind, &file); err != nil {
			return err
		}
	}

	a.source, a.sha256 = file.Source+file.PicSource, file.SHA256+file.PicSHA256

	upload := &wecom.Upload{Path: a.source, Name: filepath.Base(a.source), SHA256: a.sha256}

	switch {
	case a.source == "":
	case a.Image != nil:
		a.Image.Upload = upload
	case a.Miniprogram != nil:
		a.Miniprogram.Upload = upload
	case a.Video != nil:
		a.Video.Upload = upload
	case a.File != nil:
		a.File.Upload = upload
	}

	return nil
}

// decode reads values; null gives none.
func decode(raw json.RawMessage) (values, error) {
	var v values
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &v); err != nil {
			return v, err
		}
	}

	v.made = v.toDraft()

	return v, nil
}

// isGroup reports whether customer groups receive it.
func (v values) isGroup() bool { return v.ChatType == wecom.ChatTypeGroup }

// draft is what the values say, as the provider compares it: with the names and
// the hashes of files that the plan has. It takes a digest of all recipients,
// so it is made once.
func (v values) draft() draft.Draft { return v.made }

func (v values) toDraft() draft.Draft {
	m := wecom.MassMessage{
		ChatType: v.ChatType, ExternalUserID: v.ExternalUserID, ChatIDList: v.ChatIDList, TagFilter: v.TagFilter,
		Sender: v.Sender, AllowSelect: v.AllowSelect, Text: v.Text,
	}
	for _, a := range v.Attachments {
		m.Attachments = append(m.Attachments, a.Attachment)
	}

	d := draft.New(m, v.RecipientsFile, nil, nil)
	if v.RecipientsSHA256 != "" {
		d.RecipientsSHA256 = v.RecipientsSHA256
	}

	return d
}

// rollout is the share of the messages that is sent, in percent.
func (v values) rollout() int {
	percent, err := strconv.Atoi(v.Rollout.String())
	if err != nil {
		return 100 // not known, or not there, as in a message
	}

	return percent
}

// triggers is the digest of triggers, as the provider makes it.
func (v values) triggers() string {
	known := map[string]string{}

	for key, value := range v.Triggers {
		if value != nil {
			known[key] = wecom.ComparableText(*value)
		}
	}

	return draft.TriggersDigest(known)
}

// members are who sends the messages of a campaign, in order. Where WeCom
// chooses them, the keys of the messages are numbers from 1.
func (v values) members(keys []string) []string {
	if v.Sender == "" {
		numbered := 0

		for i := range v.Messages {
			if n, err := strconv.Atoi(i); err == nil && n >= 1 && n <= len(v.Messages) {
				numbered++
			}
		}

		if numbered == len(v.Messages) {
			return nil
		}
	}

	all := make([]string, 0, len(keys))

	for _, key := range keys {
		member, _, _ := strings.Cut(key, "/")
		all = append(all, member)
	}

	slices.Sort(all)

	return slices.Compact(all)
}

// isOurs reports whether the review has a row for a type.
func isOurs(c planjson.Change) bool {
	return c.Mode != "data" && (c.Type == typeMessage || c.Type == typeCampaign)
}

const (
	typeMessage  = "wecom_mass_message"
	typeCampaign = "wecom_campaign"
)
