package wecom_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// byManyMembers is a message to n customers, each of them by a member of its
// own.
func (w *world) byManyMembers(n int) *wecom.MassMessage {
	w.t.Helper()

	company, record := companyOf(n), wecomsim.Message{Text: "hello"}

	for i := 1; i <= n; i++ {
		userid := fmt.Sprintf("member%04d", i)
		company.Members = append(company.Members, wecomsim.Member{UserID: userid})
		record.Tasks = append(record.Tasks, taskOf(userid, customer(i)))
	}

	w.Sim.SetCompany(company)
	w.Sim.Add(record)

	return single("hello", "", customers(1, n)...)
}

const resultsEndpoint = "get_groupmsg_send_result"

// Four hundred members are more calls than one look has time for. The next look
// of the same run goes on where it stopped.
func TestSentTo_isReadOnWhereTheLastLookStopped(t *testing.T) {
	w := newWorld(t)
	m := w.byManyMembers(400)
	f := w.withFront()
	client := w.client()

	for round, until := range []int{150, 300} {
		ctx, cancel := context.WithCancel(t.Context())

		f.on(func(endpoint string) {
			if endpoint == resultsEndpoint && len(w.Sim.Requests(resultsEndpoint)) >= until {
				cancel()
			}
		}, nil)

		finding, err := client.FindMassMessage(ctx, wecom.SentOf(m), w.around())
		if err == nil || likenessOf(finding) != candidate {
			t.Fatalf("look %d: %+v, %v; want one that ended in the middle", round+1, finding, err)
		}

		cancel()
	}

	f.on(nil, nil)

	finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(m), w.around())
	if err != nil || finding.Proven == nil {
		t.Fatalf("%+v, %v", finding, err)
	}

	// The two that were under way when time was over are asked for again.
	if calls := len(w.Sim.Requests(resultsEndpoint)); calls < 400 || calls > 402 {
		t.Errorf("%d calls for the results of 400 members", calls)
	}

	if calls := len(w.Sim.Requests("get_groupmsg_task")); calls != 1 {
		t.Errorf("%d calls for the tasks, want 1", calls)
	}
}

// The tasks say in one call who sends, and that decides most.
func TestSentTo_theTasksDecideFirst(t *testing.T) {
	for name, row := range map[string]struct {
		sent    *wecom.MassMessage
		results int
	}{
		"another sender":  {single("hello", "zhangsan", customers(1, 40)...), 0},
		"one too many":    {single("hello", "", customer(1)), 2},
		"not the first":   {single("hello", "", customer(2)), 1},
		"other people":    {single("hello", "", customer(7)), 1},
		"all of a sender": {single("hello", "zhangsan"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.byManyMembers(40)

			finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(row.sent), w.around())
			if err != nil || likenessOf(finding) != another {
				t.Errorf("%s, %v", likenessOf(finding), err)
			}

			if calls := len(w.Sim.Requests(resultsEndpoint)); calls != row.results {
				t.Errorf("%d calls for results, want %d", calls, row.results)
			}
		})
	}
}

// What was read in part for one message is read on for another one.
func TestSentTo_isReadOnForAnotherMessage(t *testing.T) {
	w := newWorld(t)
	m := w.byManyMembers(40)
	client := w.client()

	if finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(single("hello", "", customer(1))), w.around()); err != nil || likenessOf(finding) != another {
		t.Fatalf("%+v, %v", finding, err)
	}

	finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(m), w.around())
	if err != nil || likenessOf(finding) != proof {
		t.Errorf("%s, %v", likenessOf(finding), err)
	}

	if calls := len(w.Sim.Requests(resultsEndpoint)); calls != 40 {
		t.Errorf("%d calls, want 40", calls)
	}
}

// Where the member may pick other people, some who were not asked for do not
// decide: those who were may come with the next member.
func TestSentTo_decidesOnceAllAreReadWhereTheMemberMayPick(t *testing.T) {
	w := newWorld(t)
	w.byManyMembers(5)

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(selectable(single("hello", "", customer(4), "wmOTHER"))), w.around())
	if err != nil || likenessOf(finding) != candidate {
		t.Errorf("%s, %v; want a candidate", likenessOf(finding), err)
	}
}
