package provider_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestMassMessages_data(t *testing.T) {
	now := time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
	sim := simulate(t, wecomsim.WithClock(func() time.Time { return now }))

	for month := time.January; month <= time.December; month++ {
		sim.Add(wecomsim.Message{
			MsgID: fmt.Sprintf("single%02d", month), CreateType: 1, Creator: "zhangsan", Text: "你好",
			CreateTime: time.Date(2025, month, 1, 0, 0, 0, 0, time.UTC),
		})
	}

	sim.Add(wecomsim.Message{
		MsgID: "group06", ChatType: "group", CreateTime: time.Date(2025, 6, 15, 8, 0, 0, 0, time.UTC),
		Attachments: []wecomsim.Attachment{
			{MsgType: "image", Image: &wecomsim.Image{MediaID: "M1"}},
			{MsgType: "link", Link: &wecomsim.Link{Title: "新品", URL: "https://example.com"}},
			{MsgType: "miniprogram", MiniProgram: &wecomsim.MiniProgram{Title: "商城", PicMediaID: "M2", AppID: "wx1", Page: "/index"}},
			{MsgType: "video", Video: &wecomsim.Media{MediaID: "M3"}},
			{MsgType: "file", File: &wecomsim.Media{MediaID: "M4"}},
		},
	})

	p := configured(t, sim)

	tests := map[string]struct {
		config object
		want   []string
	}{
		"half a year":       {object{"start_time": "2025-04-01T00:00:00Z", "end_time": "2025-09-01T00:00:00Z"}, []string{"single04", "single05", "single06", "group06", "single07", "single08", "single09"}},
		"groups":            {object{"start_time": "2025-01-01T00:00:00Z", "end_time": "2025-12-31T00:00:00Z", "chat_type": "group"}, []string{"group06"}},
		"of a creator":      {object{"start_time": "2025-06-01T00:00:00Z", "end_time": "2025-06-30T00:00:00Z", "creator": "zhangsan"}, []string{"single06"}},
		"of somebody else":  {object{"start_time": "2025-06-01T00:00:00Z", "end_time": "2025-06-30T00:00:00Z", "creator": "lisi"}, nil},
		"of members":        {object{"start_time": "2025-06-01T00:00:00Z", "end_time": "2025-06-30T00:00:00Z", "create_type": "member"}, []string{"single06"}},
		"of the enterprise": {object{"start_time": "2025-06-01T00:00:00Z", "end_time": "2025-06-30T00:00:00Z", "create_type": "enterprise"}, []string{"group06"}},
		"a window in China": {object{"start_time": "2025-06-01T08:00:00+08:00", "end_time": "2025-06-01T08:00:00+08:00"}, []string{"single06"}},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			wantAttributes(t, name, p.reads("wecom_mass_messages", test.config), map[string]string{"msgids": jsonList(test.want...)})
		})
	}

	got := p.reads("wecom_mass_messages", object{"start_time": "2025-06-01T00:00:00Z", "end_time": "2025-06-30T00:00:00Z"})
	wantAttributes(t, "details", got, map[string]string{
		"group_msg_list": `[{"attachments":[],"chat_type":"single","create_time":"2025-06-01T00:00:00Z","create_type":"member","creator":"zhangsan","msgid":"single06","text":"你好"},` +
			`{"attachments":[{"media_id":"M1","msgtype":"image","title":null,"url":null},{"media_id":null,"msgtype":"link","title":"新品","url":"https://example.com"},` +
			`{"media_id":"M2","msgtype":"miniprogram","title":"商城","url":"/index"},{"media_id":"M3","msgtype":"video","title":null,"url":null},{"media_id":"M4","msgtype":"file","title":null,"url":null}],` +
			`"chat_type":"group","create_time":"2025-06-15T08:00:00Z","create_type":"enterprise","creator":null,"msgid":"group06","text":null}]`,
	})
}

// Without an end the window reaches to now.
func TestMassMessages_untilNow(t *testing.T) {
	sim := simulate(t)
	msgid := sentTo(t, sim)

	got := configured(t, sim).reads("wecom_mass_messages", object{"start_time": time.Now().Add(-time.Hour).Format(time.RFC3339)})
	wantAttributes(t, "now", got, map[string]string{"msgids": jsonList(msgid)})
}

func TestMassMessages_whatIsWrong(t *testing.T) {
	p := serve(t)

	for name, test := range map[string]struct {
		change object
		want   []expectation
	}{
		"not a time":          {object{"start_time": "2025-06-01"}, []expectation{at("start_time", "RFC 3339")}},
		"an end before":       {object{"end_time": "2024-06-01T00:00:00Z"}, []expectation{at("end_time", "before start_time")}},
		"another chat type":   {object{"chat_type": "both"}, []expectation{at("chat_type", `"both" is none of single, group`)}},
		"another create type": {object{"create_type": "0"}, []expectation{at("create_type", "enterprise, member")}},
		"an empty creator":    {object{"creator": ""}, []expectation{at("creator", "it is empty")}},
		"unknown values":      {object{"start_time": unknown, "end_time": unknown, "chat_type": unknown, "creator": unknown, "create_type": unknown}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p.validateData("wecom_mass_messages", with(object{"start_time": "2025-06-01T00:00:00Z"}, test.change)).expect(t, "problem", test.want...)
		})
	}
}
