package wecom_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// ofCampaign is a delivery as a campaign makes it.
func (w *world) ofCampaign(m *wecom.MassMessage, claims ...string) wecom.Delivery {
	d := wecom.Delivery{Message: m, CheckInterval: wecom.MaxCheckInterval, RecordsFound: true, ListSince: w.Clock.Now(), Claims: map[string]bool{}}
	for _, msgid := range claims {
		d.Claims[msgid] = true
	}

	return d
}

// Nobody is asked about a message that is claimed, though it has the same
// people.
func TestDelivery_claims(t *testing.T) {
	w := newWorld(t)
	before := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customers(1, 2)...)))

	got := w.client().DeliverMassMessage(t.Context(), w.ofCampaign(single("hello", "zhangsan", customers(2, 3)...), before.MsgID))
	wantKind(t, got, wecom.Accepted)
	w.wantMessages(2)

	if n := len(w.Sim.Requests("get_groupmsg_task")); n != 0 {
		t.Errorf("%d calls for the people of a claimed message", n)
	}

	// The control: one that is not is found, and asked about.
	got = w.client().DeliverMassMessage(t.Context(), w.ofCampaign(single("hello", "zhangsan", customers(3, 4)...), before.MsgID))
	wantKind(t, got, wecom.Unknown)
	w.wantMessages(2)
}

// What the look finds is the outcome: the message itself is recorded, and what
// only shares people or cannot be compared leaves it unknown. Nothing is sent.
func TestDelivery_recordsWhatItFinds(t *testing.T) {
	for name, row := range map[string]struct {
		before, now *wecom.MassMessage
		want        wecom.OutcomeKind
	}{
		"the same message": {single("hello", "zhangsan", customers(1, 2)...), single("hello", "zhangsan", customers(1, 2)...), wecom.Accepted},
		"of no customer":   {single("hello", "zhangsan", customers(1, 2)...), single("hello", "zhangsan", customer(1), customer(2), "wmNOBODY"), wecom.Accepted},
		"another sender":   {single("hello", "lisi", customers(1, 2)...), single("hello", "zhangsan", customers(1, 2)...), wecom.Unknown},
		"a shared person":  {single("hello", "zhangsan", customers(1, 2)...), single("hello", "zhangsan", customers(2, 3)...), wecom.Unknown},
		"groups":           {group("hello", "zhangsan", "wrG1"), group("hello", "zhangsan", "wrG1"), wecom.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			before := w.client().DeliverMassMessage(t.Context(), unchecked(row.before))
			w.Clock.Advance(20 * 24 * time.Hour)

			got := w.client().DeliverMassMessage(t.Context(), w.ofCampaign(row.now))
			wantKind(t, got, row.want)
			w.wantPosts(1)

			if !got.FoundBefore || row.want == wecom.Accepted && got.MsgID != before.MsgID {
				t.Errorf("found before: %t, as %s", got.FoundBefore, got.MsgID)
			}

			if found, ok := errors.AsType[*wecom.DuplicateError](got.Err); row.want == wecom.Unknown && (!ok || found.Record.MsgID != before.MsgID) {
				t.Errorf("%v does not name %s", got.Err, before.MsgID)
			}
		})
	}

	// Removed in this run, it is not recorded; nor is it sent.
	w := newWorld(t)
	before := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))
	d := w.ofCampaign(single("hello", "zhangsan", customer(1)))
	d.Gone = map[string]bool{before.MsgID: true}

	wantKind(t, w.client().DeliverMassMessage(t.Context(), d), wecom.Unknown)
	w.wantPosts(1)
}

// All messages of a run look into one list, however long the run takes.
func TestDelivery_oneListForARun(t *testing.T) {
	for _, one := range []bool{true, false} {
		w := newWorld(t)
		client := w.client()
		since := w.Clock.Now()

		for i := range 5 {
			d := w.ofCampaign(single("hello", "zhangsan", customer(i+1)))
			if d.ListSince = since; !one {
				d.ListSince = time.Time{}
			}

			wantKind(t, client.DeliverMassMessage(t.Context(), d), wecom.Accepted)
			w.Clock.Advance(40 * time.Minute)
		}

		want := 5 // the control
		if one {
			want = 1
		}

		if got := len(w.Sim.Requests("get_groupmsg_list_v2")); got < want || one && got != 1 {
			t.Errorf("one list %t: it was read %d times", one, got)
		}
	}
}

// Nobody is in two messages of a campaign, so one of which nobody knows what
// became of it does not stand against the others, though their people are too
// many to be compared.
func TestDelivery_siblingsOfACampaign(t *testing.T) {
	for name, row := range map[string]struct {
		campaign, part string
		want           wecom.OutcomeKind
	}{
		"of the campaign":     {"one", strings.Repeat("b", 64), wecom.Accepted},
		"of another campaign": {"two", strings.Repeat("b", 64), wecom.Refused},
		"of no campaign":      {"", "", wecom.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			lost := single("hello", "zhangsan", append(customers(1, 2), customers(601, 1200)...)...)
			d := w.ofCampaign(lost)
			d.Journal = keysOf(lost)
			d.Journal.CampaignID, d.Journal.Part = "one", strings.Repeat("a", 64)

			w.Sim.SetListLag(time.Hour)
			w.lose()

			r := w.run(dir)
			wantKind(t, r.DeliverMassMessage(t.Context(), d), wecom.Unknown)
			r.end()

			next := single("hello", "zhangsan", append(customers(4, 5), customers(1201, 1800)...)...)
			d = w.ofCampaign(next)
			d.Journal = keysOf(next)
			d.Journal.CampaignID, d.Journal.Part = row.campaign, row.part

			wantKind(t, w.run(dir).DeliverMassMessage(t.Context(), d), row.want)
		})
	}
}
