package wecomsim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// testTime is where the clock of every test stands until it is moved.
var testTime = time.Date(2025, 7, 11, 10, 0, 0, 0, time.UTC)

// client speaks plain HTTP to a simulator, with JSON written by hand.
type client struct {
	t     *testing.T
	sim   *wecomsim.Server
	url   string
	http  *http.Client
	token string
}

// newClient starts a simulator of the demo company whose clock stands at
// testTime.
func newClient(t *testing.T, options ...wecomsim.Option) *client {
	t.Helper()
	return newCompanyClient(t, wecomsim.DemoCompany(), options...)
}

func newCompanyClient(t *testing.T, company wecomsim.Company, options ...wecomsim.Option) *client {
	t.Helper()

	all := append([]wecomsim.Option{
		wecomsim.WithClock(func() time.Time { return testTime }),
		wecomsim.WithUnknownMedia(true),
	}, options...)

	return serverClient(t, wecomsim.New(company, all...))
}

func serverClient(t *testing.T, sim *wecomsim.Server) *client {
	t.Helper()

	server := httptest.NewServer(sim)

	t.Cleanup(func() {
		sim.ClearFaults()
		server.Close()
	})
	c := &client{t: t, sim: sim, url: server.URL, http: server.Client()}

	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if sim.Company().CorpID == wecomsim.DemoCorpID {
		c.token = c.getToken(wecomsim.DemoSecret)
	}

	return c
}

// answer is a parsed answer.
type answer struct {
	status int
	header http.Header
	raw    string
	fields map[string]any
}

func (a answer) code() int {
	code, ok := a.fields["errcode"].(float64)
	if !ok {
		return -9999
	}

	return int(code)
}

func (a answer) str(name string) string {
	text, _ := a.fields[name].(string)
	return text
}

func (a answer) list(name string) []any {
	items, _ := a.fields[name].([]any)
	return items
}

func (c *client) do(method, path, body string) answer {
	c.t.Helper()

	a, err := c.try(method, path, body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}

	return a
}

func (c *client) try(method, path, body string) (answer, error) {
	request, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}

	response, err := c.http.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()

	raw, err := io.ReadAll(response.Body)
	a := parse(response.StatusCode, raw)
	a.header = response.Header

	return a, err
}

func parse(status int, raw []byte) answer {
	a := answer{status: status, raw: string(raw)}
	_ = json.Unmarshal(raw, &a.fields)

	return a
}

func (c *client) getToken(secret string) string {
	c.t.Helper()

	a := c.do("GET", "/cgi-bin/gettoken?corpid="+wecomsim.DemoCorpID+"&corpsecret="+secret, "")
	if a.code() != 0 || a.str("access_token") == "" {
		c.t.Fatalf("gettoken: %s", a.raw)
	}

	return a.str("access_token")
}

// contact posts to an endpoint of customer contact with the token.
func (c *client) contact(endpoint, body string) answer {
	c.t.Helper()
	return c.do("POST", c.contactPath(endpoint), body)
}

func (c *client) contactPath(endpoint string) string {
	return "/cgi-bin/externalcontact/" + endpoint + "?access_token=" + c.token
}

// create sends a body that must be accepted and gives the msgid.
func (c *client) create(body string) string {
	c.t.Helper()

	a := c.contact("add_msg_template", body)
	if a.code() != 0 {
		c.t.Fatalf("add_msg_template: %s", a.raw)
	}

	return a.str("msgid")
}

func (c *client) wantCode(a answer, code int) {
	c.t.Helper()

	if a.code() != code {
		c.t.Errorf("errcode %d, want %d: %.300s", a.code(), code, a.raw)
	}
}

func (c *client) wantMessages(n int) {
	c.t.Helper()

	if got := len(c.sim.Messages()); got != n {
		c.t.Errorf("%d messages accepted, want %d", got, n)
	}
}

// parallel runs f n times side by side.
func parallel(n int, f func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { f(i) })
	}

	wait.Wait()
}

func quoted(items []string) string {
	raw, _ := json.Marshal(items)
	return string(raw)
}

// smallMessage is a valid message to one customer.
const smallMessage = `{"external_userid":["` + wecomsim.DemoCustomer + `"],"text":{"content":"你好"}}`
