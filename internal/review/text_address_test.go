package review_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

// A bare name leads there whatever stands right behind it.
func TestHosts_ofABareName(t *testing.T) {
	for text, host := range map[string]string{
		"官网evil.cn-点击进入": "evil.cn", "www.evil.cn-点": "www.evil.cn", "evil.cn:QQ123": "evil.cn", "www.evil.cn:abc/x": "www.evil.cn", "evil.cn:8080a": "evil.cn",
		`微店evil.cn\n`: "evil.cn", "evil.cn-abc": "evil.cn", "evil.cn--": "evil.cn", "a-b.evil.cn": "a-b.evil.cn",
		"éshop.com": "éshop.com", "看аshop.com": "аshop.com", "ａshop.com": "ａshop.com",
		"v1.2-beta": "", "price.pdf-2": "", "3.5-折": "",
	} {
		report := reportOf(t, review.Options{Policy: review.Policy{LinkHosts: []string{"shop.com"}}}, change("wecom_mass_message.it", []string{"create"}, nil, message(object{"text": object{"content": text}}), nil))
		if got := violated(report); host == "" && got != "" || !strings.Contains(got, host) {
			t.Errorf("%q: %q, want %q", text, got, host)
		}
	}
}

// A second address behind the first one is seen, whatever stands between: a
// phone makes a link of it.
func TestHosts_ofASecondAddressInAText(t *testing.T) {
	for _, mark := range []string{
		",", ";", "!", "?", ")", "(", "[", "]", "{", "}", "*", "|", "^", "`", "\"", "'", "<", ">", "，", "。", "、", "；", "！", "？", "）", "】", "」", "》", "”", "…", "·", "•", "→", "｜",
		"\u3000", "\u00a0", "\u200b", "\ufeff", "\u2028", " ", "\n", "\t", "或", "和", "🍵",
	} {
		for _, path := range []string{"", "/", "/a", "/a?b=1", "#c"} {
			for _, second := range []string{"http://evil.cn/x", "HTTPS://evil.cn", "evil.cn", "www.evil.cn/x", "shop.com@evil.cn"} {
				if mark == "?" && !strings.Contains(strings.ToLower(second), "http") {
					continue // the rest is of the path
				}

				text := "看 https://shop.com" + path + mark + second
				report := reportOf(t, review.Options{Policy: review.Policy{LinkHosts: []string{"shop.com"}}}, change("wecom_mass_message.it", []string{"create"}, nil, message(object{"text": object{"content": text}}), nil))

				if got := violated(report); !strings.Contains(got, "evil.cn") {
					t.Errorf("%q: %q", text, got)
				}
			}
		}
	}
}
