package wecom_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Nobody knows what has become of a message, and another one with other
// triggers says the same to the same people. It is sent where a person has said
// of the first one that it is to be replaced, and not before.
func TestJournal_aWishOfItsOwnPassesWhatIsNotKnown(t *testing.T) {
	first := func() wecom.Delivery { return noted(hello12()) }
	replacing := func(d wecom.Delivery, triggers ...string) wecom.Delivery {
		d.ReplacesLost = keysOf(hello12(), triggers...).Key
		return d
	}
	repeating := func(d wecom.Delivery) wecom.Delivery {
		d.Repeats = []string{"the second"} // set below
		return d
	}
	refuses := func(w *world) {
		w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: 41048})
	}

	for name, row := range map[string]struct {
		between func(w *world, dir string)
		now     wecom.Delivery
		sends   bool
	}{
		"another block":             {now: noted(hello12(), "again")},
		"the block itself":          {now: replacing(noted(hello12(), "again")), sends: true},
		"another block, of another": {now: replacing(noted(hello12(), "again"), "yet again")},
		"the block, twice": {
			between: func(w *world, dir string) { w.diesInPost(dir, replacing(noted(hello12(), "again")), false) },
			now:     replacing(noted(hello12(), "third"), "again"), sends: true,
		},
		"another block, after the block itself": {
			between: func(w *world, dir string) { w.diesInPost(dir, replacing(noted(hello12(), "again")), false) },
			now:     noted(hello12(), "third"),
		},
		// Terraform has forgotten by then what it was to replace.
		"the block, after WeCom has refused it": {
			between: func(w *world, dir string) {
				refuses(w)
				wantKind(w.t, w.send(dir, replacing(noted(hello12(), "again"))), wecom.Refused)
			},
			now: noted(hello12(), "again"), sends: true,
		},
		"another block, after WeCom has refused that": {
			between: func(w *world, dir string) {
				refuses(w)
				wantKind(w.t, w.send(dir, replacing(noted(hello12(), "again"))), wecom.Refused)
			},
			now: noted(hello12(), "third"),
		},
		"the block, after it was sent and sent again": {
			between: func(w *world, dir string) {
				wantKind(w.t, w.send(dir, replacing(noted(hello12(), "again"))), wecom.Accepted)
			},
			now: repeating(noted(hello12(), "third")), sends: true,
		},
		"whoever does not look": {now: unlooked(hello12(), "again"), sends: true},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			w.diesInPost(dir, first(), false)
			w.rewind()
			w.Clock.Advance(5 * time.Second)

			if row.between != nil {
				row.between(w, dir)
			}

			if len(row.now.Repeats) > 0 {
				row.now.Repeats = []string{w.Sim.Messages()[0].MsgID}
			}

			posts := w.posts()
			got := w.send(dir, row.now)

			if row.sends {
				wantKind(t, got, wecom.Accepted)
				w.wantPosts(posts + 1)

				return
			}

			wantForbidden(t, got, journal.LookUp)
			w.wantPosts(posts)
		})
	}
}

// A campaign that has lost its state may have told of hundreds: those for
// others cost no call.
func TestJournal_asksNobodyAboutOtherTriggersForOthers(t *testing.T) {
	for name, row := range map[string]struct {
		now   *wecom.MassMessage
		calls bool
	}{
		"for others":       {now: single("hello", "zhangsan", customers(3, 5)...)},
		"for some of them": {now: single("hello", "zhangsan", customers(2, 5)...), calls: true}, // the control
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			w.Sim.SetListLag(time.Hour)
			wantKind(t, w.send(dir, noted(hello12())), wecom.Accepted)

			got := w.send(dir, noted(row.now, "again"))
			if calls := len(w.Sim.Requests("get_groupmsg_task")); (calls > 0) != row.calls || (got.Kind == wecom.Accepted) == row.calls {
				t.Errorf("%d calls, outcome %v, error %v", calls, got.Kind, got.Err)
			}
		})
	}
}
