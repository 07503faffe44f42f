package wecom_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// taskOf is a member's task for customers.
func taskOf(userid string, ids ...string) wecomsim.Task {
	task := wecomsim.Task{UserID: userid}
	for _, id := range ids {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ExternalUserID: id})
	}

	return task
}

// nobodies are ids of customers whom nobody has.
func nobodies(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("wmNOBODY%04d", i)
	}

	return ids
}

// around is a trace of which the clock's time is the middle.
func (w *world) around() wecom.Trace {
	now := w.Clock.Now().Unix()

	return wecom.Trace{NotBefore: now - 1, NotAfter: now + 1}
}

// Who is missing in the record must be out of reach; WeCom is asked for each.
func TestProof_ofAMessageToFewerNeedsTheOthersOutOfReach(t *testing.T) {
	for name, row := range map[string]struct {
		sender  string
		asked   []string
		reached []string
		want    likeness
		calls   int // of the sender's customers, or of customers
	}{
		"sender, one who is not the sender's":         {"zhangsan", []string{customer(1), "wmNOBODY0000"}, customers(1, 1), proof, 1},
		"sender, one who is":                          {"zhangsan", customers(1, 2), customers(1, 1), candidate, 1},
		"sender, one who is and one who is not":       {"zhangsan", []string{customer(1), customer(2), "wmNOBODY0000"}, customers(1, 1), candidate, 1},
		"no sender, one whom nobody has":              {"", []string{customer(1), "wmNOBODY0000"}, customers(1, 1), proof, 1},
		"no sender, a customer":                       {"", customers(1, 2), customers(1, 1), candidate, 1},
		"no sender, two whom nobody has":              {"", append(nobodies(2), customer(1)), customers(1, 1), proof, 2},
		"no sender, one whom nobody has and one more": {"", append(nobodies(1), customers(1, 2)...), customers(1, 1), candidate, 2},
		"nobody is missing":                           {"", customers(1, 2), customers(1, 2), proof, 0},
		"20 are missing":                              {"", append(nobodies(20), customer(1)), customers(1, 1), proof, 20},
		"21 are missing":                              {"", append(nobodies(21), customer(1)), customers(1, 1), candidate, 0},
		"21 are missing, sender":                      {"zhangsan", append(nobodies(21), customer(1)), customers(1, 1), candidate, 0},
		"others beside":                               {"zhangsan", append(nobodies(1), customer(1)), customers(1, 2), another, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", row.reached...)}})

			finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", row.sender, row.asked...)), w.around())
			if err != nil || likenessOf(finding) != row.want {
				t.Errorf("%s, %v; want %s", likenessOf(finding), err, row.want)
			}

			if calls := len(w.Sim.Requests("externalcontact/list")) + len(w.Sim.Requests("externalcontact/get")); calls != row.calls {
				t.Errorf("%d calls, want %d", calls, row.calls)
			}

			if row.want != proof {
				return
			}

			missing := len(row.asked) - len(row.reached)
			if len(finding.FailList) != missing || slices.Contains(finding.FailList, customer(1)) {
				t.Errorf("fail_list %v", finding.FailList)
			}
		})
	}
}

