package provider_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
)

// The bound of one call is a duration in a range.
func TestProvider_requestTimeout(t *testing.T) {
	tests := map[string]string{
		"1s": "", "30s": "", "1m30s": "", "10m": "", "1500ms": "",
		"999ms": "1s to 10m", "0s": "1s to 10m", "-1s": "1s to 10m", "10m1s": "1s to 10m",
		"3000000h": `"3000000h" is out of range: 1s to 10m`, "-3000000h1.5m": "1s to 10m", "99999999999999999999s": "1s to 10m",
		"30": "30s", "soon": "30s", "1 minute": "30s", "1d": "30s", "h": "30s",
	}

	p := serve(t)

	for text, words := range tests {
		t.Run(text, func(t *testing.T) {
			found := p.validateProvider(object{"request_timeout": text})

			if words == "" {
				found.expect(t, "problem")
			} else {
				found.expect(t, "problem", at("request_timeout", words))
			}
		})
	}
}

// A proxy is named with one of four schemes.
func TestProvider_proxyURL(t *testing.T) {
	tests := map[string]bool{
		"http://proxy.example.com:3128":        true,
		"https://proxy.example.com":            true,
		"socks5://127.0.0.1:1080":              true,
		"socks5h://127.0.0.1:1080":             true,
		"http://user:password@proxy.example":   true,
		"proxy.example.com:3128":               false,
		"ftp://proxy.example.com":              false,
		"http://":                              false,
		"http://user:s3cr3t-word@":             false,
		"ftp://user:s3cr3t-word@proxy.example": false,
		"http://user:s3cr3t-word%zz@proxy":     false,
		"http://user:s3cr3t-word@proxy:port":   false,
		"user:s3cr3t-word@proxy:3128":          false,
	}

	for url, accepted := range tests {
		t.Run(url, func(t *testing.T) {
			p := serve(t)
			found := p.validateProvider(object{"proxy_url": url})

			t.Setenv("WECOM_PROXY_URL", url)

			ofEnvironment := p.configure(credentials())

			if accepted {
				found.expect(t, "problem")
				ofEnvironment.expect(t, "problem of the environment")

				return
			}

			found.expect(t, "problem", at("", "Invalid proxy_url"))
			ofEnvironment.expect(t, "problem of the environment", at("", "WECOM_PROXY_URL"))

			if text := found.String() + ofEnvironment.String(); strings.Contains(text, "s3cr3t-word") {
				t.Errorf("the password stands in a message:\n%s", text)
			}
		})
	}
}

// Calls go through the proxy, which need not be this machine's default.
func TestProvider_callsGoThroughTheProxy(t *testing.T) {
	sim := simulate(t)
	block := with(sim.block(), object{"base_url": "http://127.0.0.1:9", "proxy_url": sim.URL})

	for name, configure := range map[string]func(t *testing.T, p *protocol) problems{
		"of the provider block": func(_ *testing.T, p *protocol) problems { return p.configure(block) },
		"of the environment": func(t *testing.T, p *protocol) problems {
			t.Helper()
			t.Setenv("WECOM_PROXY_URL", sim.URL)

			return p.configure(with(block, object{"proxy_url": nil}))
		},
		"of the block, not of the environment": func(t *testing.T, p *protocol) problems {
			t.Helper()
			t.Setenv("WECOM_PROXY_URL", "http://127.0.0.1:9")

			return p.configure(block)
		},
	} {
		t.Run(name, func(t *testing.T) {
			sim.Reset()

			p := serve(t)
			configure(t, p).expect(t, "problem of the provider block")

			_, applied := p.message().apply(hello())
			applied.errors().expect(t, "error of the apply")

			if sim.sends() != 1 {
				t.Errorf("%d messages, want 1", sim.sends())
			}
		})
	}
}

// As long as the proxy or the address is not known, nothing is called without
// it.
func TestProvider_nothingIsCalledPastAProxyThatIsNotKnown(t *testing.T) {
	for _, name := range []string{"proxy_url", "base_url"} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			t.Setenv("WECOM_BASE_URL", sim.URL)

			p := serve(t)
			p.configure(with(sim.block(), object{name: unknown})).expect(t, "problem of the provider block")

			_, applied := p.message().apply(hello())
			applied.errors().expect(t, "error of the apply", at("", name))

			if n := len(sim.Requests("")); n != 0 {
				t.Errorf("%d requests, want none", n)
			}
		})
	}
}

// A proxy that cannot be reached is an error, since nothing has left; its
// password is in no message.
func TestProvider_aDeadProxyIsAnErrorWithoutItsPassword(t *testing.T) {
	p := serve(t, provider.WithClock(hastyClock()))
	p.configure(with(credentials(), object{"proxy_url": "http://user:s3cr3t-word@127.0.0.1:9"})).expect(t, "problem of the provider block")

	message := p.message()

	_, applied := message.apply(hello())
	applied.errors().expect(t, "error of the apply", at("", "Nothing was sent"))

	if strings.Contains(applied.String(), "s3cr3t-word") {
		t.Errorf("the password stands in a message:\n%s", applied)
	}

	if !message.state.IsNull() {
		t.Error("a message that was not sent is in the state")
	}
}

// Every request says who makes it.
func TestProvider_userAgent(t *testing.T) {
	sim := simulate(t)
	connected(t, sim).apply(hello())

	requests := sim.Requests("")
	if len(requests) == 0 {
		t.Fatal("no request")
	}

	for _, r := range requests {
		if got := r.Header.Get("User-Agent"); got != "terraform-provider-wecom/test" {
			t.Errorf("%s has User-Agent %q", r.Path, got)
		}
	}
}
