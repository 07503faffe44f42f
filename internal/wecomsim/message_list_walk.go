package wecomsim

import (
	"slices"
	"time"
)

// listWalk is how far the messages were looked through for one query, newest
// first. The next page goes on from there, so that all pages of a list together
// look at each message once.
type listWalk struct {
	query messageQuery
	lag   time.Duration

	found []int // places in messageStore.all
	left  int   // that many messages, the oldest, were not looked at

	// While the clock stands from here until before there, no message comes
	// into what was looked at and none goes. A zero until is never.
	from, until time.Time
}

func (w *listWalk) answers(q messageQuery, lag time.Duration, now time.Time) bool {
	return w.query == q && w.lag == lag && !now.Before(w.from) && (w.until.IsZero() || now.Before(w.until))
}

// extend looks on until n messages are found, or all were looked at.
func (w *listWalk) extend(all []*Message, n int, now time.Time) {
	w.found = slices.Grow(w.found, max(0, min(n-len(w.found), w.left)))

	for w.left > 0 && len(w.found) < n {
		w.left--

		message := all[w.left]
		if !w.query.matches(message) {
			continue
		}

		switch shown := message.CreateTime.Add(w.lag); {
		case !shown.After(now):
			w.found = append(w.found, w.left)
			if shown.After(w.from) {
				w.from = shown
			}
		case w.until.IsZero() || shown.Before(w.until):
			w.until = shown
		}
	}
}

// maxWalks is for clients that read several lists at a time. One more begins
// again.
const maxWalks = 8

// walk gives the walk of a query, a new one if there is none that still holds.
func (m *messageStore) walk(q messageQuery, lag time.Duration, now time.Time) *listWalk {
	for _, known := range m.walks {
		if known.answers(q, lag, now) {
			return known
		}
	}

	if len(m.walks) == maxWalks {
		m.walks = m.walks[1:]
	}

	begun := &listWalk{query: q, lag: lag, left: len(m.all)}
	m.walks = append(m.walks, begun)

	return begun
}
