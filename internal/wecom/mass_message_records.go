package wecom

import (
	"encoding/json"
	"slices"
	"time"
)

// Record is a sent message as WeCom lists it. Recipients, sender and tag
// filter are not in it.
type Record struct {
	MsgID       string    // empty where it could not be read
	Creator     string    // userid; empty for a message created by API
	CreateTime  time.Time // zero where it could not be read
	CreateType  int       // 0 created by the enterprise, 1 by a member
	ChatType    string
	Text        string
	Attachments []Attachment // of an image, media_id or pic_url, not both
	// ContentUnread is true where text or attachments have another form than
	// documented.
	ContentUnread bool
	// OnlyAsListed is true of a message that was not read from the list: the
	// journal knows of an import what the list would show of it, and no more.
	OnlyAsListed bool
	// ofCampaign is true of a message of a campaign, by the journal, that
	// stands against one of a campaign to the same people or some of them.
	ofCampaign bool
}

// Whole reports whether everything that the page documents could be read.
func (r Record) Whole() bool { return r.MsgID != "" && !r.CreateTime.IsZero() && !r.ContentUnread }

// decodeRecords reads the records of a page one by one, each as far as it goes:
// a foreign record that is odd must not hide the others.
func (c *Client) decodeRecords(raw []byte, chatType string) ([]Record, error) {
	var answer struct {
		List []json.RawMessage `json:"group_msg_list"`
	}

	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, badForm(recordsPath, err)
	}

	records := make([]Record, len(answer.List))
	for i, one := range answer.List {
		records[i] = c.decodeRecord(one, chatType)
	}

	return records, nil
}

func (c *Client) decodeRecord(raw json.RawMessage, chatType string) Record {
	record := Record{ChatType: chatType}

	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || fields == nil {
		record.ContentUnread = true
		return record
	}

	if msgid := stringField(fields["msgid"]); c.secrets.plausibleID(msgid) {
		record.MsgID = msgid
	}

	if seconds, ok := intField(fields["create_time"]); ok && seconds > 0 && seconds <= latestTime {
		record.CreateTime = time.Unix(seconds, 0)
	}

	createType, _ := intField(fields["create_type"])
	record.CreateType = int(createType)
	record.Creator = c.secrets.clean(Printable(stringField(fields["creator"])))

	var text *Text
	if optionalField(fields["text"], &text) != nil || optionalField(fields["attachments"], &record.Attachments) != nil {
		record.ContentUnread = true
	}

	if text != nil {
		record.Text = text.Content
	}

	return record
}

// isUnread reports whether nobody can tell what a record says. One that has
// neither text nor attachments, as no message does, does not show it.
func (r Record) isUnread() bool {
	return r.ContentUnread || r.Text == "" && len(r.Attachments) == 0
}

// attachmentsUnread reports whether an attachment does not say what it shows:
// one of a kind to come, say.
func (r Record) attachmentsUnread() bool {
	return slices.ContainsFunc(r.Attachments, Attachment.isUnread)
}

// isUnread reports whether a listed attachment does not say what it shows. Of
// media WeCom may leave everything out but the kind.
func (a Attachment) isUnread() bool {
	switch a.MsgType {
	case MsgTypeImage, MsgTypeVideo, MsgTypeFile:
		return false
	case MsgTypeLink:
		return a.Link == nil
	case MsgTypeMiniprogram:
		return a.Miniprogram == nil
	default:
		return true
	}
}

// latestTime is beyond every time that is meant: 2242 in seconds, 1970 in
// milliseconds.
const latestTime = 1 << 33
