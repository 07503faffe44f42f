package wecom

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

const (
	// skewMargin is how far WeCom's clock may be from ours as long as no answer
	// has said its time.
	skewMargin = 5 * time.Minute
	// clockMargin allows for whole seconds, in Date as in create_time, and for
	// servers of WeCom whose clocks differ by a little.
	clockMargin = 5 * time.Second
	// closeSkew is how far our own clock may be off so that a proof must hold
	// by it, too, to within ownDrift. A machine that is off by more has no
	// clock to prove by, and WeCom's is all there is.
	closeSkew = 30 * time.Second
	ownDrift  = 2 * time.Second
	// believableSkew is how far our own clock may be off without a doubt
	// whether WeCom's time was reported wrong.
	believableSkew = time.Hour
	// maxSkew is how far WeCom's clock can be from ours: a machine that lost
	// its own begins in 1970. What is farther is no clock, and sums of it would
	// not fit into a Duration.
	maxSkew = 70 * 365 * 24 * time.Hour
	// maxReadings bounds what is kept of a server that says another time with
	// every answer.
	maxReadings = 4
)

// skew is a range in which WeCom's time minus ours lies.
type skew struct{ low, high time.Duration }

func (s skew) meets(other skew, within time.Duration) bool {
	return s.low <= other.high+within && other.low <= s.high+within
}

// hull is the smallest range that holds both.
func (s skew) hull(other skew) skew {
	return skew{low: min(s.low, other.low), high: max(s.high, other.high)}
}

// ourOwn is what holds as long as our clock is right.
func ourOwn() skew { return skew{low: -skewMargin, high: skewMargin} }

// reading is a range on which several answers agree.
type reading struct {
	skew
	answers int
}

// serverTime estimates WeCom's clock from the Date headers of answers that
// carry a verdict of WeCom. Gateways write Date, too, so one answer is not
// believed where it contradicts our own clock, and what contradicts the rest
// never narrows a search: every time that anybody has said is searched.
type serverTime struct {
	mu       sync.Mutex
	readings []reading
}

// learn takes the Date of an answer, and our time before and after the call.
func (s *serverTime) learn(date, asked, answered time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()

	// The server wrote Date, cut to a whole second, at some time in between.
	heard := reading{skew: skew{low: date.Sub(answered), high: date.Add(time.Second).Sub(asked)}, answers: 1}
	if heard.low < -maxSkew || heard.high > maxSkew {
		return
	}

	for i, known := range s.readings {
		if !known.meets(heard.skew, clockMargin) {
			continue
		}

		if known.meets(heard.skew, 0) {
			s.readings[i].skew = skew{low: max(known.low, heard.low), high: min(known.high, heard.high)}
		} else {
			s.readings[i].skew = known.hull(heard.skew)
		}

		s.readings[i].answers++

		return
	}

	slices.SortStableFunc(s.readings, func(a, b reading) int { return b.answers - a.answers })

	if len(s.readings) == maxReadings {
		s.readings = s.readings[:maxReadings-1] // the weakest goes
	}

	s.readings = append(s.readings, heard)
}

// believed is the range on which most agree, our own clock among them. It is
// false where nobody has said WeCom's time, or where as many say another one.
func (s *serverTime) believed() (skew, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()

	best, votes, contested := ourOwn(), 0, true

	for _, r := range s.readings {
		n := r.answers
		if r.meets(ourOwn(), 0) {
			n++
		}

		switch {
		case n > votes:
			best, votes, contested = r.skew, n, false
		case n == votes:
			contested = true
		}
	}

	return best, votes > 1 && !contested
}

// lows are the lower ends of what is believed, and of what else may be true:
// where a clock has been set, or two servers differ, a proof must hold by each.
// That is what several answers have said, or one that is not far off, and our
// own clock where it is about right: a Date that is a little wrong makes no
// earlier message of somebody else's ours.
func (s *serverTime) lows() (earliest, latest time.Duration, known bool) {
	believed, known := s.believed()
	earliest, latest = believed.low, believed.low

	s.mu.Lock()
	defer s.mu.Unlock()

	for _, r := range s.readings {
		if r.answers > 1 || r.meets(believed, skewMargin) {
			earliest, latest = min(earliest, r.low), max(latest, r.low)
		}
	}

	if believed.meets(skew{}, closeSkew) {
		earliest, latest = min(earliest, ownDrift), max(latest, -ownDrift)
	}

	return earliest, latest, known
}

