package wecom_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func tagged() *wecom.MassMessage {
	m := single("hello", "zhangsan")
	m.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"etT1"}}}}

	return m
}

// WeCom's list is asked for half an hour. What the journal tells of is asked
// for however old it is: did any of these people get this content already?
func TestJournal_whoHasTheContentDoesNotGetItAgain(t *testing.T) {
	for name, row := range map[string]struct {
		now    *wecom.MassMessage
		change func(d *wecom.Delivery, msgid string)
		want   wecom.OutcomeKind
	}{
		"one of them, and another": {now: single("hello", "zhangsan", customers(2, 3)...), want: wecom.Refused},
		"one less":                 {now: single("hello", "zhangsan", customer(1)), want: wecom.Refused},
		"another sender":           {now: single("hello", "lisi", customers(1, 2)...), want: wecom.Refused},
		"whoever has a tag":        {now: tagged(), want: wecom.Refused},
		"other people":             {now: single("hello", "zhangsan", customers(3, 4)...), want: wecom.Accepted},
		"another text":             {now: single("hi", "zhangsan", customers(2, 3)...), want: wecom.Accepted},
		"not_duplicate_of": {
			now: single("hello", "zhangsan", customers(2, 3)...), want: wecom.Accepted,
			change: func(d *wecom.Delivery, msgid string) { d.NotDuplicates = []string{msgid} },
		},
		// Whoever has switched the look off is not asked for, as the docs say.
		"the look is off": {
			now: single("hello", "zhangsan", customers(2, 3)...), want: wecom.Accepted,
			change: func(d *wecom.Delivery, _ string) { d.CheckInterval = 0 },
		},
	} {
		for _, age := range []time.Duration{time.Minute, 2 * 24 * time.Hour, 90 * 24 * time.Hour} {
			withTriggers(t, fmt.Sprintf("%s after %s", name, age), func(t *testing.T, triggers ...string) {
				w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
				first := w.send(dir, noted(hello12()))
				w.Clock.Advance(age)

				if age == time.Minute {
					w.Sim.SetListLag(time.Hour) // it does not show it yet
				}

				d := noted(row.now, triggers...)
				if row.change != nil {
					row.change(&d, first.MsgID)
				}

				got := w.send(dir, d)
				// With other triggers it is another message, once WeCom's list
				// would show the first one, and is not asked for any more.
				if row.want == wecom.Refused && (len(triggers) == 0 || age == time.Minute) {
					wantDuplicate(t, got)
					w.wantPosts(1)

					return
				}

				wantKind(t, got, wecom.Accepted)
				w.wantPosts(2)
			})
		}
	}
}

// withTriggers runs a test of two messages, as they are and with triggers in
// the second one.
func withTriggers(t *testing.T, name string, test func(t *testing.T, triggers ...string)) {
	t.Helper()

	t.Run(name, func(t *testing.T) { test(t) })
	t.Run(name+", with other triggers", func(t *testing.T) { test(t, "again") })
}

// What was removed from a state, and what the journal knows of it only from
// there, counts like any other.
func TestJournal_whatWasRemovedIsAskedFor(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
	first := w.client().DeliverMassMessage(t.Context(), checked(hello12()))

	w.Clock.Advance(2 * checkInterval)
	removes(w, dir, wecom.Held{MsgID: first.MsgID, SentAt: first.SentAt})

	wantDuplicate(t, w.send(dir, noted(single("hello", "zhangsan", customers(2, 3)...))))
	wantKind(t, w.send(dir, noted(single("hello", "zhangsan", customers(3, 4)...))), wecom.Accepted)
}

