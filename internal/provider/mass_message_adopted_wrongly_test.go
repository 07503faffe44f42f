package provider_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A person has named a wrong message for a lost one, and has put it right by an
// import. Whatever is created under that key afterwards is the right one: the
// journal goes by what was said last.
func TestMassMessage_aWrongAdoptionThatWasPutRight(t *testing.T) {
	for _, c := range []struct {
		isRight, isSent bool
		before          string // what comes before the import
		isLeft          bool   // after the import, without an apply
		isTainted       bool   // and not lost
	}{
		{isRight: true, isSent: true},
		{isRight: true},
		{},
		{isRight: true, isSent: true, before: "a lost state"},
		{isRight: true, before: "a lost state"},
		{isRight: true, isSent: true, before: "destroy"},
		{isRight: true, before: "destroy"},
		{isRight: true, isSent: true, isTainted: true},
		{isRight: true, isSent: true, isTainted: true, before: "a lost state"},
		{isRight: true, isLeft: true},
		{isRight: true, isLeft: true, isTainted: true},
	} {
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

		switch c.before {
		case "a lost state":
			message = journaled(t, sim, block)
			message.apply(config)
		case "destroy":
			again(message).destroy()
		}

		if c.isRight {
			want = right
			message = journaled(t, sim, block)
			message.imported(right)

			if !c.isLeft {
				message.apply(config)
			}

			message = again(message)
			message.refresh()
		}

		for _, msgid := range []string{right, wrong} {
			if !c.isSent {
				break // so WeCom does not list their groups yet
			}

			if err := sim.ConfirmAll(msgid); err != nil {
				t.Fatal(err)
			}
		}

		isTainted := message
		message = journaled(t, sim, block)

		if c.isTainted {
			// Core removes it, and creates it as if there had been none.
			null := tftypes.NewValue(message.resourceType(), nil)
			message.change(isTainted.state, null, null, nil, isTainted.identity)
		}

		_, got = message.apply(config)

		if c.isRight && !c.isSent {
			got.errors().expect(t, "error", at("", "which a person has named", "its id for import is "+right))

			want = ""
		}

		if msgid := message.attribute("msgid"); msgid != want || sim.posts() != 2 {
			t.Errorf("%+v: recorded as %s, want %s; %d POSTs\n%s", c, msgid, want, sim.posts(), got)
		}
	}
}

// A person has named a wrong message. Once WeCom's list shows that it went to
// others, no run that has lost its state, or has an older one, takes it for
// this one again.
func TestMassMessage_aWrongAdoptionThatWeComDisproves(t *testing.T) {
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

	older := journaled(t, sim, block)
	older.apply(config)

	right := sim.Messages()[0].MsgID

	other := journaled(t, sim, object{"duplicate_check_interval": "0s", "journal_dir": ""})
	other.apply(with(config, object{"chat_id_list": []string{"wrSIM00000000000000000000002AA"}}))

	wrong := other.attribute("msgid")

	sim.SetListLag(0)
	again(older).apply(with(config, object{"adopt_msgid": wrong}))

	// The control: as long as nothing disproves it, the person's word counts.
	now := journaled(t, sim, block)
	now.apply(config)

	if now.attribute("msgid") != wrong {
		t.Fatalf("recorded as %q", now.attribute("msgid"))
	}

	for _, msgid := range []string{right, wrong} {
		if err := sim.ConfirmAll(msgid); err != nil {
			t.Fatal(err)
		}
	}

	now = journaled(t, sim, block)
	_, got := now.apply(config)
	got.expect(t, "warning", at("status", "a person has named "+wrong+", which by WeCom's list went to others", right+", created at"))

	for name, was := range map[string]*lifecycle{"this state": now, "an older one": older} {
		later := again(was)
		later.refresh()

		if later.attribute("status") != "unknown" {
			t.Errorf("%s: the status is %s, %s", name, later.attribute("status"), later.attribute("msgid"))
		}
	}

	again(now).apply(with(config, object{"adopt_msgid": right}))

	now = journaled(t, sim, block)
	now.apply(config)

	if now.attribute("msgid") != right || sim.posts() != 2 {
		t.Errorf("recorded as %q, want %s; %d POSTs", now.attribute("msgid"), right, sim.posts())
	}
}

// A person has named the right message. A colleague has sent the same once more
// since, and another root has imported that: a lost state gets the one that was
// named, for it went to these people, too.
func TestMassMessage_aRightAdoptionBesideAnImport(t *testing.T) {
	group := object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{wecomsim.DemoGroup}, "text": object{"content": "你好"}}

	for name, c := range map[string]struct {
		config   object
		isListed bool // WeCom lists who got it
	}{
		"customers":       {hello(), true},
		"groups":          {group, true},
		"groups, not yet": {group, false},
	} {
		config := c.config

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
			if !c.isListed {
				break
			}

			if err := sim.ConfirmAll(m.MsgID); err != nil {
				t.Fatal(err)
			}
		}

		later := journaled(t, sim, block)
		_, got = later.apply(config)

		if !c.isListed {
			other := colleague.attribute("msgid")
			got.errors().expect(t, "error", at("", named+", which a person has named, or as "+other, "If it is the one that was named", "its id for import is "+other))

			_, got = later.apply(with(config, object{"not_duplicate_of": []string{other}}))
		}

		if msgid := later.attribute("msgid"); msgid != named || sim.posts() != 2 {
			t.Errorf("%s: recorded as %s, want %s; %d POSTs\n%s", name, msgid, named, sim.posts(), got)
		}
	}
}