// possible are all ranges that may be the true one, apart from each other. Our
// own clock is out of it only where WeCom's answers agree among themselves that
// it is off by a little: that is what clocks are. Where they say more, or
// different things, both are searched: somebody between us and WeCom may write
// every Date.
func (s *serverTime) possible() []skew {
	believed, known := s.believed()

	s.mu.Lock()
	defer s.mu.Unlock()

	var all []skew
	if agreed := known && len(s.readings) == 1 && believed.meets(skew{}, believableSkew); !agreed {
		all = append(all, ourOwn())
	}

	for _, r := range s.readings {
		all = append(all, skew{low: r.low - clockMargin, high: r.high + clockMargin})
	}

	return apart(all)
}

// apart joins the ranges that meet, in the order of time.
func apart(all []skew) []skew {
	slices.SortFunc(all, func(a, b skew) int { return cmp.Compare(a.low, b.low) })

	joined := all[:1]

	for _, next := range all[1:] {
		if last := &joined[len(joined)-1]; last.meets(next, 0) {
			*last = last.hull(next)
		} else {
			joined = append(joined, next)
		}
	}

	return joined
}

// at estimates WeCom's time at a local time.
func (s *serverTime) at(local time.Time) time.Time {
	if believed, ok := s.believed(); ok {
		return local.Add(believed.low)
	}

	return local
}

// believable is by how much WeCom's time may differ from ours, to a minute: not
// at all where nobody has said another time.
func (s *serverTime) believable() []time.Duration {
	var all []time.Duration

	for _, p := range s.possible() {
		if p.meets(skew{}, time.Minute) {
			p.low = 0
		}

		all = append(all, p.low)
	}

	return all
}

// latestBut is the latest that WeCom's time may be at a local time, but what a
// search back from one of some times takes in.
func (s *serverTime) latestBut(times []time.Time, local time.Time) (latest time.Time, ok bool) {
	for _, p := range slices.Backward(s.possible()) {
		latest = local.Add(p.high)

		isTakenIn := func(t time.Time) bool { return latest.Before(t.Add(listedAhead)) && t.Sub(latest) < MaxRecordsWindow }
		if !slices.ContainsFunc(times, isTakenIn) {
			return latest, true
		}
	}

	return time.Time{}, false
}

// latest is the latest that WeCom's time may be at a local time.
func (s *serverTime) latest(local time.Time) time.Time {
	possible := s.possible()

	return local.Add(possible[len(possible)-1].high)
}

// window is a stretch of WeCom's time.
type window struct{ start, end time.Time }

func (w window) holds(t time.Time) bool { return !t.Before(w.start) && !t.After(w.end) }

// agreed is the stretch of WeCom's time that a stretch of ours is, where
// WeCom's answers agree on it.
func (s *serverTime) agreed(start, end time.Time) (window, bool) {
	believed, known := s.believed()

	return window{start: start.Add(believed.low - clockMargin), end: end.Add(believed.high + clockMargin)}, known
}

// windows are the stretches of WeCom's time that a stretch of ours may be.
func (s *serverTime) windows(start, end time.Time) []window {
	return stretched(s.possible(), start, end)
}

// windowsWithOurs are windows, and in any case the stretch by our own clock: to
// look in too many places costs nothing but a candidate more.
func (s *serverTime) windowsWithOurs(start, end time.Time) []window {
	own := ourOwn()
	if believed, known := s.believed(); known && believed.meets(own, 0) {
		own = skew{low: -clockMargin, high: clockMargin} // as exact as WeCom's answers
	}

	return stretched(apart(append(s.possible(), own)), start, end)
}

func stretched(possible []skew, start, end time.Time) []window {
	var all []window

	for _, p := range possible {
		next := window{start: start.Add(p.low), end: end.Add(p.high)}

		if last := len(all) - 1; last >= 0 && !next.start.After(all[last].end) {
			all[last].end = next.end // in the order of possible, the later end
		} else {
			all = append(all, next)
		}
	}

	return all
}
