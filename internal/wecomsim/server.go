package wecomsim

import (
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Server answers like the WeCom server for one Company. It is an http.Handler and safe for
// concurrent use.
type Server struct {
	settings  settings
	endpoints []endpoint
	control   http.Handler

	offset atomic.Int64 // how far AdvanceClock moved, in nanoseconds

	mu            sync.Mutex
	directory     *directory // replaced as a whole by SetCompany
	random        *rand.Rand
	dispatchDelay time.Duration
	listLag       time.Duration
	generation    int           // counts Reset
	wake          chan struct{} // closed to end the waits of armed faults
	sequence      int           // numbers requests; part of the errmsg hint
	requests      []*Request
	faults        []*Fault
	tokens        *tokenStore
	messages      []*Message
	messageByID   map[string]*Message
	received      map[string][]time.Time // deliveries by external_userid or chat id
	media         *mediaStore
	suites        *suiteStore
	changed       chan struct{} // closed and replaced when a message comes or changes
}

// New makes a server for the company. The company must not be changed afterwards.
func New(company Company, options ...Option) *Server {
	chosen := defaultSettings()
	for _, option := range options {
		option(&chosen)
	}
	s := &Server{settings: chosen, directory: newDirectory(company), wake: make(chan struct{}), changed: make(chan struct{})}
	s.endpoints = knownEndpoints()
	s.control = s.newControl()
	s.clear()
	return s
}

// clear sets everything but the company and the options back. The caller holds mu, or is New.
func (s *Server) clear() {
	s.random = rand.New(rand.NewPCG(s.settings.seed, 0))
	s.dispatchDelay = s.settings.dispatchDelay
	s.listLag = s.settings.listLag
	s.sequence = 0
	s.requests = nil
	s.faults = nil
	s.tokens = newTokenStore()
	s.messages = nil
	s.messageByID = map[string]*Message{}
	s.received = map[string][]time.Time{}
	s.media = newMediaStore()
	s.offset.Store(0)
	s.suites = newSuiteStore(s.directory.company.Suites, s.Now())
	s.announce()
}

// Reset forgets requests, messages, tokens, faults and clock moves. A request that is still held by
// a fault is dropped and has no effect.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation++
	s.endWaits()
	s.clear()
}

// SetCompany does what Reset does and replaces the company.
func (s *Server) SetCompany(company Company) {
	directory := newDirectory(company)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation++
	s.endWaits()
	s.directory = directory
	s.clear()
}

// Company is the company that the server knows. It must not be changed.
func (s *Server) Company() Company {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.directory.company
}

// announce wakes who waits for messages. It is called with mu held, or by New.
func (s *Server) announce() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Now is the server's time: the base clock and what AdvanceClock added.
func (s *Server) Now() time.Time {
	return s.settings.clock().Add(time.Duration(s.offset.Load()))
}

// AdvanceClock moves the server's time forward by d, or back when d is negative.
func (s *Server) AdvanceClock(d time.Duration) {
	s.offset.Add(int64(d))
}

// SetListLag changes what WithListLag set, until Reset.
func (s *Server) SetListLag(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listLag = d
}

// SetDispatchDelay changes what WithDispatchDelay set, until Reset.
func (s *Server) SetDispatchDelay(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatchDelay = d
}

// ServeHTTP answers one request. A fault that closes the connection does so by the panic
// http.ErrAbortHandler, which net/http expects.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, controlPrefix) {
		s.control.ServeHTTP(w, r)
		return
	}
	s.newExchange(w, r).run()
}
