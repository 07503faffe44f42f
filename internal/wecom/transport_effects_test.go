package wecom_test

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A send has a connection of its own: one that was idle may be closed by the
// other side while the send is under way, and nobody knows then what became of
// it; or hold what is no answer to it.
func TestEffect_hasAConnectionOfItsOwn(t *testing.T) {
	var (
		mu   sync.Mutex
		seen = map[string][]string{} // endpoints, by connection
	)

	note := func(endpoint string, answer http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()

			seen[r.RemoteAddr] = append(seen[r.RemoteAddr], endpoint)
			mu.Unlock()

			answer(w, r)
		}
	}

	client := stubClient(t, stub{
		"get_groupmsg_list_v2": note("list", says(200, `{"errcode":0,"errmsg":"ok","group_msg_list":[]}`)),
		"add_msg_template": note("send", func(w http.ResponseWriter, r *http.Request) {
			says(200, `{"errcode":0,"errmsg":"ok","fail_list":[],"msgid":"`+strings.ReplaceAll(r.RemoteAddr, ":", "-")+`"}`)(w, r)
		}),
	})

	for range 3 {
		wantKind(t, client.DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("x", "zhangsan", customer(1)), CheckInterval: time.Hour}), wecom.Accepted)
	}

	lists, sends := 0, 0

	for connection, endpoints := range seen {
		if endpoints[0] == "send" && len(endpoints) > 1 {
			t.Errorf("%s: %v", connection, endpoints)
		}

		for _, endpoint := range endpoints {
			if endpoint == "send" {
				sends++
			} else {
				lists++
			}
		}
	}

	if sends != 3 || lists == 0 {
		t.Errorf("%d sends, %d lists: %v", sends, lists, seen)
	}
}

// What a gateway writes on the connection of another call is no answer to the
// send.
func TestEffect_readsNoAnswerOfAnotherCall(t *testing.T) {
	const (
		empty    = `{"errcode":0,"errmsg":"ok","group_msg_list":[]}`
		accepted = `{"errcode":0,"errmsg":"ok","fail_list":[],"msgid":"another"}`
		refused  = `{"errcode":41048,"errmsg":"invalid chat id"}`
	)

	for _, stray := range []string{accepted, refused} {
		client := stubClient(t, stub{
			"get_groupmsg_list_v2": onTheWire(func(conn net.Conn) {
				_, _ = io.WriteString(conn, asAnswer(empty))

				if n, _ := conn.Read(make([]byte, 1)); n > 0 { // the next call on it
					_, _ = io.WriteString(conn, asAnswer(stray))
				}
			}),
			"add_msg_template": says(200, `{"errcode":0,"errmsg":"ok","fail_list":[],"msgid":"its-own"}`),
		})

		got := client.DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("x", "zhangsan", customer(1)), CheckInterval: time.Hour})
		if wantKind(t, got, wecom.Accepted); got.MsgID != "its-own" {
			t.Errorf("msgid %q", got.MsgID)
		}
	}
}

func asAnswer(body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body
}
