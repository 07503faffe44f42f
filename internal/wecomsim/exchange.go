package wecomsim

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// maxBody bounds a JSON request. The largest message of the page is about 1 MB;
// WeCom's own bound is not documented.
const maxBody = 10 << 20

// exchange is one request on its way to its answer.
type exchange struct {
	server     *Server
	w          http.ResponseWriter
	r          *http.Request
	logged     *Request // fields are written under server.mu
	endpoint   *endpoint
	fault      *Fault
	generation int
	wake       <-chan struct{}
	seq        int
	ip         string
}

func (s *Server) newExchange(w http.ResponseWriter, r *http.Request) *exchange {
	ip := peerOf(r)
	now := s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()

	s.sequence++
	known := s.endpoint(r.URL.Path)
	logged := newRequest(r, known != nil)
	logged.Seq, logged.Time, logged.RemoteIP = s.sequence, now, ip
	s.requests.add(logged)
	s.announce()
	e := &exchange{
		server: s, w: w, r: r, logged: logged, endpoint: known, generation: s.generation, wake: s.wake,
		seq: s.sequence, ip: ip,
	}

	e.fault = s.takeFault(r.URL.Path)
	if e.fault != nil {
		logged.Fault = e.fault.String()
		s.requests.weigh(logged)
	}

	return e
}

// run takes the exchange through the points at which a fault can strike.
func (e *exchange) run() {
	fault := e.fault
	if fault == nil {
		fault = &Fault{}
	}

	e.strike(fault, BeforeRead)

	body, tooLarge, err := e.readBody()
	if err != nil {
		e.refuseBody(err)
		return
	}

	e.wait(fault.DelayBefore)

	if fault.AbandonOnDisconnect && e.r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}

	e.strike(fault, BeforeEffect)
	e.mustBeCurrent()

	a := answer{status: http.StatusOK}
	if fault.hasEffect() {
		a = e.work(body, tooLarge)
		e.change(func(logged *Request) { logged.Effect = e.endpoint != nil && a.errcode == 0 })
	}

	fault.replace(&a, e)
	e.wait(fault.DelayAfter)
	e.strike(fault, AfterEffect)
	e.send(a, fault)
}

// answer is what goes back to the client.
type answer struct {
	status  int
	errcode int
	errmsg  string // set together with errcode
	header  map[string]string
	body    []byte
}

// readBody gives no body for an unknown path; only its size is kept.
func (e *exchange) readBody() (body []byte, tooLarge bool, err error) {
	limit := int64(maxBody)
	if e.endpoint != nil && e.endpoint.upload {
		limit = maxUploadBody
	}

	bounded := http.MaxBytesReader(nil, e.r.Body, limit)
	if e.endpoint == nil {
		var size int64

		size, err = io.Copy(io.Discard, bounded)

		e.change(func(logged *Request) { logged.BodySize = int(size) })
	} else {
		body, err = io.ReadAll(bounded)

		e.change(func(logged *Request) { logged.keepBody(body) })
	}

	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return body, true, nil
	}

	return body, false, err
}

// refuseBody answers one that is over a bound or too slow. A caller that has
// disconnected gets no answer.
func (e *exchange) refuseBody(err error) {
	var bound statusError
	if !errors.As(err, &bound) {
		panic(http.ErrAbortHandler)
	}

	e.change(func(logged *Request) { logged.Status = bound.status })
	e.w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	writeControl(e.w, nil, bound)
}

// work lets the endpoint do what it is for.
func (e *exchange) work(body []byte, tooLarge bool) answer {
	if e.endpoint == nil {
		return e.unknownPath()
	}

	c := &call{
		server: e.server, directory: e.server.currentDirectory(),
		method: e.r.Method, query: e.r.URL.Query(), header: e.r.Header, length: e.r.ContentLength,
		body: body, ip: e.ip, now: e.server.Now(),
	}

	var (
		result  any
		refused *refusal
	)

	switch {
	case tooLarge && e.endpoint.upload:
		refused = refuse(codeMediaTooLarge, "")
	case tooLarge:
		refused = refuse(codeBodyTooLarge, "over %d bytes", maxBody)
	default:
		result, refused = c.serve(e.endpoint)
	}

	e.change(func(logged *Request) { logged.Notes = append(logged.Notes, c.notes...) })

	if refused != nil {
		return e.refusal(refused.code, refused.errmsg(c.warning, e.server.Now(), e.seq, e.ip))
	}

	return answer{status: http.StatusOK, body: encode(result)}
}

// unknownPath is loud on purpose: a test that talks to a path this server does
// not know must not mistake the answer for WeCom's.
func (e *exchange) unknownPath() answer {
	known := make([]string, 0, len(e.server.endpoints))
	for _, endpoint := range e.server.endpoints {
		known = append(known, endpoint.path)
	}

	e.change(func(logged *Request) { logged.Notes = append(logged.Notes, "unknown path") })

	return answer{status: http.StatusNotFound, body: encode(map[string]any{
		"error":     "wecomsim has no endpoint " + e.r.URL.Path,
		"endpoints": known,
	})}
}

// send writes the answer, or its first bytes when the fault cuts it.
func (e *exchange) send(a answer, fault *Fault) {
	whole := fault.DropAt != InAnswer && fault.HangAt != InAnswer

	sent := a.body
	if !whole {
		sent = a.body[:min(max(fault.AnswerBytes, 0), len(a.body))]
	}

	e.change(func(logged *Request) {
		logged.Status, logged.Errcode = a.status, a.errcode
		logged.keepAnswer(sent)
	})
	header := e.w.Header()
	header.Set("Date", e.server.Now().UTC().Format(http.TimeFormat))
	header.Set("Content-Type", "application/json; charset=UTF-8")
	header.Set("Content-Length", strconv.Itoa(len(a.body)))
	a.setErrorHeaders(header)

	for key, value := range a.header {
		header.Set(key, value)
	}

	e.w.WriteHeader(a.status)
	_, _ = e.w.Write(sent)

	if whole {
		return
	}

	_ = http.NewResponseController(e.w).Flush()
	e.strike(fault, InAnswer)
}

// strike hangs or drops the connection when the fault says so for this point.
func (e *exchange) strike(fault *Fault, point Point) {
	if fault.HangAt == point {
		select {
		case <-e.r.Context().Done():
		case <-e.wake:
		}

		panic(http.ErrAbortHandler)
	}

	if fault.DropAt == point {
		panic(http.ErrAbortHandler)
	}
}

// wait delays, in real time. ClearFaults and Reset end it early; a client that
// goes away does not, because a real server does not notice.
func (e *exchange) wait(d time.Duration) {
	if d <= 0 {
		return
	}

	timer := time.NewTimer(d)
	defer timer.Stop()

	var gone <-chan struct{}
	if e.fault.AbandonOnDisconnect {
		gone = e.r.Context().Done()
	}

	select {
	case <-timer.C:
	case <-e.wake:
	case <-gone:
	}
}

// mustBeCurrent drops a request that was held by a fault while Reset ran.
func (e *exchange) mustBeCurrent() {
	e.server.mu.Lock()
	defer e.server.mu.Unlock()

	if e.generation != e.server.generation {
		panic(http.ErrAbortHandler)
	}
}

func (e *exchange) change(f func(*Request)) {
	e.server.mu.Lock()
	defer e.server.mu.Unlock()

	f(e.logged)
	e.server.requests.weigh(e.logged)
	e.server.announce()
}
