package wecomsim_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// reader reads the pages of one list.
type reader struct {
	chatType, creator string
	limit, filterType int
	read              int // messages before the next page
	cursor            string
}

func (r *reader) body() string {
	return fmt.Sprintf(`{"chat_type":%q,"creator":%q,"filter_type":%d,"start_time":%d,"end_time":%d,"limit":%d,"cursor":%q}`,
		r.chatType, r.creator, r.filterType, testTime.Add(-time.Hour).Unix(), testTime.Add(time.Hour).Unix(), r.limit, r.cursor)
}

// want is the next page, looked for in all messages, and whether one follows.
func (r *reader) want(c *client, lag time.Duration) (page []string, more bool) {
	matching := []string{}

	for _, m := range slices.Backward(c.sim.Messages()) {
		if m.ChatType == r.chatType && (r.creator == "" || m.Creator == r.creator) &&
			(r.filterType == 2 || m.CreateType == r.filterType) &&
			!m.CreateTime.Before(testTime.Add(-time.Hour)) && !m.CreateTime.After(testTime.Add(time.Hour)) &&
			!m.CreateTime.Add(lag).After(c.sim.Now()) {
			matching = append(matching, m.MsgID)
		}
	}

	from := min(r.read, len(matching))
	to := min(from+r.limit, len(matching))

	return matching[from:to], to < len(matching)
}

// Whatever happens between two pages, the next one is what a look at all
// messages gives: the cursor counts messages, in the list as it is now.
func TestList_pagesAreThoseOfTheListAsItIsNow(t *testing.T) {
	for seed := range uint64(8) {
		c := newClient(t, wecomsim.WithRequestLog(1))
		random := rand.New(rand.NewPCG(seed, 0))
		lag := time.Duration(0)

		var readers []*reader

		for i := range 12 { // more than the simulator keeps walks
			readers = append(readers, &reader{
				chatType: []string{"single", "group"}[i%2], creator: []string{"", "lisi"}[i/2%2], filterType: i / 4, limit: 1 + random.IntN(9),
			})
		}

		add := func() {
			c.sim.Add(wecomsim.Message{
				Text: "x", ChatType: []string{"single", "group"}[random.IntN(2)], Creator: []string{"", "lisi"}[random.IntN(2)],
				CreateType: random.IntN(2), CreateTime: testTime.Add(time.Duration(random.IntN(8000)-4000) * time.Second),
			})
		}
		for range 120 {
			add()
		}

		pages := 0

		for step := range 400 {
			switch all := c.sim.Messages(); random.IntN(24) {
			case 0:
				add()
			case 1:
				_ = c.sim.Forget(all[random.IntN(len(all))].MsgID)
			case 2:
				_ = c.sim.Cancel(all[random.IntN(len(all))].MsgID)
			case 3:
				lag = time.Duration(random.IntN(1000)) * time.Second
				c.sim.SetListLag(lag)
			case 4, 5:
				c.sim.AdvanceClock(testTime.Add(time.Duration(random.IntN(8000)-4000) * time.Second).Sub(c.sim.Now()))
			}

			c.token = c.getToken(wecomsim.DemoSecret) // the clock may have left its life

			r := readers[random.IntN(len(readers))]
			want, more := r.want(c, lag)

			a := c.contact("get_groupmsg_list_v2", r.body())
			if got := msgids(a); !slices.Equal(got, want) || (a.str("next_cursor") != "") != more {
				t.Fatalf("seed %d, step %d, %+v: page %v with cursor %q, want %v and more %v", seed, step, r, got, a.str("next_cursor"), want, more)
			}

			if r.read > 0 {
				pages++
			}

			r.read, r.cursor = r.read+r.limit, a.str("next_cursor")
			if r.cursor == "" {
				r.read = 0
			}
		}

		if pages < 100 {
			t.Errorf("seed %d: only %d pages after a first one", seed, pages)
		}
	}
}

// listed is a simulator with many messages whose list is read in process.
type listed struct {
	tb   testing.TB
	sim  *wecomsim.Server
	path string
}

func newListed(tb testing.TB, messages int) *listed {
	tb.Helper()

	l := &listed{tb: tb, sim: wecomsim.New(wecomsim.DemoCompany(), wecomsim.WithRequestLog(1), wecomsim.WithClock(func() time.Time { return testTime }))}
	token := field(l.do(httptest.NewRequest("GET", "http://127.0.0.1/cgi-bin/gettoken?corpid="+wecomsim.DemoCorpID+"&corpsecret="+wecomsim.DemoSecret, nil)), "access_token")
	l.path = "http://127.0.0.1/cgi-bin/externalcontact/get_groupmsg_list_v2?access_token=" + token

	for range messages {
		l.sim.Add(wecomsim.Message{Text: "x"})
	}

	return l
}

func (l *listed) do(request *http.Request) string {
	recorder := httptest.NewRecorder()
	l.sim.ServeHTTP(recorder, request)

	return recorder.Body.String()
}

// page gives the number of messages on a page and the cursor of the next one.
func (l *listed) page(cursor string) (messages int, next string) {
	answer := l.do(httptest.NewRequest("POST", l.path, strings.NewReader(listBody(`,"limit":100,"cursor":"`+cursor+`"`))))

	return strings.Count(answer, `"msgid"`), field(answer, "next_cursor")
}

// readAll reads all pages, and calls before ahead of each.
func (l *listed) readAll(messages int, before func()) {
	l.tb.Helper()

	read := 0

	for cursor, more := "", true; more; more = cursor != "" {
		before()

		n, next := l.page(cursor)
		read, cursor = read+n, next
	}

	if read != messages {
		l.tb.Errorf("%d messages were read, want %d", read, messages)
	}
}

// BenchmarkList_allPages says how long all pages of a long list take, and how
// many times as long when another message comes before each page: then every
// page is looked for from the start of the list, as it always was before the
// simulator remembered where the last one ended.
func BenchmarkList_allPages(b *testing.B) {
	const messages = 100_000

	l := newListed(b, messages)
	measure := func(before func()) time.Duration {
		begin := time.Now()

		l.readAll(messages, before)

		return time.Since(begin)
	}

	var unchanged, changing time.Duration

	for b.Loop() {
		unchanged += measure(func() {})
		changing += measure(func() { l.sim.Add(wecomsim.Message{Text: "x", ChatType: "group"}) })
	}

	b.ReportMetric(unchanged.Seconds()*1000/float64(b.N), "ms-unchanged")
	b.ReportMetric(changing.Seconds()*1000/float64(b.N), "ms-changing")
	b.ReportMetric(changing.Seconds()/unchanged.Seconds(), "times")
}