// Whom WeCom cannot be asked for may be reachable.
func TestProof_needsServabilityThatCanBeRead(t *testing.T) {
	for name, row := range map[string]struct {
		sender, endpoint string
		body             string
		code             int
	}{
		"the sender's customers refused":  {sender: "zhangsan", endpoint: "externalcontact/list", code: 48002},
		"the sender's customers absent":   {sender: "zhangsan", endpoint: "externalcontact/list", body: `{"errcode":0,"errmsg":"ok"}`},
		"the sender's customers a string": {sender: "zhangsan", endpoint: "externalcontact/list", body: `{"errcode":0,"external_userid":"none"}`},
		"the customer refused":            {endpoint: "externalcontact/get", code: 48002},
		"the customer busy":               {endpoint: "externalcontact/get", code: -1},
		"the customer without followers":  {endpoint: "externalcontact/get", body: `{"errcode":0,"errmsg":"ok"}`},
		"the customer from a gateway":     {endpoint: "externalcontact/get", body: `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})

			fault := wecomsim.Fault{Endpoint: row.endpoint, Errcode: row.code}
			if row.body != "" {
				fault.Body = []byte(row.body)
			}

			w.Sim.Arm(fault)

			finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", row.sender, customer(1), "wmNOBODY")), w.around())
			if err == nil || likenessOf(finding) != candidate {
				t.Errorf("%s, %v; want a candidate and an error", likenessOf(finding), err)
			}
		})
	}
}

// A list of the sender's customers that does not know the one who has the
// message is not the whole list.
func TestProof_isNotInAListThatContradictsTheRecord(t *testing.T) {
	for _, fault := range []wecomsim.Fault{{Errcode: 84061}, {Body: []byte(`{"errcode":0,"external_userid":[]}`)}, {Body: []byte(`{"errcode":0,"external_userid":["wmOTHER"]}`)}} {
		w := newWorld(t)
		w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})

		fault.Endpoint = "externalcontact/list"
		w.Sim.Arm(fault)

		finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customers(1, 2)...)), w.around())
		if err != nil || likenessOf(finding) != candidate {
			t.Errorf("%+v, %v; want a candidate", finding, err)
		}
	}
}

// 40096 says it as well as 84061, and so does a customer whom nobody follows.
func TestProof_aCustomerWhomNobodyHasIsOutOfReach(t *testing.T) {
	for _, fault := range []wecomsim.Fault{{Errcode: 84061}, {Errcode: 40096}, {Body: []byte(`{"errcode":0,"follow_user":[]}`)}} {
		w := newWorld(t)
		w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})

		fault.Endpoint = "externalcontact/get"
		w.Sim.Arm(fault)

		finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", "", customers(1, 2)...)), w.around())
		if err != nil || likenessOf(finding) != proof || !slices.Equal(finding.FailList, customers(2, 2)) {
			t.Errorf("%+v, %v; want a proof without customer 2", finding, err)
		}
	}
}

// A message that names only its sender went to all customers of that member, as
// WeCom lists them now, or it is not proven to be it.
func TestProof_comparesAllCustomersOfASender(t *testing.T) {
	for name, row := range map[string]struct {
		reached []string
		sent    *wecom.MassMessage
		fault   *wecomsim.Fault
		want    likeness
	}{
		"all":                        {reached: customers(1, 40), sent: single("x", "zhangsan"), want: proof},
		"all but one":                {reached: customers(1, 39), sent: single("x", "zhangsan"), want: candidate},
		"one more":                   {reached: append(customers(1, 40), "wmNEW"), sent: single("x", "zhangsan"), want: candidate},
		"a few":                      {reached: customers(1, 3), sent: single("x", "zhangsan"), want: candidate},
		"all, but they may be fewer": {reached: customers(1, 40), sent: selectable(single("x", "zhangsan")), want: candidate},
		"of another member":          {reached: customers(1, 40), sent: single("x", "lisi"), want: another},
		"no customers listed":        {reached: customers(1, 40), sent: single("x", "zhangsan"), fault: &wecomsim.Fault{Errcode: 84061}, want: candidate},
		"the list is refused":        {reached: customers(1, 40), sent: single("x", "zhangsan"), fault: &wecomsim.Fault{Errcode: 48002}, want: candidate},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", row.reached...)}})

			if row.fault != nil {
				row.fault.Endpoint = "externalcontact/list"
				w.Sim.Arm(*row.fault)
			}

			finding, _ := w.client().FindMassMessage(t.Context(), wecom.SentOf(row.sent), w.around())
			if likenessOf(finding) != row.want || row.want == proof && finding.FailList != nil {
				t.Errorf("%s (%+v), want %s", likenessOf(finding), finding, row.want)
			}
		})
	}
}

// With allow_select the member may leave people out, so only all of them prove
// anything.
func TestProof_isNotInPeopleWhomTheMemberPicked(t *testing.T) {
	for name, row := range map[string]struct {
		reached []string
		want    likeness
	}{
		"exactly those asked for":  {customers(1, 2), proof},
		"fewer":                    {customers(1, 1), candidate},
		"one of them, and another": {customers(2, 3), candidate},
		"others":                   {customers(3, 4), another},
		"those, and one more":      {customers(1, 3), candidate},
	} {
		t.Run(name, func(t *testing.T) {
			got := compared(t, selectable(single("x", "zhangsan", customers(1, 2)...)), wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", row.reached...)}})
			if got != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
		})
	}

	// Also where the others are out of reach: the member may have left out
	// more.
	got := compared(t, selectable(single("x", "zhangsan", customer(1), "wmNOBODY")), wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})
	if got != candidate {
		t.Errorf("%s, want a candidate", got)
	}
}

// A second record that may be the message, by all that was compared, leaves the
// first one without proof.
func TestProof_isAlone(t *testing.T) {
	w := newWorld(t)
	w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customers(1, 2)...)}})
	w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customers(1, 2)...)), w.around())
	if err != nil || finding.Proven != nil || len(finding.Candidates) != 2 {
		t.Errorf("found %+v, %v; want two candidates", finding, err)
	}
}

// A trace of the build before has no stretches to search, and works as it did.
func TestProof_aTraceOfTheBuildBeforeWorks(t *testing.T) {
	for age, want := range map[time.Duration]likeness{
		-time.Second: another, 0: proof, 30 * time.Second: proof, 31 * time.Second: candidate, 10 * time.Minute: candidate, 11 * time.Minute: another,
	} {
		w := newWorld(t)
		posted := w.Clock.Now()
		excluded := w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}, CreateTime: posted})

		w.Sim.Add(wecomsim.Message{Text: "x", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}, CreateTime: posted.Add(age)})
		w.Clock.Advance(time.Hour)

		var trace wecom.Trace

		old := fmt.Sprintf(`{"not_before":%d,"not_after":%d,"exclude":[%q],"rivals":[{"sender":"lisi"}]}`, posted.Unix(), posted.Unix()+30, excluded)

		if err := json.Unmarshal([]byte(old), &trace); err != nil {
			t.Fatal(err)
		}

		finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customer(1))), trace)
		if err != nil || likenessOf(finding) != want {
			t.Errorf("%s after the POST: %s, %v; want %s", age, likenessOf(finding), err, want)
		}
	}
}
