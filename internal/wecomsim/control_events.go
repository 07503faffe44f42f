package wecomsim

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// pulse says what has changed, not how: a reader then asks for what it shows.
type pulse struct {
	// Revision counts all changes.
	Revision int64 `json:"revision"`
	Messages int   `json:"messages"`
	// Requests is the Seq of the last one.
	Requests int `json:"requests"`
	Faults   int `json:"faults"`
	// Drawings are the messages whose pictures a page should draw.
	Drawings []string  `json:"drawings,omitempty"`
	Now      time.Time `json:"now"`
}

// pulse also gives a channel that is closed at the next change.
func (s *Server) pulse() (pulse, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()

	p := pulse{Revision: s.revision, Messages: len(s.messages.all), Requests: s.sequence, Faults: len(s.faults), Now: s.Now()}
	for _, wanted := range s.drawings {
		if !slices.Contains(p.Drawings, wanted.msgid) {
			p.Drawings = append(p.Drawings, wanted.msgid)
		}
	}

	return p, s.changed
}

// Times of an event stream. Many changes at once make one event, and a comment
// now and then shows both sides that the other is still there.
const (
	eventPause = 100 * time.Millisecond
	eventBeat  = 15 * time.Second
)

// serveEvents is a stream of server-sent events, one "change" for now and one
// after each change.
func serveEvents(s *Server, w http.ResponseWriter, r *http.Request) {
	controller := http.NewResponseController(w)
	// The read deadline of the HTTP server counts from the start of the request
	// and would end the stream.
	_ = controller.SetReadDeadline(time.Time{})

	w.Header().Set("Content-Type", "text/event-stream; charset=UTF-8")

	beat := time.NewTicker(eventBeat)
	defer beat.Stop()

	var sent int64 = -1

	for {
		now, changed := s.pulse()

		text := ": beat\n\n"
		if now.Revision != sent {
			text = fmt.Sprintf("event: change\ndata: %s\n\n", encode(now))
			sent = now.Revision
		}

		if _, err := fmt.Fprint(w, text); err != nil || controller.Flush() != nil {
			return
		}

		if !s.sleep(r, eventPause) {
			return
		}

		select {
		case <-changed:
		case <-beat.C:
		case <-s.stopped:
			return
		case <-r.Context().Done():
			return
		}
	}
}

// sleep is false when the stream should end.
func (s *Server) sleep(r *http.Request, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-s.stopped:
	case <-r.Context().Done():
	}

	return false
}
