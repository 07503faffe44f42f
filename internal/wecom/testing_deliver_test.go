package wecom_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// deliver sends in the background.
func deliver(ctx context.Context, client *wecom.Client, d wecom.Delivery) <-chan wecom.Receipt {
	done := make(chan wecom.Receipt, 1)

	go func() { done <- client.DeliverMassMessage(ctx, d) }()

	return done
}

// receive waits for a delivery that must end by itself.
func receive(t testing.TB, what string, done <-chan wecom.Receipt) wecom.Receipt {
	t.Helper()

	select {
	case r := <-done:
		return r
	case <-time.After(30 * time.Second): // far more than it needs on a busy machine
		t.Fatalf("%s did not end within 30 s", what)
		return wecom.Receipt{}
	}
}

// stored is what a trace is after it was kept with the state.
func stored(t testing.TB, trace wecom.Trace) wecom.Trace {
	t.Helper()

	raw, err := json.Marshal(trace)
	if err != nil {
		t.Fatal(err)
	}

	var back wecom.Trace
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}

	return back
}
