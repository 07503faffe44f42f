package wecom

import (
	"context"
	"sync"
)

// keyedLock is a [ctxLock] for each key. It lets one query of an endpoint run
// at a time: WeCom refuses several at once with 45033, and a refusal costs more
// time than waiting does. The key is then the path.
type keyedLock struct {
	mu    sync.Mutex
	locks map[string]ctxLock
}

func newKeyedLock() *keyedLock { return &keyedLock{locks: map[string]ctxLock{}} }

// lock waits for the lock of a key, and returns the function that unlocks it.
func (k *keyedLock) lock(ctx context.Context, key string) (unlock func(), err error) {
	k.mu.Lock()

	l, ok := k.locks[key]
	if !ok {
		l = newCtxLock()
		k.locks[key] = l
	}

	k.mu.Unlock()

	if err := l.lock(ctx); err != nil {
		return nil, err
	}

	return l.unlock, nil
}
