package wecom

import (
	"context"
	"sync"
)

// turns lets one query of an endpoint run at a time. WeCom refuses several at
// once with 45033, and a refusal costs more time than waiting does.
type turns struct {
	mu    sync.Mutex
	gates map[string]gate
}

func newTurns() *turns { return &turns{gates: map[string]gate{}} }

// take waits for the turn of a query of path, and gives the function that ends
// it.
func (t *turns) take(ctx context.Context, path string) (done func(), err error) {
	t.mu.Lock()

	g, ok := t.gates[path]
	if !ok {
		g = newGate()
		t.gates[path] = g
	}

	t.mu.Unlock()

	if err := g.lock(ctx); err != nil {
		return nil, err
	}

	return g.unlock, nil
}
