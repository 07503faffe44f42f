package wecom_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestCountFailed_countsPeopleWhoWereAskedFor(t *testing.T) {
	for _, c := range []struct {
		failList []string
		want     int
	}{
		{nil, 0},
		{[]string{"wm1"}, 1},
		{[]string{"wm1", "wm1", "wm1"}, 1},
		{[]string{"wm1", "wm2"}, 2},
		{[]string{"wm9", "wm1"}, 1},
	} {
		if got := wecom.CountFailed(c.failList, []string{"wm1", "wm2", "wm3"}); got != c.want {
			t.Errorf("%q: %d, want %d", c.failList, got, c.want)
		}
	}
}
