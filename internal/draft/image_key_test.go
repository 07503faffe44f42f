package draft_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// A picture has the same name in the journal in every release. It has none
// where nobody knows the company.
func TestImageKey(t *testing.T) {
	hash := strings.Repeat("0", 64)

	const want = "v1:5f9cc67d2b26040bede2a05f22dc6a00f649948534fa5e7896fa6040fefb122e"

	if got := draft.ImageKey("https://qyapi.weixin.qq.com", "ww1", hash); got != want {
		t.Errorf("%s, want %s", got, want)
	}

	for _, other := range []string{
		draft.ImageKey("http://127.0.0.1:8080", "ww1", hash),
		draft.ImageKey("https://qyapi.weixin.qq.com", "ww2", hash),
		draft.ImageKey("https://qyapi.weixin.qq.com", "ww1", strings.Repeat("1", 64)),
	} {
		if other == want || other == "" {
			t.Errorf("another one is %q", other)
		}
	}

	if got := draft.ImageKey("https://qyapi.weixin.qq.com", "", hash); got != "" {
		t.Errorf("without a company it is %s", got)
	}
}
