package provider_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// wronglyAdopted is a message to a group whose answer was lost, and for which a
// person has named a message to another group.
type wronglyAdopted struct {
	t             *testing.T
	sim           simulation
	clock         *wecomtest.Clock
	block, config object
	older, now    *lifecycle // before that, and since
	right, wrong  string
}

func adoptWrongly(t *testing.T) *wronglyAdopted {
	t.Helper()

	clock := hastyClock()
	sim := simulate(t, wecomsim.WithClock(clock.Now))
	sim.SetListLag(time.Hour)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

	w := &wronglyAdopted{
		t: t, sim: sim, clock: clock,
		block:  object{"request_timeout": "1s", "duplicate_check_interval": "0s", "journal_dir": filepath.Join(t.TempDir(), "journal")},
		config: object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{wecomsim.DemoGroup}, "text": object{"content": "你好"}},
	}

	w.older = w.lost()
	w.older.apply(w.config)
	w.right = sim.Messages()[0].MsgID

	other := journaled(t, sim, object{"duplicate_check_interval": "0s", "journal_dir": ""}, provider.WithClock(clock))
	other.apply(with(w.config, object{"chat_id_list": []string{"wrSIM00000000000000000000002AA"}}))
	w.wrong = other.attribute("msgid")

	sim.SetListLag(0)

	w.now = w.again(w.older)
	_, got := w.now.apply(with(w.config, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error of the wrong adoption")

	return w
}

// lost is a run without a state, a second after the one before it.
func (w *wronglyAdopted) lost() *lifecycle {
	w.t.Helper()
	endRuns(w.t, w.block)
	w.clock.Advance(time.Second)

	return journaled(w.t, w.sim, w.block, provider.WithClock(w.clock))
}

// again is another run with a state.
func (w *wronglyAdopted) again(was *lifecycle) *lifecycle {
	now := w.lost()
	now.state, now.private = was.state, was.private

	return now
}

// createdAgain is a run without the state that was; or one that had it, where
// the message is tainted.
func (w *wronglyAdopted) createdAgain(was *lifecycle, isTainted bool) *lifecycle {
	w.t.Helper()

	message := w.lost()

	if isTainted {
		// Core removes it, and creates it as if there had been none.
		null := tftypes.NewValue(message.resourceType(), nil)
		message.change(was.state, null, null, nil, was.identity)
	}

	return message
}

// confirm makes WeCom list the groups of both.
func (w *wronglyAdopted) confirm() {
	w.t.Helper()

	for _, msgid := range []string{w.right, w.wrong} {
		if err := w.sim.ConfirmAll(msgid); err != nil {
			w.t.Fatal(err)
		}
	}
}

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
		w := adoptWrongly(t)
		message, want := w.now, w.wrong

		switch c.before {
		case "a lost state":
			message = w.lost()
			message.apply(w.config)
		case "destroy":
			w.again(message).destroy()
		}

		if c.isRight {
			want = w.right
			message = w.lost()
			message.imported(w.right)

			if !c.isLeft {
				message.apply(w.config)
			}

			message = w.again(message)
			message.refresh()
		}

		if c.isSent {
			w.confirm()
		}

		message = w.createdAgain(message, c.isTainted)
		_, got := message.apply(w.config)

		if c.isRight && !c.isSent {
			got.errors().expect(t, "error", at("", "which a person has named", "its id for import is "+w.right))

			want = ""
		}

		if msgid := message.attribute("msgid"); msgid != want || w.sim.posts() != 2 {
			t.Errorf("%+v: recorded as %s, want %s; %d POSTs\n%s", c, msgid, want, w.sim.posts(), got)
		}
	}
}

// A person has named a wrong message. Once WeCom's list shows that it went to
// others, no run that has lost its state, or has an older one, takes it for
// this one again.
func TestMassMessage_aWrongAdoptionThatWeComDisproves(t *testing.T) {
	w := adoptWrongly(t)

	// The control: as long as nothing disproves it, the person's word counts.
	now := w.lost()
	now.apply(w.config)

	if now.attribute("msgid") != w.wrong {
		t.Fatalf("recorded as %q", now.attribute("msgid"))
	}

	w.confirm()

	now = w.lost()
	_, got := now.apply(w.config)
	got.expect(t, "warning", at("status", "a person has named "+w.wrong+", which by WeCom's list went to others", w.right+", created at"))

	for name, was := range map[string]*lifecycle{"this state": now, "an older one": w.older} {
		later := w.again(was)
		later.refresh()

		if later.attribute("status") != "unknown" {
			t.Errorf("%s: the status is %s, %s", name, later.attribute("status"), later.attribute("msgid"))
		}
	}

	w.again(now).apply(with(w.config, object{"adopt_msgid": w.right}))

	now = w.lost()
	now.apply(w.config)

	if now.attribute("msgid") != w.right || w.sim.posts() != 2 {
		t.Errorf("recorded as %q, want %s; %d POSTs", now.attribute("msgid"), w.right, w.sim.posts())
	}
}

// A wrong adoption that WeCom's list disproves leaves the message unknown for
// others, too: whoever says the same to its group waits, and is refused then
// because of the message that it may be.
func TestMassMessage_othersBesideAWrongAdoption(t *testing.T) {
	for _, isListed := range []bool{false, true} {
		w := adoptWrongly(t)

		if isListed {
			if err := w.sim.ConfirmAll(w.wrong); err != nil {
				t.Fatal(err)
			}
		}

		w.block = with(w.block, object{"duplicate_check_interval": "24h"})

		// The group has another owner by now.
		_, got := w.lost().apply(with(w.config, object{"sender": "lisi"}))

		if isListed {
			got.errors().expect(t, "error", at("", "what became of that is not known", "Apply again in"))
		}

		if w.sim.posts() != 2 || len(got.errors()) == 0 {
			t.Errorf("listed %v: %d POSTs\n%s", isListed, w.sim.posts(), got)
		}

		// The control: to a group that nobody has asked for it is sent.
		_, got = w.lost().apply(with(w.config, object{"sender": "lisi", "chat_id_list": []string{"wrSIM00000000000000000000003AA"}}))

		if w.sim.posts() != 3 {
			t.Errorf("listed %v: %d POSTs\n%s", isListed, w.sim.posts(), got)
		}
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

		clock := hastyClock()
		sim := simulate(t, wecomsim.WithClock(clock.Now))
		sim.SetListLag(time.Hour)
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

		block := object{"request_timeout": "1s", "duplicate_check_interval": "0s", "journal_dir": filepath.Join(t.TempDir(), "journal")}
		run := func(block object) *lifecycle {
			clock.Advance(time.Second)

			return journaled(t, sim, block, provider.WithClock(clock))
		}

		lost := run(block)
		lost.apply(config)

		named := sim.Messages()[0].MsgID
		colleague := run(object{"duplicate_check_interval": "0s", "journal_dir": ""})
		colleague.apply(config)
		sim.SetListLag(0)

		now := run(block)
		now.state, now.private = lost.state, lost.private
		_, got := now.apply(with(config, object{"adopt_msgid": named}))
		got.errors().expect(t, "error of the adoption")

		imports := run(block)
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

		later := run(block)
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
