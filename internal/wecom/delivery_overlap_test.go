package wecom_test

import (
	"errors"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Whoever of those asked for is in a record of equal words would get them
// twice. The error says how many.
func TestCheck_countsWhoHasTheMessage(t *testing.T) {
	done := func(m wecomsim.Message) wecomsim.Message {
		m.Tasks[0].Status = 2
		return m
	}
	groups := func(ids ...string) *wecom.MassMessage { return group("hello", "zhangsan", ids...) }
	people := func(ids ...string) wecomsim.Message {
		return wecomsim.Message{Tasks: []wecomsim.Task{taskOf("lisi", ids...)}}
	}

	for name, row := range map[string]struct {
		record         wecomsim.Message
		now            *wecom.MassMessage
		want           wecom.OutcomeKind
		same, people   bool
		reached, asked int
	}{
		"everybody, and nobody else":  {people(customers(1, 2)...), single("hello", "", customers(1, 2)...), wecom.Refused, true, true, 2, 2},
		"everybody, and others":       {people(customers(1, 9)...), single("hello", "", customers(1, 2)...), wecom.Refused, false, true, 2, 2},
		"some of them":                {people(customers(1, 2)...), single("hello", "", customers(2, 5)...), wecom.Refused, false, true, 1, 4},
		"one listed twice":            {people(customers(1, 2)...), single("hello", "", customer(2), customer(3), customer(2)), wecom.Refused, false, true, 1, 2},
		"nobody":                      {people(customers(1, 2)...), single("hello", "", customers(3, 5)...), wecom.Accepted, false, false, 0, 0},
		"nobody is listed":            {people(), single("hello", "", customers(3, 5)...), wecom.Refused, false, false, 0, 0},
		"groups, all sent, same":      {done(sentGroups(1, "wrG1")), groups("wrG1"), wecom.Refused, true, true, 1, 1},
		"groups, all sent, others":    {done(sentGroups(1, "wrG1")), groups("wrG2"), wecom.Accepted, false, false, 0, 0},
		"groups, all sent, one of it": {done(sentGroups(1, "wrG1")), groups("wrG1", "wrG2"), wecom.Refused, false, true, 1, 2},
		"groups, not all sent":        {sentGroups(1, "wrG1"), groups("wrG2"), wecom.Refused, false, false, 0, 0},
		"groups, none sent":           {sentGroups(0, "wrG1"), groups("wrG1"), wecom.Refused, false, false, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			row.record.Text, row.record.ChatType = "hello", row.now.ChatType
			w.Sim.Add(row.record)
			w.Clock.Advance(time.Minute)

			got := w.client().DeliverMassMessage(t.Context(), checked(row.now))
			wantKind(t, got, row.want)

			if row.want == wecom.Accepted {
				return
			}

			duplicate, ok := errors.AsType[*wecom.DuplicateError](got.Err)
			if !ok || !duplicate.Content || duplicate.Same != row.same || duplicate.People != row.people || duplicate.Reached != row.reached || duplicate.Asked != row.asked {
				t.Errorf("error %+v", duplicate)
			}

			w.wantPosts(0)
		})
	}
}
