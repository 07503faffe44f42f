package wecom_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
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

	var (
		manyGroups []string
		more       []wecomsim.GroupChat
	)

	for i := range 1_999 {
		id := fmt.Sprintf("wrMORE%d", i)
		manyGroups = append(manyGroups, id)
		more = append(more, wecomsim.GroupChat{ChatID: id, Owner: "zhangsan"})
	}

	isNamed := func(t *testing.T, r *run, msgid string) {
		if err := r.ResolveInJournal(keysOf(group("hello", "zhangsan", "wrG1")), msgid, time.Time{}, 0, 0, true); err != nil {
			t.Fatal(err)
		}
	}

	for name, row := range map[string]struct {
		first, now *wecom.MassMessage
		noJournal  bool
		confirmed  bool
		lost       bool
		between    func(t *testing.T, r *run, msgid string)
		want       string
	}{
		"other groups":                         {now: group("hello", "zhangsan", "wrG2"), want: "sent"},
		"one of them, and another":             {now: group("hello", "zhangsan", "wrG1", "wrG2"), want: "duplicate"},
		"control: without a journal":           {now: group("hello", "zhangsan", "wrG2"), noJournal: true, want: "duplicate"},
		"other groups than many":               {first: group("hello", "zhangsan", append(manyGroups, "wrG1")...), now: group("hello", "zhangsan", "wrG2"), want: "sent"},
		"the owner picks among them":           {now: selectable("wrG2"), want: "duplicate"},
		"the owner could pick among the first": {first: selectable("wrG1"), now: selectable("wrG2"), want: "duplicate"},
		// A group may have got another owner since.
		"another owner":                                               {now: group("hello", "lisi", "wrG1", "wrG3"), want: "duplicate"},
		"another owner, the group was sent to":                        {now: group("hello", "lisi", "wrG1"), confirmed: true, want: "duplicate"},
		"another owner, the group was sent to, without a journal":     {now: group("hello", "lisi", "wrG1", "wrG3"), confirmed: true, noJournal: true, want: "duplicate"},
		"another owner, a group that it could not reach":              {first: group("hello", "zhangsan", "wrG1", "wrNOBODY"), now: group("hello", "lisi", "wrG3", "wrNOBODY"), want: "sent"},
		"another owner, other groups":                                 {now: group("hello", "lisi", "wrG3"), want: "sent"},
		"another owner, other groups, without a journal":              {now: group("hello", "lisi", "wrG3"), noJournal: true, want: "sent"},
		"another owner, other groups were sent to":                    {now: group("hello", "lisi", "wrG3"), confirmed: true, want: "sent"},
		"another owner, other groups were sent to, without a journal": {now: group("hello", "lisi", "wrG3"), confirmed: true, noJournal: true, want: "sent"},
		"another owner, one that was lost":                            {now: group("hello", "lisi", "wrG1", "wrG3"), lost: true, want: "duplicate"},
		"another owner, others than of one that was lost":             {now: group("hello", "lisi", "wrG3"), lost: true, want: "sent"},
		"a person has named it":                                       {now: group("hello", "zhangsan", "wrG2"), lost: true, between: isNamed, want: "duplicate"},
		"another owner, who picks the groups, of one that was named":  {first: group("hello", "zhangsan"), now: group("hello", "lisi"), lost: true, between: isNamed, want: "duplicate"},
		"another owner, who picks the groups":                         {first: group("hello", "zhangsan"), now: group("hello", "lisi"), want: "sent"},
		"another owner, one that a person has named":                  {now: group("hello", "lisi", "wrG1", "wrG3"), lost: true, between: isNamed, want: "duplicate"},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorldOf(t, companyOf(40, more...), 0), filepath.Join(t.TempDir(), "journal")

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

			if row.confirmed {
				if err := w.Sim.ConfirmAll(w.Sim.Messages()[0].MsgID); err != nil {
					t.Fatal(err)
				}
			}

			w.Clock.Advance(15 * time.Minute)

			if row.between != nil {
				r := w.run(dir)
				row.between(t, r, w.Sim.Messages()[0].MsgID)
				r.end()
			}

			var got wecom.Receipt
			if row.noJournal {
				got = w.client().DeliverMassMessage(t.Context(), checked(row.now))
			} else {
				got = w.send(dir, noted(row.now))
			}

			if row.want == "duplicate" {
				wantDuplicate(t, got)
				w.wantPosts(1)

				// Who has the same groups may have got another owner since.
				found, _ := errors.AsType[*wecom.DuplicateError](got.Err)
				if found.IsAnother() != (found.MayBeEdited() || found.IsAnotherByClaim()) {
					t.Errorf("%s: another %t, may be this one %t", found, found.IsAnother(), found.MayBeEdited())
				}

				return
			}

			wantKind(t, got, wecom.Accepted)
			w.wantPosts(2)
		})
	}
}

