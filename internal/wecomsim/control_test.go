package wecomsim_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func (c *client) control(method, path, body string) answer {
	c.t.Helper()
	return c.do(method, "/_sim/"+path, body)
}

func (c *client) wantStatus(a answer, status int) {
	c.t.Helper()

	if a.status != status {
		c.t.Errorf("status %d, want %d: %.300s", a.status, status, a.raw)
	}
}

func TestControlClock_isReadAndMoved(t *testing.T) {
	c := newClient(t)

	a := c.control("POST", "clock", `{"advance":"72h"}`)
	if a.str("now") != "2025-07-14T10:00:00Z" || a.str("offset") != "72h0m0s" {
		t.Errorf("advanced: %s", a.raw)
	}

	a = c.control("POST", "clock", `{"set":"2025-08-01T00:00:00+08:00"}`)
	if !c.sim.Now().Equal(time.Date(2025, 7, 31, 16, 0, 0, 0, time.UTC)) || c.control("GET", "clock", "").str("now") != a.str("now") {
		t.Errorf("set: %s", a.raw)
	}

	for _, body := range []string{`{}`, `{"advance":"soon"}`, `{"advance":"1h","set":"2025-08-01T00:00:00Z"}`, `{"forward":"1h"}`, `{`} {
		c.wantStatus(c.control("POST", "clock", body), 400)
	}
}

func TestControlFaults_areArmedAndCleared(t *testing.T) {
	c := newClient(t)
	c.wantStatus(c.control("POST", "faults", `{"endpoint":"add_msg_template","count":1,"body":"","with_effect":true}`), 200)
	c.wantStatus(c.control("POST", "faults", `{"endpoint":"add_msg_template","skip":1,"count":1,"errcode":45033,"delay_before":"1ms"}`), 200)
	listed := c.control("GET", "faults", "").raw

	want := `{"faults":[{"id":1,"endpoint":"add_msg_template","count":1,"body":"","with_effect":true},` +
		`{"id":2,"endpoint":"add_msg_template","skip":1,"count":1,"delay_before":"1ms","errcode":45033,"code_text":"api concurrent out of limit"}]}`
	if listed != want {
		t.Errorf("faults %s, want %s", listed, want)
	}

	if a := c.contact("add_msg_template", smallMessage); a.raw != "" {
		t.Errorf("raw body: %s", a.raw)
	}

	c.wantMessages(1)
	c.wantCode(c.contact("add_msg_template", smallMessage), 0)
	c.wantCode(c.contact("add_msg_template", smallMessage), 45033)
	c.control("POST", "faults", `{"errcode":1}`)
	c.wantStatus(c.control("DELETE", "faults", ""), 200)
	c.wantCode(c.contact("add_msg_template", smallMessage), 0)

	for _, body := range []string{
		`{"drop_at":"sometimes"}`, `{"hang_at":"x"}`, `{"count":-1}`, `{"probability":2}`, `{"status":99}`,
		`{"delay_before":"long"}`, `{"delay_after":"-1s"}`, `{"errocde":1}`, `{}{}`,
	} {
		c.wantStatus(c.control("POST", "faults", body), 400)
	}
}

func TestControlRequests_maskSecrets(t *testing.T) {
	c := newClient(t)
	c.contact("add_msg_template", smallMessage)
	c.suiteToken(wecomsim.DemoSuiteID, wecomsim.DemoSuiteTicket)

	masked := c.control("GET", "requests", "").raw
	for _, secret := range []string{c.token, wecomsim.DemoSecret, wecomsim.DemoSuiteSecret, wecomsim.DemoSuiteTicket} {
		if strings.Contains(masked, secret) {
			t.Errorf("%q is shown: %s", secret, masked)
		}
	}

	if !strings.Contains(masked, "access_token=***") || !strings.Contains(masked, `你好`) {
		t.Errorf("requests %s", masked)
	}

	if open := c.control("GET", "requests?reveal=true", "").raw; !strings.Contains(open, c.token) {
		t.Errorf("revealed requests %s", open)
	}

	for query, want := range map[string]int{"": 3, "?endpoint=gettoken": 1, "?after=1": 2, "?limit=1": 1, "?after=3": 0} {
		if got := len(c.control("GET", "requests"+query, "").list("requests")); got != want {
			t.Errorf("requests%s: %d, want %d", query, got, want)
		}
	}

	c.wantStatus(c.control("GET", "requests?after=x", ""), 400)
}

