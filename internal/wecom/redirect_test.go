package wecom_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

func TestRedirect_isNeverFollowed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, endpoint := range []string{"gettoken", "get_groupmsg_list_v2", "add_msg_template"} {
			t.Run(fmt.Sprintf("%d at %s", status, endpoint), func(t *testing.T) {
				var elsewhere, asked atomic.Int32

				other := wecomtest.Serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
				client := stubClient(t, stub{endpoint: func(w http.ResponseWriter, r *http.Request) {
					asked.Add(1)
					http.Redirect(w, r, other+r.URL.String(), status)
				}})

				got := client.DeliverMassMessage(t.Context(), wecom.Delivery{Message: single("x", "zhangsan", customer(1)), CheckInterval: 1, CheckStrictly: true})

				// Who redirects the send may have passed it on before.
				want := wecom.Refused
				if endpoint == "add_msg_template" {
					want = wecom.Unknown
				}

				wantKind(t, got, want)

				if elsewhere.Load() != 0 || asked.Load() != 1 {
					t.Errorf("%d requests went to the other host, %d to the endpoint; want 0 and 1", elsewhere.Load(), asked.Load())
				}
			})
		}
	}
}

func TestRedirect_toTheSameHostIsNotFollowedEither(t *testing.T) {
	var posts atomic.Int32

	client := stubClient(t, stub{"add_msg_template": func(w http.ResponseWriter, r *http.Request) {
		posts.Add(1)
		http.Redirect(w, r, r.URL.String(), http.StatusTemporaryRedirect)
	}})

	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), wecom.Unknown)

	if posts.Load() != 1 {
		t.Errorf("%d POSTs, want 1", posts.Load())
	}
}

func TestRedirect_thatCannotBeParsedProvesNothing(t *testing.T) {
	client := stubClient(t, stub{"add_msg_template": raw(func(string) string {
		return "HTTP/1.1 302 Found\r\nLocation: https://other.example/%zz\r\nContent-Length: 0\r\n\r\n"
	})})

	wantKind(t, client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1)))), wecom.Unknown)
}
