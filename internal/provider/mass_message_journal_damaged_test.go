package provider_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// With a journal that was asked for nothing is recorded while a file of it
// cannot be read in full: it may tell that the message is that of another
// block. Neither a refresh nor a person's word does so.
func TestMassMessage_nothingIsRecordedByADamagedJournal(t *testing.T) {
	for _, isDamaged := range []bool{true, false} {
		for _, adopts := range []bool{true, false} {
			sim, hasty := simulateHastily(t)
			sim.SetListLag(5 * time.Minute)
			sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

			dir := filepath.Join(t.TempDir(), "journal")
			block := object{"journal_dir": dir, "request_timeout": "1s"}

			lost := journaled(t, sim, block, hasty)
			lost.apply(hello())
			lost.checkUnknown(sim)

			config := hello()

			if adopts {
				config = with(config, object{"adopt_msgid": sim.Messages()[0].MsgID})
			} else {
				sim.SetListLag(0)
			}

			damaged := filepath.Join(dir, "20260101T000000.000Z-00000000000000000000000000000000.jsonl")
			if isDamaged {
				if err := os.WriteFile(damaged, []byte("#\n"), 0o600); err != nil {
					t.Fatal(err)
				}
			}

			now := journaled(t, sim, block, hasty)
			now.state, now.private = lost.state, lost.private

			got := now.refresh()

			if adopts {
				sim.SetListLag(0)

				_, got = now.apply(config)
			}

			if status := now.attribute("status"); (status == "unknown") != isDamaged || sim.posts() != 1 {
				t.Errorf("damaged %t, adopts %t: %s, %d POSTs\n%s", isDamaged, adopts, status, sim.posts(), got)
			}

			switch {
			case isDamaged && adopts:
				got.errors().expect(t, "error", at("adopt_msgid", "was not taken over", filepath.Base(damaged), "cannot be read in full"))
			case isDamaged:
				got.warnings().expect(t, "warning", at("status", filepath.Base(damaged), "cannot be read in full"))
			}
		}
	}
}

// Two messages to groups are lost, and WeCom has one of them. Whoever has
// adopted it in one root cannot in another, with the same journal: the groups
// of that would be left out.
func TestMassMessage_adoptedByOneBlockOnly(t *testing.T) {
	for _, first := range []string{"journal", "import", ""} {
		t.Run(first, func(t *testing.T) {
			sim, hasty := simulateHastily(t)
			block := object{"request_timeout": "1s", "duplicate_check_interval": "0s"}
			shared := with(block, object{"journal_dir": filepath.Join(t.TempDir(), "journal")})
			to := func(group string) object {
				return object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{group}, "text": object{"content": "你好"}}
			}
			one, other := to(wecomsim.DemoGroup), to("wrSIM00000000000000000000002AA")

			again := func(lost *lifecycle, block object) *lifecycle {
				now := journaled(t, sim, block, hasty)
				now.state, now.private = lost.state, lost.private

				return now
			}

			sim.SetListLag(5 * time.Minute)
			sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

			lost := journaled(t, sim, shared, hasty)
			lost.apply(one)

			sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})

			second := journaled(t, sim, shared, hasty)
			second.apply(other)
			sim.SetListLag(0)

			msgid := sim.Messages()[0].MsgID

			switch first {
			case "journal":
				lost = again(lost, shared)
				_, got := lost.apply(with(one, object{"adopt_msgid": msgid}))
				got.errors().expect(t, "error of the first")
			case "import":
				lost = journaled(t, sim, shared, hasty)
				lost.imported(msgid)
				lost.apply(one)
				lost = again(lost, shared)
				lost.refresh()
			}

			second = again(second, shared)
			_, got := second.apply(with(other, object{"adopt_msgid": msgid}))

			if first == "" {
				got.errors().expect(t, "error of the control")
				return
			}

			got.errors().expect(t, "error of the second", at("adopt_msgid", "by the journal it is another message", "import "+msgid+" here"))

			if got := second.attribute("status"); got != "unknown" {
				t.Errorf("the second is %s", got)
			}
		})
	}
}
