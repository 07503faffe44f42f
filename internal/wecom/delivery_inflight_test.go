package wecom_test

import (
	"context"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The two messages are equal, and only the first reaches the server. The run is
// cancelled while its answer is still on its way, so the second could not look
// for itself.
func TestInflight_noMessageAdoptsThatOfAnEqualOneThatOutlivedIt(t *testing.T) {
	w := newWorld(t)
	h := w.withHolder()
	client := w.client()

	first := h.hold(t, "equal")
	firstDone := deliver(t.Context(), client, unchecked(single("equal", "zhangsan", customer(1))))

	<-first.arrived

	w.swallow()

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()

	m := single("equal", "zhangsan", customer(1))
	secondDone := deliver(ctx, client, unchecked(m))

	eventually(t, "the second POST", func() bool { return w.posts() == 2 })
	eventually(t, "the wait for the first send", func() bool { return client.WaitingLookups(m) == 1 })
	cancel()

	second := receive(t, "the second delivery", secondDone)
	wantKind(t, second, wecom.Unknown)

	first.letGo()
	wantKind(t, receive(t, "the first delivery", firstDone), wecom.Accepted)

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, second.Trace))
	if err != nil {
		t.Fatal(err)
	}

	if finding.Proven != nil {
		t.Errorf("adopted %s, which belongs to the equal message", finding.Proven.MsgID)
	}
}

// The equal message was accepted before the run was cancelled, and a third is
// still under way.
func TestInflight_aTraceExcludesEqualMessagesOfACancelledRun(t *testing.T) {
	w := newWorld(t)
	h := w.withHolder()
	client := w.client()

	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("equal", "zhangsan", customer(1)))), wecom.Accepted)

	third := h.hold(t, customer(9))
	thirdDone := deliver(t.Context(), client, unchecked(single("equal", "lisi", customer(9))))

	<-third.arrived

	w.swallow()

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()

	m := single("equal", "zhangsan", customer(1))
	secondDone := deliver(ctx, client, unchecked(m))

	eventually(t, "three POSTs", func() bool { return w.posts() == 3 })
	eventually(t, "the wait for the third send", func() bool { return client.WaitingLookups(m) == 1 })
	cancel()

	second := receive(t, "the second delivery", secondDone)
	wantKind(t, second, wecom.Unknown)
	third.letGo()
	receive(t, "the third delivery", thirdDone)

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, second.Trace))
	if err != nil {
		t.Fatal(err)
	}

	if finding.Proven != nil {
		t.Errorf("adopted %s, which belongs to the equal message", finding.Proven.MsgID)
	}
}

// Two equal messages, both of which arrived. One answer is on its way and the
// other is lost: which record is which is known when the first answer is here.
func TestInflight_aLookupWaitsForTheAnswersOfEqualMessages(t *testing.T) {
	w := newWorld(t)
	h := w.withHolder()
	client := w.client()

	first := h.hold(t, "equal")
	firstDone := deliver(t.Context(), client, unchecked(single("equal", "zhangsan", customer(1))))

	<-first.arrived

	w.lose()

	m := single("equal", "zhangsan", customer(1))
	secondDone := deliver(t.Context(), client, unchecked(m))
	eventually(t, "the second message", func() bool { return len(w.Sim.Messages()) == 2 })
	eventually(t, "the wait for the first send", func() bool { return client.WaitingLookups(m) == 1 })
	first.letGo()

	wantKind(t, receive(t, "the first delivery", firstDone), wecom.Accepted)

	second := receive(t, "the second delivery", secondDone)
	wantKind(t, second, wecom.Accepted)

	if want := w.Sim.Messages()[1].MsgID; second.MsgID != want {
		t.Errorf("adopted %s, want %s", second.MsgID, want)
	}
}

// New sends of equal content must not hold up a lookup for ever. That they wait
// for it is in TestInflight_aLookupGoesBetweenTheSendsBeforeAndAfterIt.
func TestInflight_newSendsDoNotStarveALookup(t *testing.T) {
	w := newWorld(t)
	h := w.withHolder()
	client := w.client()

	first := h.hold(t, customer(1))
	firstDone := deliver(t.Context(), client, unchecked(single("equal", "zhangsan", customer(1))))

	<-first.arrived

	w.lose()

	m := single("equal", "zhangsan", customer(2))
	secondDone := deliver(t.Context(), client, unchecked(m))
	eventually(t, "the second message", func() bool { return len(w.Sim.Messages()) == 2 })
	eventually(t, "the wait for the first send", func() bool { return client.WaitingLookups(m) == 1 })

	third := h.hold(t, customer(3))
	thirdDone := deliver(t.Context(), client, unchecked(single("equal", "zhangsan", customer(3))))

	first.letGo()
	wantKind(t, receive(t, "the first delivery", firstDone), wecom.Accepted)

	second := receive(t, "the delivery that has to look", secondDone)
	wantKind(t, second, wecom.Accepted)

	if !second.Adopted {
		t.Error("not adopted")
	}

	third.letGo()
	wantKind(t, receive(t, "the third delivery", thirdDone), wecom.Accepted)
	w.wantMessages(3)
}

