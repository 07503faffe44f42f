package wecom

import (
	"context"
	"errors"
	"net/url"
)

const customerListPath = "/cgi-bin/externalcontact/list"

// CustomerIDs returns the ids of one member's customers and nothing else of
// them, in one call: the endpoint has no pages. [Client.Customers] needs a call
// for each MaxCustomersPerPage.
//
// It is nil, and not empty, where WeCom answers 84061. A member without
// customers may be answered so, and one who may serve none was recorded to be:
// only [Client.FollowUsers] tells them apart.
//
// Errors: 60111 and 40003 for a member that does not exist, 60021 for one whom
// the app may not see.
// Source: https://developer.work.weixin.qq.com/document/path/92113.
// Retry class: repeatable.
func (c *Client) CustomerIDs(ctx context.Context, userid string) ([]string, error) {
	done, err := c.locks.lock(ctx, customerListPath)
	if err != nil {
		return nil, err
	}
	defer done()

	return c.customersOfMember(ctx, userid)
}

// customersOfMember is CustomerIDs without its turn.
func (c *Client) customersOfMember(ctx context.Context, userid string) ([]string, error) {
	var answer struct {
		ExternalUserID *[]string `json:"external_userid"`
		NextCursor     string    `json:"next_cursor"` // of no page yet
	}

	switch err := c.get(ctx, customerListPath, url.Values{"userid": {userid}}, &answer); {
	case codeOfWeCom(err) == errcodeNoCustomers:
		return nil, nil
	case err != nil:
		return nil, err
	case answer.ExternalUserID == nil:
		return nil, badForm(customerListPath, errNoList)
	case answer.NextCursor != "":
		return nil, badForm(customerListPath, errors.New("it is one of several pages"))
	}

	if err := c.secrets.needIDs(*answer.ExternalUserID...); err != nil {
		return nil, badForm(customerListPath, err)
	}

	return *answer.ExternalUserID, nil
}
