package wecom_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// A person names a record for a message of unknown status.
func TestAdopt_aPersonsWordIsChecked(t *testing.T) {
	named := single("x", "zhangsan", customers(1, 2)...)
	tagged := single("x", "")
	tagged.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"etT1"}}}}

	pictured := single("x", "zhangsan", customers(1, 2)...)
	pictured.Attachments = []wecom.Attachment{{MsgType: "image", Image: &wecom.Image{MediaID: "I"}}}

	image := func(id string) []wecomsim.Attachment {
		return []wecomsim.Attachment{{MsgType: "image", Image: &wecomsim.Image{MediaID: id}}}
	}
	both := []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}

	for name, row := range map[string]struct {
		sent     wecom.Sent
		record   wecomsim.Message
		refused  string   // part of the error
		failList []string // nil where WeCom does not tell
		remark   string   // part of the remarks; "" is none at all
		// ownClock is true where WeCom's time was not known at the send.
		ownClock bool
	}{
		"the same":                    {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: both}, failList: []string{}},
		"the same, by digest":         {sent: kept(t, named), record: wecomsim.Message{Tasks: both}, failList: []string{}},
		"fewer, who are reachable":    {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}}, failList: customers(2, 2), remark: "1 of the 2 recipients"},
		"fewer, by digest":            {sent: kept(t, named), record: wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}}, remark: "could not be compared"},
		"more, by digest":             {sent: kept(t, named), record: wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 3)...)}}, refused: "other people"},
		"one other":                   {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customers(2, 3)...)}}, refused: "went to 1 of these 2 people, and to others"},
		"others":                      {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: []wecomsim.Task{taskOf("zhangsan", customer(9))}}, refused: "other people"},
		"another sender":              {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: []wecomsim.Task{taskOf("lisi", customers(1, 2)...)}}, refused: "another member"},
		"another text":                {sent: wecom.SentOf(named), record: wecomsim.Message{Text: "y", Tasks: both}, refused: "another content"},
		"a picture more":              {sent: wecom.SentOf(named), record: wecomsim.Message{Attachments: image("I"), Tasks: both}, refused: "another content"},
		"the same picture":            {sent: wecom.SentOf(pictured), record: wecomsim.Message{Attachments: image("I"), Tasks: both}, failList: []string{}},
		"a picture of another name":   {sent: wecom.SentOf(pictured), record: wecomsim.Message{Attachments: image("J"), Tasks: both}, failList: []string{}, remark: "could not be compared"},
		"tags":                        {sent: wecom.SentOf(tagged), record: wecomsim.Message{Tasks: both}, remark: "could not be compared"},
		"a group message":             {sent: wecom.SentOf(group("x", "zhangsan", "wrG1")), record: sentGroups(1, "wrG1"), failList: []string{}},
		"a group message, not sent":   {sent: wecom.SentOf(group("x", "zhangsan", "wrG1")), record: sentGroups(0, "wrG1"), remark: "could not be compared"},
		"a group message to another":  {sent: wecom.SentOf(group("x", "zhangsan", "wrG1")), record: sentGroups(1, "wrG2"), refused: "other people"},
		"hours before it was sent":    {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: both, CreateTime: wecomtest.NewClock().Now().Add(-5 * time.Hour)}, refused: "long before this message was sent"},
		"hours before by our clock":   {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: both, CreateTime: wecomtest.NewClock().Now().Add(-8 * time.Hour)}, ownClock: true, failList: []string{}, remark: "not when this message was sent"},
		"within the hour before":      {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: both, CreateTime: wecomtest.NewClock().Now().Add(-50 * time.Minute)}, failList: []string{}, remark: "not when this message was sent"},
		"five months before":          {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: both, CreateTime: wecomtest.NewClock().Now().Add(-150 * 24 * time.Hour)}, refused: "long before this message was sent"},
		"the clock was wrong by days": {sent: wecom.SentOf(named), record: wecomsim.Message{Tasks: both, CreateTime: wecomtest.NewClock().Now().Add(2 * time.Minute)}, failList: []string{}, remark: "not when this message was sent"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)

			row.record.ChatType = row.sent.ChatType
			if row.record.Text == "" {
				row.record.Text = "x"
			}

			msgid := w.Sim.Add(row.record)
			w.Clock.Advance(5 * time.Minute)

			posted := wecomtest.NewClock().Now().Unix()
			trace := wecom.Trace{NotBefore: posted, NotAfter: posted + 1, Search: []wecom.Span{{From: posted - 60, Until: posted + 60}}, Unprovable: row.ownClock}

			got, err := w.client().AdoptMassMessage(t.Context(), row.sent, trace, msgid)

			if row.refused != "" {
				if err == nil || !strings.Contains(err.Error(), row.refused) {
					t.Errorf("error %v, want %q", err, row.refused)
				}

				return
			}

			if err != nil || got.Record.MsgID != msgid {
				t.Fatalf("%+v, %v", got, err)
			}

			if !slices.Equal(got.FailList, row.failList) || (got.FailList == nil) != (row.failList == nil) {
				t.Errorf("fail_list %#v, want %#v", got.FailList, row.failList)
			}

			if remarks := strings.Join(got.Remarks, " "); (remarks == "") != (row.remark == "") || !strings.Contains(remarks, row.remark) {
				t.Errorf("remarks %q, want %q", remarks, row.remark)
			}
		})
	}
}

