package wecom

import (
	"slices"
	"time"
)

// Trace is what is needed to find a message whose answer was lost. It is kept
// with the state.
//
// It knows two stretches of time, both by WeCom's clock and in unix seconds.
type Trace struct {
	// NotBefore and NotAfter bound the time at which WeCom can have created the
	// message while the run that sent it was looking for it. Only then is an
	// equal message this one: a later one may come from a later run.
	NotBefore int64 `json:"not_before"`
	NotAfter  int64 `json:"not_after"`
	// Search are all times at which WeCom may have created it, however late and
	// whatever the clocks say. What is found here only may be the message.
	Search []Span `json:"search,omitempty"`
	// Unprovable is true where nothing can be proven later: WeCom's time was
	// not known, or too many other messages may own what is found.
	Unprovable bool `json:"unprovable,omitempty"`
	// Exclude are messages of equal words that are known to be others.
	Exclude []string `json:"exclude,omitempty"`
	// Claimed are those that are others by the journal. A person's word of them
	// may turn out to be wrong: see [Client.StillClaimed].
	Claimed []string `json:"claimed,omitempty"`
	// Lookalikes are messages of the same run and words whose outcome was not
	// known either.
	Lookalikes []Lookalike `json:"rivals,omitempty"`

	// another excludes messages that are kept elsewhere: the others of a
	// campaign. Nil: none.
	another func(msgid string) bool
}

// WithClaims excludes the other messages of a campaign, as [Delivery.Claims].
func (t Trace) WithClaims(claims map[string]bool) Trace {
	t.another = func(msgid string) bool { return claims[msgid] }

	return t
}

// isAnother reports whether a message is one of those that are kept elsewhere.
func (t *Trace) isAnother(msgid string) bool { return t.another != nil && t.another(msgid) }

// excludes reports whether a message is known to be another one.
func (t *Trace) excludes(msgid string) bool {
	return slices.Contains(t.Exclude, msgid) || slices.Contains(t.Claimed, msgid)
}

// unclaimed are those of some messages that are not kept elsewhere.
func (t *Trace) unclaimed(msgids []string) []string {
	return slices.DeleteFunc(slices.Clone(msgids), t.isAnother)
}

// Span is a stretch of WeCom's time, unix seconds.
type Span struct {
	From  int64 `json:"from"`
	Until int64 `json:"until"`
}

// lateHandling is how long after the last look WeCom may still create a message
// that it got before: a server works on when a client has given up.
const lateHandling = 10 * time.Minute

// traceFor bounds the time of a message that was posted and looked for until
// now.
func (c *Client) traceFor(postedAt time.Time) Trace {
	now := c.clock.Now()
	earliest, latest, known := c.serverTime.lows()

	trace := Trace{
		Unprovable: !known,
		// Neither the second before: what was sent then is an earlier message.
		NotBefore: postedAt.Add(latest).Unix(),
		// The earliest time that it can be by WeCom's clock, and a whole second
		// less, since create_time is cut to seconds: whatever a later run sends
		// is younger.
		NotAfter: now.Add(earliest-clockDrift).Unix() - 1,
	}

	trace.Search = spans(c.serverTime.windowsWithOurs(postedAt.Add(-clockMargin), now.Add(lateHandling+clockMargin)))

	return trace
}

// believedBy is the latest that WeCom's time is believed to be, at a local
// time.
func (c *Client) believedBy(local time.Time) int64 {
	believed, _ := c.serverTime.believed()

	return local.Add(believed.high + clockMargin).Unix()
}

func spans(windows []window) []Span {
	all := make([]Span, len(windows))
	for i, w := range windows {
		all[i] = Span{From: w.start.Unix(), Until: w.end.Unix()}
	}

	return all
}

// clockDrift is how far the clocks of two of WeCom's servers may be apart.
const clockDrift = time.Second

// searched are the stretches of time to look in.
func (t Trace) searched() []window {
	if len(t.Search) == 0 { // a trace of an earlier build
		return []window{{time.Unix(t.NotBefore, 0), time.Unix(t.NotAfter, 0).Add(lateHandling)}}
	}

	all := make([]window, len(t.Search))
	for i, s := range t.Search {
		all[i] = window{time.Unix(s.From, 0), time.Unix(s.Until, 0)}
	}

	return all
}

// mayBe reports whether a record was created when the message can have been. A
// record without a time may be.
func (t Trace) mayBe(r Record) bool {
	return r.CreateTime.IsZero() || slices.ContainsFunc(t.searched(), func(w window) bool { return w.holds(r.CreateTime) })
}

// TellsWhen reports whether anything is known of when the message was sent.
func (t Trace) TellsWhen() bool { return t.NotAfter != 0 || len(t.Search) > 0 }

// isLongBefore reports whether a record was created before the message by every
// clock, ours among them: it is an earlier message that says the same. That
// holds only where WeCom's time was known: our own clock may be wrong by hours.
func (t Trace) isLongBefore(r Record) bool {
	return !t.Unprovable && !r.CreateTime.IsZero() && !slices.ContainsFunc(t.searched(), func(w window) bool {
		return !r.CreateTime.Before(w.start.Add(-believableSkew))
	})
}

// canProve reports whether a record was created when only this message can have
// been.
func (t Trace) canProve(r Record) bool {
	created := r.CreateTime.Unix()

	return !t.Unprovable && !r.CreateTime.IsZero() && created >= t.NotBefore && created <= t.NotAfter
}

// fitsLookalike reports whether a record that may be the message s may be that
// of a lookalike as well.
func (t Trace) fitsLookalike(s *Sent, to *sentTo) bool {
	return slices.ContainsFunc(t.Lookalikes, func(l Lookalike) bool { return l.fits(s, to) })
}

// provableFrom is NotBefore, or 0 where nothing can be proven.
func (t Trace) provableFrom() int64 {
	if t.Unprovable {
		return 0
	}

	return t.NotBefore
}
