package wecomsim

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// controlPrefix is where the control API lives. Requests under it are not
// recorded, and faults do not apply to them.
const controlPrefix = "/_sim/"

// maxControlBody bounds a request of the control API; the largest is a company.
const maxControlBody = 64 << 20

// controlRoute is one operation of the control API.
type controlRoute struct {
	method string
	path   string // as net/http's ServeMux writes it
	about  string
	serve  func(*Server, *http.Request) (any, error)
	// raw writes the answer itself, where it is not JSON.
	raw func(*Server, http.ResponseWriter, *http.Request)
}

// controlRoutes is the whole control API.
func controlRoutes() []controlRoute {
	return []controlRoute{
		{method: "GET", path: "openapi.json", about: "this API as an OpenAPI document", raw: serveOpenAPI},
		{method: "POST", path: "reset", about: "forget requests, messages, media, tokens, faults and clock moves", serve: controlReset},
		{method: "GET", path: "company", about: "the company", serve: controlGetCompany},
		{method: "PUT", path: "company", about: "reset and replace the company (the format of the seed file)", serve: controlPutCompany},
		{method: "GET", path: "company/connection", about: "corp_id and corp_secret of the first app", serve: controlConnection},
		{method: "GET", path: "company/ids", about: "ids that may be used here: ?kind=members, customers, groups or tags; ?q=, ?offset=, ?limit=", serve: controlIDs},
		{method: "GET", path: "company/schema", about: "the JSON Schema of the seed file", raw: serveCompanySchema},
		{method: "GET", path: "clock", about: "the server's time", serve: controlGetClock},
		{method: "POST", path: "clock", about: `move the clock: {"advance":"72h"} or {"set":"2025-07-11T10:00:00Z"}`, serve: controlMoveClock},
		{method: "GET", path: "settings", about: "list lag and dispatch delay", serve: controlGetSettings},
		{method: "POST", path: "settings", about: `change them: {"list_lag":"1m","dispatch_delay":"10s"}`, serve: controlChangeSettings},
		{method: "GET", path: "faults", about: "the armed faults", serve: controlGetFaults},
		{method: "POST", path: "faults", about: "arm a fault", serve: controlArmFault},
		{method: "DELETE", path: "faults", about: "clear all faults", serve: controlClearFaults},
		{method: "DELETE", path: "faults/{id}", about: "disarm one fault", serve: controlDisarm},
		{method: "GET", path: "requests", about: "recorded requests; ?endpoint=, ?q=, ?after=SEQ, ?before=SEQ, ?limit=, ?max_body=; secrets are masked unless ?reveal=true", serve: controlRequests},
		{method: "GET", path: "requests/{seq}", about: "one request; ?reveal=true", serve: controlRequest},
		{method: "GET", path: "messages", about: "messages without their recipients; ?chat_type=, ?state=, ?q=, ?order=newest, ?offset=, ?limit=", serve: controlMessages},
		{method: "GET", path: "runs", about: "messages as the page lists them, those that belong together in one row; ?open=ID for the rows of one, and all of messages", serve: controlRuns},
		{method: "GET", path: "messages/{msgid}", about: "one message with everything", serve: controlMessage},
		{method: "GET", path: "messages/{msgid}/overview", about: "one message with names, tasks, use of limits and uploads; with ?preview=en or zh what a customer sees", serve: controlOverview},
		{method: "GET", path: "messages/{msgid}/recipients", about: "who gets it through whom, and who not and why; ?state=, ?userid=, ?q=, ?offset=, ?limit=", serve: controlRecipients},
		{method: "DELETE", path: "messages/{msgid}", about: "let WeCom forget the message", serve: controlForget},
		{method: "GET", path: "messages/{msgid}/picture", about: "the preview as a PNG, drawn by an open page; ?timeout=10s", raw: servePicture},
		{method: "PUT", path: "messages/{msgid}/picture", about: "what a page has drawn", serve: controlPutPicture},
		{method: "POST", path: "messages/{msgid}/confirm", about: `a member sends: {"userid":"zhangsan"}; without userid all members do`, serve: controlConfirm},
		{method: "POST", path: "messages/{msgid}/remind", about: "do what remind_groupmsg_send does", serve: controlRemind},
		{method: "POST", path: "messages/{msgid}/cancel", about: "do what cancel_groupmsg_send does", serve: controlCancel},
		{method: "GET", path: "media", about: "the content of an upload; ?id=", raw: serveMedium},
		{method: "GET", path: "wait", about: "wait until there are ?messages=N messages, at most ?timeout=10s; 504 when there are not", serve: controlWait},
		{method: "GET", path: "events", about: "a stream of server-sent events, one after each change", raw: serveEvents},
		{method: "POST", path: "tokens/revoke", about: "make all tokens invalid", serve: controlRevokeTokens},
		{method: "POST", path: "suites/{suite_id}/ticket", about: "issue a suite_ticket", serve: controlSuiteTicket},
	}
}

