package clitest_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The judge on runs that are written out: those that it was made for.
func TestAccSoakScenarios_areJudgedRight(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	var (
		both = []string{wecomsim.DemoCustomer, customerTwo}
		one  = []string{wecomsim.DemoCustomer}
		m    = soakMessage{name: "m", sender: "zhangsan", text: "同一句话", people: both}
		y    = soakMessage{name: "y", sender: "zhangsan", text: "同一句话", people: one, after: "m"}
	)

	as := func(messages []soakMessage, faults ...soakFault) soakStep {
		return soakStep{verb: "apply", parallelism: 10, messages: messages, faults: faults}
	}

	twin := y
	twin.people = both

	// In another second, so that they can be told apart.
	later := func(s soakStep) soakStep {
		s.pause = time.Second
		return s
	}

	lost := soakFault{endpoint: send, name: "lost before", reply: lostBefore()}

	for name, steps := range map[string][]soakStep{
		// The first one never arrived. The other goes to one of its customers
		// in a later run, and is not taken for it in the run after that.
		"a smaller audience is not the lost message": {
			as([]soakMessage{m, y}, lost), as([]soakMessage{m, y}), as([]soakMessage{m, y}),
		},
		"neither is one that is added later": {
			as([]soakMessage{m}, lost), as([]soakMessage{m, y}), as([]soakMessage{m, y}),
		},
		// Nor is one that says the same to the very same people.
		"nor one to the same people of a later run": {
			as([]soakMessage{m}, lost), later(as([]soakMessage{m, twin})), as([]soakMessage{m, twin}),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := judged(t, listsFresh, steps)
			if s.sum.Posts == 0 || s.sum.Unknown == 0 {
				t.Errorf("the scenario did not come about: %+v", s.sum)
			}
		})
	}
}

// What the judge is for, in histories that are made up: it complains of each,
// and of the good one about nothing.
func TestSoakJudge_complains(t *testing.T) {
	t.Parallel()

	var (
		two   = said{corp: "ww", sender: "zhangsan", text: "一", people: "wm1,wm2"}
		small = said{corp: "ww", sender: "zhangsan", text: "一", people: "wm1"}
		sent  = sentMessage{msgid: "msgA", said: two, reached: map[string]bool{"wm1": true}, failList: []string{"wm2"}}
		m     = holder{address: "m", status: "created", msgid: "msgA", failList: []string{"wm2"}, wish: wished{said: two}}
		other = sentMessage{msgid: "msgB", said: small, reached: map[string]bool{"wm1": true}}
		y     = holder{address: "y", status: "created", msgid: "msgB", wish: wished{said: small}}
	)

	once := func(said) int { return 1 }
	changed := func(h holder, change func(*holder)) holder {
		change(&h)
		return h
	}

	cases := map[string]struct {
		history
		want []string
	}{
		"all is well": {history{asked: once, sent: []sentMessage{sent, other}, holders: []holder{m, y}}, nil},
		"an unknown one may have any past": {
			history{asked: once, sent: []sentMessage{other}, holders: []holder{{address: "m", status: "unknown", wish: wished{said: two}}, y}}, nil,
		},
		"a body that was forwarded twice": {
			history{asked: once, sent: []sentMessage{sent, {msgid: "msgC", said: two}}, holders: []holder{m}}, []string{"DUPLICATE"},
		},
		"a body that nobody asked for": {
			history{asked: func(said) int { return 0 }, sent: []sentMessage{sent}}, []string{"DUPLICATE"},
		},
		"a msgid in two resources": {
			history{asked: func(said) int { return 2 }, sent: []sentMessage{sent}, holders: []holder{m, changed(m, func(h *holder) { h.address = "m of root 1" })}},
			[]string{"TWO OWNERS"},
		},
		"a message to other people": {
			history{asked: once, sent: []sentMessage{{msgid: "msgA", said: small, reached: sent.reached, failList: sent.failList}}, holders: []holder{m}},
			[]string{"WRONG ADOPTION"},
		},
		"a message of another company": {
			history{asked: once, sent: []sentMessage{{msgid: "msgB", said: said{corp: "ww2", sender: "zhangsan", text: "一", people: "wm1"}, reached: other.reached}}, holders: []holder{y}},
			[]string{"WRONG ADOPTION"},
		},
		"somebody else's message": {
			history{asked: once, sent: []sentMessage{sent}, holders: []holder{changed(y, func(h *holder) { h.msgid = "msgFOREIGN" })}},
			[]string{"WRONG ADOPTION", "LOST CUSTOMER"},
		},
		"a customer of whom nobody says anything": {
			history{asked: once, sent: []sentMessage{sent}, holders: []holder{changed(m, func(h *holder) { h.failList = nil })}},
			[]string{"LOST CUSTOMER"},
		},
		"a customer whom WeCom has not refused": {
			history{asked: once, sent: []sentMessage{{msgid: "msgA", said: two, reached: sent.reached}}, holders: []holder{m}},
			[]string{"LOST CUSTOMER"},
		},
		"a resource that is in no state after a command that ended well": {
			history{asked: once, sent: []sentMessage{sent}, holders: []holder{m}, due: []string{"m", "y"}}, []string{"LOST RESOURCE"},
		},
		"a resource of which the state does not say what became": {
			history{asked: once, holders: []holder{{address: "y", wish: wished{said: small}}}, due: []string{"y"}}, []string{"LOST RESOURCE"},
		},
		"resources that were asked for and are there": {
			history{asked: once, sent: []sentMessage{sent}, holders: []holder{m, {address: "y", status: "unknown"}}, due: []string{"m", "y"}}, nil,
		},
		// The first case of all: m takes y's message, and puts its second
		// customer on fail_list.
		"the lost message takes a smaller one": {
			history{asked: once, sent: []sentMessage{other}, holders: []holder{changed(m, func(h *holder) { h.msgid = "msgB" }), y}},
			[]string{"WRONG ADOPTION", "LOST CUSTOMER", "TWO OWNERS"},
		},
	}

	for name, c := range cases {
		got := c.complaints()

		kinds := make([]string, len(got))
		for i, complaint := range got {
			kinds[i], _, _ = strings.Cut(complaint, ":")
		}

		if strings.Join(kinds, ", ") != strings.Join(c.want, ", ") {
			t.Errorf("%s: the judge says %q, want %q", name, got, c.want)
		}
	}
}
