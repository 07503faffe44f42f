package wecom_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Of several bounds of time the one that is over is named: a person makes that
// one longer, and no other.
func TestCall_namesTheBoundThatIsOver(t *testing.T) {
	const create, call = "timeouts.create", "request_timeout"

	path := filepath.Join(t.TempDir(), "picture.png")
	if err := os.WriteFile(path, []byte("a picture"), 0o600); err != nil {
		t.Fatal(err)
	}

	sum := sha256.Sum256([]byte("a picture"))
	picture := wecom.Upload{Path: path, Name: "picture.png", SHA256: hex.EncodeToString(sum[:])}

	for name, row := range map[string]struct {
		hangs         string
		create, call  time.Duration
		want, wantNot string
	}{
		"create in an upload":    {"upload", 50 * time.Millisecond, time.Hour, create, call},
		"create in a look":       {"get_groupmsg_list_v2", 50 * time.Millisecond, time.Hour, create, call},
		"the call in an upload":  {"upload", time.Hour, 50 * time.Millisecond, call, create},
		"the call in a look":     {"get_groupmsg_list_v2", time.Hour, 50 * time.Millisecond, call, create},
		"the call in the send":   {"add_msg_template", time.Hour, 50 * time.Millisecond, call, create},
		"the call for the token": {"gettoken", time.Hour, 50 * time.Millisecond, call, create},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			answers := stub{"upload": says(http.StatusOK, `{"errcode":0,"media_id":"m1"}`)}
			answers[row.hangs] = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

			client := stubClient(t, answers, func(c *wecom.Config) { c.RequestTimeout = row.call })

			ctx, cancel := context.WithTimeoutCause(t.Context(), row.create, &wecom.OverError{Bound: "timeouts.create", Lasts: row.create})
			defer cancel()

			m := single("x", "zhangsan", customer(1))
			m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{Upload: &picture}}}

			got := client.DeliverMassMessage(ctx, wecom.Delivery{Message: m, CheckInterval: time.Hour, CheckStrictly: true})
			if got.Err == nil {
				t.Fatal("no error")
			}

			if text := got.Err.Error(); !strings.Contains(text, row.want) || strings.Contains(text, row.wantNot) {
				t.Errorf("%s\nwant %q, and no %q", text, row.want, row.wantNot)
			}
		})
	}
}
