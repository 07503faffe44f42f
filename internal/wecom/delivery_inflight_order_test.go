package wecom

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
)

// equalTo is a message of the same words as every other one of it.
func equalTo(ids ...string) *Sent {
	s := SentOf(&MassMessage{ChatType: ChatTypeSingle, Sender: "zhangsan", ExternalUserID: ids, Text: &Text{Content: "equal"}})

	return &s
}

// started runs a step beside the test, and gives where its error comes when it
// is through.
func started(step func() error) <-chan error {
	done := make(chan error, 1)

	go func() { done <- step() }()

	return done
}

// wantWaiting fails where a step is through that has to wait. When Wait
// returns, everybody in the bubble waits.
func wantWaiting(t *testing.T, what string, done <-chan error) {
	t.Helper()
	synctest.Wait()

	select {
	case err := <-done:
		t.Fatalf("%s did not wait: %v", what, err)
	default:
	}
}

func wantThrough(t *testing.T, what string, done <-chan error) {
	t.Helper()
	synctest.Wait()

	select {
	case err := <-done:
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	default:
		t.Fatalf("%s still waits", what)
	}
}

func TestInflight_sendsOfEqualWordsRunSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := newInflight()

		for _, m := range []*Sent{equalTo("a"), equalTo("a"), equalTo("b")} {
			wantThrough(t, "a send", started(func() error { return in.beginSend(t.Context(), m) }))
		}
	})
}

// A lookup waits for every send that is under way, and goes before every send
// that comes while it waits, so new sends cannot starve it.
func TestInflight_aLookupGoesBetweenTheSendsBeforeAndAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := newInflight()
		first, lost, third := equalTo("a"), equalTo("b"), equalTo("c")

		for _, m := range []*Sent{first, lost} {
			wantThrough(t, "a send", started(func() error { return in.beginSend(t.Context(), m) }))
		}

		in.endSend(lost, unknown(errors.New("no answer")))

		lookup := started(func() error { return in.beginLookup(t.Context(), lost) })
		wantWaiting(t, "the lookup beside a send", lookup)

		send := started(func() error { return in.beginSend(t.Context(), third) })
		wantWaiting(t, "a send behind a lookup that waits", send)

		in.endSend(first, Outcome{Kind: Accepted, MsgID: "m1"})
		wantThrough(t, "the lookup", lookup)
		wantWaiting(t, "a send beside a lookup", send)

		in.endLookup(lost, "m2")
		wantThrough(t, "the send", send)
	})
}

// One lookup at a time: two that found the same record would both take it.
func TestInflight_lookupsOfEqualWordsRunOneAfterTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := newInflight()
		one, two := equalTo("a"), equalTo("b")

		wantThrough(t, "the first lookup", started(func() error { return in.beginLookup(t.Context(), one) }))

		second := started(func() error { return in.beginLookup(t.Context(), two) })
		wantWaiting(t, "the second lookup", second)

		in.endLookup(one, "m1")
		wantThrough(t, "the second lookup", second)

		if !in.isClaimed("m1") {
			t.Error("the second lookup does not see what the first has found")
		}
	})
}

func TestInflight_messagesOfOtherWordsDoNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := newInflight()
		other := SentOf(&MassMessage{ChatType: ChatTypeSingle, Text: &Text{Content: "another"}})

		wantThrough(t, "the send", started(func() error { return in.beginSend(t.Context(), equalTo("a")) }))
		wantThrough(t, "the lookup of other words", started(func() error { return in.beginLookup(t.Context(), &other) }))
	})
}

// Who gives up waiting says why, and holds nobody back.
func TestInflight_aLookupThatGivesUpHoldsNobodyBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := newInflight()
		ctx, cancel := context.WithCancelCause(t.Context())
		stopped := errors.New("stopped")

		wantThrough(t, "the first send", started(func() error { return in.beginSend(t.Context(), equalTo("a")) }))

		lookup := started(func() error { return in.beginLookup(ctx, equalTo("b")) })
		wantWaiting(t, "the lookup", lookup)

		send := started(func() error { return in.beginSend(t.Context(), equalTo("c")) })
		wantWaiting(t, "the second send", send)

		cancel(stopped)

		if err := <-lookup; !errors.Is(err, stopped) {
			t.Errorf("the lookup ended with %v", err)
		}

		wantThrough(t, "the second send", send)
	})
}

func TestInflight_settleWaitsForTheSendsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := newInflight()
		first := equalTo("a")

		wantThrough(t, "the send", started(func() error { return in.beginSend(t.Context(), first) }))

		settled := started(func() error { return in.settle(t.Context(), equalTo("b")) })
		wantWaiting(t, "settle", settled)

		in.endSend(first, Outcome{Kind: Accepted, MsgID: "m1"})
		wantThrough(t, "settle", settled)
		wantThrough(t, "a send after it", started(func() error { return in.beginSend(t.Context(), equalTo("c")) }))
	})
}

// A send that waits for a lookup is judged by what the lookup has found.
func TestInflight_aSendBehindAnUnresolvedLookalikeIsRefused(t *testing.T) {
	for msgid, want := range map[string]error{"": LookalikeError{}, "m1": nil} {
		synctest.Test(t, func(t *testing.T) {
			in := newInflight()
			lost := equalTo("a", "b")

			wantThrough(t, "the first send", started(func() error { return in.beginSend(t.Context(), lost) }))
			in.endSend(lost, unknown(errors.New("no answer")))
			wantThrough(t, "its lookup", started(func() error { return in.beginLookup(t.Context(), lost) }))

			same := started(func() error { return in.beginSend(t.Context(), equalTo("b", "c")) })
			others := started(func() error { return in.beginSend(t.Context(), equalTo("c", "d")) })

			wantWaiting(t, "a send for one of the same", same)
			in.endLookup(lost, msgid)

			if err := <-same; !errors.Is(err, want) {
				t.Errorf("a lookup that found %q: %v, want %v", msgid, err, want)
			}

			wantThrough(t, "a send for others", others)
		})
	}
}

func TestInflight_whatItHoldsIsKnownByName(t *testing.T) {
	in := newInflight()
	accepted, lost, sending := equalTo("a"), equalTo("b"), equalTo("c")

	for _, m := range []*Sent{accepted, lost, sending} {
		if err := in.beginSend(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}

	in.endSend(accepted, Outcome{Kind: Accepted, MsgID: "m1"})
	in.endSend(lost, unknown(errors.New("no answer")))

	if got := in.lookalikes(sending); !slices.Equal(got, []*Sent{lost}) {
		t.Errorf("lookalikes of the one that is sent: %v", got)
	}

	if got := in.lookalikes(lost); !slices.Equal(got, []*Sent{sending}) {
		t.Errorf("lookalikes of the lost one: %v", got)
	}

	if got := in.confusable(equalTo("a", "z")); !slices.Equal(got, []string{"m1"}) {
		t.Errorf("confusable with one to the same: %v", got)
	}

	if got := in.confusable(equalTo("z")); got != nil {
		t.Errorf("confusable with one to others: %v", got)
	}
}
