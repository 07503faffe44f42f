package wecom_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A malformed list is told in WeCom's words, not in those of Go.
func TestAnswer_aMalformedOneIsToldWithoutTypesOfThisProgram(t *testing.T) {
	for body, want := range map[string]string{
		`{"errcode":0,"group_msg_list":"none"}`:              "group_msg_list is a string, and a list is documented",
		`{"errcode":0,"group_msg_list":{"a":1}}`:             "group_msg_list is an object, and a list is documented",
		`{"errcode":0,"group_msg_list":[],"next_cursor":7}`:  "next_cursor is a number, and a string is documented",
		`{"errcode":0,"group_msg_list":[],"next_cursor":[]}`: "next_cursor is a list, and a string is documented",
		`{"errcode":0,"group_msg_list":[{"msgid":"msg1"}]}`:  `message "msg1" has no usable msgid, create_time, text or attachments`,
	} {
		client := stubClient(t, stub{"get_groupmsg_list_v2": says(200, body)})
		now := time.Now()

		var streamed error
		for _, err := range client.MassMessageStream(t.Context(), wecom.RecordQuery{Start: now.Add(-time.Hour), End: now}, []string{wecom.ChatTypeSingle}) {
			streamed = err
		}

		_, err := client.MassMessages(t.Context(), wecom.RecordQuery{ChatType: wecom.ChatTypeSingle, Start: now.Add(-time.Hour), End: now})

		for what, err := range map[string]error{"the list": err, "the stream": streamed} {
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "Go ") || strings.Contains(err.Error(), "json:") {
				t.Errorf("%s, %s: error %v, want %q", body, what, err, want)
			}
		}
	}
}
