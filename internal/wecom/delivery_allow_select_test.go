package wecom_test

import (
	"errors"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// repicked is a message whose member chose other recipients than were asked
// for, as allow_select lets members do.
func (w *world) repicked(text, sender string, ids ...string) string {
	task := wecomsim.Task{UserID: sender}
	for _, id := range ids {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ExternalUserID: id})
	}

	return w.Sim.Add(wecomsim.Message{Text: text, Tasks: []wecomsim.Task{task}})
}

func selectable(m *wecom.MassMessage) *wecom.MassMessage {
	yes := true
	m.AllowSelect = &yes

	return m
}

// The run that sent it was killed, the member picked customers 2 and 7 in the
// place of 1 and 2, and the message is applied again.
func TestAllowSelect_aMessageToPickedPeopleIsNotSentAgain(t *testing.T) {
	w := newWorld(t)
	w.repicked("hello", "zhangsan", customer(2), customer(7))
	w.Clock.Advance(time.Minute)

	got := w.client().DeliverMassMessage(t.Context(), checked(selectable(single("hello", "zhangsan", customers(1, 2)...))))
	wantKind(t, got, wecom.Refused)
	w.wantPosts(0)
}

// Other recipients mean another message, whoever sends it. One customer in
// common is enough to have somebody get the same words twice.
func TestAllowSelect_otherPeopleAreStillOtherPeople(t *testing.T) {
	w := newWorld(t)
	w.repicked("hello", "zhangsan", customer(2), customer(7))
	w.Clock.Advance(time.Minute)

	client := w.client()
	wantKind(t, client.DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1), customer(3)))), wecom.Accepted)
	wantKind(t, client.DeliverMassMessage(t.Context(), checked(selectable(single("hello", "lisi", customers(4, 5)...)))), wecom.Accepted)
	w.wantPosts(2)

	for _, m := range []*wecom.MassMessage{single("hello", "zhangsan", customers(7, 8)...), selectable(single("hello", "lisi", customer(2), customer(9)))} {
		got := client.DeliverMassMessage(t.Context(), checked(m))
		wantKind(t, got, wecom.Refused)

		if duplicate, ok := errors.AsType[*wecom.DuplicateError](got.Err); !ok || duplicate.Same || !duplicate.People || duplicate.Reached != 1 || duplicate.Asked != 2 {
			t.Errorf("error %+v, want that 1 of 2 has the message", got.Err)
		}
	}

	w.wantPosts(2)
}

// Two messages of equal text to different people. The first was accepted, and
// its member picked the other's people; the second never arrived.
func TestAllowSelect_aRepickedEqualMessageIsNotAdopted(t *testing.T) {
	w := newWorld(t)
	client := w.client()
	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(selectable(single("hello", "zhangsan", customer(1))))), wecom.Accepted)

	w.swallow()

	m := selectable(single("hello", "zhangsan", customer(2)))
	got := client.DeliverMassMessage(t.Context(), unchecked(m))

	if got.Kind == wecom.Refused {
		return // it was not sent, which is safe, too
	}

	wantKind(t, got, wecom.Unknown)

	first := w.Sim.Messages()[0]
	if err := w.Sim.Forget(first.MsgID); err != nil {
		t.Fatal(err)
	}

	first.Tasks[0].Recipients = []wecomsim.Recipient{{ExternalUserID: customer(2)}}
	w.Sim.Add(first)

	finding, err := w.client().FindMassMessage(t.Context(), wecom.SentOf(m), stored(t, got.Trace))
	if err != nil {
		t.Fatal(err)
	}

	if finding.Proven != nil {
		t.Error("adopted an equal message")
	}
}
