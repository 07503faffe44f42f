package provider_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A person has named a message, and after an edit of the groups, and a lost
// state, has imported it. When the edit is taken back, and the state lost once
// more, both words are about one message: it is recorded.
func TestMassMessage_namedAndThenImported(t *testing.T) {
	w, _, others := loseTwo(t)

	_, got := w.again(w.older).apply(with(w.config, object{"adopt_msgid": w.right}))
	got.errors().expect(t, "error of the adoption")

	more := with(w.config, object{"chat_id_list": append([]string{wecomsim.DemoGroup}, others["chat_id_list"].([]string)...)})
	message := w.lost()
	message.imported(w.right)
	message = w.again(message)
	message.refresh()

	for _, config := range []object{more, w.config} {
		_, got = message.apply(config)
		got.errors().expect(t, "error after the import")

		message = w.again(message)
		message.refresh()
	}

	message = w.lost()
	_, got = message.apply(w.config)

	if message.attribute("msgid") != w.right || w.sim.posts() != 2 {
		t.Errorf("recorded as %s, want %s; %d POSTs\n%s", message.attribute("msgid"), w.right, w.sim.posts(), got)
	}
}

// A message whose answer was lost is imported, and an older state has it as
// unknown, or another root does. Where the journal cannot tell that it went to
// these people it is a candidate as it was before.
func TestMassMessage_anImportHidesNoCandidate(t *testing.T) {
	for name, config := range map[string]object{
		"the customers of a sender": {"sender": "zhangsan", "text": object{"content": "你好"}},
		"tags":                      {"tag_filter": object{"group_list": []any{object{"tag_list": []string{"eteIlKKHSDfuMT18Kg9rBAAAA"}}}}, "text": object{"content": "你好"}},
	} {
		t.Run(name, func(t *testing.T) {
			clock := hastyClock()
			sim := simulate(t, wecomsim.WithClock(clock.Now))
			sim.SetListLag(time.Hour)
			sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

			w := &wronglyAdopted{
				t: t, sim: sim, clock: clock, config: config,
				block: object{"request_timeout": "1s", "duplicate_check_interval": "0s", "journal_dir": t.TempDir() + "/journal"},
			}

			w.older = w.lost()
			w.older.apply(config)
			sim.SetListLag(0)
			w.right = sim.Messages()[0].MsgID

			imports := w.lost()
			imports.imported(w.right)
			_, got := imports.apply(config)
			got.errors().expect(t, "error of the import")

			message := w.again(w.older)
			before := message.attribute("msgid")
			got = message.refresh()

			if message.attribute("msgid") == before {
				got.expect(t, "warning", at("status", "", w.right+", created at"))
			} else if message.attribute("msgid") != w.right {
				t.Errorf("recorded as %s\n%s", message.attribute("msgid"), got)
			}
		})
	}
}
