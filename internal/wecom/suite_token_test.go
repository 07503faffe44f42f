package wecom_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

func demoSuite() *wecom.Suite {
	return &wecom.Suite{
		SuiteID: wecomsim.DemoSuiteID, SuiteSecret: wecomsim.DemoSuiteSecret,
		SuiteTicket: wecomsim.DemoSuiteTicket, PermanentCode: wecomsim.DemoPermanentCode,
	}
}

// suiteWorld is a simulator, the clock that it shares with its client, and a
// client of a third-party app.
type suiteWorld struct {
	*wecomtest.World

	client *wecom.Client
	log    []wecom.Exchange
	mu     sync.Mutex
}

func newSuiteWorld(t *testing.T, suite *wecom.Suite) *suiteWorld {
	t.Helper()

	w := &suiteWorld{World: wecomtest.NewWorld(wecomsim.DemoCompany(), wecomtest.NewClock(), 0)}
	at := wecomtest.Simulate(t, w.Sim)

	w.client = newClient(t, func(c *wecom.Config) {
		c.BaseURL = at
		c.Clock = w.Clock
		c.Credentials = wecom.Credentials{CorpID: wecomsim.DemoCorpID, Suite: suite}
		c.Log = func(_ context.Context, e wecom.Exchange) {
			w.mu.Lock()
			defer w.mu.Unlock()

			w.log = append(w.log, e)
		}
	})

	return w
}

func (w *suiteWorld) wantCalls(t *testing.T, endpoint string, n int) {
	t.Helper()

	if got := len(w.Sim.Requests(endpoint)); got != n {
		t.Errorf("%d calls of %s, want %d", got, endpoint, n)
	}
}

func TestSuite_fetchesItsTokensOnce(t *testing.T) {
	w := newSuiteWorld(t, demoSuite())
	w.Sim.Arm(wecomsim.Fault{Endpoint: "get_suite_token", DelayAfter: 30 * time.Millisecond})

	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if _, err := w.client.FollowUsers(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}

	wg.Wait()
	w.wantCalls(t, "get_suite_token", 1)
	w.wantCalls(t, "get_corp_token", 1)
	w.wantCalls(t, "gettoken", 0)
}

func TestSuite_sends(t *testing.T) {
	w := newSuiteWorld(t, demoSuite())

	receipt := w.client.DeliverMassMessage(t.Context(), unchecked(single("a", "zhangsan", wecomsim.DemoCustomer)))
	wantKind(t, receipt, wecom.Accepted)

	// WeCom revokes the token: one new one from the suite token at hand.
	w.Sim.RevokeTokens()

	receipt = w.client.DeliverMassMessage(t.Context(), unchecked(single("b", "zhangsan", wecomsim.DemoCustomer)))
	wantKind(t, receipt, wecom.Accepted)
	w.wantCalls(t, "get_suite_token", 1)
	w.wantCalls(t, "get_corp_token", 2)
}

func TestSuite_anExpiredTokenIsRenewedOnce(t *testing.T) {
	for _, code := range []int{42009, 40082} {
		w := newSuiteWorld(t, demoSuite())
		w.Sim.Arm(wecomsim.Fault{Endpoint: "get_corp_token", Count: 1, Errcode: code})

		if _, err := w.client.FollowUsers(t.Context()); err != nil {
			t.Errorf("after %d: %v", code, err)
		}

		w.wantCalls(t, "get_suite_token", 2)
		w.wantCalls(t, "get_corp_token", 2)

		// Refused for ever: an error, not a loop.
		w = newSuiteWorld(t, demoSuite())
		w.Sim.Arm(wecomsim.Fault{Endpoint: "get_corp_token", Errcode: code})

		for range 3 {
			if _, err := w.client.FollowUsers(t.Context()); wecom.Code(err) != code {
				t.Errorf("error %v, want %d", err, code)
			}
		}

		w.wantCalls(t, "get_suite_token", 2)
		w.wantCalls(t, "get_corp_token", 2)
	}
}

func TestSuite_aTokenIsNotRenewedOnceTheTicketIsOver(t *testing.T) {
	w := newSuiteWorld(t, demoSuite())

	if _, err := w.client.FollowUsers(t.Context()); err != nil {
		t.Fatal(err)
	}

	// Both tokens are over, and so is the ticket.
	w.Clock.Advance(2 * time.Hour)

	_, err := w.client.FollowUsers(t.Context())
	wantRefusal(t, err, "get_suite_token", 40085)
}

