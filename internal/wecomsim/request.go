package wecomsim

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Request is one request as it arrived, and what became of it. At a path that
// this server does not know, only the start of the path and the size of the
// body are kept of what the caller sent.
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
	// Body is the body byte for byte; of a multipart body only the first
	// maxKeptUpload bytes, of another one the first maxKeptBody.
	Body []byte
	// BodySize is the size of the whole body in bytes.
	BodySize int
	RemoteIP string
	// Status is the HTTP status of the answer, 0 when none was sent (yet).
	Status int
	// Errcode is WeCom's verdict in the answer; it means something only when
	// Status is not 0 and no raw body of a fault replaced the answer.
	Errcode int
	// Answer is the body that was sent, at most the first maxKeptAnswer bytes
	// of it.
	Answer []byte
	// AnswerSize is the size in bytes of the body that was sent.
	AnswerSize int
	// Effect says that the endpoint has done what it is for, whatever became of
	// the answer. It is false for a call that was refused.
	Effect bool
	// Fault names the armed fault that struck, empty when none did.
	Fault string
	// Notes say what the server tolerated: unknown fields, null lists, empty
	// objects and the like.
	Notes []string

	kept   bool // by the log
	weight int  // as the log has counted it
}

// Requests gives the recorded requests in the order of arrival. The endpoint is
// the last element of the path, or the last two where one is not enough
// ("groupchat/list"); "" gives all of them.
func (s *Server) Requests(endpoint string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()

	found := []Request{}

	for _, logged := range s.requests.entries {
		if !matchesEndpoint(logged.Path, endpoint) {
			continue
		}

		request := *logged
		request.Notes = slices.Clone(logged.Notes)
		found = append(found, request)
	}

	return found
}

// matchesEndpoint compares whole path elements from the end.
func matchesEndpoint(path, endpoint string) bool {
	return endpoint == "" || strings.HasSuffix(path, "/"+strings.TrimPrefix(endpoint, "/"))
}
