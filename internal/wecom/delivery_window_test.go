package wecom_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The window holds for each POST, also for one after a wait. Both of its ends
// belong to it.
func TestWindow_isJudgedRightBeforeEachPost(t *testing.T) {
	for name, row := range map[string]struct {
		from, until time.Duration // from now; 0 is no bound
		codes       []int
		posts       int
		says        string // empty: it is sent
	}{
		"no bounds":                     {0, 0, nil, 1, ""},
		"inside":                        {-time.Hour, time.Hour, nil, 1, ""},
		"in time, after a wait":         {-time.Hour, time.Minute, []int{45009}, 2, ""},
		"in time, after a token":        {-time.Hour, time.Second, []int{42001}, 2, ""},
		"before":                        {time.Second, 0, nil, 0, "1 second earlier than not_before, "},
		"after":                         {0, -25 * time.Hour, nil, 0, "1 day 1 hour later than not_after, "},
		"over after a wait":             {0, 59 * time.Second, []int{45009}, 1, "1 second later than not_after, "},
		"over after a short wait":       {0, 4 * time.Second, []int{45033}, 1, "1 second later than not_after, "},
		"over after a wait and a token": {0, 59 * time.Second, []int{42001, 45009}, 2, "1 second later than not_after, "},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for _, code := range row.codes {
				w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: code})
			}

			d := checked(single("x", "zhangsan", customer(1)))
			if row.from != 0 {
				d.Window.NotBefore = w.Clock.Now().Add(row.from)
			}

			if row.until != 0 {
				d.Window.NotAfter = w.Clock.Now().Add(row.until)
			}

			got := w.client().DeliverMassMessage(t.Context(), d)
			w.wantPosts(row.posts)

			if row.says == "" {
				wantKind(t, got, wecom.Accepted)
				return
			}

			wantKind(t, got, wecom.Refused)
			w.wantMessages(0)

			outside, ok := errors.AsType[*wecom.OutsideWindowError](got.Err)
			if !ok || !strings.Contains(outside.Error(), row.says) {
				t.Errorf("the error is %v; want %q", got.Err, row.says)
			}
		})
	}
}

// The look before the send takes its time, too.
func TestWindow_isOverWhenTheListHasCome(t *testing.T) {
	for name, row := range map[string]struct {
		until time.Duration
		want  wecom.OutcomeKind
		posts int
	}{"in time": {5 * time.Minute, wecom.Accepted, 1}, "over": {30 * time.Second, wecom.Refused, 0}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Count: 1, Errcode: 45009})

			d := checked(single("x", "zhangsan", customer(1)))
			d.Window.NotAfter = w.Clock.Now().Add(row.until)

			wantKind(t, w.client().DeliverMassMessage(t.Context(), d), row.want)
			w.wantPosts(row.posts)
		})
	}
}

// What the journal knows is recorded at any time: nothing is sent. What the
// window has refused stands in nobody's way.
func TestWindow_holdsUpNothingThatIsNotSent(t *testing.T) {
	w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")

	closed := noted(single("x", "zhangsan", customer(1)))
	closed.Window.NotAfter = w.Clock.Now().Add(-time.Hour)

	wantKind(t, w.send(dir, closed), wecom.Refused)
	w.wantPosts(0)

	sent := w.send(dir, noted(single("x", "zhangsan", customer(1))))
	wantKind(t, sent, wecom.Accepted)

	again := w.send(dir, closed)
	wantKind(t, again, wecom.Accepted)
	w.wantPosts(1)

	if again.MsgID != sent.MsgID || again.Earlier == nil {
		t.Errorf("recorded as %s, want %s of the journal", again.MsgID, sent.MsgID)
	}
}