func TestSuite_wrongCredentialsAreNamed(t *testing.T) {
	for _, c := range []struct {
		name     string
		change   func(*wecom.Suite)
		wait     time.Duration
		endpoint string
		code     int
	}{
		{"ticket over 30 minutes old", func(*wecom.Suite) {}, 31 * time.Minute, "get_suite_token", 40085},
		{"wrong ticket", func(s *wecom.Suite) { s.SuiteTicket = "another-ticket" }, 0, "get_suite_token", 40085},
		{"wrong suite_id", func(s *wecom.Suite) { s.SuiteID = "tjANOTHER" }, 0, "get_suite_token", 40083},
		{"wrong suite_secret", func(s *wecom.Suite) { s.SuiteSecret = "another-secret" }, 0, "get_suite_token", 40001},
		{"wrong permanent code", func(s *wecom.Suite) { s.PermanentCode = "another-code" }, 0, "get_corp_token", 40084},
		{"代开发 app", func(s *wecom.Suite) {
			s.SuiteID, s.PermanentCode = wecomsim.DemoCustomSuiteID, wecomsim.DemoCustomPermanentCode
		}, 0, "get_follow_user_list", 48002},
	} {
		t.Run(c.name, func(t *testing.T) {
			suite := demoSuite()
			c.change(suite)

			w := newSuiteWorld(t, suite)
			w.Clock.Advance(c.wait)

			// The second call must not ask again: repeated wrong secrets block
			// the caller's address.
			for range 2 {
				_, err := w.client.FollowUsers(t.Context())
				wantRefusal(t, err, c.endpoint, c.code)
			}

			w.wantCalls(t, "get_suite_token", 1)
		})
	}
}

func TestSuite_aNewTicketWorksInTheNextRun(t *testing.T) {
	w := newSuiteWorld(t, demoSuite())
	w.Clock.Advance(time.Hour)

	ticket, err := w.Sim.NewSuiteTicket(wecomsim.DemoSuiteID)
	if err != nil {
		t.Fatal(err)
	}

	suite := demoSuite()
	suite.SuiteTicket = ticket
	client := newClient(t, func(c *wecom.Config) {
		c.BaseURL = wecomtest.Serve(t, w.Sim)
		c.Credentials = wecom.Credentials{CorpID: wecomsim.DemoCorpID, Suite: suite}
	})

	if _, err := client.FollowUsers(t.Context()); err != nil {
		t.Error(err)
	}
}

// A server that echoes everything it was given.
func TestSuite_noSecretIsShown(t *testing.T) {
	const suiteToken = "a-suite-token-that-nobody-may-read"

	echo := func(w http.ResponseWriter, r *http.Request) {
		body := make([]byte, r.ContentLength)
		_, _ = r.Body.Read(body)

		if strings.HasSuffix(r.URL.Path, "get_suite_token") && !strings.Contains(string(body), "refuse-the-ticket") {
			_, _ = fmt.Fprintf(w, `{"suite_access_token":%q,"expires_in":7200}`, suiteToken)
			return
		}

		text, _ := json.Marshal("refused " + r.URL.String() + " " + string(body))
		_, _ = fmt.Fprintf(w, `{"errcode":40084,"errmsg":%s}`, text)
	}

	for _, ticket := range []string{wecomsim.DemoSuiteTicket, "refuse-the-ticket"} {
		suite := demoSuite()
		suite.SuiteTicket = ticket

		var logged []string

		client := newClient(t, func(c *wecom.Config) {
			c.BaseURL = wecomtest.Serve(t, http.HandlerFunc(echo))
			c.Credentials = wecom.Credentials{CorpID: wecomsim.DemoCorpID, Suite: suite}
			c.Log = func(_ context.Context, e wecom.Exchange) { logged = append(logged, fmt.Sprint(e)) }
		})

		_, err := client.FollowUsers(t.Context())
		if err == nil || !strings.Contains(err.Error(), "***") {
			t.Fatalf("error %v, want one in which something was starred", err)
		}

		for _, secret := range []string{suiteToken, suite.SuiteSecret, suite.SuiteTicket, suite.PermanentCode} {
			if strings.Contains(err.Error()+strings.Join(logged, ""), secret) {
				t.Errorf("%q is shown: %v %v", secret, err, logged)
			}
		}
	}
}

func wantRefusal(t *testing.T, err error, endpoint string, code int) {
	t.Helper()

	apiErr, ok := errors.AsType[*wecom.APIError](err)
	if !ok || apiErr.Code != code || apiErr.Endpoint != endpoint {
		t.Errorf("error %v, want %d from %s", err, code, endpoint)
	}
}
