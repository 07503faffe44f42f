package wecomtest

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Simulate runs a simulator on a loopback port for as long as the test lasts.
func Simulate(t testing.TB, sim *wecomsim.Server) (url string) {
	t.Helper()

	url = Serve(t, sim)

	// A server does not close before its requests have ended, and one may hang
	// in a fault. What is registered last runs first.
	t.Cleanup(sim.ClearFaults)

	return url
}

// Serve runs a handler on a loopback port for as long as the test lasts.
func Serve(t testing.TB, handler http.Handler) (url string) {
	t.Helper()

	server := httptest.NewServer(handler)

	t.Cleanup(func() { Close(server) })

	return server.URL
}

// Quiet is a server, not yet started, that does not log what its clients do to
// their connections.
func Quiet(handler http.Handler) *httptest.Server {
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)

	return server
}

// Close ends the connections, too, which a client may hold open.
func Close(server *httptest.Server) {
	server.CloseClientConnections()
	server.Close()
}
