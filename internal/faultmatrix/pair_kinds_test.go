package faultmatrix

import (
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// fate is what becomes of a send.
type fate string

const (
	arrives  fate = "arrives"
	lostGo   fate = "is lost on its way"
	lostBack fate = "arrives, and its answer is lost"
	tooLate  fate = "arrives when its run is over"
)

func fates() []fate { return []fate{arrives, lostGo, lostBack, tooLate} }

// kinds are the ways to say who receives a message, many of them overlapping.
func kinds() map[string]func() *wecom.MassMessage {
	single := func(sender string, ids ...string) func() *wecom.MassMessage {
		return func() *wecom.MassMessage {
			return &wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Sender: sender, ExternalUserID: ids, Text: &wecom.Text{Content: "春茶上新"}}
		}
	}
	group := func(ids ...string) func() *wecom.MassMessage {
		return func() *wecom.MassMessage {
			return &wecom.MassMessage{ChatType: wecom.ChatTypeGroup, Sender: "zhangsan", ChatIDList: ids, Text: &wecom.Text{Content: "春茶上新"}}
		}
	}

	return map[string]func() *wecom.MassMessage{
		"1":               single("", "wm1"),
		"1 and nobody":    single("zhangsan", "wm1", "wmNOBODY"),
		"1,2":             single("", "wm1", "wm2"),
		"2,1 by zhangsan": single("zhangsan", "wm2", "wm1"),
		"2,3 by lisi":     single("lisi", "wm2", "wm3"),
		"all, named":      single("zhangsan", "wm1", "wm2", "wm3", "wm4", "wm5", "wm6"),
		"all of zhangsan": single("zhangsan"),
		"a tag": func() *wecom.MassMessage {
			m := single("")()
			m.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"etT"}}}}

			return m
		},
		"group A":    group("wrA"),
		"groups A,B": group("wrA", "wrB"),
	}
}

// arm lets the next send have its fate.
func (f fate) arm(w *world) {
	switch f {
	case arrives:
	case lostGo:
		w.Sim.Arm(wecomsim.Fault{Endpoint: sendEndpoint, Count: 1, DropAt: wecomsim.BeforeEffect})
	case lostBack:
		w.Sim.Arm(wecomsim.Fault{Endpoint: sendEndpoint, Count: 1, DropAt: wecomsim.AfterEffect})
	case tooLate:
		w.setFront(front{keep: 1})
	}
}
