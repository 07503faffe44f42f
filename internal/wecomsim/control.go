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

// controlPrefix is where the control API lives. Requests under it are not recorded and no fault
// strikes them.
const controlPrefix = "/_sim/"

// maxControlBody bounds a request of the control API; the largest is a company.
const maxControlBody = 64 << 20

// controlRoute is one operation of the control API.
type controlRoute struct {
	method string
	path   string // as net/http's ServeMux writes it
	about  string
	serve  func(*Server, *http.Request) (any, error)
}

// controlRoutes is the whole control API. Every answer is JSON.
func controlRoutes() []controlRoute {
	return []controlRoute{
		{"POST", "reset", "forget requests, messages, media, tokens, faults and clock moves", controlReset},
		{"GET", "company", "the company", controlGetCompany},
		{"PUT", "company", "reset and replace the company (the format of the seed file)", controlPutCompany},
		{"GET", "clock", "the server's time", controlGetClock},
		{"POST", "clock", `move the clock: {"advance":"72h"} or {"set":"2025-07-11T10:00:00Z"}`, controlMoveClock},
		{"GET", "settings", "list lag and dispatch delay", controlGetSettings},
		{"POST", "settings", `change them: {"list_lag":"1m","dispatch_delay":"10s"}`, controlChangeSettings},
		{"GET", "faults", "the armed faults", controlGetFaults},
		{"POST", "faults", "arm a fault", controlArmFault},
		{"DELETE", "faults", "clear all faults", controlClearFaults},
		{"GET", "requests", "recorded requests; ?endpoint=, ?after=SEQ, ?limit=; secrets are masked unless ?reveal=true", controlRequests},
		{"GET", "messages", "messages without their recipients; ?chat_type=", controlMessages},
		{"GET", "messages/{msgid}", "one message with everything", controlMessage},
		{"DELETE", "messages/{msgid}", "let WeCom forget the message", controlForget},
		{"POST", "messages/{msgid}/confirm", `a member sends: {"userid":"zhangsan"}; without userid all members do`, controlConfirm},
		{"GET", "wait", "wait until there are ?messages=N messages, at most ?timeout=10s; 504 when there are not", controlWait},
		{"POST", "tokens/revoke", "make all tokens invalid", controlRevokeTokens},
		{"POST", "suites/{suite_id}/ticket", "issue a suite_ticket", controlSuiteTicket},
	}
}

// newControl builds the handler of the control API.
func (s *Server) newControl() http.Handler {
	mux := http.NewServeMux()
	for _, route := range controlRoutes() {
		mux.HandleFunc(route.method+" "+controlPrefix+route.path, func(w http.ResponseWriter, r *http.Request) {
			result, err := route.serve(s, r)
			writeControl(w, result, err)
		})
	}
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

// guardControl lets in only who may use the control API. Besides the caller's address it checks Host
// and Origin: without that, a page of any web site could use the control API through the browser of
// whoever runs the simulator.
func (s *Server) guardControl(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		w.Header().Set("Cache-Control", "no-store")
		origin, err := url.Parse(r.Header.Get("Origin"))
		switch {
		case !s.settings.remoteControl && !(isLoopback(r.RemoteAddr) && isLoopback(r.Host)):
			writeControl(w, nil, statusError{http.StatusForbidden, "the control API is for this machine only"})
		case r.Header.Get("Origin") != "" && (err != nil || origin.Host != r.Host):
			writeControl(w, nil, statusError{http.StatusForbidden, "requests from other sites are refused"})
		case !s.hasControlKey(r):
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
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// statusError is an error with its HTTP status.
type statusError struct {
	status int
	text   string
}

func (e statusError) Error() string { return e.text }

func badRequest(err error) error { return statusError{http.StatusBadRequest, err.Error()} }

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

// decodeStrictly refuses unknown fields: they are a mistake of whoever wrote the test.
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

// done is the answer of an operation that has nothing to tell.
func done() map[string]bool { return map[string]bool{"ok": true} }
