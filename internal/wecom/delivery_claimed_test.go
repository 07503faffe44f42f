package wecom_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Two messages to groups were lost, and WeCom has one of them. What a state or
// a person has said it to be it is for nobody else: WeCom does not list groups
// that it was not sent to yet.
func TestAdopt_aMessageThatAnotherBlockHolds(t *testing.T) {
	first, other := group("hello", "zhangsan", "wrG1", "wrG3"), group("hello", "zhangsan", "wrG2")

	named := func(t *testing.T, r *run, msgid string) {
		if err := r.ResolveInJournal(keysOf(first), msgid, time.Time{}, 0, 0, true); err != nil {
			t.Fatal(err)
		}
	}
	held := func(by string, partly bool) func(t *testing.T, r *run, msgid string) {
		return func(t *testing.T, r *run, msgid string) {
			one := wecom.Held{Keys: keysOf(first), MsgID: msgid, Sent: wecom.SentOf(first), Partly: partly}

			enter := r.EnterInJournal
			if by != "" {
				one.ReplacedBy, enter = by, r.RemoveInJournal
			}

			if err := enter(one); err != nil {
				t.Fatal(err)
			}
		}
	}

	for name, row := range map[string]struct {
		says      []func(t *testing.T, r *run, msgid string)
		now       *wecom.MassMessage
		triggers  string
		isAnother bool
		refused   bool
	}{
		"a person has named it":         {says: []func(*testing.T, *run, string){named}, now: other, isAnother: true, refused: true},
		"a state has it":                {says: []func(*testing.T, *run, string){held("", false)}, now: other, isAnother: true, refused: true},
		"one of the groups is the same": {says: []func(*testing.T, *run, string){named}, now: group("hello", "zhangsan", "wrG2", "wrG3"), isAnother: true},
		"other triggers":                {says: []func(*testing.T, *run, string){named}, now: first, triggers: "2", isAnother: true},
		"a state has had it":            {says: []func(*testing.T, *run, string){held("not known", false)}, now: other, isAnother: true, refused: true},
		"it is the very message":        {says: []func(*testing.T, *run, string){named}, now: first},
		"of both somebody says that it is it": {says: []func(*testing.T, *run, string){named, func(t *testing.T, r *run, msgid string) {
			if err := r.EnterInJournal(wecom.Held{Keys: keysOf(other), MsgID: msgid, Sent: wecom.SentOf(other)}); err != nil {
				t.Fatal(err)
			}
		}}, now: other},
		"control: nobody says anything": {now: other},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

			lost := w.run(dir)
			d := noted(first)
			d.CheckInterval = 0
			wantKind(t, lost.DeliverMassMessage(t.Context(), d), wecom.Unknown)
			lost.end()

			msgid := w.Sim.Messages()[0].MsgID

			// It has read the journal before anybody says anything.
			asks := w.run(dir)
			defer asks.end()

			asks.BelongsTo(msgid)

			for _, says := range row.says {
				w.Clock.Advance(time.Minute)

				r := w.run(dir)
				says(t, r, msgid)
				r.end()
			}

			if e, ok := asks.IsClaimedAs(msgid, keysOf(row.now, row.triggers)); ok != row.isAnother || ok && e.Key != keysOf(first).Key {
				t.Errorf("another block has it: %t, %+v", ok, e)
			}

			_, err := asks.AdoptMassMessage(t.Context(), wecom.SentOf(row.now), wecom.Trace{Unprovable: true}, msgid)
			if (err != nil) != row.refused {
				t.Errorf("taken over: %v", err)
			}
		})
	}
}

// A wrong word for another block does not outweigh WeCom's list, which shows
// the groups once they were sent to.
func TestAdopt_whatWeComListsOutweighsAWrongWord(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

	mine, other := group("hello", "zhangsan", "wrG1"), group("hello", "zhangsan", "wrG2")
	wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(mine)), wecom.Unknown)

	msgid := w.Sim.Messages()[0].MsgID
	r := w.run(dir)

	if err := r.EnterInJournal(wecom.Held{Keys: keysOf(other), MsgID: msgid, Sent: wecom.SentOf(other)}); err != nil {
		t.Fatal(err)
	}

	r.end()

	for _, isListed := range []bool{false, true} {
		if isListed {
			if err := w.Sim.ConfirmAll(msgid); err != nil {
				t.Fatal(err)
			}
		}

		asks := w.run(dir)

		_, err := asks.AdoptMassMessage(t.Context(), wecom.SentOf(mine), wecom.Trace{Unprovable: true}, msgid)
		if (err == nil) != isListed {
			t.Errorf("listed %t: %v", isListed, err)
		}

		asks.end()
	}
}
