package wecom

import (
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// BeganAt is when an operation of the journal began, by WeCom's clock as far as
// that is known. A state has WeCom's time. The run of an operation has written
// the time of its own machine, which is finer; where that was wrong, WeCom's
// counts, to the second.
func BeganAt(e journal.Entry) time.Time {
	byWeCom := time.Unix(e.Lookup.NotBefore, 0)

	if e.Run == "" || e.Lookup.NotBefore == 0 || e.StartedAt.Sub(byWeCom).Abs() < time.Minute {
		return e.StartedAt
	}

	return byWeCom
}

// beganAt is BeganAt for one that is looked up: what its machine has written
// without knowing WeCom's time counts as of a machine like this one.
func (c *Client) beganAt(e journal.Entry) time.Time {
	began := BeganAt(e)
	if e.Run != "" && began.Equal(e.StartedAt) {
		return c.serverTime.at(began)
	}

	return began
}

// ageOf is how long ago an operation began, at least and at most: by all that
// WeCom's time may be, and by the clock of this machine where another one like
// it has written the time. What that clock would still have to come to is no
// age: the other one was wrong.
func (c *Client) ageOf(e journal.Entry) (least, most time.Duration) {
	now, began := c.clock.Now(), BeganAt(e)

	var ages []time.Duration
	if own := now.Sub(e.StartedAt); e.Run != "" && (own >= 0 || e.Lookup.NotBefore == 0) {
		ages = append(ages, own)
	}

	for _, skew := range c.serverTime.believable() {
		ages = append(ages, now.Add(skew).Sub(began))
	}

	return slices.Min(ages), slices.Max(ages)
}
