package wecomsim_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// upload is a request whose body the test sends bit by bit.
type upload struct {
	body   *io.PipeWriter
	answer chan *httptest.ResponseRecorder
}

// begin returns when the simulator has read the first byte of the body.
func begin(t *testing.T, sim *wecomsim.Server, peer, path string) *upload {
	t.Helper()

	reader, writer := io.Pipe()
	u := &upload{body: writer, answer: make(chan *httptest.ResponseRecorder, 1)}
	request := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, reader)
	request.RemoteAddr = peer + ":1"

	go func() {
		recorder := httptest.NewRecorder()
		sim.ServeHTTP(recorder, request)
		reader.Close()

		u.answer <- recorder
	}()

	if _, err := writer.Write([]byte(" ")); err != nil {
		t.Fatal(err)
	}

	return u
}

// end sends the rest and gives the answer.
func (u *upload) end() *httptest.ResponseRecorder {
	_, _ = u.body.Write([]byte("{}"))
	_ = u.body.Close()

	return <-u.answer
}

const slowPath = "/cgi-bin/externalcontact/get_groupmsg_task"

// postFrom sends a small body at once.
func postFrom(sim *wecomsim.Server, peer, path, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, strings.NewReader(body))
	request.RemoteAddr = peer + ":2"
	recorder := httptest.NewRecorder()
	sim.ServeHTTP(recorder, request)

	return recorder
}

func wantRefused(t *testing.T, answer *httptest.ResponseRecorder, words string) {
	t.Helper()

	if answer.Code != http.StatusServiceUnavailable || !strings.Contains(answer.Body.String(), words) || answer.Header().Get("Connection") != "close" {
		t.Errorf("status %d, %v, %s", answer.Code, answer.Header(), answer.Body)
	}
}

func wantServed(t *testing.T, answer *httptest.ResponseRecorder) {
	t.Helper()

	if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), `"errcode":`) {
		t.Errorf("status %d: %s", answer.Code, answer.Body)
	}
}

func TestIntake_slowBodiesOfOnePeerLeaveRoomForOthers(t *testing.T) {
	sim := wecomsim.New(wecomsim.DemoCompany(), wecomsim.WithBodyBounds(wecomsim.BodyBounds{PeerBodies: 2}))
	first, second := begin(t, sim, "192.0.2.1", slowPath), begin(t, sim, "192.0.2.1", "/cgi-bin/unknown")
	wantRefused(t, postFrom(sim, "192.0.2.1", slowPath, "{}"), "2 bodies from 192.0.2.1")
	wantRefused(t, postFrom(sim, "192.0.2.1", "/cgi-bin/unknown", "{}"), "2 bodies")
	wantServed(t, postFrom(sim, "192.0.2.2", slowPath, "{}"))

	if answer := postFrom(sim, "192.0.2.1", slowPath, ""); answer.Code != http.StatusOK {
		t.Errorf("without a body: %d", answer.Code)
	}

	wantServed(t, first.end())
	wantServed(t, postFrom(sim, "192.0.2.1", slowPath, "{}"))

	if code := second.end().Code; code != http.StatusNotFound {
		t.Errorf("unknown path: %d", code)
	}
}

func TestIntake_slowBodiesAreBoundedInAll(t *testing.T) {
	sim := wecomsim.New(wecomsim.DemoCompany(), wecomsim.WithBodyBounds(wecomsim.BodyBounds{Bodies: 2}))
	first, second := begin(t, sim, "192.0.2.1", slowPath), begin(t, sim, "192.0.2.2", slowPath)
	wantRefused(t, postFrom(sim, "192.0.2.3", slowPath, "{}"), "2 bodies")
	wantServed(t, first.end())
	wantServed(t, postFrom(sim, "192.0.2.3", slowPath, "{}"))
	wantServed(t, second.end())
}

