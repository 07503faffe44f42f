package wecom_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// world is a simulated server that listens, with the clock that it shares with
// its clients.
type world struct {
	*wecomtest.World

	t   testing.TB
	url string
}

func newWorld(t testing.TB, options ...wecomsim.Option) *world {
	return newSkewedWorld(t, 0, options...)
}

// newSkewedWorld is a world in which WeCom's time is skew later than ours.
func newSkewedWorld(t testing.TB, skew time.Duration, options ...wecomsim.Option) *world {
	t.Helper()

	return newWorldOf(t, companyOf(40), skew, options...)
}

func newWorldOf(t testing.TB, company wecomsim.Company, skew time.Duration, options ...wecomsim.Option) *world {
	t.Helper()

	options = append([]wecomsim.Option{wecomsim.WithUnknownMedia(true)}, options...)
	w := &world{World: wecomtest.NewWorld(company, wecomtest.NewClock(), skew, options...), t: t}
	w.url = wecomtest.Simulate(t, w.Sim)

	return w
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

func companyOf(n int, more ...wecomsim.GroupChat) wecomsim.Company {
	return wecomtest.Company(wecomtest.CorpID, customers(1, n), append([]wecomsim.GroupChat{
		{ChatID: "wrG1", Owner: "zhangsan"},
		{ChatID: "wrG2", Owner: "zhangsan"},
		{ChatID: "wrG3", Owner: "lisi"},
	}, more...)...)
}

// client makes a client as a new process would.
func (w *world) client(change ...func(*wecom.Config)) *wecom.Client {
	w.t.Helper()

	return newClient(w.t, append([]func(*wecom.Config){func(c *wecom.Config) {
		c.BaseURL = w.url
		c.Clock = w.Clock
	}}, change...)...)
}

func newClient(t testing.TB, change ...func(*wecom.Config)) *wecom.Client {
	t.Helper()

	config := wecomtest.Config("", wecomtest.CorpID, wecomtest.NewClock())
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

	resp, err := http.Get(w.url + "/cgi-bin/gettoken?corpid=" + wecomtest.CorpID + "&corpsecret=" + url.QueryEscape(wecomtest.Secret))
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

func (w *world) posts() int { return len(w.Sim.Requests("add_msg_template")) }

func (w *world) wantPosts(n int) {
	w.t.Helper()

	if got := w.posts(); got != n {
		w.t.Errorf("%d POSTs of add_msg_template, want %d", got, n)
	}
}

func (w *world) wantMessages(n int) {
	w.t.Helper()

	if got := len(w.Sim.Messages()); got != n {
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
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
}

// swallow loses the next message before the server has done anything.
func (w *world) swallow() {
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})
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

	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited 30 s for: %s", what)
		}
	}
}
