package wecom_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// withFile gives a message a file, which is uploaded before it is sent.
func withFile(t *testing.T, m *wecom.MassMessage) *wecom.MassMessage {
	t.Helper()

	return withFileOf(t, m, "price list")
}

func withFileOf(t *testing.T, m *wecom.MassMessage, content string) *wecom.MassMessage {
	t.Helper()

	path, sum := filepath.Join(t.TempDir(), "prices.pdf"), sha256.Sum256([]byte(content))
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	m.Attachments = []wecom.Attachment{{MsgType: "file", File: &wecom.File{Upload: &wecom.Upload{Path: path, Name: "prices.pdf", SHA256: hex.EncodeToString(sum[:])}}}}

	return m
}

// renamed lets the list show media under other names, or none.
func renamed(to string) func(body string) string {
	return func(body string) string {
		parts := strings.Split(body, `"media_id":"`)
		for i := 1; i < len(parts); i++ {
			parts[i] = to + parts[i][strings.IndexByte(parts[i], '"'):]
		}

		return strings.Join(parts, `"media_id":"`)
	}
}

// An uploaded file is found by the media id that the upload gave; under another
// one it is a candidate.
func TestFile_aLostMessageIsFoundByItsMediaID(t *testing.T) {
	for name, row := range map[string]struct {
		rename func(string) string
		want   likeness
	}{
		"listed as it was sent":      {func(body string) string { return body }, proof},
		"listed under another name":  {renamed("another"), candidate},
		"listed without a media id":  {renamed(""), candidate},
		"listed with another text":   {func(body string) string { return strings.ReplaceAll(body, "hello", "hello.") }, another},
		"listed as another kind":     {func(body string) string { return strings.ReplaceAll(body, `"file"`, `"video"`) }, another},
		"listed without attachments": {func(body string) string { return strings.ReplaceAll(body, `"attachments"`, `"attached"`) }, another},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.withFront().on(nil, rewrites("get_groupmsg_list_v2", row.rename))
			w.lose()

			m := withFile(t, single("hello", "zhangsan", customer(1)))
			got := w.client().DeliverMassMessage(t.Context(), unchecked(m))

			if row.want == proof {
				wantKind(t, got, wecom.Accepted)
				return
			}

			wantKind(t, got, wecom.Unknown)

			if n := len(got.Candidates); (n == 1) != (row.want == candidate) {
				t.Errorf("candidates %+v", got.Candidates)
			}

			finding, err := w.client().FindMassMessage(t.Context(), got.Sent, stored(t, got.Trace))
			if err != nil || likenessOf(finding) != row.want {
				t.Errorf("later %s, %v; want %s", likenessOf(finding), err, row.want)
			}
		})
	}
}

// Before a send nobody knows the media id, so equal words are enough to ask.
func TestFile_aMessageWithOneIsNotSentTwice(t *testing.T) {
	w := newWorld(t)
	wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(withFile(t, single("hello", "zhangsan", customer(1))))), wecom.Accepted)
	wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(withFile(t, single("hello", "zhangsan", customer(1))))), wecom.Refused)
	wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(withFile(t, single("hello", "zhangsan", customer(2))))), wecom.Accepted)
	w.wantPosts(2)
}
