package wecom_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// One address is one origin, however it is written. The journal knows messages
// by it, so no release may change what stands here.
func TestClient_Origin(t *testing.T) {
	for written, want := range map[string]string{
		"":                                     "https://qyapi.weixin.qq.com",
		"https://qyapi.weixin.qq.com":          "https://qyapi.weixin.qq.com",
		"https://qyapi.weixin.qq.com/":         "https://qyapi.weixin.qq.com",
		"HTTPS://QYAPI.weixin.qq.com":          "https://qyapi.weixin.qq.com",
		"https://qyapi.weixin.qq.com:443":      "https://qyapi.weixin.qq.com",
		"https://qyapi.weixin.qq.com:0443/":    "https://qyapi.weixin.qq.com",
		"https://qyapi.weixin.qq.com:":         "https://qyapi.weixin.qq.com",
		"https://qyapi.weixin.qq.com.":         "https://qyapi.weixin.qq.com",
		"https://gateway.example:8443/WeCom":   "https://gateway.example:8443/WeCom",
		"https://gateway.example/./a//b/../c/": "https://gateway.example/a/c",
		"https://gateway.example/%70roxy":      "https://gateway.example/proxy",
		"https://gateway.example/a%2Fb%20c":    "https://gateway.example/a/b%20c",
		"http://127.0.0.1:80":                  "http://127.0.0.1",
		"http://127.0.0.1:443":                 "http://127.0.0.1:443",
		"http://[::1]:80/":                     "http://[::1]",
		"http://[::1]:8080":                    "http://[::1]:8080",
	} {
		c := wecom.New(wecom.Config{BaseURL: written})
		if got := c.Origin(); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}

		c.Close()
	}
}
