package wecom

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// tellApart puts into a trace what the journal knows by now of other messages
// that WeCom's list shows as it shows this one: those with other triggers, for
// one. What is theirs is not this message, and what may be theirs does not
// prove it.
func (c *Client) tellApart(ctx context.Context, trace *Trace, s Sent, keys JournalKeys) error {
	msgids, open, err := c.journal.Alike(keys.Key, s.Content, keys.AsImport)
	if err != nil {
		return err
	}

	trace.Claimed = slices.Concat(trace.Claimed, trace.unclaimed(msgids))
	*trace = c.StillClaimed(ctx, s, *trace, keys)
	trace.Lookalikes = slices.Clone(trace.Lookalikes)

	for _, other := range open {
		// This run knows its own by their ids.
		if other.Run == c.journal.Run() || !s.mayShare(other) || !trace.meets(other.Lookup) {
			continue
		}

		if len(trace.Lookalikes) == maxLookalikes {
			trace.Unprovable = true
			return nil
		}

		lookalike := Lookalike{}
		if !s.AllowSelect && keys.People != "" && other.People != "" && other.Content == keys.Content && other.People != keys.People {
			lookalike.Count = other.Recipients
		}

		trace.Lookalikes = append(trace.Lookalikes, lookalike)
	}

	return nil
}

// StillClaimed takes out of a trace what the journal no longer gives to others
// alone: a person had named it for another block, and that is disproved by now,
// or in doubt; or somebody has said since that it is that of this very block.
func (c *Client) StillClaimed(ctx context.Context, s Sent, trace Trace, keys JournalKeys) Trace {
	trace.Claimed = slices.DeleteFunc(slices.Clone(trace.Claimed), func(msgid string) bool {
		return c.isClaimedHere(msgid, keys) || c.IsClaimedWrongly(ctx, s, keys, msgid)
	})

	return trace
}

// tellApart does so for a message of this run without a verdict.
func (n *noted) tellApart(ctx context.Context, r *Receipt) {
	if !n.isKept() {
		return
	}

	trace := n.c.traceFor(r.postedAt)
	trace.NotAfter = n.c.believedBy(n.c.clock.Now().Add(n.c.requestTimeout))
	trace.another = r.Trace.another

	if err := n.c.tellApart(ctx, &trace, r.Sent, n.keys); err != nil {
		n.failed = errors.Join(n.failed, err)
		return
	}

	r.Trace.Claimed, r.Trace.Lookalikes = trace.Claimed, trace.Lookalikes
}

// meets reports whether WeCom may have created the message of an operation, as
// late as it may be, when it can have created this one.
func (t *Trace) meets(other journal.Lookup) bool {
	until := other.NotBefore + int64((other.RequestTimeout+lateHandling)/time.Second)

	return other.NotBefore == 0 || other.NotBefore <= t.NotAfter && until >= t.NotBefore
}
