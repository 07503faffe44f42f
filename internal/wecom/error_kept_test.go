package wecom_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// What somebody else has said is left out wherever it stands in an error.
func TestKept(t *testing.T) {
	const who = "wmSOMEBODY"

	refused := &wecom.APIError{Endpoint: "list", HTTPStatus: http.StatusOK, Code: -1, Message: who, Hint: "[" + who + "]"}
	kept := "list: errcode -1: WeCom was busy and gave no verdict"

	for name, row := range map[string]struct {
		err  error
		want string
	}{
		"plain":      {refused, kept},
		"wrapped":    {fmt.Errorf("before: %w", refused), "before: " + kept},
		"joined":     {errors.Join(errors.New("before"), refused), "before\n" + kept},
		"of a look":  {&wecom.DuplicateError{Record: wecom.Record{MsgID: "m"}, Content: true, Reason: refused}, "a message with the same content was sent as m, and who receives it could not be compared: " + kept},
		"no verdict": {&wecom.CallError{Endpoint: "list", HTTPStatus: 502, Reason: "the answer has no errcode"}, "list: HTTP status 502: the answer has no errcode"},
	} {
		if got := wecom.Kept(row.err); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// An answer that is not HTTP is quoted by net/http.
func TestKept_noHTTP(t *testing.T) {
	const who = "wmSOMEBODY"

	for _, raw := range []string{who + "\r\n\r\n", "HTTP/1.1 " + who + "\r\n\r\n", "HTTP/1.1 200 OK\r\n" + who + "\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: " + who + "\r\n\r\n"} {
		err := errorOfAnswer(t, raw)
		if !strings.Contains(err.Error(), who) {
			t.Errorf("%q: it quotes nothing: %v", raw, err)
		}

		if got := wecom.Kept(err); strings.Contains(got, who) || !strings.HasPrefix(got, "gettoken: ") {
			t.Errorf("%q: kept %q of %q", raw, got, err)
		}
	}
}

// errorOfAnswer is how a call ends that is answered so, byte for byte.
func errorOfAnswer(t *testing.T, raw string) error {
	t.Helper()

	at := listen(t, func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = conn.Write([]byte(raw))
	})

	client := newClient(t, func(c *wecom.Config) { c.BaseURL = "http://" + at })

	_, err := client.FollowUsers(t.Context())
	if err == nil {
		t.Fatal("no error")
	}

	return err
}
