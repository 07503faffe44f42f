package wecomsim

import (
	"net/http"
	"slices"
	"strings"
)

// Bounds of the request log. A message to 10,000 recipients has well under 1
// MB, and hundreds of those are remembered whole.
const (
	defaultRequestLogBytes = 256 << 20
	maxKeptBody            = 2 << 20
	// maxKeptUpload: of an upload the headers are of interest, the file itself
	// is in the media store.
	maxKeptUpload = 4 << 10
	// maxKeptAnswer has room for what a person reads; a list of 10,000
	// customers is longer.
	maxKeptAnswer = 32 << 10
	// maxKeptPath is for paths that this server does not know: anybody can make
	// them up.
	maxKeptPath = 200
	// requestCost is what a Request holds besides its texts, about.
	requestCost = 500
)

// requestLog is the requests in the order of arrival. It forgets the oldest
// over either bound.
type requestLog struct {
	entries     []*Request
	bytes       int
	maxRequests int // 0 is no bound
	maxBytes    int
}

func (l *requestLog) add(logged *Request) {
	logged.kept = true
	l.entries = append(l.entries, logged)
	l.weigh(logged)
}

// weigh is called whenever the request has changed.
func (l *requestLog) weigh(logged *Request) {
	if !logged.kept { // forgotten while it was under way
		return
	}

	now := logged.cost()
	l.bytes += now - logged.weight
	logged.weight = now

	for len(l.entries) > 0 && (l.bytes > l.maxBytes || l.maxRequests > 0 && len(l.entries) > l.maxRequests) {
		l.forgetOldest()
	}
}

func (l *requestLog) forgetAll() {
	for len(l.entries) > 0 {
		l.forgetOldest()
	}
}

func (l *requestLog) forgetOldest() {
	oldest := l.entries[0]
	l.bytes -= oldest.weight
	oldest.kept = false
	l.entries[0] = nil
	l.entries = l.entries[1:]
}

// cost is about what the request holds in memory.
func (r *Request) cost() int {
	sum := requestCost + cap(r.Body) + cap(r.Answer) + len(r.Path) + len(r.Query) + len(r.Fault)
	for name, values := range r.Header {
		sum += requestCost/10 + len(name)
		for _, value := range values {
			sum += len(value)
		}
	}

	for _, note := range r.Notes {
		sum += len(note)
	}

	return sum
}

// newRequest is a request before its body was read. For an unknown path little
// is kept.
func newRequest(r *http.Request, known bool) *Request {
	logged := &Request{Method: r.Method, Path: r.URL.Path}
	if !known {
		logged.Path = strings.Clone(logged.Path[:min(len(logged.Path), maxKeptPath)])
		return logged
	}

	logged.Query, logged.Header = r.URL.RawQuery, r.Header.Clone()

	return logged
}

// keepBody copies what it cuts: the rest must not stay in memory.
func (r *Request) keepBody(body []byte) {
	r.BodySize = len(body)

	bound := maxKeptBody
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		bound = maxKeptUpload
	}

	if len(body) > bound {
		body = slices.Clone(body[:bound])
	}

	r.Body = body
}

// keepAnswer copies what it cuts, as keepBody does.
func (r *Request) keepAnswer(body []byte) {
	r.AnswerSize = len(body)
	if len(body) > maxKeptAnswer {
		body = slices.Clone(body[:maxKeptAnswer])
	}

	r.Answer = body
}
