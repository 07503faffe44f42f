package clitest_test

import (
	"strings"
	"testing"
	"time"
)

// What a gateway or a filter of answers writes after the message is there. The
// list shows nothing, so that only the answer can tell.
func TestAccRefusal_onlyWeComRefuses(t *testing.T) {
	const page = "<html><body>blocked</body></html>"

	moved := gateway(302, page, true)
	moved.header = map[string]string{"Location": "/blocked"}

	for name, answer := range map[string]reply{
		"504 with errcode":             gateway(504, `{"errcode":504,"errmsg":"gateway time-out"}`, true),
		"200 with a gateway's errcode": gateway(200, `{"errcode":504,"errmsg":"gateway time-out"}`, true),
		"200 with a fraction":          gateway(200, `{"errcode":40096.5,"errmsg":"invalid"}`, true),
		"200 with a list":              gateway(200, `[{"errcode":40096}]`, true),
		"302":                          moved,
		"400":                          gateway(400, page, true),
		"403":                          gateway(403, page, true),
		"403 with WeCom's errcode":     gateway(403, `{"errcode":40096,"errmsg":"invalid"}`, true),
		"404":                          gateway(404, page, true),
		"413":                          gateway(413, page, true),
		"429":                          gateway(429, page, true),
		"499":                          gateway(499, page, true),
		"500 with WeCom's errcode":     gateway(500, `{"errcode":48002,"errmsg":"api forbidden"}`, true),
		"401 with a token's errcode":   gateway(401, `{"errcode":42001,"errmsg":"access_token expired"}`, true),
		"502 with a token's errcode":   gateway(502, `{"errcode":40014,"errmsg":"invalid access_token"}`, true),
		"503 with a rate's errcode":    gateway(503, `{"errcode":45033,"errmsg":"concurrency"}`, true),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			w.sim.SetListLag(time.Hour)
			w.write(oneMessage)
			// The filter does so every time.
			p.on(send, answer, answer, answer)

			for n := range 3 {
				got := w.apply()

				if len(p.sent()) != 1 || w.status() != "unknown" {
					t.Fatalf("apply %d: %d messages, status %s, exit code %d, want 1 and unknown\n%s", n+1, len(p.sent()), w.status(), got.code, got.errorText())
				}

				if strings.Contains(got.output, "Nothing was sent") {
					t.Errorf("apply %d says that nothing was sent\n%s", n+1, got.output)
				}
			}

			w.sim.SetListLag(0)

			if got := w.apply(); w.status() != "created" || len(p.sent()) != 1 {
				t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), len(p.sent()), got.output)
			}
		})
	}
}

// The same answers, with a list that shows the message: it is found at once.
func TestAccRefusal_isFoundAtOnce(t *testing.T) {
	for name, answer := range map[string]reply{
		"504 with errcode": gateway(504, `{"errcode":504,"errmsg":"gateway time-out"}`, true),
		"403":              gateway(403, "<html>no</html>", true),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			w.write(oneMessage)
			p.on(send, answer)

			if got := w.apply(); got.code != 0 || w.status() != "created" || len(p.sent()) != 1 {
				t.Errorf("exit code %d, status %s, %d messages, want 0, created and 1\n%s", got.code, w.status(), len(p.sent()), got.errorText())
			}
		})
	}
}

// The positive control: what WeCom itself refuses was not sent, and the next
// apply sends it. A refused token is renewed within the apply.
func TestAccRefusal_weComsOwn(t *testing.T) {
	for name, c := range map[string]struct {
		answer reply
		status string // after the first apply
	}{
		"40096":                    {gateway(200, `{"errcode":40096,"errmsg":"invalid external userid"}`, false), "none"},
		"a code that is not known": {gateway(200, `{"errcode":88888,"errmsg":"new"}`, false), "none"},
		"an expired token":         {gateway(200, `{"errcode":42001,"errmsg":"access_token expired"}`, false), "created"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, p := behindProxy(t)
			w.write(oneMessage)
			p.on(send, c.answer)

			if got := w.apply(); w.status() != c.status || (got.code == 0) != (c.status == "created") {
				t.Errorf("exit code %d, status %s, want %s\n%s", got.code, w.status(), c.status, got.output)
			}

			if got := w.apply(); got.code != 0 || w.status() != "created" || len(p.sent()) != 1 {
				t.Errorf("exit code %d, status %s, %d messages, want 0, created and 1\n%s", got.code, w.status(), len(p.sent()), got.errorText())
			}
		})
	}
}
