package wecom

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
)

// maxAsked is how many customers who are missing in a record are asked for.
const maxAsked = 20

// unservable tells whether it is proven of every one of these customers that
// the message cannot reach them: they are no customers of the sender, or of
// nobody at all. A customer who could have been reached makes it false, and so
// does a list of the sender's customers that knows nobody whom the message has
// reached.
func (c *Client) unservable(ctx context.Context, s *Sent, r *reach, customers []string) (bool, error) {
	if s.ChatType != ChatTypeSingle || len(customers) > maxAsked {
		return false, nil
	}

	if s.Sender != "" {
		served, err := c.customersOfMember(ctx, s.Sender)
		if err != nil {
			return false, err
		}

		known := slices.ContainsFunc(served, func(id string) bool { return r.recipients[id] })

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

const (
	customerListPath = "/cgi-bin/externalcontact/list"
	customerPath     = "/cgi-bin/externalcontact/get"
)

// customersOfMember gives the customers of one member; none where WeCom answers
// 84061.
//
// Errors: 60111 and 40003 for a member that does not exist, 84074.
// Source: https://developer.work.weixin.qq.com/document/path/92113.
// Retry class: repeatable.
func (c *Client) customersOfMember(ctx context.Context, userid string) ([]string, error) {
	var answer struct {
		ExternalUserID *[]string `json:"external_userid"`
	}

	switch err := c.get(ctx, customerListPath, url.Values{"userid": {userid}}, &answer); {
	case Code(err) == errcodeNoCustomers:
		return nil, nil
	case err != nil:
		return nil, err
	case answer.ExternalUserID == nil:
		return nil, badForm(customerListPath, errNoList)
	}

	return *answer.ExternalUserID, nil
}

// isCustomer tells whether anybody of the company has this customer. WeCom
// answers 84061 or 40096 where nobody has.
//
// Source: https://developer.work.weixin.qq.com/document/path/92114.
// Retry class: repeatable.
func (c *Client) isCustomer(ctx context.Context, id string) (bool, error) {
	var answer struct {
		FollowUser *[]json.RawMessage `json:"follow_user"`
	}

	switch err := c.get(ctx, customerPath, url.Values{"external_userid": {id}}, &answer); {
	case Code(err) == errcodeNoCustomers, Code(err) == errcodeNotACustomer:
		return false, nil
	case err != nil:
		return false, err
	case answer.FollowUser == nil:
		return false, badForm(customerPath, errNoList)
	}

	return len(*answer.FollowUser) > 0, nil
}

// get reads from an endpoint that takes its arguments in the query.
func (c *Client) get(ctx context.Context, path string, query url.Values, result any) error {
	got, err := c.withToken(ctx, func(token string) (request, error) {
		full := url.Values{"access_token": {token}}
		for name, values := range query {
			full[name] = values
		}

		return request{method: http.MethodGet, path: path, query: full}, nil
	})
	if err != nil {
		return err
	}

	return decodeResult(got, result)
}
