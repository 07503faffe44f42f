package wecom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Customer is an external contact.
type Customer struct {
	ExternalUserID string
	Name           string
	Type           int // 1 a WeChat user, 2 a WeCom user
}

// Follow is the relation between a customer and one member.
type Follow struct {
	UserID  string    // empty when WeCom does not say
	Remark  string    // the member's own name for the customer
	AddTime time.Time // zero when WeCom does not say
	AddWay  int       // WeCom's number for how the two met: 1 QR code, 2 search by phone, ...
	State   string    // the channel that the customer came through, if the company set one
	TagIDs  []string
}

// UnlicensedError says that WeCom left customers out, because members have no
// interface licence (a third-party or 代开发 app needs one for each member).
type UnlicensedError struct {
	UserIDs []string
}

func (e *UnlicensedError) Error() string {
	return fmt.Sprintf("get_by_user: WeCom leaves out the customers of members without an interface licence (接口许可): %s", strings.Join(e.UserIDs, ", "))
}

const (
	customersPath = "/cgi-bin/externalcontact/batch/get_by_user"
	customerPath  = "/cgi-bin/externalcontact/get"
)

// Customers passes to add, page by page, every pair of a customer and one of
// the given members. Members are asked for in batches of MaxMembersPerQuery,
// one call at a time. A customer of two members is given twice.
//
// A member without customers may be answered with 84061; the page does not say
// so. Such a batch is read again member by member, so that the other members'
// customers are not lost.
//
// Errors: 60111 or 40003 for a member that does not exist, 60021 and 84074 for
// one whom the app may not see or who does not serve customers, and
// [UnlicensedError]. Any error means that the list is not whole.
// Source: https://developer.work.weixin.qq.com/document/path/96316.
// Retry class: repeatable.
func (c *Client) Customers(ctx context.Context, userids []string, add func(Customer, Follow)) error {
	done, err := c.locks.lock(ctx, customersPath)
	if err != nil {
		return err
	}
	defer done()

	for batch := range slices.Chunk(distinct(userids), MaxMembersPerQuery) {
		err := c.customersOf(ctx, batch, add)

		if codeOfWeCom(err) == errcodeNoCustomers && len(batch) > 1 {
			err = c.customersOneByOne(ctx, batch, add)
		}

		if err != nil && codeOfWeCom(err) != errcodeNoCustomers {
			return err
		}
	}

	return nil
}

func (c *Client) customersOneByOne(ctx context.Context, userids []string, add func(Customer, Follow)) error {
	for _, userid := range userids {
		if err := c.customersOf(ctx, []string{userid}, add); err != nil && codeOfWeCom(err) != errcodeNoCustomers {
			return err
		}
	}

	return nil
}

// customersOf reads one batch of members. It fails with 84061 only before it
// has given anything to add.
func (c *Client) customersOf(ctx context.Context, batch []string, add func(Customer, Follow)) error {
	pages := 0

	err := c.readPages(ctx, customersPath, map[string]any{"userid_list": batch, "limit": MaxCustomersPerPage}, func(raw []byte) error {
		pages++

		return c.decodeCustomers(raw, add)
	})
	if codeOfWeCom(err) == errcodeNoCustomers && pages > 0 {
		const lead = "WeCom has more pages, and refused the next one: "
		return &CallError{Endpoint: endpointOf(customersPath), Reason: lead + err.Error(), kept: lead + Kept(err)}
	}

	return err
}

// errNoFollow says that a row has no follow_info.
var errNoFollow = errors.New("a customer in it has no follow_info")

func (c *Client) decodeCustomers(raw []byte, add func(Customer, Follow)) error {
	var answer struct {
		List []struct {
			Contact struct {
				ExternalUserID string `json:"external_userid"`
				Name           string `json:"name"`
				Type           number `json:"type"`
			} `json:"external_contact"`
			// An object here, while externalcontact/get has a list of them.
			Follow *struct {
				UserID     string          `json:"userid"`
				Remark     string          `json:"remark"`
				CreateTime json.RawMessage `json:"createtime"`
				AddWay     number          `json:"add_way"`
				State      word            `json:"state"`
				TagID      []string        `json:"tag_id"`
			} `json:"follow_info"`
		} `json:"external_contact_list"`
		FailInfo struct {
			Unlicensed []string `json:"unlicensed_userid_list"`
		} `json:"fail_info"`
	}

	if err := json.Unmarshal(raw, &answer); err != nil {
		return badForm(customersPath, err)
	}

	if len(answer.FailInfo.Unlicensed) > 0 {
		return &UnlicensedError{UserIDs: c.secrets.plausibleIDs(answer.FailInfo.Unlicensed)}
	}

	for _, row := range answer.List {
		// Without it nobody can say that the customer has no tag. One that only
		// lacks tag_id has none.
		if row.Follow == nil {
			return badForm(customersPath, errNoFollow)
		}

		if err := errors.Join(c.secrets.needIDs(row.Contact.ExternalUserID), c.secrets.allowIDs(row.Follow.UserID), c.secrets.needIDs(row.Follow.TagID...)); err != nil {
			return badForm(customersPath, err)
		}

		follow := Follow{
			UserID: row.Follow.UserID, Remark: c.secrets.clean(row.Follow.Remark), AddWay: int(row.Follow.AddWay),
			State: c.secrets.clean(string(row.Follow.State)), TagIDs: row.Follow.TagID, AddTime: timeField(row.Follow.CreateTime),
		}

		add(Customer{ExternalUserID: row.Contact.ExternalUserID, Name: c.secrets.clean(row.Contact.Name), Type: int(row.Contact.Type)}, follow)
	}

	return nil
}

// isCustomer reports whether anybody of the company has this customer. WeCom
// answers 84061 or 40096 where nobody has.
//
// Source: https://developer.work.weixin.qq.com/document/path/92114.
// Retry class: repeatable.
func (c *Client) isCustomer(ctx context.Context, id string) (bool, error) {
	var answer struct {
		FollowUser *[]json.RawMessage `json:"follow_user"`
		NextCursor string             `json:"next_cursor"`
	}

	switch err := c.get(ctx, customerPath, url.Values{"external_userid": {id}}, &answer); {
	case codeOfWeCom(err) == errcodeNoCustomers, codeOfWeCom(err) == errcodeNotACustomer:
		return false, nil
	case err != nil:
		return false, err
	case answer.FollowUser == nil:
		return false, badForm(customerPath, errNoList)
	}

	return len(*answer.FollowUser) > 0 || answer.NextCursor != "", nil
}
