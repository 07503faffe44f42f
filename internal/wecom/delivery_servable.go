package wecom

import (
	"context"
	"slices"
)

// maxAsked is how many customers who are missing in a record are asked for.
const maxAsked = 20

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
