package main

import (
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"
)

// listen opens the port for at most so many connections at a time; more wait in
// the system's queue. From one address it serves at most perPeer: more are
// refused at once, because in the queue they would block others.
func listen(address string, connections, perPeer int) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}

	return bound(listener, connections, perPeer), nil
}

// openable is the address that a browser on this machine can open. Where the
// listener takes every address, its own is none: "[::]:8765".
func openable(address net.Addr) string {
	tcp, known := address.(*net.TCPAddr)
	if !known || len(tcp.IP) > 0 && !tcp.IP.IsUnspecified() {
		return address.String()
	}

	return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
}

func bound(listener net.Listener, connections, perPeer int) net.Listener {
	return &boundedListener{
		Listener: listener, free: make(chan struct{}, connections), closed: make(chan struct{}),
		perPeer: perPeer, peers: map[string]int{},
	}
}

type boundedListener struct {
	net.Listener
	free   chan struct{}
	once   sync.Once
	closed chan struct{}

	perPeer int
	mu      sync.Mutex
	peers   map[string]int // connections by address
}

func (l *boundedListener) Accept() (net.Conn, error) {
	select {
	case l.free <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}

	for {
		connection, err := l.Listener.Accept()
		if err != nil {
			<-l.free
			return nil, err
		}

		peer, _, _ := net.SplitHostPort(connection.RemoteAddr().String())
		if l.enter(peer) {
			release := sync.OnceFunc(func() { l.leave(peer); <-l.free })
			return &boundedConnection{Conn: connection, release: release}, nil
		}

		refuse(connection, peer, l.perPeer)
	}
}

func (l *boundedListener) enter(peer string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()

	if l.peers[peer] >= l.perPeer {
		return false
	}

	l.peers[peer]++

	return true
}

func (l *boundedListener) leave(peer string) {
	l.mu.Lock()
	defer l.mu.Unlock()

	if l.peers[peer]--; l.peers[peer] == 0 {
		delete(l.peers, peer)
	}
}

// refuse does not read the request: it may never come.
func refuse(connection net.Conn, peer string, perPeer int) {
	words := fmt.Sprintf(`{"error":"too busy: %s has %d connections already, try again later"}`, peer, perPeer)
	_ = connection.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = fmt.Fprintf(connection, "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json; charset=UTF-8\r\n"+
		"Content-Length: %d\r\nConnection: close\r\n\r\n%s", len(words), words)
	_ = connection.Close()
}

func (l *boundedListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

type boundedConnection struct {
	net.Conn
	release func()
}

func (c *boundedConnection) Close() error {
	defer c.release()
	return c.Conn.Close()
}
