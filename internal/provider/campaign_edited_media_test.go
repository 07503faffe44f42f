package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A run dies that has sent a message, and the content is edited. The journal
// knows what WeCom's list shows of what was sent, with files and without: a
// person's answer is taken, and the list is a proof.
func TestCampaign_editedAfterARunThatDied(t *testing.T) {
	poster := posterFile(t)

	picture := []any{object{"msgtype": "image", "image": object{"source": poster}}}
	link := []any{object{"msgtype": "link", "link": object{"title": "会员日", "url": "https://example.com"}}}

	for name, c := range map[string]struct{ before, after object }{
		"a text":                  {object{}, object{"text": object{"content": "再见"}}},
		"a text beside a picture": {object{"attachments": picture}, object{"attachments": picture, "text": object{"content": "再见"}}},
		"a picture is taken out":  {object{"attachments": picture}, object{}},
		"a picture for a link":    {object{"attachments": picture}, object{"attachments": link}},
		"a text beside a link":    {object{"attachments": link}, object{"attachments": link, "text": object{"content": "再见"}}},
	} {
		for _, answered := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				of := members{"a": 2, "b": 2, "c": 2}
				w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal", "request_timeout": "1s"})
				w.sim.SetListLag(time.Hour)
				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})
				w.apply(w.config(of, c.before))
				w.sim.ClearFaults()
				w.restart(0)

				before, private := w.lifecycle.state, w.private

				w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
				w.apply(w.config(of, c.before))

				w.lifecycle.state, w.private = before, private
				w.restart(time.Minute)
				w.apply(w.config(of, c.after))

				key, attempt := w.lost()
				after := with(object{}, c.after)

				w.sim.SetListLag(0)
				w.restart(time.Minute)

				if answered {
					after["resolve"] = object{attempt: w.msgidFor(key)}
				} else {
					w.refresh()
				}

				w.mustApply(w.config(of, after))

				if w.attribute("status") != "complete" || w.delivered(key)["msgid"] != w.msgidFor(key) {
					t.Errorf("%s: %s", w.statuses(), w.delivered(key))
				}

				w.wantOnce(people(of))
			})
		}
	}
}
