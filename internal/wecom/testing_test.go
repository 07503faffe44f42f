package wecom_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// fakeClock passes a wait at once and remembers it.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

func newClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()

	return c.now
}

func (c *fakeClock) Wait(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}

	c.mu.Lock()
	defer c.mu.Unlock()

	c.now = c.now.Add(d)
	c.waits = append(c.waits, d)

	return nil
}

func (c *fakeClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()

	c.now = c.now.Add(d)
}

func (c *fakeClock) waited() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()

	return slices.Clone(c.waits)
}

const (
	testCorpID = "wwtest"
	testSecret = "a-secret-that-nobody-may-read"
)

// world is a simulated server and the clock that it shares with its clients.
type world struct {
	t     testing.TB
	clock *fakeClock
	skew  time.Duration // the server's time minus ours
	sim   *wecomsim.Server
	url   string
}

func newWorld(t testing.TB, options ...wecomsim.Option) *world {
	return newSkewedWorld(t, 0, options...)
}

func newSkewedWorld(t testing.TB, skew time.Duration, options ...wecomsim.Option) *world {
	t.Helper()

	w := &world{t: t, clock: newClock(), skew: skew}

	options = append([]wecomsim.Option{
		wecomsim.WithClock(func() time.Time { return w.clock.Now().Add(w.skew) }),
		wecomsim.WithUnknownMedia(true),
	}, options...)
	w.sim = wecomsim.New(testCompany(), options...)

	w.url = serve(t, w.sim)
	t.Cleanup(w.sim.ClearFaults)

	return w
}

// serve runs a handler on a loopback port for as long as the test lasts.
func serve(t testing.TB, handler http.Handler) string {
	t.Helper()

	server := httptest.NewServer(handler)

	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})

	return server.URL
}

// customer is the id of the i-th of 40 customers, all of them of zhangsan and
// of lisi.
func customer(i int) string { return fmt.Sprintf("wmCUSTOMER%04d", i) }

func customers(from, to int) []string {
	var ids []string
	for i := from; i <= to; i++ {
		ids = append(ids, customer(i))
	}

	return ids
}

func testCompany() wecomsim.Company { return companyOf(40) }

func companyOf(n int) wecomsim.Company {
	company := wecomsim.Company{
		CorpID:  testCorpID,
		Apps:    []wecomsim.App{{Name: "app", Secret: testSecret}},
		Members: []wecomsim.Member{{UserID: "zhangsan"}, {UserID: "lisi"}},
		Groups: []wecomsim.GroupChat{
			{ChatID: "wrG1", Owner: "zhangsan"}, {ChatID: "wrG2", Owner: "zhangsan"}, {ChatID: "wrG3", Owner: "lisi"},
		},
		TagGroups: []wecomsim.TagGroup{{GroupID: "etG", Tags: []wecomsim.Tag{{ID: "etT1"}, {ID: "etT2"}}}},
	}

	long, late := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)

	for i := 1; i <= n; i++ {
		company.Customers = append(company.Customers, wecomsim.Customer{ExternalUserID: customer(i), Follows: []wecomsim.Follow{
			{UserID: "zhangsan", Tags: []string{"etT1"}, LastChat: late},
			{UserID: "lisi", Tags: []string{"etT2"}, LastChat: long},
		}})
	}

	return company
}

// client makes a client as a new process would.
func (w *world) client(change ...func(*wecom.Config)) *wecom.Client {
	w.t.Helper()

	return newClient(w.t, append([]func(*wecom.Config){func(c *wecom.Config) {
		c.BaseURL = w.url
		c.Clock = w.clock
	}}, change...)...)
}

func newClient(t testing.TB, change ...func(*wecom.Config)) *wecom.Client {
	t.Helper()

	config := wecom.Config{
		Clock:       newClock(),
		UserAgent:   "test",
		Credentials: wecom.Credentials{CorpID: testCorpID, CorpSecret: testSecret},
	}
	for _, f := range change {
		f(&config)
	}

	client := wecom.New(config)
	t.Cleanup(client.Close)

	return client
}

// fixedToken lets a client use a token that the server has issued to another.
func (w *world) fixedToken() func(*wecom.Config) {
	w.t.Helper()

	resp, err := http.Get(w.url + "/cgi-bin/gettoken?corpid=" + testCorpID + "&corpsecret=" + url.QueryEscape(testSecret))
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()

	var answer struct {
		AccessToken string `json:"access_token"`
	}

	raw, err := io.ReadAll(resp.Body)
	if err != nil || json.Unmarshal(raw, &answer) != nil || answer.AccessToken == "" {
		w.t.Fatalf("no token: %v %s", err, raw)
	}

	return func(c *wecom.Config) { c.Credentials = wecom.Credentials{AccessToken: answer.AccessToken} }
}

func (w *world) posts() int { return len(w.sim.Requests("add_msg_template")) }

func (w *world) wantPosts(n int) {
	w.t.Helper()

	if got := w.posts(); got != n {
		w.t.Errorf("%d POSTs of add_msg_template, want %d", got, n)
	}
}

func (w *world) wantMessages(n int) {
	w.t.Helper()

	if got := len(w.sim.Messages()); got != n {
		w.t.Errorf("the server accepted %d messages, want %d", got, n)
	}
}

// single is a message to customers.
func single(text, sender string, ids ...string) *wecom.MassMessage {
	return &wecom.MassMessage{ChatType: wecom.ChatTypeSingle, ExternalUserID: ids, Sender: sender, Text: &wecom.Text{Content: text}}
}

// group is a message to customer groups.
func group(text, sender string, ids ...string) *wecom.MassMessage {
	return &wecom.MassMessage{ChatType: wecom.ChatTypeGroup, ChatIDList: ids, Sender: sender, Text: &wecom.Text{Content: text}}
}

// unchecked is a delivery without a look before.
func unchecked(m *wecom.MassMessage) wecom.Delivery { return wecom.Delivery{Message: m} }

// checked is a delivery with the check that a configuration without
// duplicate_check_interval gets.
func checked(m *wecom.MassMessage) wecom.Delivery {
	return wecom.Delivery{Message: m, CheckInterval: 30 * time.Minute}
}

// lose lets the server accept the next message and lose the answer.
func (w *world) lose() {
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
}

// swallow loses the next message before the server has done anything.
func (w *world) swallow() {
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
}

func wantKind(t testing.TB, got wecom.Receipt, want wecom.OutcomeKind) {
	t.Helper()

	if got.Kind != want {
		t.Fatalf("outcome %s (msgid %q, error %v), want %s", kindName(got.Kind), got.MsgID, got.Err, kindName(want))
	}
}

func kindName(k wecom.OutcomeKind) string {
	return [...]string{"unknown", "refused", "accepted"}[k]
}

// eventually waits until something that another goroutine does has happened.
func eventually(t testing.TB, what string, done func() bool) {
	t.Helper()

	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited 10 s for: %s", what)
		}
	}
}
