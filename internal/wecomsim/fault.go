package wecomsim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Point is a place in an exchange where a Fault can close or hold the
// connection.
type Point string

// The points, in the order in which an exchange passes them.
const (
	// BeforeRead: the request line and headers have arrived, the body was not
	// read.
	BeforeRead Point = "before_read"
	// BeforeEffect: the request was read, nothing was done.
	BeforeEffect Point = "before_effect"
	// AfterEffect: everything was done, nothing of the answer was sent.
	AfterEffect Point = "after_effect"
	// InAnswer: headers and AnswerBytes bytes of the answer's body were sent.
	InAnswer Point = "in_answer"
)

// Fault is a failure to happen on the next matching requests. The zero values
// of all fields but Endpoint mean "as usual".
//
// Whether the endpoint still does its work: with DropAt or HangAt the point
// says it. With Errcode, Body or Status it does not, unless WithEffect is set.
type Fault struct {
	// ID tells armed faults apart. Arm sets it.
	ID int
	// Endpoint is matched as in Server.Requests. "" is every endpoint.
	Endpoint string
	// Skip lets so many matching requests through first.
	Skip int
	// Count is how many requests are hit; 0 is all until ClearFaults.
	Count int
	// Probability from 0 to 1 hits at random, by the source of WithSeed; 0 is
	// always. Count counts hits.
	Probability float64

	// DelayBefore waits, in real time, before the endpoint does its work. The
	// work is done even if the client has gone meanwhile, as on a real server,
	// unless AbandonOnDisconnect is set.
	DelayBefore time.Duration
	// DelayAfter waits after the work and before the answer.
	DelayAfter time.Duration
	// AbandonOnDisconnect ends the delays when the client goes away; if that
	// happens before the work, it is not done.
	AbandonOnDisconnect bool

	// DropAt closes the connection at this point.
	DropAt Point
	// HangAt holds the connection at this point until the client goes away, or
	// ClearFaults or Reset is called; then it is closed.
	HangAt Point
	// AnswerBytes is how many bytes of the body go out before InAnswer. With
	// more than the body has, the client gets a whole answer on a connection
	// that is then closed; a request that it sends on the same connection
	// meanwhile fails.
	AnswerBytes int

	// Status replaces the HTTP status. Without Errcode and Body the answer is
	// empty, or the endpoint's own one when WithEffect is set.
	Status int
	// Header is added to the answer, for instance a Location.
	Header map[string]string
	// Errcode answers with this code in WeCom's form.
	Errcode int
	// Errmsg is the text of that answer; default is the text of the code in
	// WeCom's form with hint, caller and link.
	Errmsg string
	// Body replaces the answer's body byte for byte; it need not be JSON. An
	// empty but not nil body is an empty answer.
	Body []byte
	// WithEffect lets the endpoint do its work before Status, Errcode or Body
	// replaces its answer.
	WithEffect bool
}

// Arm adds a fault. Faults are tried in the order in which they were armed, and
// at most one strikes a request; a request that was struck does not count for
// the Skip of later faults.
func (s *Server) Arm(fault Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.lastFault++
	fault.ID = s.lastFault
	s.faults = append(s.faults, &fault)
	s.announce()
}

// Disarm clears one fault and says whether it was armed. What it already holds
// stays held.
func (s *Server) Disarm(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()

	at := slices.IndexFunc(s.faults, func(fault *Fault) bool { return fault.ID == id })
	if at < 0 {
		return false
	}

	s.faults = slices.Delete(slices.Clone(s.faults), at, at+1)
	s.announce()

	return true
}

// ClearFaults disarms every fault, lets delayed requests go on at once and
// closes held connections.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.faults = nil
	s.endWaits()
	s.announce()
}

// Faults gives the armed faults with what is left of Skip and Count.
func (s *Server) Faults() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()

	armed := make([]Fault, 0, len(s.faults))
	for _, fault := range s.faults {
		armed = append(armed, *fault)
	}

	return armed
}

// endWaits is called with mu held.
func (s *Server) endWaits() {
	close(s.wake)
	s.wake = make(chan struct{})
}

// takeFault picks the fault for a request, nil when none strikes. It is called
// with mu held.
func (s *Server) takeFault(path string) *Fault {
	for i, fault := range s.faults {
		if !matchesEndpoint(path, fault.Endpoint) {
			continue
		}

		if fault.Skip > 0 {
			fault.Skip--
			continue
		}

		if fault.Probability > 0 && s.random.Float64() >= fault.Probability {
			continue
		}

		struck := *fault
		if fault.Count == 1 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		} else if fault.Count > 1 {
			fault.Count--
		}

		return &struck
	}

	return nil
}

// hasEffect says whether the endpoint does its work.
func (f *Fault) hasEffect() bool {
	replaced := f.Errcode != 0 || f.Body != nil || f.Status != 0
	return !replaced || f.WithEffect
}

// replace replaces the endpoint's answer with the fault's.
func (f *Fault) replace(a *answer, e *exchange) {
	switch {
	case f.Errcode != 0:
		errmsg := f.Errmsg
		if errmsg == "" {
			errmsg = refuse(f.Errcode, "").errmsg("", e.server.Now(), e.seq, e.ip)
		}

		*a = e.refusal(f.Errcode, errmsg)
	case f.Body != nil:
		*a = answer{status: http.StatusOK, body: f.Body}
	}

	if f.Status != 0 {
		a.status = f.Status
	}

	a.header = f.Header
}

// String says in a few words what the fault does.
func (f *Fault) String() string {
	var parts []string

	add := func(condition bool, format string, args ...any) {
		if condition {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(f.DelayBefore > 0, "delay %s before effect", f.DelayBefore)
	add(f.DelayAfter > 0, "delay %s after effect", f.DelayAfter)
	add(f.HangAt != "", "hang %s", f.HangAt)
	add(f.DropAt != "", "drop %s", f.DropAt)
	add(f.Status != 0, "status %d", f.Status)
	add(f.Errcode != 0, "errcode %d", f.Errcode)
	add(f.Body != nil, "raw body of %d bytes", len(f.Body))
	add(f.WithEffect, "with effect")

	if len(parts) == 0 {
		return "nothing"
	}

	return strings.Join(parts, ", ")
}
