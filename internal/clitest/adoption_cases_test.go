package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Two messages of the same words, to some of the same customers or to tags that
// nobody can compare.
func sameWords(name string) soakMessage {
	return soakMessage{name: name, sender: "zhangsan", text: "同一句话", people: []string{wecomsim.DemoCustomer, customerTwo}}
}

func smaller(m soakMessage) soakMessage {
	m.people = []string{wecomsim.DemoCustomer}
	return m
}

func tagged(m soakMessage, id string) soakMessage {
	m.people, m.tag = nil, id
	return m
}

func inBlock(m soakMessage, alias string) soakMessage {
	m.block = alias
	return m
}

// named is a message in the state by its name, nil if it is not there.
func (w *workspace) named(name string) map[string]any {
	w.t.Helper()

	for _, in := range w.state() {
		if in.Name == name {
			return in.Attributes
		}
	}

	return nil
}

// eventually waits for what another request does. It gives up before anybody
// would wait for it in vain.
func eventually(happened func() bool) {
	for range 200 {
		if happened() {
			return
		}

		time.Sleep(10 * time.Millisecond)
	}
}

// secondBlock is a provider block like the first one.
func (w *workspace) secondBlock() string {
	return fmt.Sprintf("provider \"wecom\" {\n  alias = \"other\"\n  base_url = %q\n  %s\n}\n", w.url, w.providerArgs)
}

// Two provider blocks are two processes that know nothing of each other. One
// loses its message before it arrives, while the other one sends the same
// words: to other people, to tags that cannot be compared, or to fewer.
func TestAccAdoption_twoProviderBlocks(t *testing.T) {
	vip, regular := "ete19278asuMT123109rBAAAA", "ete19MT12278109UYteaBAAAA"

	for name, pair := range map[string][2]soakMessage{
		"tags":               {tagged(sameWords("m"), vip), tagged(sameWords("y"), regular)},
		"tags and no sender": {tagged(soakMessage{name: "m", text: "同一句话"}, vip), tagged(soakMessage{name: "y", text: "同一句话"}, regular)},
		"a smaller audience": {sameWords("m"), smaller(sameWords("y"))},
		"all customers":      {tagged(sameWords("m"), ""), smaller(sameWords("y"))},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			w.providerArgs = `request_timeout = "3s"`
			m, y := pair[0], inBlock(pair[1], "other")

			w.write(w.secondBlock() + m.HCL() + y.HCL())

			// Each is there before the other one has an answer, so that neither
			// sees the other in the look before its send.
			lost, through := lostBefore(), passed()
			lost.hold = func() { eventually(func() bool { return len(p.sent()) == 1 }) }
			through.hold = func() { eventually(func() bool { return p.arrived() == 2 }) }

			// What only one of the two bodies has.
			switch {
			case m.tag != "":
				p.on(send, lost.to(m.tag), through)
			case len(m.people) == 0:
				p.on(send, through.to(wecomsim.DemoCustomer), lost)
			default:
				p.on(send, lost.to(customerTwo), through)
			}

			first := w.apply()
			if p.arrived() != 2 || len(p.sent()) != 1 {
				t.Fatalf("%d POSTs, %d forwarded, want 2 and 1\n%s", p.arrived(), len(p.sent()), first.output)
			}

			w.apply()

			if got := w.named("m")["status"]; got != "unknown" {
				t.Errorf("m never arrived, and is %v as %v\n%s", got, w.named("m")["msgid"], first.output)
			}

			if len(p.sent()) != 1 {
				t.Errorf("%d messages, want 1", len(p.sent()))
			}
		})
	}
}

// Two roots are two processes, too. The second one sends to one of the two
// customers in the same seconds.
func TestAccAdoption_twoRoots(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.providerArgs = `request_timeout = "6s"`
	w.write(sameWords("m").HCL())

	other := w.sharing()
	other.write(smaller(sameWords("y")).HCL())

	lost := lostBefore().to(customerTwo)
	lost.hold = func() { other.apply() }
	p.on(send, lost)

	first := w.apply()

	if got := other.status(); got != "created" || len(p.sent()) != 1 {
		t.Fatalf("the other root: %s, %d messages, want created and 1", got, len(p.sent()))
	}

	w.apply()

	if got := w.status(); got != "unknown" {
		t.Errorf("m never arrived, and is %s as %v\n%s", got, w.named("m")["msgid"], first.output)
	}
}

// Customers whom nobody can reach are no difference, once that is proven: the
// control of all of the above.
func TestAccAdoption_lessThoseWhoCannotBeReached(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	m := sameWords("m")
	m.people = append(m.people, customerNobody)
	w.write(m.HCL())
	p.on(send, lostAfter())

	got := w.apply()
	if w.status() != "created" || len(p.sent()) != 1 || !got.has("warning", "the message was found") {
		t.Fatalf("status %s, %d messages, want created and 1\n%s", w.status(), len(p.sent()), got.output)
	}

	if list := fmt.Sprint(w.named("m")["fail_list"]); list != "["+customerNobody+"]" {
		t.Errorf("fail_list %s, want [%s]", list, customerNobody)
	}

	if strings.Contains(got.output, "WeCom accepted message") && strings.Contains(got.output, "but says that") {
		t.Errorf("it is put into WeCom's mouth that a customer cannot be reached\n%s", got.output)
	}
}

// A person may take a message that lists fewer customers, and is told whom it
// does not list.
func TestAccAdoption_aPersonTakesASmallerOne(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.write(sameWords("m").HCL())

	lost := lostBefore()
	lost.hold = func() {
		w.sim.Add(wecomsim.Message{Text: "同一句话", Tasks: []wecomsim.Task{{
			UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: wecomsim.DemoCustomer}},
		}}})
	}
	p.on(send, lost)

	msgid := func() string { return w.sim.Messages()[0].MsgID }

	if got := w.apply(); w.status() != "unknown" || !strings.Contains(got.output, msgid()) {
		t.Fatalf("status %s, want unknown and a candidate\n%s", w.status(), got.output)
	}

	m := sameWords("m")
	m.more = fmt.Sprintf("adopt_msgid = %q", msgid())
	w.write(m.HCL())

	got := w.apply()
	if got.code != 0 || w.status() != "created" || w.named("m")["msgid"] != msgid() {
		t.Errorf("status %s, want created\n%s", w.status(), got.errorText())
	}

	if !got.says("warning", customerTwo) {
		t.Errorf("no warning names the customer who is missing\n%s", got.output)
	}

	if len(p.sent()) != 0 {
		t.Errorf("%d messages, want 0", len(p.sent()))
	}
}
