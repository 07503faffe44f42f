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
// it has written the time. What would be still to come is no age: one of the
// clocks that say so is wrong.
func (c *Client) ageOf(e journal.Entry) (least, most time.Duration) {
	now, began := c.clock.Now(), BeganAt(e)

	var ages []time.Duration
	if e.Run != "" {
		ages = append(ages, now.Sub(e.StartedAt))
	}

	for _, skew := range c.serverTime.believable() {
		ages = append(ages, now.Add(skew).Sub(began))
	}

	// The clocks of two machines that are right are a little apart.
	isToCome := func(age time.Duration) bool { return age < -2*time.Minute }
	if possible := slices.DeleteFunc(slices.Clone(ages), isToCome); len(possible) > 0 {
		ages = possible
	}

	return slices.Min(ages), slices.Max(ages)
}
