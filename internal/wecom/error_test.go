package wecom_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestErrmsg_isTakenApart(t *testing.T) {
	const link = ", more info at https://open.work.weixin.qq.com/devtool/query?e=40096"

	for name, row := range map[string]struct{ errmsg, message, hint, ip string }{
		"all parts":         {"invalid external userid, hint: [1647310300304014225074204], from ip: 1.2.3.4" + link, "invalid external userid", "[1647310300304014225074204]", "1.2.3.4"},
		"text only":         {"invalid external userid", "invalid external userid", "", ""},
		"no hint":           {"not allow to access from your ip, from ip: 10.0.0.1" + link, "not allow to access from your ip", "", "10.0.0.1"},
		"IPv6":              {"denied, from ip: 2001:db8::1" + link, "denied", "", "2001:db8::1"},
		"hint first":        {"hint: [12], bad", ", bad", "[12]", ""},
		"commas in text":    {"a, b, c, hint: [7]", "a, b, c", "[7]", ""},
		"empty":             {"", "(no errmsg)", "", ""},
		"control character": {"a\x1b[31mb", "a [31mb", "", ""},
		"a very long text":  {strings.Repeat("长", 5000), strings.Repeat("长", 333) + "\uFFFD...", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			raw, err := json.Marshal(map[string]any{"errcode": 40096, "errmsg": row.errmsg})
			if err != nil {
				t.Fatal(err)
			}

			client := stubClient(t, stub{"add_msg_template": says(http.StatusOK, string(raw))})
			got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1))))
			wantKind(t, got, wecom.Refused)

			apiErr, ok := errors.AsType[*wecom.APIError](got.Err)
			if !ok {
				t.Fatalf("error %T, want *APIError", got.Err)
			}

			want := wecom.APIError{Endpoint: "add_msg_template", HTTPStatus: 200, Code: 40096, Message: row.message, Hint: row.hint, CallerIP: row.ip}
			if *apiErr != want {
				t.Errorf("got  %+v\nwant %+v", *apiErr, want)
			}
		})
	}
}
