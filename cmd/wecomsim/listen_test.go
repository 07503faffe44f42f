package main

import (
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestListen_connectionsAreBounded(t *testing.T) {
	listener, err := listen("127.0.0.1:0", 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()

	server := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(listener) }()

	defer server.Close()

	url := "http://" + listener.Addr().String()

	held := &http.Client{Transport: &http.Transport{}}
	if _, err := held.Get(url); err != nil {
		t.Fatal(err)
	}

	second := &http.Client{Transport: &http.Transport{}, Timeout: 200 * time.Millisecond}
	if _, err := second.Get(url); err == nil {
		t.Error("a second connection was served beside the first")
	}

	held.CloseIdleConnections()

	second.Timeout = 5 * time.Second
	if _, err := second.Get(url); err != nil {
		t.Errorf("after the first connection was closed: %v", err)
	}
}

// arrivals is a listener with connections from made-up addresses.
type arrivals chan net.Conn

func (a arrivals) Accept() (net.Conn, error) { return <-a, nil }
func (a arrivals) Close() error              { return nil }
func (a arrivals) Addr() net.Addr            { return &net.TCPAddr{} }

type arrival struct {
	net.Conn
	from string
}

func (a arrival) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.ParseIP(a.from), Port: 1} }

// arrive gives the caller's end.
func (a arrivals) arrive(from string) net.Conn {
	here, there := net.Pipe()
	a <- arrival{here, from}

	return there
}

func TestListen_connectionsOfOnePeerLeaveRoomForOthers(t *testing.T) {
	incoming := make(arrivals, 10)
	listener := bound(incoming, 10, 2)
	accept := func() net.Conn {
		t.Helper()

		connection, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}

		return connection
	}

	incoming.arrive("192.0.2.1")
	incoming.arrive("192.0.2.1")

	first, second := accept(), accept()
	refused := incoming.arrive("192.0.2.1")
	answer := make(chan string, 1)

	go func() {
		raw, _ := io.ReadAll(refused)
		answer <- string(raw)
	}()

	incoming.arrive("192.0.2.2")

	if other := accept(); other.RemoteAddr().String() != "192.0.2.2:1" {
		t.Errorf("accepted %s", other.RemoteAddr())
	}

	if text := <-answer; !strings.HasPrefix(text, "HTTP/1.1 503 ") || !strings.Contains(text, "192.0.2.1 has 2 connections already") {
		t.Errorf("answer %q", text)
	}

	_ = first.Close()
	_ = first.Close() // the second time must not count

	incoming.arrive("192.0.2.1")

	if again := accept(); again.RemoteAddr().String() != "192.0.2.1:1" {
		t.Errorf("accepted %s", again.RemoteAddr())
	}

	_ = incoming.arrive("192.0.2.1").Close()
	incoming.arrive("192.0.2.3")

	if other := accept(); other.RemoteAddr().String() != "192.0.2.3:1" {
		t.Errorf("accepted %s", other.RemoteAddr())
	}

	_ = second.Close()
}

// Without other machines everybody has the same address.
func TestListen_oneMachineMayHaveAllConnections(t *testing.T) {
	for args, want := range map[string]int{"": 10, "--allow-remote --control-key k": 5} {
		o, err := parseFlags(append(strings.Fields(args), "--max-connections", "10"), io.Discard)
		if err != nil || o.connectionsPerPeer() != want {
			t.Errorf("%q: %d connections, want %d (%v)", args, o.connectionsPerPeer(), want, err)
		}
	}
}

// The address that the program prints can be opened, also where it listens on
// every address.
func TestListen_thePrintedAddressCanBeOpened(t *testing.T) {
	for _, host := range []string{"0.0.0.0", "[::]", ""} {
		ready := start(t, "--allow-remote", "--control-key", "k", "--listen", host+":0")

		if !strings.HasPrefix(ready["base_url"], "http://127.0.0.1:") {
			t.Errorf("%q: printed %q", host, ready["base_url"])
		}

		if page := get(t, ready["base_url"]+"/"); !strings.Contains(page, "<html") {
			t.Errorf("%q: the page is %.100q", host, page)
		}
	}

	for _, test := range []struct{ listens, want string }{
		{"0.0.0.0:8765", "127.0.0.1:8765"},
		{"[::]:8765", "127.0.0.1:8765"},
		{"127.0.0.1:8765", "127.0.0.1:8765"},
		{"[::1]:8765", "[::1]:8765"},
		{"192.0.2.1:8765", "192.0.2.1:8765"},
	} {
		address := net.TCPAddrFromAddrPort(netip.MustParseAddrPort(test.listens))
		if got := openable(address); got != test.want {
			t.Errorf("%s is printed as %s, want %s", test.listens, got, test.want)
		}
	}
}
