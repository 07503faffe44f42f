package sendwindow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/sendwindow"
)

func TestWindow_closed(t *testing.T) {
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	w := sendwindow.Window{NotBefore: noon, NotAfter: noon.Add(time.Hour)}

	for name, c := range map[string]struct {
		w    sendwindow.Window
		now  time.Time
		want string
	}{
		"no window":          {sendwindow.Window{}, noon, ""},
		"a second before":    {w, noon.Add(-time.Second), "1s too early"},
		"its first moment":   {w, noon, ""},
		"its last moment":    {w, noon.Add(time.Hour), ""},
		"a moment after":     {w, noon.Add(time.Hour + time.Millisecond), "1s too late"},
		"two days after":     {w, noon.Add(49 * time.Hour), "48h0m0s too late"},
		"only a beginning":   {sendwindow.Window{NotBefore: noon}, noon.Add(time.Hour), ""},
		"only an end":        {sendwindow.Window{NotAfter: noon}, noon.Add(-time.Hour), ""},
		"in another offset":  {w, noon.In(time.FixedZone("", 8*3600)), ""},
		"and outside of it,": {w, noon.Add(-time.Hour).In(time.FixedZone("", 8*3600)), "it is 2026-03-02T19:00:00+08:00"},
	} {
		if got := c.w.Closed(c.now); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
