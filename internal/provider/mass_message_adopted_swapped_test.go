package provider_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// loseTwo are two messages to groups of one member whose answers were lost:
// w.older and second, which says others. w.wrong is the second one.
func loseTwo(t *testing.T) (w *wronglyAdopted, second *lifecycle, others object) {
	t.Helper()

	clock := hastyClock()
	sim := simulate(t, wecomsim.WithClock(clock.Now))
	sim.SetListLag(time.Hour)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 2, DropAt: wecomsim.AfterEffect})

	w = &wronglyAdopted{
		t: t, sim: sim, clock: clock,
		block:  object{"request_timeout": "1s", "duplicate_check_interval": "0s", "journal_dir": filepath.Join(t.TempDir(), "journal")},
		config: object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": []string{wecomsim.DemoGroup}, "text": object{"content": "你好"}},
	}
	others = with(w.config, object{"chat_id_list": []string{"wrSIM00000000000000000000002AA"}})

	w.older, second = w.lost(), w.lost()
	w.older.apply(w.config)
	second.apply(others)
	sim.SetListLag(0)

	for _, m := range sim.Messages() {
		if m.ChatIDList[0] == wecomsim.DemoGroup {
			w.right = m.MsgID
		} else {
			w.wrong = m.MsgID
		}
	}

	return w, second, others
}

// adoptSwapped are two such messages for each of which a person has named the
// other.
func adoptSwapped(t *testing.T) (w *wronglyAdopted, others object) {
	t.Helper()

	w, second, others := loseTwo(t)

	_, got := w.again(w.older).apply(with(w.config, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error of the wrong adoption")

	_, got = w.again(second).apply(with(others, object{"adopt_msgid": w.right}))
	got.errors().expect(t, "error of the other wrong adoption")

	return w, others
}

// Two messages were lost, and a person has named each for the other. An import
// of each puts that right for good: also where WeCom lists their groups only
// later, the state is lost after it, or the block replaced.
func TestMassMessage_aSwappedAdoptionThatWasPutRight(t *testing.T) {
	for _, c := range []struct {
		isSent, isSentLater bool
		isTainted           bool
		isLookedAt          bool // a run without a state after the disproof, before the import
	}{
		{isSent: true},
		{isSent: true, isTainted: true},
		{isSent: true, isLookedAt: true},
		{isSentLater: true},
		{isSentLater: true, isTainted: true},
	} {
		w, others := adoptSwapped(t)

		if c.isSent {
			w.confirm()
		}

		if c.isLookedAt {
			w.lost().apply(w.config)
		}

		message := w.lost()
		message.imported(w.right)
		message.apply(w.config)

		other := w.lost()
		other.imported(w.wrong)
		other.apply(others)

		message, other = w.again(message), w.again(other)
		message.refresh()
		other.refresh()

		if c.isSentLater {
			w.confirm()
		}

		message = w.createdAgain(message, c.isTainted)
		_, got := message.apply(w.config)

		if msgid := message.attribute("msgid"); msgid != w.right || w.sim.posts() != 2 {
			t.Errorf("%+v: recorded as %s, want %s; %d POSTs\n%s", c, msgid, w.right, w.sim.posts(), got)
		}
	}
}

// Whoever has lost a message is told of the one that WeCom's list shows to have
// gone to its groups only, and may adopt it, though a person has named it for
// another block. As long as the list does not show that, it is the other's.
func TestMassMessage_aSwappedAdoptionIsTakenBack(t *testing.T) {
	for _, c := range []struct{ isSent, isLost bool }{{true, false}, {true, true}, {false, false}, {false, true}} {
		w, others := adoptSwapped(t)

		if c.isSent {
			w.confirm()
		}

		message := w.again(w.older)
		if c.isLost {
			message = w.lost()
			message.apply(w.config)
		}

		message = w.again(message)
		got := message.refresh()

		names := at("status", "", w.right+", created at")
		if c.isSent {
			got.expect(t, "warning", names)
		}

		message = w.again(message)
		_, got = message.apply(with(w.config, object{"adopt_msgid": w.right}))

		want := w.right
		if !c.isSent {
			want = w.wrong // the person's word, which nothing disproves
		}

		if msgid := message.attribute("msgid"); msgid != want {
			t.Errorf("%+v: recorded as %s, want %s\n%s", c, msgid, want, got)
		}

		if !c.isSent {
			continue
		}

		// After a lost state it has it again, and the other one finds its own.
		message = w.lost()
		message.apply(w.config)

		other := w.lost()
		_, got = other.apply(others)
		got.expect(t, "warning", at("status", "a person has named "+w.right, w.wrong+", created at"))

		if msgid := message.attribute("msgid"); msgid != w.right || w.sim.posts() != 2 {
			t.Errorf("%+v: recorded as %s, want %s; %d POSTs\n%s", c, msgid, w.right, w.sim.posts(), got)
		}
	}
}

// A person has named the message of the second block for the first one, and has
// put that right by triggers. The second block has lost its state meanwhile, so
// that its question knows that message as another one. Once somebody has
// imported it into that very block, it is that one again.
func TestMassMessage_aClaimThatAnImportHasPutRightElsewhere(t *testing.T) {
	for _, isImported := range []bool{true, false} {
		w, _, others := loseTwo(t)

		first := w.again(w.older)
		_, got := first.apply(with(w.config, object{"adopt_msgid": w.wrong}))
		got.errors().expect(t, "error of the wrong adoption")

		first = w.again(first)
		_, got = first.apply(with(w.config, object{"triggers": object{"run": "2"}}))
		got.errors().expect(t, "error of triggers")

		second := w.lost()
		second.apply(others)

		if isImported {
			imports := w.lost()
			imports.imported(w.wrong)
			_, got = imports.apply(others)
			got.errors().expect(t, "error of the import")
		}

		second = w.again(second)
		_, got = second.apply(with(others, object{"adopt_msgid": w.wrong}))

		if is := second.attribute("msgid") == w.wrong; is != isImported || w.sim.posts() != 3 {
			t.Errorf("imported %t: recorded %t, %d POSTs\n%s", isImported, is, w.sim.posts(), got)
		}
	}
}
