package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A refusal of the token, also of a new one, of the rate after its wait, of the
// content or of media ends a first run and a later one. The state keeps what
// was sent, and the rest stays pending.
func TestCampaign_aRefusalOfAllEndsTheRun(t *testing.T) {
	for _, code := range []int{40014, 42001, 45009, 45033, 40058, 40007} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			of := members{"a": 2, "b": 2, "c": 2}
			w := campaignOf(t, of, nil)
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: code})

			_, got := w.apply(w.config(of, nil))
			got.expect(t, "problem of the first run", at("", "1 message sent by this run, 2 left", fmt.Sprint(code)))
			got.errors().expect(t, "error of the first run")

			first := w.statuses()
			if len(w.left()) != 2 || strings.Count(first, "created") != 1 || w.attribute("status") != "partial" {
				t.Fatalf("%s: %s", w.attribute("status"), first)
			}

			w.restart(time.Minute)

			_, got = w.apply(w.config(of, nil))
			got.errors().expect(t, "error of the next run", at("", "0 messages sent by this run, 2 left", fmt.Sprint(code)))

			if w.statuses() != first || w.attribute("status") != "partial" || w.sim.sends() != 1 {
				t.Fatalf("%s: %s, %d messages", w.attribute("status"), w.statuses(), w.sim.sends())
			}

			w.sim.ClearFaults()
			w.restart(time.Minute)
			w.mustApply(w.config(of, nil))
			w.wantOnce(people(of))
		})
	}
}

// A file that WeCom does not take ends the run before its first send.
func TestCampaign_aRefusedUploadEndsTheRun(t *testing.T) {
	poster := posterFile(t)

	of := members{"a": 1, "b": 1}
	w := campaignOf(t, of, nil)
	config := w.config(of, object{"rollout": 50, "attachments": []any{object{"msgtype": "image", "image": object{"source": poster}}}})
	refused := wecomsim.Fault{Endpoint: "media/upload", Count: 1, Errcode: 40006}

	w.sim.Arm(refused)

	_, got := w.apply(config)
	got.errors().expect(t, "error", at("", "0 messages sent by this run", "40006"))

	if !w.state.IsNull() || w.sim.posts() != 0 {
		t.Fatalf("%d POSTs, and a state: %t", w.sim.posts(), !w.state.IsNull())
	}

	w.mustApply(config)
	w.restart(time.Minute)
	w.sim.Arm(refused)

	config["rollout"] = 100
	_, got = w.apply(config)
	got.errors().expect(t, "error", at("", "0 messages sent by this run, 1 left", "40006"))

	if len(w.left()) != 1 || w.attribute("status") != "partial" || w.sim.posts() != 1 {
		t.Errorf("%s: %s, %d POSTs", w.attribute("status"), w.statuses(), w.sim.posts())
	}

	w.mustApply(config)
	w.wantOnce(people(of))
}

// A refusal of the people or the sender of one message is none of the others:
// they are sent, and the next run tries it again, however often it is refused.
func TestCampaign_aRefusalOfOneMessage(t *testing.T) {
	for _, code := range []int{40003, 40096, 41048, 60111, 84061, 84074, 84084, 86001, 90501} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			of := members{"a": 2, "b": 2, "c": 2}
			w := campaignOf(t, of, nil)
			rows, change := people(of), object{}

			if code == 86001 || code == 90501 {
				rows = []string{"chat_id,sender", "wra,a", "wrb,b", "wrc,c"}
				change = object{"chat_type": "group", "recipients_file": w.file("groups.csv", rows...)}
			}

			config := w.config(of, change)
			one := fmt.Sprintf("errcode %d", code)

			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: code})

			_, got := w.apply(config)
			got.expect(t, "problem of the first run", at("messages", "1 message: ", one))
			got.errors().expect(t, "error of the first run")

			first := w.statuses()
			if strings.Count(first, "created") != 2 || strings.Count(first, "refused") != 1 || w.attribute("status") != "partial" {
				t.Fatalf("%s: %s", w.attribute("status"), first)
			}

			w.restart(time.Minute)
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: code})

			_, got = w.apply(config)
			got.expect(t, "problem of the next run", at("messages", "1 message: ", one))

			if w.statuses() != first || len(got.errors()) != 1 || w.sim.sends() != 2 {
				t.Fatalf("%s, %d messages\n%s", w.statuses(), w.sim.sends(), got)
			}

			w.restart(time.Minute)
			w.mustApply(config)
			w.wantOnce(rows)
		})
	}
}
