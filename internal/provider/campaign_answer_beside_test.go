package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Two campaigns say the same, by the same members, to other people. What a
// person says of a message of one of them settles none of the other, also where
// the one was edited and has lost what its state knew.
func TestCampaign_anAnswerSettlesNoOtherCampaign(t *testing.T) {
	of := members{"a": 2, "b": 2}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
	rows := func(i int) []string {
		return []string{"external_userid,sender", customerOf("a", i) + ",a", customerOf("b", i) + ",b"}
	}
	one := w.config(of, object{"recipients_file": w.file("one.csv", rows(0)...)})
	two := w.config(of, object{"recipients_file": w.file("two.csv", rows(1)...)})

	w.sim.SetListLag(time.Hour)

	// The first one stops before its second message.
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: 48002})
	w.apply(one)

	older := *w.lifecycle
	root := w.lifecycle

	// That one is lost.
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	w.restart(time.Minute)
	w.apply(one)

	// So are those of the second one, before WeCom has them.
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 2, DropAt: wecomsim.BeforeEffect})
	w.lifecycle = w.process(t).message()
	w.clock.Advance(15 * time.Minute)
	w.apply(two)
	w.restart(time.Minute)
	w.apply(two)

	second := w.lifecycle
	if w.statuses() != "a=unknown b=unknown" || w.sim.sends() != 2 {
		t.Fatalf("the second: %s, %d messages", w.statuses(), w.sim.sends())
	}

	// The state of before, edited.
	*root = older
	w.lifecycle = root
	w.restart(time.Minute)

	edited := with(one, object{"text": object{"content": "再见"}})
	w.apply(edited)

	key, attempt := w.lost()
	msgid := ""

	for _, m := range w.sim.Messages() {
		if m.Sender == key {
			msgid = m.MsgID
		}
	}

	w.restart(2 * time.Hour)
	w.mustApply(with(edited, object{"resolve": object{attempt: msgid}}))

	if w.statuses() != "a=created b=created" || w.delivered(key)["msgid"] != msgid {
		t.Fatalf("the first: %s, %v", w.statuses(), w.delivered(key))
	}

	w.lifecycle = second
	w.restart(time.Minute)
	w.refresh()
	w.apply(two)

	if got := w.delivered(key); got["msgid"] == msgid || got["status"] != "unknown" || w.sim.sends() != 2 {
		t.Errorf("the second: %v, %d messages", got, w.sim.sends())
	}
}
