package provider_test

import (
	"fmt"
	"slices"
	"strings"
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

// WeCom has answered another block with a message, one with other triggers, or
// it was found to be that one's: whoever names it for a lost one is wrong.
// Without a journal nobody knows.
func TestCampaign_theMessageOfAnotherBlockIsNoAnswer(t *testing.T) {
	for _, isMessage := range []bool{false, true} {
		for _, c := range []struct {
			journal string
			isFound bool
		}{{"journal", false}, {"journal", true}, {"", false}} {
			t.Run(fmt.Sprintf("a message %t, %+v", isMessage, c), func(t *testing.T) {
				of := members{"a": 2}
				block := object{"request_timeout": "1s", "duplicate_check_interval": "0s"}

				if c.journal != "" {
					block["journal_dir"] = t.TempDir() + "/journal"
				}

				w := campaignOf(t, of, block)
				config, triggered := w.config(of, nil), object{"triggers": object{"wave": "2"}}

				begins := func() *lifecycle {
					p := w.process(t)
					if isMessage {
						p.kind = ""
						config = object{"chat_type": "single", "sender": "a", "external_userid": []string{customerOf("a", 0), customerOf("a", 1)}, "text": object{"content": "你好"}}
					}

					return p.message()
				}

				// The answer of the first one is lost before WeCom has it.
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
				w.lifecycle = begins()
				w.apply(config)

				first := w.lifecycle

				w.clock.Advance(time.Hour)
				w.lifecycle = begins()

				if c.isFound {
					w.sim.SetListLag(5 * time.Minute)
					w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
					w.apply(with(config, triggered))
					w.sim.SetListLag(0)
					w.restart(10 * time.Minute)

					if isMessage {
						w.protocol.kind = ""
					}

					w.refresh()
				}

				w.mustApply(with(config, triggered))

				if w.sim.sends() != 1 {
					t.Fatalf("%d messages", w.sim.sends())
				}

				msgid := w.sim.Messages()[0].MsgID
				w.lifecycle = first
				w.restart(time.Minute)

				if isMessage {
					w.protocol.kind = ""
				}

				w.refresh()

				place, answer := "adopt_msgid", object{"adopt_msgid": msgid}

				if !isMessage {
					_, attempt := w.lost()
					place, answer = "resolve", object{"resolve": object{attempt: msgid}}
				}

				_, got := w.apply(with(config, answer))
				if c.journal == "" {
					got.errors().expect(t, "error")
					return
				}

				isRefused := func(p problem) bool {
					return p.path == place && strings.Contains(p.detail, "by the journal it is another message")
				}

				if !slices.ContainsFunc(got.errors(), isRefused) {
					t.Errorf("%v", got)
				}
			})
		}
	}
}
