package provider_test

import (
	"path/filepath"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A group was added to a message that was sent, and the state is lost. What
// stands in the way then may be this very message, so an import is the first
// way on: the line alone would send it to its group a second time.
func TestMassMessage_groupsWereAddedAndTheStateIsLost(t *testing.T) {
	sim := simulate(t)
	block := object{"journal_dir": filepath.Join(t.TempDir(), "journal")}
	config := object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{wecomsim.DemoGroup}, "text": object{"content": "你好"}}
	grown := with(config, object{"chat_id_list": []string{wecomsim.DemoGroup, "wrSIM00000000000000000000002AA"}})

	message := journaled(t, sim, block)
	message.apply(config)
	message.apply(grown)

	lost := journaled(t, sim, block)
	_, got := lost.apply(grown)
	got.errors().expect(t, "error", at("", "1 of the 2 groups", "its groups were edited since it was sent", "its id for import is "+message.attribute("msgid"), "Whoever was added since gets nothing"))

	lost = journaled(t, sim, block)
	lost.imported(message.attribute("msgid"))
	lost.apply(grown)

	if lost.attribute("msgid") != message.attribute("msgid") || sim.posts() != 1 {
		t.Errorf("%s, %d POSTs", lost.attribute("msgid"), sim.posts())
	}
}
