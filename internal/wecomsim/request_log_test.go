package wecomsim_test

import (
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// inProcess sends a request without a connection.
func inProcess(sim *wecomsim.Server, path, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, strings.NewReader(body))
	request.RemoteAddr = "127.0.0.1:1"
	recorder := httptest.NewRecorder()
	sim.ServeHTTP(recorder, request)

	return recorder
}

func TestUnknownPath_isRememberedInShort(t *testing.T) {
	c := newClient(t)

	request, err := http.NewRequest(http.MethodPost, c.url+"/"+strings.Repeat("x", 5000)+"?secret=of-nobody", strings.NewReader(strings.Repeat("y", 5000)))
	if err != nil {
		t.Fatal(err)
	}

	request.Header.Set("X-Long", strings.Repeat("z", 5000))

	response, err := c.http.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()

	all := c.sim.Requests("")

	last := all[len(all)-1]
	if last.Method != "POST" || last.BodySize != 5000 || last.Status != 404 || !strings.HasPrefix(last.Path, "/xxxx") {
		t.Errorf("remembered %s, %d bytes, status %d", last.Method, last.BodySize, last.Status)
	}

	if len(last.Path) > 300 || last.Query != "" || len(last.Header) != 0 || len(last.Body) != 0 {
		t.Errorf("a path of %d bytes, query %q, header %v, body of %d bytes", len(last.Path), last.Query, last.Header, len(last.Body))
	}
}

// 100 such requests held 1.2 GB.
func TestIntake_largeBodiesToUnknownPathsAreNotHeld(t *testing.T) {
	sim := wecomsim.New(wecomsim.DemoCompany())
	body := strings.Repeat("y", 9<<20)
	before := heapBytes()

	for range 20 {
		if code := inProcess(sim, "/cgi-bin/unknown", body).Code; code != 404 {
			t.Fatalf("status %d", code)
		}
	}

	if held := int64(heapBytes()) - int64(before); held > 5<<20 {
		t.Errorf("%d bytes are held", held)
	}

	runtime.KeepAlive(sim)
	runtime.KeepAlive(body)
}

func heapBytes() uint64 {
	runtime.GC()

	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)

	return stats.HeapAlloc
}

func TestRequestLog_isBoundedInBytes(t *testing.T) {
	c := newClient(t, wecomsim.WithRequestLogBytes(100_000))

	body := `{"msgid":"` + strings.Repeat("x", 30_000) + `"}`
	for range 10 {
		c.contact("get_groupmsg_task", body)
	}

	requests := c.sim.Requests("")
	if len(requests) != 2 && len(requests) != 3 || requests[len(requests)-1].Seq != 11 || string(requests[0].Body) != body {
		t.Fatalf("%d requests, the last is %d", len(requests), requests[len(requests)-1].Seq)
	}

	for range 10 {
		c.contact("get_groupmsg_task", `{}`)
	}

	if small := len(c.sim.Requests("")); small < 10 {
		t.Errorf("the ten small requests: %d are left", small)
	}

	if messages, n := c.sim.Counts(); messages != 0 || n != 21 {
		t.Errorf("%d requests were counted", n)
	}
}

// What counts is not only the body.
func TestRequestLog_boundCountsQueryAndHeaders(t *testing.T) {
	c := newClient(t, wecomsim.WithRequestLogBytes(60_000))
	for range 30 {
		c.do("POST", c.contactPath("get_groupmsg_task")+"&x="+strings.Repeat("x", 10_000), "{}")
	}

	if n := len(c.sim.Requests("")); n != 5 {
		t.Errorf("%d requests are left, want 5", n)
	}
}

func TestRequestLog_aLongBodyIsCutInTheLogAlone(t *testing.T) {
	c := newClient(t)
	body := `{"suite_id":"x","suite_secret":"` + strings.Repeat("s", 3<<20) + `"}`
	c.wantCode(c.do("POST", "/cgi-bin/service/get_suite_token", body), 40083)

	last := c.sim.Requests("get_suite_token")[0]
	if last.BodySize != len(body) || len(last.Body) >= len(body) || len(last.Body) < 1<<20 || !strings.HasPrefix(body, string(last.Body)) {
		t.Errorf("%d of %d bytes, size %d", len(last.Body), len(body), last.BodySize)
	}

	if shown := c.control("GET", "requests?endpoint=get_suite_token", "").raw; strings.Contains(shown, "sss") {
		t.Error("a secret that the log cuts is shown")
	}
}

func TestRequestLog_aMessageToTenThousandStaysWhole(t *testing.T) {
	c := newClient(t)

	ids := make([]string, 10_000)
	for i := range ids {
		ids[i] = strings.Repeat("w", 60) + string(rune('a'+i%26))
	}

	body := `{"external_userid":` + quoted(ids) + `,"text":{"content":"x"}}`
	for range 3 {
		c.contact("add_msg_template", body)
	}

	for _, request := range c.sim.Requests("add_msg_template") {
		if string(request.Body) != body {
			t.Errorf("%d of %d bytes are left", len(request.Body), len(body))
		}
	}
}

func TestRequestLog_notesAreShort(t *testing.T) {
	c := newClient(t)
	c.contact("get_groupmsg_task", `{"`+strings.Repeat("n", 100_000)+`":1}`)

	notes := c.sim.Requests("get_groupmsg_task")[0].Notes
	if len(notes) != 1 || len(notes[0]) > 300 || !strings.HasPrefix(notes[0], "unknown field: nnn") {
		t.Errorf("%d notes, %d bytes", len(notes), len(notes[0]))
	}
}