// A run has died in its POST to the first two customers, so nobody knows
// whether they have it.
func TestJournal_whoMayHaveTheContentIsAskedFor(t *testing.T) {
	selectable := func(ids ...string) *wecom.MassMessage {
		m := single("hello", "zhangsan", ids...)
		m.AllowSelect = new(true)

		return m
	}
	notRead := func(w *world) { w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002}) }
	overlap, disjoint := single("hello", "zhangsan", customers(2, 3)...), single("hello", "zhangsan", customers(3, 4)...)

	for name, row := range map[string]struct {
		first   *wecom.MassMessage // hello12 unless it is given
		now     *wecom.MassMessage
		age     time.Duration
		arrives bool
		change  func(*world)
		want    string
	}{
		"some of them, at once":                     {now: overlap, age: time.Minute, arrives: true, want: "forbidden"},
		"some of them, nothing sent":                {now: overlap, age: time.Minute, want: "forbidden"},
		"some of them, just before ten minutes":     {now: overlap, age: 10*time.Minute - time.Second, want: "forbidden"},
		"some of them, after ten minutes":           {now: overlap, age: 10 * time.Minute, arrives: true, want: "duplicate"},
		"some of them, after ten, nothing sent":     {now: overlap, age: 10 * time.Minute, want: "sent"},
		"some of them, after three hours":           {now: overlap, age: 3 * time.Hour, arrives: true, want: "duplicate"},
		"some of them, after six days":              {now: overlap, age: 6 * 24 * time.Hour, arrives: true, want: "duplicate"},
		"some of them, and the list cannot be read": {now: overlap, age: time.Hour, arrives: true, change: notRead, want: "refused"},
		"other people, at once":                     {now: disjoint, age: time.Minute, arrives: true, want: "sent"},
		"other people, and the list cannot be read": {now: disjoint, age: time.Hour, arrives: true, change: notRead, want: "sent"},
		"whoever has a tag":                         {now: tagged(), age: time.Minute, want: "forbidden"},
		"after whoever has a tag":                   {first: tagged(), now: disjoint, age: time.Minute, want: "forbidden"},
		"after more people than are told apart":     {first: single("hello", "zhangsan", many(501)...), now: disjoint, age: time.Minute, want: "forbidden"},
		"other people, but the member may pick":     {first: selectable(customers(1, 2)...), now: selectable(customers(3, 4)...), age: time.Minute, want: "forbidden"},
		"another text":                              {now: single("hi", "zhangsan", customers(1, 2)...), age: time.Minute, arrives: true, want: "sent"},
		"other groups":                              {first: group("hello", "zhangsan", "wrG1"), now: group("hello", "zhangsan", "wrG2"), age: time.Minute, want: "sent"},
		"one of the groups":                         {first: group("hello", "zhangsan", "wrG1"), now: group("hello", "zhangsan", "wrG1", "wrG2"), age: time.Minute, want: "forbidden"},
	} {
		withTriggers(t, name, func(t *testing.T, triggers ...string) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")

			if row.first == nil {
				row.first = hello12()
			}

			w.diesInPost(dir, noted(row.first), row.arrives)
			// It has waited for its answer in vain.
			w.Clock.Advance(row.age - w.Clock.Now().Sub(w.began()))

			if row.change != nil {
				row.change(w)
			}

			got := w.send(dir, noted(row.now, triggers...))
			w.wantPosts(map[bool]int{true: 2, false: 1}[row.want == "sent"])

			switch row.want {
			case "sent":
				wantKind(t, got, wecom.Accepted)
			case "forbidden":
				wantForbidden(t, got, journal.LookUp)
			case "duplicate":
				wantDuplicate(t, got)
			case "refused":
				if wantKind(t, got, wecom.Refused); wecom.Code(got.Err) != 48002 {
					t.Errorf("error %v", got.Err)
				}
			}

			if _, ok := errors.AsType[wecom.LookalikeError](got.Err); ok {
				t.Error("it is no message of this run")
			}
		})
	}
}

// Where the look before a send is switched off, whoever may have got the
// content waits as well, until WeCom's list would show it: nobody looks then.
// Other triggers make another message.
func TestJournal_whoMayHaveTheContentWaitsWithoutALook(t *testing.T) {
	for _, first := range []string{"", "1"} {
		for _, now := range []string{"", "1", "2"} {
			for age, isOver := range map[time.Duration]bool{time.Minute: false, 11 * time.Minute: true} {
				t.Run(fmt.Sprintf("triggers %q, then %q after %s", first, now, age), func(t *testing.T) {
					w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
					w.diesInPost(dir, unlooked(hello12(), first), true)
					w.Clock.Advance(age - w.Clock.Now().Sub(w.began()))

					got := w.send(dir, unlooked(single("hello", "zhangsan", customers(2, 3)...), now))
					if first == now && !isOver {
						wantForbidden(t, got, journal.LookUp)
						w.wantPosts(1)

						return
					}

					wantKind(t, got, wecom.Accepted)
					w.wantPosts(2)
				})
			}
		}
	}
}

// many are customers whom nobody has.
func many(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("wmNOBODY%05d", i)
	}

	return ids
}