// Nor does a person's word make a message of one that has gone to other groups,
// or to others as well. Whom the journal does not know to have been asked for
// is not in it.
func TestJournal_aPersonsWordIsComparedWithTheGroupsAskedFor(t *testing.T) {
	both, one, other := group("hello", "zhangsan", "wrG1", "wrG2"), group("hello", "zhangsan", "wrG1"), group("hello", "zhangsan", "wrG2")

	for name, row := range map[string]struct {
		first, now *wecom.MassMessage
		noJournal  bool
		refused    bool
		missing    []string
	}{
		"other groups":                         {first: one, now: other, refused: true},
		"one of them, and another":             {first: both, now: one, refused: true},
		"fewer groups":                         {first: one, now: both, missing: []string{"wrG2"}},
		"the same groups":                      {first: both, now: both, missing: []string{}},
		"one, and one that it could not reach": {first: group("hello", "zhangsan", "wrG1", "wrNOBODY"), now: one, missing: []string{}},
		"control: without a journal":           {first: one, now: other, noJournal: true},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			first := w.send(dir, noted(row.first))

			client := w.client()
			if !row.noJournal {
				r := w.run(dir)
				defer r.end()

				client = r.Client
			}

			adoption, err := client.AdoptMassMessage(t.Context(), wecom.SentOf(row.now), wecom.Trace{Unprovable: true}, first.MsgID)
			if (err != nil) != row.refused {
				t.Fatalf("%+v, %v", adoption, err)
			}

			if !slices.Equal(adoption.FailList, row.missing) || (adoption.FailList == nil) != (row.missing == nil) {
				t.Errorf("not in it: %q, want %q", adoption.FailList, row.missing)
			}

			if said := len(adoption.Remarks) > 0; !row.refused && said != (row.noJournal || len(row.missing) > 0) {
				t.Errorf("remarks: %q", adoption.Remarks)
			}
		})
	}
}

// What stands in the way says for which groups it was asked, and whether it can
// be this message at all.
func TestDuplicateError_groupsThatWereAskedFor(t *testing.T) {
	for name, row := range map[string]struct {
		first, now []string
		noJournal  bool
		says       string
		isAnother  bool
		sameOwner  bool
		mayBeThis  bool // with another sender or other groups than now
	}{
		"some of them":               {first: []string{"wrG1"}, now: []string{"wrG1", "wrG2"}, says: "by the journal it goes to 1 of the 2 groups", isAnother: true, mayBeThis: true},
		"some, of the same owner":    {first: []string{"wrG1"}, now: []string{"wrG1", "wrG2"}, sameOwner: true, says: "by the journal it goes to 1 of the 2 groups", isAnother: true, mayBeThis: true},
		"others, of the same owner":  {first: []string{"wrG1", "wrG2"}, now: []string{"wrG1", "wrG3"}, sameOwner: true, says: "by the journal it goes to 1 of the 2 groups", isAnother: true, mayBeThis: true},
		"others as well":             {first: []string{"wrG1", "wrG2"}, now: []string{"wrG1"}, says: "by the journal it goes to every one of these groups and to others", isAnother: true, mayBeThis: true},
		"the same":                   {first: []string{"wrG1"}, now: []string{"wrG1"}, says: "in the name of zhangsan, and by the journal it goes to the same groups", isAnother: true, mayBeThis: true},
		"control: without a journal": {first: []string{"wrG1"}, now: []string{"wrG1", "wrG2"}, noJournal: true, sameOwner: true, says: "could not be compared: WeCom lists only the groups"},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			w.send(dir, noted(group("hello", "zhangsan", row.first...)))

			// Their owner is another one by now, so the key tells nothing.
			owner, now := "lisi", checked
			if row.sameOwner {
				owner = "zhangsan"
			}

			if !row.noJournal {
				now = func(m *wecom.MassMessage) wecom.Delivery { return noted(m) }
			}

			client := w.client()
			if !row.noJournal {
				r := w.run(dir)
				defer r.end()

				client = r.Client
			}

			got := client.DeliverMassMessage(t.Context(), now(group("hello", owner, row.now...)))
			wantDuplicate(t, got)

			found, _ := errors.AsType[*wecom.DuplicateError](got.Err)
			if !strings.Contains(found.Error(), row.says) || found.IsAnother() != row.isAnother || found.MayBeEdited() != row.mayBeThis {
				t.Errorf("%q, another %t, may be this one %t", found, found.IsAnother(), found.MayBeEdited())
			}
		})
	}
}

// What only a state knows has its groups in the journal once a refresh has seen
// it: but those that WeCom could not reach.
func TestJournal_theGroupsOfAState(t *testing.T) {
	for name, row := range map[string]struct {
		partly bool
		now    []string
		want   wecom.OutcomeKind
	}{
		"one of them":          {now: []string{"wrG1", "wrG3"}, want: wecom.Refused},
		"others":               {now: []string{"wrG3"}, want: wecom.Accepted},
		"one of its fail_list": {now: []string{"wrG3", "wrNOBODY"}, want: wecom.Accepted},
		// No member has sent it yet, so nobody knows its groups.
		"of an import":         {partly: true, now: []string{"wrG1", "wrG3"}, want: wecom.Refused},
		"others, of an import": {partly: true, now: []string{"wrG3"}, want: wecom.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			first := group("hello", "zhangsan", "wrG1", "wrNOBODY")
			sent := w.client().DeliverMassMessage(t.Context(), checked(first))
			wantKind(t, sent, wecom.Accepted)

			r := w.run(dir)
			held := wecom.Held{Keys: keysOf(first), MsgID: sent.MsgID, SentAt: sent.SentAt, Sent: sent.Sent, FailList: sent.FailList, Partly: row.partly}

			if err := r.EnterInJournal(held); err != nil {
				t.Fatal(err)
			}

			r.end()
			w.Clock.Advance(15 * time.Minute)

			wantKind(t, w.send(dir, noted(group("hello", "lisi", row.now...))), row.want)
		})
	}
}
