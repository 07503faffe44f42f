package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Of a message to groups WeCom lists those that it was sent to. Once all
// members have sent, that is all of them: a block that lacks one of them is of
// another message. Before that nobody knows.
func TestAccImport_groups(t *testing.T) {
	const another = "wrSIM00000000000000000000002AA"

	for name, c := range map[string]struct {
		isPending bool
		sent      []string
		block     []string
		refused   bool
	}{
		"the groups":                {sent: []string{wecomsim.DemoGroup}, block: []string{wecomsim.DemoGroup}},
		"one that it has not got":   {sent: []string{wecomsim.DemoGroup}, block: []string{wecomsim.DemoGroup, another}},
		"another group":             {sent: []string{wecomsim.DemoGroup}, block: []string{another}, refused: true},
		"one of two":                {sent: []string{wecomsim.DemoGroup, another}, block: []string{another}, refused: true},
		"control: not sent by then": {isPending: true, sent: []string{wecomsim.DemoGroup}, block: []string{another}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)

			task := wecomsim.Task{UserID: "zhangsan"}
			for _, id := range c.sent {
				task.Recipients = append(task.Recipients, wecomsim.Recipient{ChatID: id})
			}

			msgid := w.sim.Add(wecomsim.Message{ChatType: "group", Text: "一次就好", ChatIDList: c.sent, Tasks: []wecomsim.Task{task}})
			if !c.isPending {
				if err := w.sim.ConfirmAll(msgid); err != nil {
					t.Fatal(err)
				}
			}

			w.write(fmt.Sprintf("resource \"wecom_mass_message\" \"it\" {\n  chat_type = \"group\"\n  sender = \"zhangsan\"\n  chat_id_list = [\"%s\"]\n  text = { content = \"一次就好\" }\n}\n", strings.Join(c.block, `", "`)) + importBlock(msgid))

			got := w.apply()
			if len(w.sim.Requests(send)) != 0 {
				t.Fatal("it was sent")
			}

			if c.refused {
				if !got.says("error", "not in the configuration") || len(w.state()) != 0 {
					t.Errorf("the import is not refused\n%s", got.output)
				}

				return
			}

			if got.code != 0 || w.msgidOf() != msgid {
				t.Fatal(got.errorText())
			}

			if got := w.plan(); got.code != 0 {
				t.Errorf("the next plan: %d\n%s", got.code, got.output)
			}
		})
	}
}
