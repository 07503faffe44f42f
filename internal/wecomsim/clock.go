package wecomsim

import (
	"errors"
	"math"
	"time"
)

// Now is the server's time: the base clock and what AdvanceClock added.
func (s *Server) Now() time.Time {
	return s.settings.clock().Add(time.Duration(s.offset.Load()))
}

// AdvanceClock moves the server's time forward by d, or back when d is
// negative. It panics when the clock cannot go there, as the control API
// refuses it: over 292 years from the base clock, or out of the years 1 to
// 9999. It also panics when a storage cannot be written.
func (s *Server) AdvanceClock(d time.Duration) {
	if err := s.moveClock(d); err != nil {
		panic(err)
	}
}

func (s *Server) moveClock(d time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()

	old := s.offset.Load()

	offset := old + int64(d)
	if d > 0 && offset < old || d < 0 && offset > old {
		return errClockTooFar()
	}

	return s.setOffset(offset)
}

// setClock moves the clock to a time.
func (s *Server) setClock(to time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()

	offset := to.Sub(s.settings.clock())
	if offset == math.MaxInt64 || offset == math.MinInt64 { // where Sub ends
		return errClockTooFar()
	}

	return s.setOffset(int64(offset))
}

// setOffset is called with mu held.
func (s *Server) setOffset(offset int64) error {
	if err := s.checkOffset(offset); err != nil {
		return err
	}

	if err := s.save(fact{kindClock, onlyKey, offset}); err != nil {
		return err
	}

	s.offset.Store(offset)
	s.announce()

	return nil
}

// checkOffset keeps the clock in the years that JSON can write, in every time
// zone.
func (s *Server) checkOffset(offset int64) error {
	to := s.settings.clock().Add(time.Duration(offset))
	if to.Before(time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC)) || to.After(time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC)) {
		return badRequest(errors.New("the clock cannot leave the years 1 to 9999"))
	}

	return nil
}

// errClockTooFar: the offset is a time.Duration.
func errClockTooFar() error {
	return badRequest(errors.New("the clock cannot be moved by more than 292 years"))
}
