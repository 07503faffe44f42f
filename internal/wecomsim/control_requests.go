package wecomsim

import (
	"bytes"
	"errors"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// requestJSON is a Request as the control API writes it: the body as text.
type requestJSON struct {
	Seq        int         `json:"seq"`
	Time       time.Time   `json:"time"`
	Method     string      `json:"method"`
	Path       string      `json:"path"`
	Query      string      `json:"query"`
	Header     http.Header `json:"header"`
	Body       string      `json:"body"`
	BodySize   int         `json:"body_size"`
	RemoteIP   string      `json:"remote_ip"`
	Status     int         `json:"status"`
	Errcode    int         `json:"errcode"`
	Answer     string      `json:"answer"`
	AnswerSize int         `json:"answer_size"`
	Effect     bool        `json:"effect"`
	Fault      string      `json:"fault,omitempty"`
	Notes      []string    `json:"notes,omitempty"`
}

// controlRequests lists the last ?limit= (default 1000) requests with a Seq
// over ?after= and, if it is given, under ?before=. ?max_body= cuts the bodies
// to so many bytes.
func controlRequests(s *Server, r *http.Request) (any, error) {
	query := r.URL.Query()

	numbers := map[string]int{"after": 0, "before": math.MaxInt, "limit": 1000, "max_body": math.MaxInt}
	for name, fallback := range numbers {
		n, err := optionalInt(query, name, fallback)
		if err != nil {
			return nil, err
		}

		numbers[name] = n
	}

	word := strings.TrimSpace(query.Get("q"))
	matching := slices.DeleteFunc(s.Requests(query.Get("endpoint")), func(request Request) bool {
		return request.Seq <= numbers["after"] || request.Seq >= numbers["before"] || word != "" && !request.contains(word)
	})
	found := []requestJSON{}

	for _, request := range matching[max(0, len(matching)-numbers["limit"]):] {
		if query.Get("reveal") != "true" {
			request.mask()
		}

		found = append(found, request.toJSON(numbers["max_body"]))
	}

	return map[string]any{"requests": found}, nil
}

// controlRequest gives one request by its Seq.
func controlRequest(s *Server, r *http.Request) (any, error) {
	seq, err := strconv.Atoi(r.PathValue("seq"))
	if err != nil {
		return nil, badRequest(errors.New("seq should be a number"))
	}

	all := s.Requests("")

	at := slices.IndexFunc(all, func(request Request) bool { return request.Seq == seq })
	if at < 0 {
		return nil, notFound(errors.New("no such request, or no longer remembered"))
	}

	request := all[at]
	if r.URL.Query().Get("reveal") != "true" {
		request.mask()
	}

	return request.toJSON(math.MaxInt), nil
}

// contains looks for a word in what a person sees of the request, secrets
// masked.
func (r *Request) contains(word string) bool {
	if strings.Contains(r.Method+" "+r.Path+"\n"+maskQuery(r.Query)+"\n"+r.Fault+"\n"+strings.Join(r.Notes, "\n"), word) {
		return true
	}

	return bytes.Contains(maskBody(r.Body), []byte(word)) || bytes.Contains(maskBody(r.Answer), []byte(word))
}

func (r *Request) toJSON(maxBody int) requestJSON {
	return requestJSON{
		Seq: r.Seq, Time: r.Time, Method: r.Method, Path: r.Path, Query: r.Query, Header: r.Header,
		Body: string(r.Body[:min(maxBody, len(r.Body))]), BodySize: r.BodySize, RemoteIP: r.RemoteIP,
		Status: r.Status, Errcode: r.Errcode, Answer: string(r.Answer[:min(maxBody, len(r.Answer))]), AnswerSize: r.AnswerSize,
		Effect: r.Effect, Fault: r.Fault, Notes: r.Notes,
	}
}

// secrets that WeCom takes in a query or in a body, and gives in an answer.
var (
	secretInQuery = regexp.MustCompile(`(access_token|corpsecret)=[^&]*`)
	// The closing quote is missing where the log has cut the body.
	secretInBody = regexp.MustCompile(`"((?:suite_)?access_token|suite_secret|suite_ticket|permanent_code)"\s*:\s*"[^"]*"?`)
)

// mask hides secrets: in the query, in the body, in the answer, and in headers
// that carry credentials.
func (r *Request) mask() {
	r.Query = maskQuery(r.Query)
	r.Body, r.Answer = maskBody(r.Body), maskBody(r.Answer)

	r.Header = r.Header.Clone()
	for _, name := range []string{"Authorization", "Proxy-Authorization", "Cookie"} {
		if r.Header.Get(name) != "" {
			r.Header.Set(name, "***")
		}
	}
}

func maskQuery(query string) string { return secretInQuery.ReplaceAllString(query, "$1=***") }

func maskBody(body []byte) []byte { return secretInBody.ReplaceAll(body, []byte(`"$1":"***"`)) }
