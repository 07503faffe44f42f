package wecomsim

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"
)

// requestJSON is a Request as the control API writes it: the body as text.
type requestJSON struct {
	Seq      int         `json:"seq"`
	Time     time.Time   `json:"time"`
	Method   string      `json:"method"`
	Path     string      `json:"path"`
	Query    string      `json:"query"`
	Header   http.Header `json:"header"`
	Body     string      `json:"body"`
	BodySize int         `json:"body_size"`
	RemoteIP string      `json:"remote_ip"`
	Status   int         `json:"status"`
	Errcode  int         `json:"errcode"`
	Effect   bool        `json:"effect"`
	Fault    string      `json:"fault,omitempty"`
	Notes    []string    `json:"notes,omitempty"`
}

// controlRequests lists the last ?limit= (default 1000) requests with a Seq over ?after=.
func controlRequests(s *Server, r *http.Request) (any, error) {
	query := r.URL.Query()
	after, err := optionalInt(query, "after", 0)
	if err != nil {
		return nil, err
	}
	limit, err := optionalInt(query, "limit", 1000)
	if err != nil {
		return nil, err
	}
	found := []requestJSON{}
	for _, request := range s.Requests(query.Get("endpoint")) {
		if request.Seq <= after {
			continue
		}
		if query.Get("reveal") != "true" {
			request.Query = maskQuery(request.Query)
			request.Body = maskBody(request.Body)
		}
		found = append(found, requestJSON{
			Seq: request.Seq, Time: request.Time, Method: request.Method, Path: request.Path, Query: request.Query,
			Header: request.Header, Body: string(request.Body), BodySize: request.BodySize, RemoteIP: request.RemoteIP,
			Status: request.Status, Errcode: request.Errcode, Effect: request.Effect,
			Fault: request.Fault, Notes: request.Notes,
		})
	}
	return map[string]any{"requests": found[max(0, len(found)-limit):]}, nil
}

func optionalInt(query url.Values, name string, fallback int) (int, error) {
	if query.Get(name) == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(query.Get(name))
	if err != nil || n < 0 {
		return 0, statusError{http.StatusBadRequest, name + " should be a number from 0"}
	}
	return n, nil
}

// secrets that WeCom takes in a query or in a body.
var (
	secretInQuery = regexp.MustCompile(`(access_token|corpsecret)=[^&]*`)
	secretInBody  = regexp.MustCompile(`"(suite_secret|suite_ticket|permanent_code)"\s*:\s*"[^"]*"`)
)

func maskQuery(query string) string { return secretInQuery.ReplaceAllString(query, "$1=***") }

func maskBody(body []byte) []byte { return secretInBody.ReplaceAll(body, []byte(`"$1":"***"`)) }
