package clitest_test

import (
	"archive/zip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const (
	proxyPassword = "proxy-pa55word"
	secretText    = "只给客户看的话"
)

// Secrets, message text and recipients appear nowhere they must not, with
// everything logged, in success, refusal, time-out and crash.
func TestAccSecrets_appearNowhere(t *testing.T) {
	faults := map[string]wecomsim.Fault{
		"success":      {Endpoint: "nothing"},
		"refusal":      {Endpoint: send, Errcode: 40096},
		"wrong secret": {Endpoint: "gettoken", Errcode: 40001},
		"no token":     {Endpoint: "gettoken", DropAt: wecomsim.BeforeEffect},
		"HTTP 500":     {Endpoint: send, Status: 500, Body: []byte("<html>500</html>")},
		"bad JSON":     {Endpoint: send, Body: []byte(`{"errcode":`), WithEffect: true},
		"time-out":     {Endpoint: send, HangAt: wecomsim.AfterEffect},
		"redirect":     {Endpoint: send, Status: 302, Header: map[string]string{"Location": "http://127.0.0.1:1/x"}},
		"crash":        {Endpoint: send, HangAt: wecomsim.AfterEffect},
	}

	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			throughProxy(t, w)

			if name == "crash" {
				w.providerArgs = `request_timeout = "20s"`
			}

			w.write(strings.Replace(oneMessage, "一次就好", secretText, 1))

			log := filepath.Join(w.dir, "trace.log")
			w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_PATH="+log)

			plan := w.run("plan", "-out=saved.tfplan")
			if plan.code != 0 {
				t.Fatal(plan.output)
			}

			w.sim.Arm(fault)

			apply := w.command("apply", "saved.tfplan")

			var out strings.Builder

			apply.Stdout, apply.Stderr = &out, &out

			if err := apply.Start(); err != nil {
				t.Fatal(err)
			}

			if name == "crash" {
				waitForRequest(t, w, send)
				killProvider(t, apply)
			}

			_ = apply.Wait()

			searched := map[string]string{
				"output of plan":  plan.output,
				"output of apply": out.String(),
				"log":             providerLines(t, log),
				"whole log":       readFile(t, log),
				"plan file":       unzip(t, filepath.Join(w.dir, "saved.tfplan")),
				"state":           w.stateText(),
			}

			tokens := tokensOf(w.sim)
			if len(tokens) == 0 && name != "no token" && name != "wrong secret" {
				t.Fatal("no token was used, so nothing is proven")
			}

			for where, text := range searched {
				for _, secret := range append(tokens, wecomsim.DemoSecret, proxyPassword, url.QueryEscape(proxyPassword)) {
					if strings.Contains(text, secret) {
						t.Errorf("the %s holds the secret %q: %s", where, secret, around(text, secret))
					}
				}
			}

			// What the provider itself logs says nothing of the message. (The
			// engine's own trace shows configuration and state, as it does for
			// every provider.)
			for _, private := range []string{secretText, wecomsim.DemoCustomer} {
				if strings.Contains(searched["log"], private) {
					t.Errorf("the provider's log holds %q: %s", private, around(searched["log"], private))
				}
			}

			if len(tokens) > 0 && !strings.Contains(searched["log"], "WeCom call") {
				t.Error("the provider's log was not captured, so nothing is proven")
			}
		})
	}
}

// A proxy password that is given by environment goes the way of all traffic,
// and nowhere else.
func throughProxy(t *testing.T, w *workspace) {
	t.Helper()

	target, err := url.Parse(w.url)
	if err != nil {
		t.Fatal(err)
	}

	used := false
	forward := httputil.NewSingleHostReverseProxy(target)
	forward.ErrorLog = nil

	proxy := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		used = used || r.Header.Get("Proxy-Authorization") != ""
		forward.ServeHTTP(rw, r)
	}))

	t.Cleanup(func() {
		w.sim.ClearFaults()
		proxy.Close()

		if !used {
			t.Error("no request came through the proxy with its password")
		}
	})

	w.env = append(w.env, "WECOM_PROXY_URL="+strings.Replace(proxy.URL, "http://", "http://ops:"+proxyPassword+"@", 1))
}

// tokensOf are the access tokens that requests have carried.
func tokensOf(sim *wecomsim.Server) []string {
	var tokens []string

	for _, r := range sim.Requests("") {
		if query, err := url.ParseQuery(r.Query); err == nil && query.Get("access_token") != "" {
			tokens = append(tokens, query.Get("access_token"))
		}
	}

	return tokens
}

// providerLines are the lines of the log that the provider's own code wrote.
func providerLines(t *testing.T, log string) string {
	t.Helper()

	var lines strings.Builder

	for line := range strings.Lines(readFile(t, log)) {
		if strings.Contains(line, "@module=wecom") || strings.Contains(line, "WeCom call") {
			lines.WriteString(line)
		}
	}

	return lines.String()
}

func readFile(t *testing.T, name string) string {
	t.Helper()

	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(raw)
}

func unzip(t *testing.T, name string) string {
	t.Helper()

	archive, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()

	var all strings.Builder

	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}

		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}

		_ = r.Close()
	}

	if !strings.Contains(all.String(), "wecom_") {
		t.Error("the plan file was not unpacked, so nothing is proven")
	}

	return all.String()
}

// around shows where a secret was found.
func around(text, secret string) string {
	i := strings.Index(text, secret)

	return text[max(0, i-150):min(len(text), i+len(secret)+50)]
}