func TestAdopt_neverTheMessageOfAnother(t *testing.T) {
	w := newWorld(t)
	client := w.client()
	m := single("x", "zhangsan", customer(1))
	sent := client.DeliverMassMessage(t.Context(), unchecked(m))
	wantKind(t, sent, wecom.Accepted)

	if _, err := w.client().AdoptMassMessage(t.Context(), wecom.SentOf(m), wecom.Trace{Exclude: []string{sent.MsgID}}, sent.MsgID); err == nil {
		t.Error("adopted what the trace excludes")
	}

	if _, err := client.AdoptMassMessage(t.Context(), wecom.SentOf(m), wecom.Trace{}, sent.MsgID); err == nil {
		t.Error("adopted what this run has sent")
	}

	if _, err := client.AdoptMassMessage(t.Context(), wecom.SentOf(m), wecom.Trace{}, "msgNONE"); !errors.Is(err, wecom.ErrNoRecord) || !strings.Contains(err.Error(), "or not yet") {
		t.Errorf("error %v, want ErrNoRecord, and that the list may be late", err)
	}

	// The positive control, and what one has adopted is nobody else's.
	client = w.client()
	if _, err := client.AdoptMassMessage(t.Context(), wecom.SentOf(m), wecom.Trace{}, sent.MsgID); err != nil {
		t.Fatal(err)
	}

	if _, err := client.AdoptMassMessage(t.Context(), wecom.SentOf(m), wecom.Trace{}, sent.MsgID); err == nil {
		t.Error("adopted twice")
	}

	if finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(m), w.around()); err != nil || len(finding.Candidates) != 0 {
		t.Errorf("found %+v, %v, which is adopted", finding, err)
	}
}

// Two who are told the same msgid at once do not both get it.
func TestAdopt_twoAtOnce(t *testing.T) {
	w := newWorld(t)
	msgid := w.Sim.Add(wecomsim.Message{ChatType: wecom.ChatTypeSingle, Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})
	client, trace := w.client(), w.around()

	var adopted atomic.Int32

	var wg sync.WaitGroup

	for range 8 {
		wg.Go(func() {
			if _, err := client.AdoptMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customer(1))), trace, msgid); err == nil {
				adopted.Add(1)
			}
		})
	}

	wg.Wait()

	if adopted.Load() != 1 {
		t.Errorf("%d have it, want 1", adopted.Load())
	}
}

// A text that holds a secret of the provider is compared as it was sent, and
// shown without it.
func TestAdopt_aTextThatHoldsASecret(t *testing.T) {
	w := newWorld(t)
	text := "our " + wecomtest.Secret
	msgid := w.Sim.Add(wecomsim.Message{ChatType: wecom.ChatTypeSingle, Text: text, Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})

	got, err := w.client().AdoptMassMessage(t.Context(), wecom.SentOf(single(text, "zhangsan", customer(1))), w.around(), msgid)
	if err != nil {
		t.Fatal(err)
	}

	if strings.Contains(got.Record.Text, wecomtest.Secret) {
		t.Error("the secret is shown")
	}
}
