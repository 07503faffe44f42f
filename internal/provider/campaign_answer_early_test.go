package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A person has named a message to groups before WeCom lists them. Where the
// list shows later that it lacks one of them, whoever records it by the journal
// counts so and says so; where it went to none of them, it is another one.
func TestCampaign_anAnswerThatTheListCorrects(t *testing.T) {
	for name, c := range map[string]struct {
		groups []string
		status string
		counts [3]int
		says   string
	}{
		"to all of them":        {[]string{"wra", "wra2"}, "created", [3]int{2, 2, 0}, "By an answer of resolve"},
		"it lacks one":          {[]string{"wra"}, "created", [3]int{2, 1, 1}, "not to 1 beside those who are excluded now"},
		"to one, and to others": {[]string{"wra", "wra3"}, "created", [3]int{2, 1, 1}, "not to 1 beside those who are excluded now"},
		"to others":             {[]string{"wra3"}, "unknown", [3]int{2, 0, 0}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, members{"a": 1}, object{"request_timeout": "1s", "journal_dir": t.TempDir() + "/journal"}, wecomsim.GroupChat{ChatID: "wra3", Name: "a", Owner: "a"})
			config := func(change object) object { return w.toGroups(change, "wra,a", "wra2,a") }

			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
			w.apply(config(nil))

			state, private := w.state, w.private
			_, attempt := w.lost()

			w.restart(20 * time.Minute)

			msgid := w.byHand(object{"chat_type": "group", "sender": "a", "chat_id_list": c.groups})

			w.restart(time.Minute)
			w.mustApply(config(object{"resolve": object{attempt: msgid}}))

			if err := w.sim.ConfirmAll(msgid); err != nil {
				t.Fatal(err)
			}

			got := w.loseState(config(nil))
			w.wantCorrected(c.status, c.counts)

			if c.says != "" {
				got.expect(t, "warning", at("messages", "sent before this run", c.says))
			}

			// So it is in an older state.
			w.state, w.private = state, private
			w.restart(time.Minute)
			w.refresh()
			w.wantCorrected(c.status, c.counts)
		})
	}
}

func (w *campaignWorld) wantCorrected(status string, counts [3]int) {
	w.t.Helper()

	if w.delivered("a")["status"] != status || w.counts() != counts || w.sim.sends() != 1 {
		w.t.Errorf("%s, counts %v, %d messages; want %s, %v", w.statuses(), w.counts(), w.sim.sends(), status, counts)
	}
}

// byHand is a message that somebody sends without a journal.
func (w *campaignWorld) byHand(config object) (msgid string) {
	w.t.Helper()

	block := w.block
	w.block = object{"duplicate_check_interval": "0s"}
	p := w.process(w.t)
	p.kind = ""
	message := p.message()
	message.apply(with(config, object{"text": object{"content": "你好"}}))

	w.block = block

	return message.attribute("msgid")
}
