package wecom_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// Whatever a gateway or a filter puts in the place of WeCom's answer, after
// WeCom has done its work, nothing is sent again: the message is found.
func TestRefusal_isNeverAGateways(t *testing.T) {
	for _, row := range []struct {
		status int
		body   string
	}{
		{504, `{"errcode":504,"errmsg":"gateway timeout"}`},
		{502, `{"errcode":502}`},
		{200, `{"errcode":504,"errmsg":"gateway timeout"}`},
		{200, `{"errcode":"40096","errmsg":"a string"}`},
		{403, `<html>`},
		{302, `<html>`},
		{413, `<html>`},
		{429, `<html>`},
		{499, ``},
		{407, `<html>`},
		{200, `<html>`},
		{401, `{"errcode":40014,"errmsg":"invalid access_token"}`},
		{401, `{"errcode":42001}`},
		{403, `{"errcode":40001}`},
		{200, `{"errcode":"40014"}`},
		{200, `{"errcode":"42001"}`},
		{429, `{"errcode":45009,"errmsg":"api freq out of limit"}`},
		{503, `{"errcode":45033}`},
		{200, `{"errcode":"45033"}`},
		{500, `{"errcode":40096}`},
		{403, `{"errcode":48002}`},
		{400, `{"errcode":40058}`},
	} {
		t.Run(fmt.Sprintf("%d %s", row.status, row.body), func(t *testing.T) {
			w := newWorld(t)
			w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Status: row.status, Body: []byte(row.body), WithEffect: true})

			got := w.client().DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Accepted)

			if !got.Adopted {
				t.Error("not adopted")
			}

			w.wantPosts(1)
			w.wantMessages(1)
		})
	}
}

// The positive control: WeCom's own refusals of the token and of the rate are
// answered with a second POST, in the form in which WeCom writes them.
func TestRefusal_ofWeComsOwnIsRepeatedOnce(t *testing.T) {
	for _, code := range []int{40001, 40014, 42001, 45009, 45033} {
		w := newWorld(t)
		w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, Errcode: code})

		wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1)))), wecom.Accepted)
		w.wantPosts(2)
		w.wantMessages(1)
	}
}

// A proxy that wants a password has passed nothing on, where it is the proxy of
// the client that says so.
func TestRefusal_aProxysOwn407IsOne(t *testing.T) {
	var posts atomic.Int32

	proxy := wecomtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cgi-bin/externalcontact/add_msg_template" {
			posts.Add(1)
			w.WriteHeader(http.StatusProxyAuthRequired)

			return
		}

		answer := httptest.NewRecorder()
		stub{}.ServeHTTP(answer, r)
		_, _ = w.Write(answer.Body.Bytes())
	}))

	at, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}

	client := newClient(t, func(c *wecom.Config) { c.BaseURL, c.Proxy = "http://wecom.invalid", at })
	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), wecom.Refused)

	if posts.Load() != 1 {
		t.Errorf("%d POSTs", posts.Load())
	}
}

// A gateway's errcode is no verdict on a call without effects either: the call
// is made again.
func TestRefusal_aReadIsRepeatedAfterAGatewaysErrcode(t *testing.T) {
	for _, endpoint := range []string{"gettoken", "get_groupmsg_list_v2"} {
		for _, row := range []wecomsim.Fault{{Status: 504, Body: []byte(`{"errcode":504}`)}, {Body: []byte(`{"errcode":502}`)}} {
			w := newWorld(t)
			row.Endpoint, row.Count = endpoint, 2
			w.Sim.Arm(row)

			d := checked(single("hello", "zhangsan", customer(1)))
			d.CheckStrictly = true
			wantKind(t, w.client().DeliverMassMessage(t.Context(), d), wecom.Accepted)

			if calls := len(w.Sim.Requests(endpoint)); calls != 3 {
				t.Errorf("%d calls of %s, want 3", calls, endpoint)
			}
		}
	}
}
