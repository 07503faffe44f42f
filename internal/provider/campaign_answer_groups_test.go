package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// WeCom does not list the groups of a message before its owner has confirmed
// it. A message that a person names went to those whom it was sent to, whoever
// is excluded by now.
func TestCampaign_aMessageToGroupsIsNamedAfterAnExclusion(t *testing.T) {
	of := members{"a": 1, "b": 1}
	w := campaignOf(t, of, object{"request_timeout": "1s"})
	config := func(change object) object {
		return with(w.config(of, change), object{"chat_type": "group", "recipients_file": w.file("groups.csv", "chat_id,sender", "wra,a", "wrb,b")})
	}

	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	w.apply(config(nil))

	key, attempt := w.lost()
	msgid := w.sim.Messages()[0].MsgID

	w.restart(2 * time.Hour)
	w.sim.SetListLag(0)

	_, applied := w.apply(config(object{
		"exclude_files": []string{w.file("out.csv", "chat_id", "wr"+key)},
		"resolve":       object{attempt: msgid},
	}))

	if w.delivered(key)["msgid"] != msgid || w.number("excluded_count") != 0 || w.number("sent_count") != 2 {
		t.Errorf("%s: %d excluded, %d sent; %s", w.delivered(key), w.number("excluded_count"), w.number("sent_count"), w.statuses())
	}

	for _, p := range applied {
		if strings.Contains(p.detail, "count as excluded") || strings.Contains(p.detail, "not when this message was sent") {
			t.Error(p.detail)
		}
	}
}
