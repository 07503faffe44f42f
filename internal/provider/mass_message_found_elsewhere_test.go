package provider_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A state does not know what has become of its message, and WeCom's list cannot
// be read. Another root has found it, and the journal says so.
func TestMassMessage_aRefreshTakesWhatTheJournalKnows(t *testing.T) {
	sim := simulate(t)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 60020})

	dir := filepath.Join(t.TempDir(), "journal")
	block := with(sim.block(), object{"journal_dir": dir, "request_timeout": "1s"})
	hasty := provider.WithClock(hastyClock())

	connect := func() *protocol {
		p := serve(t, hasty)
		p.configure(block).expect(t, "problem of the provider block")

		return p
	}

	message := connect().message()
	_, applied := message.apply(hello())
	applied.errors().expect(t, "error of the apply")
	message.checkUnknown(sim)

	message.protocol = connect()
	message.refresh().errors().expect(t, "error of a refresh before it is found")
	message.checkUnknown(sim)

	found := sim.Messages()[0]
	resolveElsewhere(t, dir, found.MsgID)

	message.protocol = connect()
	message.refresh().expect(t, "problem of the refresh", at("msgid", "journal says that it is "+found.MsgID, "fail_list is null"))

	if status, msgid := message.attribute("status"), message.attribute("msgid"); status != "created" || msgid != found.MsgID {
		t.Errorf("status %q, msgid %q", status, msgid)
	}

	if planned, _ := message.apply(hello()); planned.action != noOp || sim.posts() != 1 {
		t.Errorf("another apply is: %s, with %d POSTs in all", planned.action, sim.posts())
	}
}

// resolveElsewhere is another run that says which message the only operation
// of a journal is.
func resolveElsewhere(t *testing.T, dir, msgid string) {
	t.Helper()

	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), err)
	}

	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}

	var op struct{ Op, Key, Content string }
	if err := json.Unmarshal([]byte(strings.SplitN(string(text), "\n", 2)[0]), &op); err != nil {
		t.Fatal(err)
	}

	j, err := journal.Open(dir, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()

	if _, err := j.Look(journal.Query{Key: op.Key, Content: op.Content}); err != nil {
		t.Fatal(err)
	}

	if err := j.Resolve(journal.Resolution{Op: op.Op, Key: op.Key, Content: op.Content, MsgID: msgid}); err != nil {
		t.Fatal(err)
	}
}
