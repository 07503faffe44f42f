package wecomsim

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// BodyBounds bound what callers can hold with bodies that arrive slowly or at
// the same time. Zero means the default. A body over a bound is answered 503
// with an explanation, one that is too slow 408.
type BodyBounds struct {
	// Bodies is how many are read at a time, PeerBodies how many from one
	// address. Default 1024 and 512.
	Bodies, PeerBodies int
	// Bytes is how many bytes of bodies are held until their answers, PeerBytes
	// how many from one address. Default 2 GiB and 1 GiB.
	Bytes, PeerBytes int64
	// Time is how long a body may take. Default one minute.
	Time time.Duration
}

func (b BodyBounds) withDefaults() BodyBounds {
	return BodyBounds{
		Bodies: cmp.Or(b.Bodies, 1024), PeerBodies: cmp.Or(b.PeerBodies, 512),
		Bytes: cmp.Or(b.Bytes, 2<<30), PeerBytes: cmp.Or(b.PeerBytes, 1<<30),
		Time: cmp.Or(b.Time, time.Minute),
	}
}

// underWay is what bodies hold at one moment.
type underWay struct {
	bodies int
	bytes  int64
}

// intake counts the bodies that are under way.
type intake struct {
	bounds BodyBounds
	mu     sync.Mutex
	all    underWay
	peers  map[string]underWay
}

// add changes what is under way, unless that would be over a bound.
func (i *intake) add(peer string, bodies int, bytes int64) error {
	i.mu.Lock()
	defer i.mu.Unlock()

	all, own := i.all.plus(bodies, bytes), i.peers[peer].plus(bodies, bytes)
	switch {
	case bodies > 0 && own.bodies > i.bounds.PeerBodies:
		return tooBusy("%d bodies from %s are being read", i.bounds.PeerBodies, peer)
	case bodies > 0 && all.bodies > i.bounds.Bodies:
		return tooBusy("%d bodies are being read", i.bounds.Bodies)
	case bytes > 0 && own.bytes > i.bounds.PeerBytes:
		return tooBusy("bodies from %s hold %d bytes", peer, i.bounds.PeerBytes)
	case bytes > 0 && all.bytes > i.bounds.Bytes:
		return tooBusy("bodies hold %d bytes", i.bounds.Bytes)
	}

	i.all, i.peers[peer] = all, own
	if own == (underWay{}) {
		delete(i.peers, peer)
	}

	return nil
}

func (l underWay) plus(bodies int, bytes int64) underWay {
	return underWay{l.bodies + bodies, l.bytes + bytes}
}

func tooBusy(format string, args ...any) error {
	return statusError{http.StatusServiceUnavailable, "too busy: " + fmt.Sprintf(format, args...) + " already, try again later"}
}

// incoming is the body of one request. It counts as being read from its first
// byte to its last, and its bytes until release.
type incoming struct {
	io.ReadCloser
	intake     *intake
	peer       string
	connection *http.ResponseController
	free       bool // its bytes are not held
	reading    bool
	bytes      int64
}

// receive takes the request's body under the bounds, if it has one.
func (i *intake) receive(w http.ResponseWriter, r *http.Request, free bool) (*incoming, error) {
	body := &incoming{
		ReadCloser: r.Body, intake: i, peer: peerOf(r), connection: http.NewResponseController(w), free: free,
	}
	if r.Body == nil || r.ContentLength == 0 {
		return body, nil
	}

	if err := i.add(body.peer, 1, 0); err != nil {
		body.deadline(longAgo())
		return body, err
	}

	body.reading = true
	body.deadline(time.Now().Add(i.bounds.Time))

	return body, nil
}

func (b *incoming) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if !b.free {
		if busy := b.intake.add(b.peer, 0, int64(n)); busy != nil {
			return 0, busy
		}

		b.bytes += int64(n)
	}

	switch {
	case errors.Is(err, io.EOF) && b.reading:
		b.reading = false
		_ = b.intake.add(b.peer, -1, 0)
		// Otherwise the deadline would end a request that is held by a fault.
		b.deadline(time.Time{})
	case errors.Is(err, os.ErrDeadlineExceeded):
		return n, statusError{http.StatusRequestTimeout, fmt.Sprintf("the body did not come within %s", b.intake.bounds.Time)}
	}

	return n, err
}

// release is called at the end of the request. net/http would wait for the rest
// of a body that was not read.
func (b *incoming) release() {
	bodies := 0
	if b.reading {
		bodies = -1

		b.deadline(longAgo())
	}

	_ = b.intake.add(b.peer, bodies, -b.bytes)
	b.reading, b.bytes = false, 0
}

// deadline does nothing where there is no connection, in tests.
func (b *incoming) deadline(at time.Time) { _ = b.connection.SetReadDeadline(at) }

func longAgo() time.Time { return time.Unix(1, 0) }

// peerOf is the caller's address without its port.
func peerOf(r *http.Request) string {
	ip, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}

	return ip
}
