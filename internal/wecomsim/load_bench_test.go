package wecomsim_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// loaded is a simulator with 100,000 customers behind HTTP, and bodies to
// 10,000 of them each.
type loaded struct {
	b      *testing.B
	sim    *wecomsim.Server
	client *http.Client
	host   string
	url    string // of add_msg_template, with a token
	small  string // of a small query, with a token
	bodies []string
}

func newLoaded(b *testing.B) *loaded {
	b.Helper()

	company := wecomsim.GenerateCompany(100_000, 1)
	l := &loaded{b: b, sim: wecomsim.New(company, wecomsim.WithRequestLog(1000))}
	server := httptest.NewServer(l.sim)
	b.Cleanup(server.Close)
	l.client, l.host = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}, server.URL
	l.renew()

	for chunk := range slices.Chunk(company.Customers, 10_000) {
		ids := make([]string, 0, len(chunk))
		for _, customer := range chunk {
			ids = append(ids, customer.ExternalUserID)
		}

		l.bodies = append(l.bodies, `{"external_userid":`+quoted(ids)+`,"text":{"content":"全场好茶五折起"}}`)
	}

	return l
}

// renew gets a token.
func (l *loaded) renew() {
	token := field(l.get(l.host+"/cgi-bin/gettoken?corpid="+wecomsim.DemoCorpID+"&corpsecret="+wecomsim.DemoSecret), "access_token")
	l.url = l.host + "/cgi-bin/externalcontact/add_msg_template?access_token=" + token
	l.small = l.host + "/cgi-bin/externalcontact/get_follow_user_list?access_token=" + token
}

// field gives a string field without parsing the rest.
func field(answer, name string) string {
	_, rest, _ := strings.Cut(answer, `"`+name+`":"`)
	value, _, _ := strings.Cut(rest, `"`)

	return value
}

func (l *loaded) get(url string) string {
	response, err := l.client.Get(url)
	if err != nil {
		l.b.Error(err)
		return ""
	}
	defer response.Body.Close()

	raw, err := io.ReadAll(response.Body)
	if err != nil {
		l.b.Error(err)
	}

	return string(raw)
}

func (l *loaded) send(i int) {
	response, err := l.client.Post(l.url, "application/json", strings.NewReader(l.bodies[i%len(l.bodies)]))
	if err != nil {
		l.b.Error(err)
		return
	}
	defer response.Body.Close()

	if raw, _ := io.ReadAll(response.Body); !strings.Contains(string(raw), `"errcode":0`) {
		l.b.Errorf("answer %.200s", raw)
	}
}

func heap() float64 {
	runtime.GC()

	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)

	return float64(stats.HeapAlloc) / (1 << 20)
}

// BenchmarkMessage_toTenThousand says how many messages with 10,000 recipients
// each come in per second with 100,000 customers, and what each keeps in
// memory.
func BenchmarkMessage_toTenThousand(b *testing.B) {
	l := newLoaded(b)
	before := heap()

	b.ResetTimer()

	for i := range b.N {
		l.send(i)
	}

	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
	b.ReportMetric((heap()-before)/float64(b.N), "MB/message")
	b.ReportMetric(before, "MB/company")

	if got := len(l.sim.Messages()); got != b.N {
		b.Errorf("%d messages were accepted, want %d", got, b.N)
	}
}

// BenchmarkRequest_smallBesideLarge says how long small requests take
// alone, and while messages to 10,000 recipients come in. It fails when the
// slowest hundredth takes longer than people notice.
func BenchmarkRequest_smallBesideLarge(b *testing.B) {
	l := newLoaded(b)
	measure := func() time.Duration {
		const requests = 2000

		took := make([]time.Duration, requests)
		for i := range took {
			begin := time.Now()

			l.get(l.small)

			took[i] = time.Since(begin)

			time.Sleep(200 * time.Microsecond)
		}

		slices.Sort(took)

		return took[requests*99/100]
	}

	var (
		alone, beside time.Duration
		large         atomic.Int64
	)

	for range b.N {
		alone = measure()

		stop, done := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)

			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
					l.send(i)
					large.Add(1)
				}
			}
		}()

		beside = measure()

		close(stop)
		<-done
		l.sim.Reset()
		l.renew()
	}

	milliseconds := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(milliseconds(alone), "p99-ms-alone")
	b.ReportMetric(milliseconds(beside), "p99-ms-beside")
	b.ReportMetric(float64(large.Load())/float64(b.N), "large")

	if beside > 100*time.Millisecond {
		b.Errorf("p99 of small requests beside large ones is %s, alone %s", beside, alone)
	}
}
