package wecom

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http/httptrace"
	"sync"
)

// errSealed is what a write gets after the caller was told that nothing left.
var errSealed = errors.New("the connection was given up before anything was written")

// writeCounter counts the bytes handed to a connection, before they leave, so
// that a failed send can prove that it never left.
type writeCounter struct {
	net.Conn

	mu      sync.Mutex
	written int64
	sealed  bool
}

func (c *writeCounter) Write(p []byte) (int, error) {
	c.mu.Lock()
	if c.sealed {
		c.mu.Unlock()
		return 0, errSealed
	}

	c.written += int64(len(p))
	c.mu.Unlock()

	return c.Conn.Write(p)
}

func (c *writeCounter) count() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()

	return c.written
}

// sealAt forbids every further write and reports whether the count is still at
// n. The order matters: a writer that is still running behind the caller's back
// can no longer make the answer untrue.
func (c *writeCounter) sealAt(n int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()

	c.sealed = true

	return c.written == n
}

// sendWatch watches one request and reports afterwards whether any of its bytes
// may have left this machine.
type sendWatch struct {
	mu       sync.Mutex
	got      bool
	conn     *writeCounter
	startsAt int64
}

func (w *sendWatch) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		conn := info.Conn
		if tlsConn, ok := conn.(*tls.Conn); ok {
			conn = tlsConn.NetConn()
		}

		w.mu.Lock()
		defer w.mu.Unlock()

		w.got = true
		w.conn, _ = conn.(*writeCounter)

		if w.conn != nil {
			w.startsAt = w.conn.count()
		}
	}}
}

// nothingLeft is true only if it is proven that not one byte of the request
// was written: no connection came to be, or the connection took nothing. It
// spoils the connection for later use, so it is only for failed requests.
func (w *sendWatch) nothingLeft() bool {
	w.mu.Lock()
	defer w.mu.Unlock()

	if !w.got {
		return true
	}

	return w.conn != nil && w.conn.sealAt(w.startsAt)
}
