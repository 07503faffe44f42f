package wecom_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func sizes() []int { return []int{10, 1_000, 10_000} }

func BenchmarkEncode(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("%d recipients", n), func(b *testing.B) {
			m := single(strings.Repeat("春茶上新\u2028", 200), "zhangsan", customers(1, n)...)

			b.ReportAllocs()

			for b.Loop() {
				if _, err := m.Encode(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFailList sends a message whose answer lists so many ids.
func BenchmarkFailList(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("%d ids", n), func(b *testing.B) { measure(b, failList(b, n)) })
	}
}

// failList prepares a send whose answer lists so many ids.
func failList(t testing.TB, n int) func() {
	t.Helper()

	var sent atomic.Int32

	failed := strings.Join(customers(1, n), `","`)
	client := stubClient(t, stub{"add_msg_template": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"errcode":0,"errmsg":"ok","msgid":"m%d","fail_list":["%s"]}`, sent.Add(1), failed)
	}})
	d := unchecked(single("x", "zhangsan", customer(1)))

	return func() {
		if got := client.DeliverMassMessage(t.Context(), d); len(got.FailList) != n {
			t.Fatalf("%+v", got)
		}
	}
}

// BenchmarkLookup finds a message with so many recipients, and one among so
// many records. The time of the simulator is in it.
func BenchmarkLookup(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("%d recipients", n), func(b *testing.B) { measure(b, lookup(b, n, 1)) })
		b.Run(fmt.Sprintf("%d records", n), func(b *testing.B) { measure(b, lookup(b, 1, n)) })
	}
}

// lookup prepares the search for a message whose answer was lost.
func lookup(t testing.TB, recipients, records int) func() {
	t.Helper()

	w := newWorld(t, wecomsim.WithRequestLog(10))
	w.Sim.SetCompany(companyOf(recipients))
	w.Sim.SetListLag(time.Hour)
	w.lose()

	m := single("hello", "zhangsan", customers(1, recipients)...)
	receipt := w.client().DeliverMassMessage(t.Context(), unchecked(m))
	wantKind(t, receipt, wecom.Unknown)

	for i := range records - 1 {
		w.Sim.Add(wecomsim.Message{Text: fmt.Sprint("other ", i)})
	}

	w.Clock.Advance(2 * time.Hour)

	return func() {
		client := w.client()

		finding, err := client.FindMassMessage(t.Context(), wecom.SentOf(m), receipt.Trace)
		if err != nil || finding.Proven == nil {
			t.Fatalf("%+v, %v", finding, err)
		}

		client.Close()
	}
}

func measure(b *testing.B, do func()) {
	b.Helper()
	b.ReportAllocs()

	for b.Loop() {
		do()
	}
}
