package clitest_test

import (
	"net/http"
	"path"
	"sync/atomic"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// counter stands before the simulator and counts the sends that arrive, before
// anything can become of them. All faults of the simulator pass it unchanged.
type counter struct {
	http.Handler

	bodies atomic.Int64
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path.Base(r.URL.Path) == send {
		c.bodies.Add(1)
	}

	c.Handler.ServeHTTP(w, r)
}

func (c *counter) arrived() int { return int(c.bodies.Load()) }

// behindCounter is a workspace whose sends are counted on their way.
func behindCounter(t *testing.T) (*workspace, *counter) {
	t.Helper()

	w := newWorkspace(t)
	front := &counter{Handler: w.sim}
	w.url = wecomtest.Serve(t, front)

	t.Cleanup(w.sim.ClearFaults) // a request that hangs holds the server up

	return w, front
}
