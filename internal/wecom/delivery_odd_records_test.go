package wecom_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A record of somebody else that cannot be read must not forbid a send: it
// would forbid every one. What can be read of a record counts.
func TestOddRecord_doesNotStopTheLookBeforeASend(t *testing.T) {
	for name, row := range map[string]struct {
		record string
		want   wecom.OutcomeKind
		odd    int
	}{
		"null":                               {`null`, wecom.Accepted, 1},
		"a number":                           {`7`, wecom.Accepted, 1},
		"text of another type":               {`{"msgid":"n","create_time":TIME,"text":"hello"}`, wecom.Accepted, 1},
		"attachments of another type":        {`{"msgid":"n","create_time":TIME,"text":{"content":"hello"},"attachments":{}}`, wecom.Accepted, 1},
		"an attachment that is null":         {`{"msgid":"n","create_time":TIME,"text":{"content":"hello"},"attachments":[null]}`, wecom.Accepted, 1},
		"an attachment without a kind":       {`{"msgid":"n","create_time":TIME,"text":{"content":"hello"},"attachments":[{}]}`, wecom.Accepted, 1},
		"an attachment of a kind to come":    {`{"msgid":"n","create_time":TIME,"text":{"content":"hello"},"attachments":[{"msgtype":"poll"}]}`, wecom.Accepted, 1},
		"a kind to come, another text":       {`{"msgid":"n","create_time":TIME,"text":{"content":"hi"},"attachments":[{"msgtype":"poll"}]}`, wecom.Accepted, 0},
		"a link that says nothing":           {`{"msgid":"n","create_time":TIME,"text":{"content":"hello"},"attachments":[{"msgtype":"link"}]}`, wecom.Accepted, 1},
		"an image that says nothing":         {`{"msgid":"n","create_time":TIME,"text":{"content":"hello"},"attachments":[{"msgtype":"image"}]}`, wecom.Accepted, 0},
		"no msgid, equal text":               {`{"create_time":TIME,"text":{"content":"hello"}}`, wecom.Accepted, 1},
		"no msgid, another text":             {`{"create_time":TIME,"text":{"content":"hi"}}`, wecom.Accepted, 0},
		"create_type a string, another text": {`{"msgid":"n","create_type":"0","create_time":TIME,"text":{"content":"hi"}}`, wecom.Accepted, 0},
		"no create_time, another text":       {`{"msgid":"n","text":{"content":"hi"}}`, wecom.Accepted, 0},
		"create_type a string, equal text":   {`{"msgid":"MSGID","create_type":"0","create_time":TIME,"text":{"content":"hello"}}`, wecom.Refused, 0},
		"no create_time, equal text":         {`{"msgid":"MSGID","text":{"content":"hello"}}`, wecom.Refused, 0},
		"neither text nor attachments":       {`{"msgid":"n","create_time":TIME}`, wecom.Accepted, 1},
		"an empty text":                      {`{"msgid":"n","create_time":TIME,"text":{"content":""},"attachments":[]}`, wecom.Accepted, 1},
		"of a member, neither":               {`{"msgid":"n","creator":"lisi","create_time":TIME}`, wecom.Accepted, 0},
		"of a member, text unreadable":       {`{"msgid":"n","creator":"lisi","create_time":TIME,"text":7}`, wecom.Accepted, 0},
	} {
		for _, strictly := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, strictly %t", name, strictly), func(t *testing.T) {
				w := newWorld(t)
				record := row.record
				// WeCom tells the people of the message, which is listed by
				// hand.
				msgid := w.repicked("listed otherwise", "zhangsan", customer(1))

				record = strings.NewReplacer("TIME", fmt.Sprint(w.Sim.Now().Unix()), "MSGID", msgid).Replace(record)
				w.withFront().on(nil, lists(record))

				d := checked(single("hello", "zhangsan", customer(1)))
				d.CheckStrictly = strictly
				got := w.client().DeliverMassMessage(t.Context(), d)
				wantKind(t, got, row.want)

				if row.want == wecom.Accepted && got.OddRecords != row.odd {
					t.Errorf("%d odd records, want %d", got.OddRecords, row.odd)
				}

				if duplicate, ok := errors.AsType[*wecom.DuplicateError](got.Err); ok != (row.want == wecom.Refused) || ok && duplicate.Record.MsgID != msgid {
					t.Errorf("error %v", got.Err)
				}
			})
		}
	}
}

// In the lookup after a lost answer it may be the message. One that differs, or
// went to others, or says nothing at all, leaves the others their proof.
func TestOddRecord_inALookup(t *testing.T) {
	for name, row := range map[string]struct {
		record     string
		candidates int
		other      wecom.OutcomeKind
	}{
		"null":                           {`null`, 1, wecom.Accepted},
		"text of another type":           {`{"msgid":"MSGID","create_time":TIME,"text":"hello"}`, 1, wecom.Accepted},
		"another text":                   {`{"msgid":"n","create_time":"soon","text":{"content":"hi"}}`, 0, wecom.Accepted},
		"another text, without a msgid":  {`{"create_time":TIME,"text":{"content":"hi"}}`, 0, wecom.Accepted},
		"equal text, a time in the past": {`{"create_time":1400000000,"text":{"content":"hello"}}`, 0, wecom.Accepted},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			msgid := w.repicked("listed otherwise", "zhangsan", customer(1))

			w.withFront().on(nil, lists(strings.NewReplacer("TIME", fmt.Sprint(w.Sim.Now().Unix()), "MSGID", msgid).Replace(row.record)))
			w.swallow()

			got := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Unknown)

			if len(got.Candidates) != row.candidates {
				t.Errorf("candidates %+v, want %d", got.Candidates, row.candidates)
			}

			w.lose()

			other := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(2))))
			wantKind(t, other, row.other)

			if messages := w.Sim.Messages(); row.other == wecom.Accepted && (!other.Adopted || other.MsgID != messages[len(messages)-1].MsgID) {
				t.Errorf("%+v", other.Outcome)
			}
		})
	}
}
