package wecom_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const manyCallers = 200

// deliverMany sends different messages at once and gives their outcomes.
func deliverMany(ctx context.Context, client *wecom.Client, round string, n int) []wecom.Receipt {
	receipts := make([]wecom.Receipt, n)

	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			receipts[i] = client.DeliverMassMessage(ctx, unchecked(single(fmt.Sprintf("%s %d", round, i), "zhangsan", customer(1))))
		})
	}

	wg.Wait()

	return receipts
}

func wantAll(t *testing.T, receipts []wecom.Receipt, want wecom.OutcomeKind) {
	t.Helper()

	for i, r := range receipts {
		if r.Kind != want {
			t.Fatalf("message %d: %s (%v), want %s", i, kindName(r.Kind), r.Err, kindName(want))
		}
	}
}

func (w *world) wantTokenCalls(n int) {
	w.t.Helper()

	if got := len(w.Sim.Requests("gettoken")); got != n {
		w.t.Errorf("gettoken was called %d times, want %d", got, n)
	}
}

func TestToken_isFetchedOnceForManyCallers(t *testing.T) {
	w := newWorld(t, wecomsim.WithReceiveQuota(wecomsim.QuotaNone))
	w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", DelayAfter: 30 * time.Millisecond})

	wantAll(t, deliverMany(t.Context(), w.client(), "a", manyCallers), wecom.Accepted)
	w.wantTokenCalls(1)
	w.wantMessages(manyCallers)
}

func TestToken_revokedInTheMiddleIsRenewedOnceForAll(t *testing.T) {
	w := newWorld(t)
	client := w.client()

	wantAll(t, deliverMany(t.Context(), client, "before", 1), wecom.Accepted)
	w.Sim.RevokeTokens()
	w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", DelayAfter: 30 * time.Millisecond})
	wantAll(t, deliverMany(t.Context(), client, "after", manyCallers), wecom.Accepted)

	w.wantTokenCalls(2)
	w.wantMessages(1 + manyCallers)
}

func TestToken_isRenewedBeforeItIsRefused(t *testing.T) {
	w := newWorld(t)
	client := w.client()

	wantAll(t, deliverMany(t.Context(), client, "before", 1), wecom.Accepted)
	w.Clock.Advance(2*time.Hour - time.Minute)
	wantAll(t, deliverMany(t.Context(), client, "after", manyCallers), wecom.Accepted)

	w.wantTokenCalls(2)
	w.wantPosts(1 + manyCallers)
}

func TestToken_aWrongSecretIsTriedOnceAndRemembered(t *testing.T) {
	w := newWorld(t)
	client := w.client(func(c *wecom.Config) { c.Credentials.CorpSecret = "not-the-secret" })

	wantAll(t, deliverMany(t.Context(), client, "a", manyCallers), wecom.Refused)
	wantAll(t, deliverMany(t.Context(), client, "b", manyCallers), wecom.Refused)
	w.wantTokenCalls(1)
	w.wantPosts(0)
}

func TestToken_aCallThatFailedIsTriedAgainLater(t *testing.T) {
	w := newWorld(t)
	client := w.client()

	w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", DropAt: wecomsim.BeforeEffect})
	wantAll(t, deliverMany(t.Context(), client, "a", 1), wecom.Refused)
	w.Sim.ClearFaults()
	wantAll(t, deliverMany(t.Context(), client, "b", 1), wecom.Accepted)
}

func TestToken_aCancelledFirstCallerDoesNotFailTheOthers(t *testing.T) {
	w := newWorld(t)
	w.Sim.Arm(wecomsim.Fault{Endpoint: "gettoken", Count: 1, DelayBefore: time.Hour})

	client := w.client()
	first, cancel := context.WithCancel(t.Context())

	var wg sync.WaitGroup
	defer wg.Wait()

	firstDone := make(chan wecom.Receipt, 1)

	wg.Go(func() {
		firstDone <- client.DeliverMassMessage(first, unchecked(single("first", "zhangsan", customer(1))))
	})

	eventually(t, "gettoken", func() bool { return len(w.Sim.Requests("gettoken")) == 1 })

	secondDone := make(chan wecom.Receipt, 1)

	wg.Go(func() {
		secondDone <- client.DeliverMassMessage(t.Context(), unchecked(single("second", "zhangsan", customer(1))))
	})

	cancel()

	if got := <-firstDone; got.Kind != wecom.Refused || !errors.Is(got.Err, context.Canceled) {
		t.Errorf("first: %s, %v; want refused and cancelled", kindName(got.Kind), got.Err)
	}

	w.Sim.ClearFaults() // ends the delay
	wantKind(t, <-secondDone, wecom.Accepted)
	w.wantTokenCalls(1)
}

func TestToken_aFixedOneIsNeverRenewed(t *testing.T) {
	w := newWorld(t)
	client := w.client(w.fixedToken())
	w.Sim.RevokeTokens()

	got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
	wantKind(t, got, wecom.Refused)

	if wecom.Code(got.Err) != 40014 {
		t.Errorf("errcode %d, want 40014", wecom.Code(got.Err))
	}

	w.wantTokenCalls(1) // the one of this test
	w.wantPosts(1)
}

func TestToken_aRefusedOneIsRenewedOnceAndNotMore(t *testing.T) {
	for _, code := range []int{40001, 40014, 42001} {
		w := newWorld(t)
		w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: code})
		wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), wecom.Refused)
		w.wantTokenCalls(2)
		w.wantPosts(2)
	}
}

func TestToken_withoutErrcodeIsASuccess(t *testing.T) {
	var posts atomic.Int32

	client := stubClient(t, stub{
		"gettoken": says(http.StatusOK, `{"access_token":"`+stubToken+`","expires_in":"7200"}`),
		"add_msg_template": func(w http.ResponseWriter, r *http.Request) {
			says(http.StatusOK, fmt.Sprintf(`{"errcode":0,"errmsg":"ok","msgid":"m%d"}`, posts.Add(1)))(w, r)
		},
	})

	wantAll(t, deliverMany(t.Context(), client, "a", 3), wecom.Accepted)

	if posts.Load() != 3 {
		t.Errorf("%d POSTs, want 3", posts.Load())
	}
}

func TestToken_withoutCredentialsNothingIsCalled(t *testing.T) {
	w := newWorld(t)
	client := w.client(func(c *wecom.Config) { c.Credentials = wecom.Credentials{} })

	got := client.DeliverMassMessage(t.Context(), checked(single("x", "zhangsan", customer(1))))
	if got.Kind != wecom.Refused || !errors.Is(got.Err, wecom.ErrNoCredentials) {
		t.Errorf("%s, %v", kindName(got.Kind), got.Err)
	}

	if n := len(w.Sim.Requests("")); n != 0 {
		t.Errorf("%d requests, want none", n)
	}
}
