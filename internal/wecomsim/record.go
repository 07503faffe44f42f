package wecomsim

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Request is one request as it arrived, and what became of it.
type Request struct {
	// Seq numbers the requests from 1.
	Seq int
	// Time is the server's time of arrival.
	Time   time.Time
	Method string
	Path   string
	// Query is the raw query, tokens and secrets included.
	Query  string
	Header http.Header
	// Body is the body byte for byte; of a multipart body only the first maxKeptUpload bytes.
	Body []byte
	// BodySize is the size of the whole body in bytes.
	BodySize int
	RemoteIP string
	// Status is the HTTP status of the answer, 0 when none was sent (yet).
	Status int
	// Errcode is WeCom's verdict in the answer; it means something only when Status is not 0 and no
	// raw body of a fault replaced the answer.
	Errcode int
	// Effect says that the endpoint has done its work (also when its answer was a refusal), whatever
	// became of the answer.
	Effect bool
	// Fault names the armed fault that struck, empty when none did.
	Fault string
	// Notes say what the server tolerated: unknown fields, null lists, empty objects and the like.
	Notes []string
}

// Requests gives the recorded requests in the order of arrival. The endpoint is the last element of
// the path, or the last two where one is not enough ("groupchat/list"); "" gives all of them.
func (s *Server) Requests(endpoint string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []Request{}
	for _, record := range s.requests {
		if !matchesEndpoint(record.Path, endpoint) {
			continue
		}
		request := *record
		request.Notes = slices.Clone(record.Notes)
		found = append(found, request)
	}
	return found
}

// maxKeptUpload bounds what the recorder keeps of each upload: its headers are of interest, the file
// itself is in the media store.
const maxKeptUpload = 4 << 10

func (r *Request) keepBody(body []byte) {
	r.BodySize = len(body)
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		body = slices.Clone(body[:min(len(body), maxKeptUpload)])
	}
	r.Body = body
}

// keepRequest appends to the log and forgets the oldest beyond its bound. It is called with mu held.
func (s *Server) keepRequest(record *Request) {
	s.requests = append(s.requests, record)
	s.announce()
	if bound := s.settings.requestLog; bound > 0 && len(s.requests) > bound {
		s.requests[0] = nil
		s.requests = s.requests[1:]
	}
}

// matchesEndpoint compares whole path elements from the end.
func matchesEndpoint(path, endpoint string) bool {
	return endpoint == "" || strings.HasSuffix(path, "/"+strings.TrimPrefix(endpoint, "/"))
}
