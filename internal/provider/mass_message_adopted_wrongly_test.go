package provider_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A person has named a wrong message for a lost one, and has put it right by an
// import. Whatever is created under that key afterwards is the right one: the
// journal goes by what was said last.
func TestMassMessage_aWrongAdoptionThatWasPutRight(t *testing.T) {
	for _, c := range []struct{ isRight, isSent bool }{{true, true}, {true, false}, {false, true}} {
		sim := simulate(t)
		sim.SetListLag(time.Hour)
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

		block := object{"request_timeout": "1s", "duplicate_check_interval": "0s", "journal_dir": filepath.Join(t.TempDir(), "journal")}
		config := object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{wecomsim.DemoGroup}, "text": object{"content": "你好"}}

		again := func(was *lifecycle) *lifecycle {
			now := journaled(t, sim, block)
			now.state, now.private = was.state, was.private

			return now
		}

		message := journaled(t, sim, block)
		message.apply(config)

		right := sim.Messages()[0].MsgID

		other := journaled(t, sim, object{"duplicate_check_interval": "0s", "journal_dir": ""})
		other.apply(with(config, object{"chat_id_list": []string{"wrSIM00000000000000000000002AA"}}))

		wrong := other.attribute("msgid")

		sim.SetListLag(0)

		message = again(message)
		_, got := message.apply(with(config, object{"adopt_msgid": wrong}))
		got.errors().expect(t, "error of the wrong adoption")

		want := wrong

		for _, msgid := range []string{right, wrong} {
			if !c.isSent {
				break // so WeCom does not list their groups yet
			}

			if err := sim.ConfirmAll(msgid); err != nil {
				t.Fatal(err)
			}
		}

		if c.isRight {
			want = right
			message = journaled(t, sim, block)
			message.imported(right)
			message.apply(config)
			message = again(message)
			message.refresh()
		}

		message = journaled(t, sim, block)
		_, got = message.apply(config)

		if c.isRight && !c.isSent {
			got.errors().expect(t, "error", at("", "as an import into a block like this one", "its id for import is "+right))

			want = ""
		}

		if msgid := message.attribute("msgid"); msgid != want || sim.posts() != 2 {
			t.Errorf("%+v: recorded as %s, want %s; %d POSTs\n%s", c, msgid, want, sim.posts(), got)
		}
	}
}

// A person has named the right message. A colleague has sent the same once more
// since, and another root has imported that: a lost state gets the one that was
// named, for it went to these people, too.
func TestMassMessage_aRightAdoptionBesideAnImport(t *testing.T) {
	for chatType, config := range map[string]object{
		"single": hello(),
		"group":  {"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{wecomsim.DemoGroup}, "text": object{"content": "你好"}},
	} {
		sim := simulate(t)
		sim.SetListLag(time.Hour)
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

		block := object{"request_timeout": "1s", "duplicate_check_interval": "0s", "journal_dir": filepath.Join(t.TempDir(), "journal")}

		lost := journaled(t, sim, block)
		lost.apply(config)

		named := sim.Messages()[0].MsgID
		colleague := journaled(t, sim, object{"duplicate_check_interval": "0s", "journal_dir": ""})
		colleague.apply(config)
		sim.SetListLag(0)

		now := journaled(t, sim, block)
		now.state, now.private = lost.state, lost.private
		_, got := now.apply(with(config, object{"adopt_msgid": named}))
		got.errors().expect(t, "error of the adoption")

		imports := journaled(t, sim, block)
		imports.imported(colleague.attribute("msgid"))
		imports.apply(config)

		for _, m := range sim.Messages() {
			if err := sim.ConfirmAll(m.MsgID); err != nil {
				t.Fatal(err)
			}
		}

		later := journaled(t, sim, block)
		_, got = later.apply(config)

		if msgid := later.attribute("msgid"); msgid != named || sim.posts() != 2 {
			t.Errorf("%s: recorded as %s, want %s; %d POSTs\n%s", chatType, msgid, named, sim.posts(), got)
		}
	}
}