func TestControlMessages_areShownAndConfirmed(t *testing.T) {
	c := newClient(t)
	body := `{"external_userid":["` + wecomsim.DemoCustomer + `","woSIM0000000000000000000000005AA","x"],"text":{"content":"你好"}}`
	id := c.create(body)
	c.create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`)

	summary := c.control("GET", "messages?chat_type=single", "").list("messages")
	if len(summary) != 1 || summary[0].(map[string]any)["recipients"] != 2.0 || summary[0].(map[string]any)["failed"] != 1.0 {
		t.Errorf("messages %v", summary)
	}

	if all := c.control("GET", "messages", "").list("messages"); len(all) != 2 {
		t.Errorf("%d messages, want 2", len(all))
	}

	if message := c.control("GET", "messages/"+id, ""); message.str("body") != body || len(message.list("tasks")) != 2 {
		t.Errorf("message %s", message.raw)
	}

	c.wantStatus(c.control("POST", "messages/"+id+"/confirm", `{"userid":"lisi"}`), 200)
	c.wantStatus(c.control("POST", "messages/"+id+"/confirm", `{"userid":"lisi"}`), 409)
	a := c.control("POST", "messages/"+id+"/confirm", ``)
	c.wantStatus(a, 200)

	for _, task := range a.list("tasks") {
		if task.(map[string]any)["status"] != 2.0 {
			t.Errorf("task %v", task)
		}
	}

	c.wantStatus(c.control("DELETE", "messages/"+id, ""), 200)

	for _, operation := range [][2]string{{"GET", "messages/" + id}, {"DELETE", "messages/" + id}, {"POST", "messages/" + id + "/confirm"}} {
		c.wantStatus(c.control(operation[0], operation[1], ""), 404)
	}
}

func TestControlWait_endsWithTheMessageOrTheTimeout(t *testing.T) {
	c := newClient(t)
	c.wantStatus(c.control("GET", "wait?messages=0", ""), 200)
	c.wantStatus(c.control("GET", "wait?messages=1&timeout=10ms", ""), 504)

	done := make(chan answer, 1)

	go func() {
		a, _ := c.try("GET", "/_sim/wait?messages=2&timeout=1m", "")
		done <- a
	}()

	c.create(smallMessage)

	select {
	case a := <-done:
		t.Errorf("ended after one message: %s", a.raw)
	case <-time.After(20 * time.Millisecond):
	}

	c.create(smallMessage)
	c.wantStatus(<-done, 200)
	c.wantStatus(c.control("GET", "wait?messages=x", ""), 400)
	c.wantStatus(c.control("GET", "wait?timeout=x", ""), 400)
}

func TestControl_setsCompanyAndSettingsAndResets(t *testing.T) {
	c := newClient(t)
	c.create(smallMessage)

	a := c.control("POST", "settings", `{"list_lag":"1h"}`)
	if a.str("list_lag") != "1h0m0s" || a.str("dispatch_delay") != "0s" {
		t.Errorf("settings %s", a.raw)
	}

	if listed := msgids(c.contact("get_groupmsg_list_v2", listBody(``))); len(listed) != 0 {
		t.Errorf("listed in spite of the lag: %v", listed)
	}

	c.wantStatus(c.control("POST", "reset", ""), 200)
	c.wantMessages(0)

	if lag := c.control("GET", "settings", "").str("list_lag"); lag != "0s" {
		t.Errorf("list lag %s after a reset", lag)
	}

	c.wantStatus(c.control("PUT", "company", `{"corp_id":"ww2"}`), 400)

	company := `{"corp_id":"ww2","apps":[{"name":"a","secret":"s"}],"members":[{"userid":"u"}],"customers":[{"external_userid":"wo","follows":[{"userid":"u"}]}]}`
	c.wantStatus(c.control("PUT", "company", company), 200)
	c.token = c.do("GET", "/cgi-bin/gettoken?corpid=ww2&corpsecret=s", "").str("access_token")
	c.create(`{"external_userid":["wo"],"text":{"content":"x"}}`)

	if got := c.control("GET", "company", "").str("corp_id"); got != "ww2" {
		t.Errorf("company %q", got)
	}
}

func TestControl_revokesTokensAndIssuesTickets(t *testing.T) {
	c := newClient(t)
	c.wantStatus(c.control("POST", "tokens/revoke", ""), 200)
	c.wantCode(c.contact("add_msg_template", smallMessage), 40014)
	ticket := c.control("POST", "suites/"+wecomsim.DemoSuiteID+"/ticket", "").str("suite_ticket")
	c.suiteToken(wecomsim.DemoSuiteID, ticket)
	c.wantStatus(c.control("POST", "suites/no/ticket", ""), 404)
}

func TestControl_isNeitherRecordedNorStruckByFaults(t *testing.T) {
	c := newClient(t)
	before := len(c.sim.Requests(""))
	c.sim.Arm(wecomsim.Fault{Status: 500})
	c.wantStatus(c.control("GET", "", ""), 200)
	c.wantStatus(c.control("GET", "nonsense", ""), 404)

	if after := len(c.sim.Requests("")); after != before {
		t.Errorf("%d requests recorded", after-before)
	}
}

func TestControl_isForThisMachineOnly(t *testing.T) {
	for _, test := range []struct {
		name, remote, host, origin, authorization string
		options                                   []wecomsim.Option
		status                                    int
	}{
		{name: "this machine", remote: "127.0.0.1:1", host: "localhost:8765", status: 200},
		{name: "this machine by IPv6", remote: "[::1]:1", host: "[::1]:8765", status: 200},
		{name: "another machine", remote: "192.0.2.1:1", host: "127.0.0.1", status: 403},
		{name: "a name that a web site made point here", remote: "127.0.0.1:1", host: "evil.example", status: 403},
		{name: "a page of another site", remote: "127.0.0.1:1", host: "localhost:8765", origin: "https://evil.example", status: 403},
		{name: "a page of no site", remote: "127.0.0.1:1", host: "localhost:8765", origin: "null", status: 403},
		{name: "the own page", remote: "127.0.0.1:1", host: "localhost:8765", origin: "http://localhost:8765", status: 200},
		{name: "another machine, allowed", remote: "192.0.2.1:1", host: "sim.example", options: []wecomsim.Option{wecomsim.WithRemoteControl(true)}, status: 200},
		{name: "no key", remote: "127.0.0.1:1", host: "localhost", options: []wecomsim.Option{wecomsim.WithControlKey("k")}, status: 401},
		{name: "wrong key", remote: "127.0.0.1:1", host: "localhost", authorization: "Bearer x", options: []wecomsim.Option{wecomsim.WithControlKey("k")}, status: 401},
		{name: "the key", remote: "127.0.0.1:1", host: "localhost", authorization: "Bearer k", options: []wecomsim.Option{wecomsim.WithControlKey("k")}, status: 200},
	} {
		t.Run(test.name, func(t *testing.T) {
			sim := wecomsim.New(wecomsim.DemoCompany(), test.options...)
			request := httptest.NewRequest(http.MethodGet, "/_sim/clock", nil)

			request.RemoteAddr, request.Host = test.remote, test.host
			for name, value := range map[string]string{"Origin": test.origin, "Authorization": test.authorization} {
				if value != "" {
					request.Header.Set(name, value)
				}
			}

			recorder := httptest.NewRecorder()
			sim.ServeHTTP(recorder, request)

			if recorder.Code != test.status {
				t.Errorf("status %d, want %d: %s", recorder.Code, test.status, recorder.Body)
			}
		})
	}
}

func TestRequestLog_isBounded(t *testing.T) {
	c := newClient(t, wecomsim.WithRequestLog(3))
	for range 5 {
		c.contact("get_groupmsg_task", `{}`)
	}

	requests := c.sim.Requests("")
	if len(requests) != 3 || requests[0].Seq != 4 {
		t.Errorf("%d requests from %d", len(requests), requests[0].Seq)
	}
}
