package wecom_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// stub answers by hand, by the last element of the path. gettoken works, and
// the list is empty, unless the test says otherwise.
type stub map[string]http.HandlerFunc

func (s stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	endpoint := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	_, _ = io.Copy(io.Discard, r.Body)

	switch handler, ok := s[endpoint]; {
	case ok:
		handler(w, r)
	case endpoint == "gettoken":
		_, _ = io.WriteString(w, `{"errcode":0,"errmsg":"ok","access_token":"`+stubToken+`","expires_in":7200}`)
	case endpoint == "get_groupmsg_list_v2":
		_, _ = io.WriteString(w, `{"errcode":0,"errmsg":"ok","group_msg_list":[]}`)
	default:
		http.Error(w, "no such endpoint", http.StatusNotFound)
	}
}

const stubToken = "a-token-that-nobody-may-read"

// says answers with a status and a body.
func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// stubClient is a client of a stub.
func stubClient(t testing.TB, s stub, change ...func(*wecom.Config)) *wecom.Client {
	t.Helper()

	at := wecomtest.Serve(t, s)

	return newClient(t, append([]func(*wecom.Config){func(c *wecom.Config) { c.BaseURL = at }}, change...)...)
}