// newControl builds the handler of the control API.
func (s *Server) newControl() http.Handler {
	mux := http.NewServeMux()
	for _, route := range controlRoutes() {
		mux.HandleFunc(route.method+" "+controlPrefix+route.path, func(w http.ResponseWriter, r *http.Request) {
			if route.raw != nil {
				route.raw(s, w, r)
				return
			}

			result, err := route.serve(s, r)
			writeControl(w, result, err)
		})
	}

	mux.Handle(pagePath, pageHandler())
	mux.HandleFunc(controlPrefix, func(w http.ResponseWriter, r *http.Request) {
		var known []string
		for _, route := range controlRoutes() {
			known = append(known, route.method+" "+controlPrefix+route.path+": "+route.about)
		}

		if r.URL.Path == controlPrefix && r.Method == http.MethodGet {
			writeControl(w, map[string]any{"operations": known}, nil)
			return
		}

		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(encode(map[string]any{"error": "no such operation", "operations": known}))
	})

	return s.guardControl(mux)
}

// answersHost says whether a request may have this Host. A web site can make
// its name point at this machine; its pages then have the same origin as the
// simulator, but the site's name in Host.
func (s *Server) answersHost(host string) bool {
	return s.settings.remoteControl || isLoopback(host)
}

// guardControl lets only permitted callers use the control API. Besides the
// caller's address it checks Origin: without that, a page of any web site could
// use the control API through the browser of whoever runs the simulator.
// ServeHTTP has checked Host.
func (s *Server) guardControl(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")

		origin, err := url.Parse(r.Header.Get("Origin"))
		switch {
		case !s.settings.remoteControl && !isLoopback(r.RemoteAddr):
			writeControl(w, nil, statusError{http.StatusForbidden, "the control API is for this machine only"})
		case r.Header.Get("Origin") != "" && (err != nil || origin.Host != r.Host):
			writeControl(w, nil, statusError{http.StatusForbidden, "requests from other sites are refused"})
		case !isPage(r) && !s.hasControlKey(r):
			w.Header().Set("WWW-Authenticate", "Bearer")
			writeControl(w, nil, statusError{http.StatusUnauthorized, "the control API needs its key: Authorization: Bearer KEY"})
		default:
			r.Body = http.MaxBytesReader(w, r.Body, maxControlBody)
			next.ServeHTTP(w, r)
		}
	})
}

func (s *Server) hasControlKey(r *http.Request) bool {
	key := s.settings.controlKey
	given, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")

	return key == "" || subtle.ConstantTimeCompare([]byte(given), []byte(key)) == 1
}

// isLoopback judges "host:port" or a host alone.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = strings.Trim(address, "[]")
	}

	ip := net.ParseIP(host)

	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// statusError is an error with its HTTP status.
type statusError struct {
	status int
	text   string
}

func (e statusError) Error() string { return e.text }

// badRequest keeps the status of an error that has one: a body over a bound or
// too slow.
func badRequest(err error) error {
	var known statusError
	if errors.As(err, &known) {
		return known
	}

	return statusError{http.StatusBadRequest, err.Error()}
}

func notFound(err error) error { return statusError{http.StatusNotFound, err.Error()} }

func writeControl(w http.ResponseWriter, result any, err error) {
	if err == nil {
		_, _ = w.Write(encode(result))
		return
	}

	status := http.StatusInternalServerError

	var known statusError
	if errors.As(err, &known) {
		status = known.status
	}

	if status == http.StatusServiceUnavailable || status == http.StatusRequestTimeout {
		w.Header().Set("Connection", "close") // nobody reads the rest of the body
	}

	w.WriteHeader(status)
	_, _ = w.Write(encode(map[string]any{"error": err.Error()}))
}

// readControl reads a JSON body. An empty body is an empty object.
func readControl(r *http.Request, into any) error {
	if err := decodeStrictly(r.Body, into); err != nil {
		return badRequest(err)
	}

	return nil
}

// decodeStrictly refuses unknown fields: they are a mistake of whoever wrote
// the test.
func decodeStrictly(r io.Reader, into any) error {
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()

	err := decoder.Decode(into)
	if errors.Is(err, io.EOF) {
		return nil
	}

	if err == nil && decoder.More() {
		err = errors.New("more than one JSON value")
	}

	return err
}

// done is the answer of an operation that has nothing to report.
func done() map[string]bool { return map[string]bool{"ok": true} }
