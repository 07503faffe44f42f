package wecom

import (
	"context"
	"slices"
)

// maxAsked is how many customers who are missing in a record are asked for.
const maxAsked = 20

// AreOutOfReach reports whether it is proven of all people of a message who are
// not in a record that it could not reach them.
// Retry class: repeatable.
func (c *Client) AreOutOfReach(ctx context.Context, s Sent, msgid string) (bool, error) {
	to, err := c.whoGotIt(ctx, msgid, s.ChatType)
	if err != nil {
		return false, err
	}

	_, missing := s.comparePeople(to)

	return c.unservable(ctx, &s, to, missing)
}

// unservable reports whether it is proven of every one of these customers that
// the message cannot reach them: they are no customers of the sender, or of
// nobody at all. A customer who could have been reached makes it false, and so
// does a list of the sender's customers that knows nobody whom the message has
// reached.
func (c *Client) unservable(ctx context.Context, s *Sent, to *sentTo, customers []string) (bool, error) {
	if s.ChatType != ChatTypeSingle || len(customers) > maxAsked {
		return false, nil
	}

	if s.Sender != "" {
		served, err := c.customersOfMember(ctx, s.Sender)
		if err != nil {
			return false, err
		}

		known := slices.ContainsFunc(served, func(id string) bool { return to.recipients[id] })

		return known && !slices.ContainsFunc(customers, func(id string) bool { return slices.Contains(served, id) }), nil
	}

	for _, id := range customers {
		known, err := c.isCustomer(ctx, id)
		if known || err != nil {
			return false, err
		}
	}

	return true, nil
}
