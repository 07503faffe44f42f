package clitest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// What a gateway says unasked, such as the late answer to another call, does
// not reach the log: it may hold a token.
func TestAccLog_showsNothingThatNobodyAskedFor(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)

	target, err := url.Parse(w.url)
	if err != nil {
		t.Fatal(err)
	}

	through, said := httputil.NewSingleHostReverseProxy(target), 0

	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/gettoken") {
			through.ServeHTTP(rw, r)
			return
		}

		answer := httptest.NewRecorder()
		through.ServeHTTP(answer, r)

		conn, _, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = conn.Close() }()

		for _, body := range []string{answer.Body.String(), `{"errcode":0,"errmsg":"ok","access_token":"MARKED"}`} {
			_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		}

		said++
		_, _ = io.Copy(io.Discard, conn)
	}))
	t.Cleanup(front.Close)

	w.url = front.URL
	w.providerArgs = `duplicate_check_interval = "0s"` // no other call takes that connection
	log := filepath.Join(w.dir, "engine.log")
	w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_PATH="+log)
	w.write(oneMessage)

	if got := w.apply(); got.code != 0 || w.sends() != 1 || said == 0 {
		t.Fatalf("code %d, %d messages, said unasked %d times\n%s", got.code, w.sends(), said, got.output)
	}

	text := readFile(t, log)
	if !strings.Contains(text, "[TRACE]") {
		t.Error("no line of TRACE in the log")
	}

	if strings.Contains(text, "MARKED") {
		t.Errorf("the log has what nobody asked for: %s", around(text, "MARKED"))
	}
}