// Bytes count until the answer is there, because until then they are in memory.
func TestIntake_bytesOfAllBodiesAreBounded(t *testing.T) {
	for name, bounds := range map[string]wecomsim.BodyBounds{
		"of one peer": {PeerBytes: 1000}, "in all": {Bytes: 1000},
	} {
		t.Run(name, func(t *testing.T) {
			sim := wecomsim.New(wecomsim.DemoCompany(), wecomsim.WithBodyBounds(bounds))
			slow := begin(t, sim, "192.0.2.1", slowPath)
			_, _ = slow.body.Write([]byte(strings.Repeat(" ", 600)))
			wantRefused(t, postFrom(sim, "192.0.2.1", slowPath, strings.Repeat(" ", 500)), "1000 bytes")

			other := postFrom(sim, "192.0.2.2", slowPath, strings.Repeat(" ", 500))
			if name == "in all" {
				wantRefused(t, other, "1000 bytes")
			} else {
				wantServed(t, other)
			}

			wantServed(t, postFrom(sim, "192.0.2.1", slowPath, strings.Repeat(" ", 300)))

			if code := postFrom(sim, "192.0.2.1", "/cgi-bin/unknown", strings.Repeat(" ", 5000)).Code; code != http.StatusNotFound {
				t.Errorf("at an unknown path nothing is held, but: %d", code)
			}

			wantServed(t, slow.end())

			for range 3 {
				wantServed(t, postFrom(sim, "192.0.2.1", slowPath, strings.Repeat(" ", 900)))
			}
		})
	}
}

func TestControl_bodiesAreBounded(t *testing.T) {
	sim := wecomsim.New(wecomsim.DemoCompany(), wecomsim.WithBodyBounds(wecomsim.BodyBounds{PeerBodies: 1, PeerBytes: 1000}))
	wantRefused(t, postFrom(sim, "127.0.0.1", "/_sim/faults", strings.Repeat(" ", 1001)+"{}"), "1000 bytes")
	slow := begin(t, sim, "127.0.0.1", "/_sim/faults")
	wantRefused(t, postFrom(sim, "127.0.0.1", "/_sim/faults", "{}"), "1 bodies")

	if code := slow.end().Code; code != http.StatusOK {
		t.Errorf("status %d", code)
	}
}

// deadlines notes which deadlines the handler sets on the connection.
type deadlines struct {
	*httptest.ResponseRecorder
	set []time.Time
}

func (d *deadlines) SetReadDeadline(at time.Time) error {
	d.set = append(d.set, at)
	return nil
}

// The deadline is for the body alone: one that stayed would end a request that
// a fault holds.
func TestIntake_theReadDeadlineIsForTheBody(t *testing.T) {
	sim := wecomsim.New(wecomsim.DemoCompany())

	serve := func(body io.Reader, path string) []time.Time {
		request := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, body)
		request.RemoteAddr = "127.0.0.1:1"
		d := &deadlines{ResponseRecorder: httptest.NewRecorder()}
		sim.ServeHTTP(d, request)

		return d.set
	}
	if set := serve(strings.NewReader("{}"), slowPath); len(set) != 2 || set[0].IsZero() || !set[1].IsZero() {
		t.Errorf("a body that was read: %v", set)
	}

	if set := serve(http.NoBody, slowPath); len(set) != 0 {
		t.Errorf("no body: %v", set)
	}
	// The server must not wait for the rest of a body that nobody reads.
	if set := serve(strings.NewReader("{}"), "/_sim/reset"); len(set) != 2 || !set[1].Before(time.Now()) || set[1].IsZero() {
		t.Errorf("a body that was not read: %v", set)
	}
}

func TestIntake_aBodyThatDoesNotComeIsAnsweredInWords(t *testing.T) {
	for _, path := range []string{slowPath, "/cgi-bin/unknown", "/_sim/faults"} {
		sim := wecomsim.New(wecomsim.DemoCompany(), wecomsim.WithBodyBounds(wecomsim.BodyBounds{Time: time.Millisecond}))

		server := httptest.NewServer(sim)
		defer server.Close()

		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close()

		fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{", path)

		response, err := http.ReadResponse(bufio.NewReader(connection), nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}

		body, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusRequestTimeout || !response.Close || !strings.Contains(string(body), "body did not come within 1ms") {
			t.Errorf("%s: status %d, %v, %s", path, response.StatusCode, err, body)
		}
	}
}
