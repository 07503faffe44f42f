package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// validateProvider is what `terraform validate` asks about a provider block.
func (p *protocol) validateProvider(block object) problems {
	p.t.Helper()

	resp, err := p.server.ValidateProviderConfig(p.t.Context(), &tfprotov6.ValidateProviderConfigRequest{
		Config: p.dynamic(p.providerType(), block),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics)
}

// Secrets and tokens travel in the query, so plain http goes to this machine
// only.
func TestProvider_plainHTTPIsForLoopbackOnly(t *testing.T) {
	const unencrypted = "unencrypted"

	tests := map[string]string{ // the words of the refusal; empty where it is accepted
		"https://qyapi.weixin.qq.com":                  "",
		"https://gateway.example.com:8443":             "",
		"https://gateway.example.com/wecom":            "",
		"http://127.0.0.1:8080":                        "",
		"https://qyapi.weixin.qq.com\n":                "begins or ends with",
		"http://127.0.0.2":                             "",
		"http://127.255.255.254:1":                     "",
		"http://localhost:8080":                        "",
		"http://LocalHost":                             "",
		"http://[::1]:8080":                            "",
		"http://[::1]":                                 "",
		"http://qyapi.weixin.qq.com":                   unencrypted,
		"HTTP://qyapi.weixin.qq.com":                   unencrypted,
		"http://10.0.0.1":                              unencrypted,
		"http://0.0.0.0:8080":                          unencrypted,
		"http://[::]:8080":                             unencrypted,
		"http://[::2]:8080":                            unencrypted,
		"http://localhost.example.com":                 unencrypted,
		"http://localhost.":                            unencrypted,
		"http://notlocalhost":                          unencrypted,
		"http://127.0.0.1.example.com":                 unencrypted,
		"http://127.0.0.1.nip.io:8080":                 unencrypted,
		"http://127.example.com":                       unencrypted,
		"http://127.0.0.1@example.com":                 "user",
		"https://user:password@example.com":            "user",
		"https://example.com?access_token=a":           "query",
		"https://qyapi.weixin.qq.com/cgi-bin":          "Write https://qyapi.weixin.qq.com.",
		"https://qyapi.weixin.qq.com/cgi-bin/":         "Write https://qyapi.weixin.qq.com.",
		"https://qyapi.weixin.qq.com/CGI-BIN//":        "/cgi-bin",
		"https://qyapi.weixin.qq.com/cgi-bin/gettoken": "Write https://qyapi.weixin.qq.com.",
		"https://gateway.example.com/wecom/cgi-bin":    "Write https://gateway.example.com/wecom.",
		"https://gateway.example.com/my-cgi-bin-proxy": "",
		"https://gateway.example.com/wecom ":           "white space",
		"https://gateway.example.com/we com":           "white space",
		" https://qyapi.weixin.qq.com":                 "begins or ends with",
		"https://qyapi.weixin.qq.com\r":                "begins or ends with",
		"\"https://qyapi.weixin.qq.com\"":              "URL such as",
		"https://example.com#a":                        "fragment",
		"ftp://127.0.0.1":                              "URL such as https://qyapi.weixin.qq.com",
		"qyapi.weixin.qq.com":                          "URL such as https://qyapi.weixin.qq.com",
		"localhost:8080":                               "URL such as https://qyapi.weixin.qq.com",
		"https://":                                     "URL such as https://qyapi.weixin.qq.com",
		"https://qyapi.weixin.qq.com:port":             "URL such as https://qyapi.weixin.qq.com",
		"//qyapi.weixin.qq.com":                        "URL such as https://qyapi.weixin.qq.com",
		"http://2130706433":                            unencrypted,
		"https://qyapi.weixin.qq.com,https://b":        "2 URLs in one string",
		"https://qyapi.weixin.qq.com,b":                "comma",
		"http://127.0.0.1:99999":                       "port 99999",
		"\ufeffhttps://qyapi.weixin.qq.com":            "byte order mark",
	}

	for url, words := range tests {
		t.Run(url, func(t *testing.T) {
			p := serve(t)

			if words == "" {
				p.validateProvider(object{"base_url": url}).expect(t, "problem")
				return
			}

			p.validateProvider(object{"base_url": url}).expect(t, "problem", at("", "Invalid base_url", words))

			// The environment is no way round it.
			t.Setenv("WECOM_BASE_URL", url)
			p.configure(credentials()).expect(t, "problem of the environment", at("", "WECOM_BASE_URL", words))
		})
	}
}

// credentials is a provider block with credentials and nothing else.
func credentials() object {
	return object{"corp_id": "ww1", "corp_secret": "a-secret-of-the-app"}
}
