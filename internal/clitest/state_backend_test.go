package clitest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
)

// stateBackend keeps a state, as the backend "http" has it. Engines write to a
// remote backend only every 20 seconds while an apply goes on.
type stateBackend struct {
	mu     sync.Mutex
	text   string
	writes int
}

func (b *stateBackend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()

	switch r.Method {
	case http.MethodGet:
		if b.text == "" {
			w.WriteHeader(http.StatusNotFound)
		}

		_, _ = io.WriteString(w, b.text)
	case http.MethodPost:
		if raw, err := io.ReadAll(r.Body); err == nil {
			b.text = string(raw)
			b.writes++
		}
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (b *stateBackend) state() []instance {
	b.mu.Lock()
	defer b.mu.Unlock()

	return messagesIn(b.text)
}

// hasRemoteState puts the state of a workspace behind HTTP, and runs init. The
// configuration is there already.
func (w *workspace) hasRemoteState() *stateBackend {
	w.t.Helper()

	backend := &stateBackend{}

	server := httptest.NewServer(backend)
	w.t.Cleanup(server.Close)

	w.file("backend.tf", "terraform {\n  backend \"http\" {\n    address = \""+server.URL+"\"\n  }\n}\n")
	w.runsInit()

	return backend
}
