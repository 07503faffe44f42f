package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// start runs the program until the test ends and gives what its ready line
// says.
func start(t *testing.T, args ...string) map[string]string {
	t.Helper()
	ready := filepath.Join(t.TempDir(), "ready")
	ctx, cancel := context.WithCancel(t.Context())

	done := make(chan error, 1)
	go func() {
		done <- run(ctx, append([]string{"--listen", "127.0.0.1:0", "--ready-file", ready}, args...), io.Discard)
	}()

	t.Cleanup(func() {
		cancel()

		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})

	for range 3000 {
		if line, err := os.ReadFile(ready); err == nil {
			values := map[string]string{}

			for _, word := range strings.Fields(string(line)) {
				name, value, _ := strings.Cut(word, "=")
				values[name] = value
			}

			return values
		}

		time.Sleep(10 * time.Millisecond)
	}

	t.Fatal("not ready")

	return nil
}

func get(t *testing.T, url string) string {
	t.Helper()

	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()

	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}

	return string(body)
}

func TestProgram_servesWeComAndTheControlAPI(t *testing.T) {
	ready := start(t, "--fault", `{"endpoint":"gettoken","count":1,"errcode":45009}`)

	token := ready["base_url"] + "/cgi-bin/gettoken?corpid=" + ready["corp_id"] + "&corpsecret=" + ready["corp_secret"]
	if body := get(t, token); !strings.Contains(body, `"errcode":45009`) {
		t.Errorf("armed fault: %s", body)
	}

	if body := get(t, token); !strings.Contains(body, `"errcode":0`) {
		t.Errorf("after the fault: %s", body)
	}

	if body := get(t, ready["base_url"]+"/_sim/requests"); strings.Count(body, `"seq":`) != 2 || strings.Contains(body, ready["corp_secret"]) {
		t.Errorf("requests: %s", body)
	}
}

func TestProgram_readsACompanyFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "company.json")

	company := `{"corp_id":"wwfile","apps":[{"name":"a","secret":"s"}],"members":[{"userid":"u"}]}`
	if err := os.WriteFile(file, []byte(company), 0o600); err != nil {
		t.Fatal(err)
	}

	ready := start(t, "--company", file)
	if ready["corp_id"] != "wwfile" || ready["corp_secret"] != "s" {
		t.Errorf("ready line %v", ready)
	}
}

func TestProgram_printsTheSchema(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), []string{"--print-schema"}, &out); err != nil || !strings.Contains(out.String(), "json-schema.org") {
		t.Errorf("%v: %.80s", err, out.String())
	}
}

func TestFlags_impossibleValuesAreRefused(t *testing.T) {
	for _, args := range [][]string{
		{"--listen", "0.0.0.0:0"},
		{"--listen", "nonsense"},
		{"--listen", "0.0.0.0:0", "--allow-remote"},
		{"--customers", "5", "--company", "x"},
		{"--customers", "-1"},
		{"--company", "/does/not/exist", "--listen", "127.0.0.1:0"},
		{"--quota", "year"},
		{"--fault", "{", "--listen", "127.0.0.1:0"},
		{"--fault", `{"drop_at":"never"}`, "--listen", "127.0.0.1:0"},
		{"word"},
		{"--nonsense"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()

		if err := run(ctx, args, io.Discard); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}

// The seed repeats companies and ids, but not tokens: those open the simulator.
func TestProgram_givesAnotherTokenAtEachStart(t *testing.T) {
	given := map[string]bool{}

	for _, args := range [][]string{nil, nil, {"--seed", "1"}, {"--data", filepath.Join(t.TempDir(), "a.db")}, {"--data", filepath.Join(t.TempDir(), "b.db")}} {
		ready := start(t, args...)

		token := field(get(t, ready["base_url"]+tokenQuery), "access_token")
		if token == "" || given[token] {
			t.Errorf("%v: token %q", args, token)
		}

		given[token] = true
	}
}

func TestProgram_refusesAForeignHost(t *testing.T) {
	ready := start(t)

	request, err := http.NewRequest(http.MethodGet, ready["base_url"]+tokenQuery, nil)
	if err != nil {
		t.Fatal(err)
	}

	request.Host = "evil.example"

	response, err := new(http.Client).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()

	if response.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", response.StatusCode)
	}
}
