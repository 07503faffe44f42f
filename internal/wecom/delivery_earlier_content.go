package wecom

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// checkEarlier looks for what a message may have been sent as before its
// content was edited: by a run that was killed, of which no state and no
// journal knows. What it finds is no proof of anything, but its people have
// something of the campaign. It asks the list that the look before the send
// reads anyway.
func (c *Client) checkEarlier(ctx context.Context, d Delivery, s Sent, freshAfter time.Time) (stopped Receipt, isStopped bool) {
	for _, words := range d.Earlier {
		if words == s.Words {
			continue
		}

		was := s
		was.Words, was.Content, was.attachments, was.ofThisRun = words, "", nil, false

		before := c.checkNotSent(ctx, d, &was, freshAfter)
		if before.refusal == nil {
			continue
		}

		found, ok := errors.AsType[*DuplicateError](before.refusal)
		if !ok {
			return Receipt{Outcome: refused(before.refusal)}, true
		}

		return Receipt{
			Outcome: Outcome{Kind: Unknown, Err: fmt.Errorf("before its content was edited, %w", found)},
			SentAt:  found.Record.CreateTime, Sent: was, Candidates: []Record{found.Record}, FoundBefore: true,
			Trace: Trace{Unprovable: true, another: d.isAnother},
		}, true
	}

	return Receipt{}, false
}
