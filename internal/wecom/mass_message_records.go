package wecom

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Record is a sent message as WeCom lists it. Recipients, sender and tag
// filter are not in it.
type Record struct {
	MsgID       string
	Creator     string // userid; empty for a message created by API
	CreateTime  time.Time
	CreateType  int // 0 created by the enterprise, 1 by a member
	ChatType    string
	Text        string
	Attachments []Attachment // of an image, media_id or pic_url, not both
}

// CreateFilter says whose messages to list.
type CreateFilter int

// The documented values of filter_type.
const (
	CreatedByEnterprise CreateFilter = 0
	CreatedByMembers    CreateFilter = 1
	CreatedByAnyone     CreateFilter = 2
)

const recordsPath = "/cgi-bin/externalcontact/get_groupmsg_list_v2"

// listRecords reads all records of one chat type in a time window, page by
// page and month by month.
//
// Errors: 40058 for a bad window, 48002, 45033 under load.
// Source: https://developer.work.weixin.qq.com/document/path/96355.
// Retry class: repeatable.
func (c *Client) listRecords(ctx context.Context, chatType string, filter CreateFilter, start, end time.Time) ([]Record, error) {
	var all []Record

	for start.Before(end) {
		until := end
		if latest := start.Add(MaxRecordsWindow); latest.Before(end) {
			until = latest
		}

		err := c.readPages(ctx, recordsPath, map[string]any{
			"chat_type":   chatType,
			"start_time":  start.Unix(),
			"end_time":    until.Unix(),
			"filter_type": int(filter), // also when 0: left out it means 2
			"limit":       MaxRecordsPerPage,
		}, func(raw []byte) error {
			records, err := c.decodeRecords(raw, chatType)
			all = append(all, records...)

			return err
		})
		if err != nil {
			return nil, err
		}

		start = until
	}

	return distinctRecords(all), nil
}

// distinctRecords drops records that two windows both hold because they lie on
// their common edge, or two pages because the list grew in between.
func distinctRecords(records []Record) []Record {
	seen := make(map[string]bool, len(records))
	kept := records[:0]

	for _, r := range records {
		if !seen[r.MsgID] {
			seen[r.MsgID] = true
			kept = append(kept, r)
		}
	}

	return kept
}

func (c *Client) decodeRecords(raw []byte, chatType string) ([]Record, error) {
	var answer struct {
		List []struct {
			MsgID       string          `json:"msgid"`
			Creator     string          `json:"creator"`
			CreateTime  json.RawMessage `json:"create_time"` // a number, or a string of one
			CreateType  int             `json:"create_type"`
			Text        *Text           `json:"text"`
			Attachments []Attachment    `json:"attachments"`
		} `json:"group_msg_list"`
	}

	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, badForm(recordsPath, err)
	}

	records := make([]Record, 0, len(answer.List))

	for _, r := range answer.List {
		seconds, ok := intField(r.CreateTime)
		if !ok || !c.secrets.plausibleID(r.MsgID) {
			return nil, badForm(recordsPath, errors.New("a record has no usable msgid or create_time"))
		}

		record := Record{
			MsgID: r.MsgID, Creator: c.secrets.clean(printable(r.Creator)), CreateTime: time.Unix(seconds, 0), CreateType: r.CreateType,
			ChatType: chatType, Attachments: r.Attachments,
		}
		if r.Text != nil {
			record.Text = r.Text.Content
		}

		records = append(records, record)
	}

	return records, nil
}
