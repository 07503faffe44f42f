package faultmatrix

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// front is what stands between clients and the simulator.
type front struct {
	// spares is how many sends it lets pass before it does anything to one.
	spares int
	// announce are statuses 1xx that come before the answer to a send.
	announce []int
	// switches answers a send with 101 and closes, after the effect or without.
	switches, switchesAfter bool
	// ahead is added to the Date of every answer.
	ahead time.Duration
	// spoil changes what the list shows.
	spoil func(records []map[string]any) []any
	// keep takes so many sends, of which the clients hear nothing, and does not
	// pass them on until handOver.
	keep int
	kept []*http.Request
}

// serve answers a request as the front does; false leaves it to the simulator.
func (w *world) serve(rw http.ResponseWriter, r *http.Request, endpoint string) bool {
	w.mu.Lock()
	f := w.front
	isSend := endpoint == sendEndpoint && w.bodies > f.spares
	w.mu.Unlock()

	switch {
	case isSend && f.keep > 0:
		w.keepRequest(r)
		panic(http.ErrAbortHandler)
	case isSend && f.switches:
		if f.switchesAfter {
			w.Sim.ServeHTTP(httptest.NewRecorder(), r)
		}

		switchProtocols(rw)

		return true
	case endpoint == listEndpoint && f.spoil != nil:
		w.spoilList(rw, r, f)
		return true
	case f.ahead != 0:
		w.Sim.ServeHTTP(&otherDate{ResponseWriter: rw, ahead: f.ahead}, r)
		return true
	case isSend:
		for _, status := range f.announce {
			rw.WriteHeader(status)
		}
	}

	return false
}

// keepRequest keeps a send back for later.
func (w *world) keepRequest(r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}

	late := r.Clone(context.WithoutCancel(r.Context()))
	late.Body = io.NopCloser(bytes.NewReader(body))

	w.mu.Lock()
	defer w.mu.Unlock()

	w.front.keep--
	w.front.kept = append(w.front.kept, late)
}

// keptBodies are the bodies of the sends that are kept back.
func (w *world) keptBodies() []string {
	w.mu.Lock()
	defer w.mu.Unlock()

	var bodies []string

	for _, r := range w.front.kept {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(err)
		}

		r.Body = io.NopCloser(bytes.NewReader(body))

		bodies = append(bodies, string(body))
	}

	return bodies
}

// handOver lets the server do what was kept back.
func (w *world) handOver() {
	w.mu.Lock()
	kept := w.front.kept
	w.front.kept = nil
	w.mu.Unlock()

	for _, r := range kept {
		w.Sim.ServeHTTP(httptest.NewRecorder(), r)
	}
}

func (w *world) setFront(f front) {
	w.mu.Lock()
	defer w.mu.Unlock()

	f.kept = w.front.kept
	w.front = f
}

// switchProtocols is an answer that is the last thing on its connection.
func switchProtocols(rw http.ResponseWriter) {
	conn, buffered, err := http.NewResponseController(rw).Hijack()
	if err != nil {
		panic(err)
	}
	defer func() { _ = conn.Close() }()

	_, _ = io.WriteString(buffered, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n")
	_ = buffered.Flush()
}

// otherDate moves the Date of an answer.
type otherDate struct {
	http.ResponseWriter
	ahead time.Duration
}

// Unwrap lets the simulator flush and break the connection below.
func (o *otherDate) Unwrap() http.ResponseWriter { return o.ResponseWriter }

func (o *otherDate) WriteHeader(status int) {
	moveDate(o.Header(), o.ahead)
	o.ResponseWriter.WriteHeader(status)
}

func moveDate(header http.Header, ahead time.Duration) {
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		header.Set("Date", date.Add(ahead).UTC().Format(http.TimeFormat))
	}
}

// spoilList changes the records of an answer of the list that has some.
func (w *world) spoilList(rw http.ResponseWriter, r *http.Request, f front) {
	answer := httptest.NewRecorder()
	w.Sim.ServeHTTP(answer, r)

	body := answer.Body.Bytes()

	var fields map[string]json.RawMessage

	var records []map[string]any
	if json.Unmarshal(body, &fields) == nil && json.Unmarshal(fields["group_msg_list"], &records) == nil && records != nil {
		list, err := json.Marshal(f.spoil(records))
		if err != nil {
			panic(err)
		}

		fields["group_msg_list"] = list

		if body, err = json.Marshal(fields); err != nil {
			panic(err)
		}
	}

	for name, values := range answer.Header() {
		if name != "Content-Length" {
			rw.Header()[name] = values
		}
	}

	moveDate(rw.Header(), f.ahead)
	rw.WriteHeader(answer.Code)
	_, _ = rw.Write(body)
}

// withOddRecords puts records of somebody else before the others, of forms that
// no page documents.
func withOddRecords(records []map[string]any) []any {
	list := []any{
		nil, 7, "m",
		[]any{},
		map[string]any{},
		map[string]any{"msgid": "msgODD1", "create_type": "robot", "create_time": "soon", "text": map[string]any{"content": "another text"}},
		map[string]any{"msgid": "msgODD2", "create_time": 1772445600, "text": "春茶上新"},
		map[string]any{"msgid": "msgODD3", "text": map[string]any{"content": 7}, "attachments": map[string]any{}},
		map[string]any{"msgid": "msg ODD4", "create_time": 1772445600, "text": map[string]any{"content": "another text"}},
	}

	for _, record := range records {
		record["create_type"] = "0"
		list = append(list, record)
	}

	return list
}

// withOtherMedia shows the media of all records under other names.
func withOtherMedia(records []map[string]any) []any {
	list := make([]any, len(records))

	for i, record := range records {
		attachments, _ := record["attachments"].([]any)
		for _, one := range attachments {
			attachment, _ := one.(map[string]any)
			for _, part := range attachment {
				if media, ok := part.(map[string]any); ok && media["media_id"] != nil {
					media["media_id"] = "another name"
				}
			}
		}

		list[i] = record
	}

	return list
}

// withOtherTexts shows texts as a filter of words would.
func withOtherTexts(records []map[string]any) []any {
	list := make([]any, len(records))

	for i, record := range records {
		if text, ok := record["text"].(map[string]any); ok {
			content, _ := text["content"].(string)
			text["content"] = strings.ReplaceAll(content, "茶", "*") + " "
		}

		list[i] = record
	}

	return list
}
