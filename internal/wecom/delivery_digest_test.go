package wecom_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What was kept of a message has no ids, only their digest.
func kept(t *testing.T, m *wecom.MassMessage) wecom.Sent {
	t.Helper()

	raw, err := json.Marshal(wecom.SentOf(m))
	if err != nil {
		t.Fatal(err)
	}

	var sent wecom.Sent
	if err := json.Unmarshal(raw, &sent); err != nil {
		t.Fatal(err)
	}

	return sent
}

func TestDigest_onlyEqualPeopleAreProof(t *testing.T) {
	picture := func(m *wecom.MassMessage) *wecom.MassMessage {
		m.Attachments = []wecom.Attachment{{MsgType: "image", Image: &wecom.Image{MediaID: "I", PicURL: "https://p"}}}
		return m
	}

	ids := append(customers(1, 2), "wmNOBODY")

	for name, row := range map[string]struct {
		sent   wecom.Sent
		record wecomsim.Message
		want   likeness
	}{
		"equal":                     {kept(t, single("x", "", customers(1, 2)...)), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("lisi", customer(2)), taskOf("zhangsan", customer(1))}}, proof},
		"fewer":                     {kept(t, single("x", "", ids...)), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}}, candidate},
		"more":                      {kept(t, single("x", "", customers(1, 2)...)), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 3)...)}}, another},
		"as many":                   {kept(t, single("x", "", customers(1, 2)...)), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(2, 3)...)}}, candidate},
		"equal, another sender":     {kept(t, single("x", "lisi", customers(1, 2)...)), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}}, another},
		"fewer, ids given back":     {kept(t, single("x", "", ids...)).WithRecipients(ids), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}}, proof},
		"fewer, other ids given":    {kept(t, single("x", "", ids...)).WithRecipients(customers(1, 2)), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}}, candidate},
		"from a file":               {kept(t, single("x", "zhangsan")).WithRecipientsDigest(wecom.RecipientsDigest(customers(1, 2)), 2), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}}, proof},
		"equal, equal picture":      {kept(t, picture(single("x", "", customer(1)))), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("lisi", customer(1))}, Attachments: []wecomsim.Attachment{{MsgType: "image", Image: &wecomsim.Image{MediaID: "I"}}}}, proof},
		"equal, picture not so":     {kept(t, picture(single("x", "", customer(1)))), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("lisi", customer(1))}, Attachments: []wecomsim.Attachment{{MsgType: "image", Image: &wecomsim.Image{MediaID: "J"}}}}, candidate},
		"equal, no picture":         {kept(t, picture(single("x", "", customer(1)))), wecomsim.Message{Tasks: []wecomsim.Task{taskOf("lisi", customer(1))}}, another},
		"group, all sent":           {kept(t, group("x", "zhangsan", "wrG1")), sentGroups(1, "wrG1"), candidate},
		"group, sent to one of two": {kept(t, group("x", "zhangsan", "wrG1", "wrG2")), sentGroups(1, "wrG1"), candidate},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			row.record.Text, row.record.ChatType = "x", row.sent.ChatType
			w.Sim.Add(row.record)

			finding, err := w.client().FindMassMessage(t.Context(), row.sent, w.around())
			if err != nil || likenessOf(finding) != row.want {
				t.Errorf("%s, %v; want %s", likenessOf(finding), err, row.want)
			}
		})
	}
}

// sentGroups is a group message of zhangsan.
func sentGroups(status int, ids ...string) wecomsim.Message {
	task := wecomsim.Task{UserID: "zhangsan"}
	for _, id := range ids {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ChatID: id, Status: status, SendTime: time.Unix(1, 0)})
	}

	return wecomsim.Message{ChatType: "group", Tasks: []wecomsim.Task{task}}
}
