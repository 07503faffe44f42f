package wecom_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// WeCom lists the groups of a message only once they were sent to. The journal
// knows before that which were asked for.
func TestJournal_groupsAreToldApart(t *testing.T) {
	selectable := func(ids ...string) *wecom.MassMessage {
		m := group("hello", "zhangsan", ids...)
		m.AllowSelect = new(true)

		return m
	}

	manyGroups := make([]string, 502)
	for i := range manyGroups {
		manyGroups[i] = fmt.Sprintf("wrG%d", i+1)
	}

	isNamed := func(t *testing.T, r *run, msgid string) {
		if err := r.ResolveInJournal(keysOf(group("hello", "zhangsan", "wrG1")), msgid, time.Time{}, 0, 0); err != nil {
			t.Fatal(err)
		}
	}

	for name, row := range map[string]struct {
		first, now *wecom.MassMessage
		noJournal  bool
		lost       bool
		between    func(t *testing.T, r *run, msgid string)
		want       string
	}{
		"other groups":                         {now: group("hello", "zhangsan", "wrG2"), want: "sent"},
		"one of them, and another":             {now: group("hello", "zhangsan", "wrG1", "wrG2"), want: "duplicate"},
		"control: without a journal":           {now: group("hello", "zhangsan", "wrG2"), noJournal: true, want: "duplicate"},
		"more groups than are told apart":      {first: group("hello", "zhangsan", append(manyGroups[2:], "wrG1")...), now: group("hello", "zhangsan", "wrG2"), want: "duplicate"},
		"the owner picks among them":           {now: selectable("wrG2"), want: "duplicate"},
		"the owner could pick among the first": {first: selectable("wrG1"), now: selectable("wrG2"), want: "duplicate"},
		"a person has named it":                {now: group("hello", "zhangsan", "wrG2"), lost: true, between: isNamed, want: "duplicate"},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")

			if row.first == nil {
				row.first = group("hello", "zhangsan", "wrG1")
			}

			if row.lost {
				w.Sim.SetListLag(time.Hour)
				w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
			}

			first := w.run(dir)
			first.DeliverMassMessage(t.Context(), noted(row.first))
			first.end()

			w.wantPosts(1)
			w.Sim.SetListLag(0)
			w.Clock.Advance(15 * time.Minute)

			if row.between != nil {
				r := w.run(dir)
				row.between(t, r, w.Sim.Messages()[0].MsgID)
				r.end()
			}

			d := noted(row.now)
			if row.noJournal {
				d = checked(row.now)
			}

			got := w.send(dir, d)
			if row.want == "duplicate" {
				wantDuplicate(t, got)
				w.wantPosts(1)

				return
			}

			wantKind(t, got, wecom.Accepted)
			w.wantPosts(2)
		})
	}
}