// Two group messages of equal text go to different groups of one owner. The
// answer to the first is on its way when the second looks whether it was sent.
func TestInflight_anEqualMessageIsNoDuplicate(t *testing.T) {
	w := newWorld(t)
	h := w.withHolder()
	client := w.client()

	first := h.hold(t, "wrG1")
	firstDone := deliver(t.Context(), client, checked(group("equal", "zhangsan", "wrG1")))

	<-first.arrived

	w.Clock.Advance(2 * time.Minute) // what was read of the list is too old now

	m := group("equal", "zhangsan", "wrG2")
	secondDone := deliver(t.Context(), client, checked(m))

	eventually(t, "the second look at the list", func() bool { return len(w.Sim.Requests("get_groupmsg_list_v2")) == 2 })
	eventually(t, "the wait for the first send", func() bool { return client.WaitingLookups(m) == 1 })
	first.letGo()

	wantKind(t, receive(t, "the first delivery", firstDone), wecom.Accepted)
	wantKind(t, receive(t, "the second delivery", secondDone), wecom.Accepted)
}

// Two equal messages are under way at once, and both answers are unreadable.
// Only one message reached the server, and nobody can tell which.
func TestInflight_equalMessagesWithoutAnswersStayUnknown(t *testing.T) {
	w := newWorld(t)
	h := w.withHolder()
	client := w.client()

	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Body: []byte("?"), WithEffect: true})
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Body: []byte("?")})

	var (
		holds []*hold
		done  []<-chan wecom.Receipt
	)

	for range 2 {
		holds = append(holds, h.hold(t, "equal"))
		done = append(done, deliver(t.Context(), client, unchecked(single("equal", "zhangsan", customer(1)))))
	}

	for _, one := range holds {
		<-one.arrived
	}

	for _, one := range holds {
		one.letGo()
	}

	for i := range done {
		got := receive(t, "a delivery", done[i])
		wantKind(t, got, wecom.Unknown)

		finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(single("equal", "zhangsan", customer(1))), stored(t, got.Trace))
		if err != nil || finding.Proven != nil || len(finding.Candidates) != 1 {
			t.Errorf("a later look found %+v, %v; want one candidate and no proof", finding, err)
		}
	}

	w.wantPosts(2)
	w.wantMessages(1)
}

// Three messages of equal text to different people, all answers lost: each
// finds its own.
func TestInflight_equalMessagesToOtherPeopleEachFindTheirOwn(t *testing.T) {
	w := newWorld(t)
	client := w.client()
	messages := []*wecom.MassMessage{
		single("equal", "zhangsan", customers(1, 3)...),
		single("equal", "zhangsan", customers(4, 6)...),
		single("equal", "lisi", customers(1, 3)...),
	}

	var done []<-chan wecom.Receipt

	for _, m := range messages {
		w.lose()

		done = append(done, deliver(t.Context(), client, unchecked(m)))
	}

	for i, m := range messages {
		got := receive(t, "a delivery", done[i])
		wantKind(t, got, wecom.Accepted)

		made, ok := w.Sim.Message(got.MsgID)
		if !ok || made.Sender != m.Sender || made.ExternalUserID[0] != m.ExternalUserID[0] {
			t.Errorf("message %d adopted that of %s to %v", i, made.Sender, made.ExternalUserID)
		}
	}
}

// A message is not sent when it could not be told from one that is unknown.
func TestInflight_whatCannotBeToldFromAnUnknownOneIsNotSent(t *testing.T) {
	w := newWorld(t)
	client := w.client()

	w.swallow()
	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("equal", "zhangsan", customers(1, 3)...))), wecom.Unknown)
	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("equal", "zhangsan", customers(3, 5)...))), wecom.Refused)
	w.wantPosts(1)

	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("equal", "zhangsan", customers(4, 5)...))), wecom.Accepted)
	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("another", "zhangsan", customers(1, 3)...))), wecom.Accepted)
	w.wantPosts(3)
}
