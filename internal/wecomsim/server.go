package wecomsim

import (
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Server answers like the WeCom server for one Company. It is an http.Handler
// and safe for concurrent use.
type Server struct {
	settings  settings
	endpoints []endpoint
	control   http.Handler
	intake    intake

	offset atomic.Int64 // how far AdvanceClock moved, in nanoseconds

	mu            sync.Mutex
	directory     *directory // replaced as a whole by SetCompany
	random        *rand.Rand // ids and the probability of faults
	msgids        *rand.Rand // never begins anew: WeCom gives no msgid twice
	secrets       *rand.Rand // tokens and tickets
	dispatchDelay time.Duration
	listLag       time.Duration
	generation    int           // counts Reset
	wake          chan struct{} // closed to end the waits of armed faults
	sequence      int           // numbers requests; part of the errmsg hint
	requests      requestLog
	faults        []*Fault
	lastFault     int        // id of the fault that was armed last
	drawings      []*drawing // pictures that somebody waits for
	tokens        *tokenStore
	messages      *messageStore
	received      map[string][]time.Time // deliveries by external_userid or chat id
	media         *mediaStore
	suites        *suiteStore
	storage       Storage       // nil without one
	starts        uint64        // how often a server was started with this storage before
	revision      int64         // counts changes
	changed       chan struct{} // closed and replaced at every change
	stopped       chan struct{} // closed by Close
	stop          func()
}

// New makes a server for the company. The company must not be changed
// afterwards.
func New(company Company, options ...Option) *Server {
	chosen := defaultSettings()
	for _, option := range options {
		option(&chosen)
	}

	s := &Server{
		settings: chosen, directory: newDirectory(company),
		intake:   intake{bounds: chosen.bodyBounds.withDefaults(), peers: map[string]underWay{}},
		requests: requestLog{maxRequests: chosen.requestLog, maxBytes: chosen.requestLogBytes},
		wake:     make(chan struct{}), changed: make(chan struct{}), stopped: make(chan struct{}),
	}
	s.stop = sync.OnceFunc(func() { close(s.stopped) })
	s.msgids = newSecrets(chosen.tokenSeed, s.starts)
	s.endpoints = knownEndpoints()
	s.control = s.newControl()
	s.clear()

	return s
}

// clear resets everything but the company and the options. The caller holds mu,
// or is New.
func (s *Server) clear() {
	// A restart must not reuse the ids of the last run.
	s.random = rand.New(rand.NewPCG(s.settings.seed, s.starts))
	s.secrets = newSecrets(s.settings.tokenSeed, s.starts)
	s.dispatchDelay = s.settings.dispatchDelay
	s.listLag = s.settings.listLag
	s.sequence = 0
	s.requests.forgetAll()
	s.faults = nil
	s.tokens = newTokenStore()
	s.messages = newMessageStore()
	s.received = map[string][]time.Time{}
	s.media = newMediaStore()
	s.offset.Store(0)
	s.suites = newSuiteStore(s.directory.company.Suites, s.Now())
	s.announce()
}

// Reset forgets requests, messages, tokens, faults and clock moves. A request
// that is still held by a fault is dropped and has no effect. It panics when a
// storage cannot be written.
func (s *Server) Reset() {
	if err := s.reset(nil); err != nil {
		panic(err)
	}
}

// SetCompany does what Reset does and replaces the company.
func (s *Server) SetCompany(company Company) {
	if err := s.reset(newDirectory(company)); err != nil {
		panic(err)
	}
}

// reset keeps the company when the directory is nil.
func (s *Server) reset(directory *directory) error {
	s.mu.Lock()
	defer s.mu.Unlock()

	if directory == nil {
		directory = s.directory
	}

	if err := s.replace(fact{kindCompany, onlyKey, directory.company}, s.startsFact()); err != nil {
		return err
	}

	s.generation++
	s.endWaits()
	s.directory = directory
	s.clear()

	return nil
}

// Close ends event streams, waits and held connections, so that the HTTP server
// in front can stop at once. Requests are still answered.
func (s *Server) Close() {
	s.stop()
	s.ClearFaults()
}

// Counts gives the number of messages, and of requests since the start or the
// last Reset.
func (s *Server) Counts() (messages, requests int) {
	s.mu.Lock()
	defer s.mu.Unlock()

	return len(s.messages.all), s.sequence
}

// Company is the company that the server knows. It must not be changed.
func (s *Server) Company() Company {
	s.mu.Lock()
	defer s.mu.Unlock()

	return s.directory.company
}

// announce wakes everybody who waits for changes. It is called with mu held, or
// by New.
func (s *Server) announce() {
	s.revision++
	close(s.changed)
	s.changed = make(chan struct{})
}

// SetListLag changes what WithListLag set, until Reset.
func (s *Server) SetListLag(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.listLag = d
	s.announce()
}

// SetDispatchDelay changes what WithDispatchDelay set, until Reset.
func (s *Server) SetDispatchDelay(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.dispatchDelay = d
	s.announce()
}

// ServeHTTP answers one request. A fault that closes the connection does so by
// the panic http.ErrAbortHandler, which net/http expects.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	isControl := strings.HasPrefix(r.URL.Path, controlPrefix)

	body, err := s.intake.receive(w, r, !isControl && s.endpoint(r.URL.Path) == nil)
	defer body.release()

	if err == nil && !s.answersHost(r.Host) {
		err = statusError{http.StatusForbidden, "the simulator answers at 127.0.0.1 and localhost only, unless it allows remote callers (--allow-remote)"}
	}

	if err != nil {
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		writeControl(w, nil, err)

		return
	}

	if body.reading {
		r.Body = body
	}

	if isControl {
		s.control.ServeHTTP(w, r)
		return
	}

	if r.URL.Path == "/" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		http.Redirect(w, r, pagePath, http.StatusFound)
		return
	}

	s.newExchange(w, r).run()
}
