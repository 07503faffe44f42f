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
	// recordCost is what a Request holds besides its texts, about.
	recordCost = 500
)

// requestLog is the requests in the order of arrival. It forgets the oldest
// over either bound.
type requestLog struct {
	records    []*Request
	bytes      int
	maxRecords int // 0 is no bound
	maxBytes   int
}

func (l *requestLog) add(record *Request) {
	record.kept = true
	l.records = append(l.records, record)
	l.weigh(record)
}

// weigh is called whenever the record has changed.
func (l *requestLog) weigh(record *Request) {
	if !record.kept { // forgotten while it was under way
		return
	}

	now := record.cost()
	l.bytes += now - record.weight
	record.weight = now

	for len(l.records) > 0 && (l.bytes > l.maxBytes || l.maxRecords > 0 && len(l.records) > l.maxRecords) {
		l.forgetOldest()
	}
}

func (l *requestLog) forgetAll() {
	for len(l.records) > 0 {
		l.forgetOldest()
	}
}

func (l *requestLog) forgetOldest() {
	oldest := l.records[0]
	l.bytes -= oldest.weight
	oldest.kept = false
	l.records[0] = nil
	l.records = l.records[1:]
}

// cost is about what the record holds in memory.
func (r *Request) cost() int {
	sum := recordCost + cap(r.Body) + cap(r.Answer) + len(r.Path) + len(r.Query) + len(r.Fault)
	for name, values := range r.Header {
		sum += recordCost/10 + len(name)
		for _, value := range values {
			sum += len(value)
		}
	}

	for _, note := range r.Notes {
		sum += len(note)
	}

	return sum
}

// newRecord is a request before its body was read. Of one at a path that nobody
// knows little is kept.
func newRecord(r *http.Request, known bool) *Request {
	record := &Request{Method: r.Method, Path: r.URL.Path}
	if !known {
		record.Path = strings.Clone(record.Path[:min(len(record.Path), maxKeptPath)])
		return record
	}

	record.Query, record.Header = r.URL.RawQuery, r.Header.Clone()

	return record
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
