package wecom

import (
	"sync"
	"time"
)

const (
	// skewMargin is how far WeCom's clock may be from ours as long as no answer
	// has told its time.
	skewMargin = 5 * time.Minute
	// dateMargin is how exactly a Date header tells it: it has whole seconds,
	// as create_time has, and it travels.
	dateMargin = 5 * time.Second
)

// serverTime estimates WeCom's clock from the Date headers of its answers.
type serverTime struct {
	mu    sync.Mutex
	known bool
	skew  time.Duration // WeCom's time minus ours
}

func (s *serverTime) learn(date, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()

	// A Date is as old as its answer took to come, so of two the later is the
	// truer one.
	if skew := date.Sub(now); !s.known || skew > s.skew {
		s.known, s.skew = true, skew
	}
}

// at gives WeCom's time at a local time, and how far it may be off.
func (s *serverTime) at(local time.Time) (estimate time.Time, margin time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()

	if !s.known {
		return local, skewMargin
	}

	return local.Add(s.skew), dateMargin
}

// isKnown tells whether an answer has told WeCom's time.
func (s *serverTime) isKnown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()

	return s.known
}
