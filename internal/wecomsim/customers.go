package wecomsim

import "strings"

type followUserAnswer struct {
	verdict
	FollowUser []string `json:"follow_user"`
}

// followUserList answers get_follow_user_list (path 92571).
func followUserList(c *call) (any, *refusal) {
	found := []string{}

	for _, member := range c.directory.company.Members {
		if c.app.sees(member.UserID) && !member.NoCustomerContact {
			found = append(found, member.UserID)
		}
	}

	return followUserAnswer{c.success(), found}, nil
}

type customerListAnswer struct {
	verdict
	ExternalUserID []string `json:"external_userid"`
}

// customerList answers externalcontact/list (path 96314). The codes of a userid
// that is empty, of one that nobody has, and of a member without the feature
// are those that WeCom was recorded giving here; elsewhere they differ.
func customerList(c *call) (any, *refusal) {
	userid := c.directory.spelling(c.query.Get("userid"))

	member := c.directory.members[userid]
	switch {
	case userid == "":
		return nil, refuse(codeNoSuchUser, "")
	case member == nil:
		return nil, refuse(codeBadUserID, "")
	case !c.app.sees(userid):
		return nil, refuse(codeOutOfRange, "%s", userid)
	case member.NoCustomerContact:
		return nil, refuse(codeNoCustomers, "")
	}

	found := []string{}
	for _, customer := range c.directory.followed[userid] {
		found = append(found, customer.ExternalUserID)
	}

	if len(found) == 0 && !c.server.settings.emptyCustomers {
		return nil, refuse(codeNoCustomers, "")
	}

	return customerListAnswer{c.success(), found}, nil
}

// checkMember refuses a userid whose customers cannot be listed.
func (c *call) checkMember(userid string) *refusal {
	if userid == "" || len(userid) > maxUserIDBytes {
		return refuse(codeBadUserID, "")
	}

	return c.directory.checkSender(c.app, userid)
}

// Limits of batch/get_by_user (path 96316): a limit over the maximum is the
// maximum.
const (
	maxUserIDList       = 100
	maxCustomerLimit    = 100
	defaultCustomerPage = 50
)

type customersAnswer struct {
	verdict
	ExternalContactList []customerRow `json:"external_contact_list"`
	NextCursor          string        `json:"next_cursor"`
}

type customerRow struct {
	ExternalContact externalContact `json:"external_contact"`
	FollowInfo      followInfo      `json:"follow_info"`
}

type externalContact struct {
	ExternalUserID string `json:"external_userid"`
	Name           string `json:"name"`
	Type           int    `json:"type"`
	Avatar         string `json:"avatar"`
	Gender         int    `json:"gender"`
}

type followInfo struct {
	UserID     string   `json:"userid"`
	Remark     string   `json:"remark"`
	CreateTime int64    `json:"createtime"`
	TagID      []string `json:"tag_id"`
	State      string   `json:"state,omitempty"`
	AddWay     int      `json:"add_way"`
}

// customersByUser answers batch/get_by_user: one row for each pair of member
// and customer. It also takes userid, which the page no longer names but
// clients still send.
func customersByUser(c *call) (any, *refusal) {
	body := c.readObject()

	userids := body.strs("userid_list")
	if userid := body.str("userid"); userid != "" && len(userids) == 0 {
		c.note("old form: userid")

		userids = []string{userid}
	}

	userids = c.directory.spellings(userids)
	p := readPageRequest(body, "customers,"+strings.Join(userids, ","), defaultCustomerPage, maxCustomerLimit, maxCustomerLimit)
	body.noteUnknown()

	switch {
	case body.reader.refused != nil:
		return nil, body.reader.refused
	case len(userids) == 0:
		return nil, refuse(codeBadParameter, "userid_list is empty")
	case len(userids) > maxUserIDList:
		return nil, outOfRange("userid_list", 1, maxUserIDList)
	}

	total := 0

	for _, userid := range userids {
		if refused := c.checkMember(userid); refused != nil {
			return nil, refused
		}

		total += len(c.directory.followed[userid])
	}

	from, to, next := p.cut(total)
	rows := make([]customerRow, 0, to-from)

	for _, userid := range userids {
		followed := c.directory.followed[userid]
		for i := max(from, 0); i < min(to, len(followed)); i++ {
			rows = append(rows, followed[i].row(userid))
		}

		from, to = from-len(followed), to-len(followed)
	}

	return customersAnswer{c.success(), rows, next}, nil
}

func (c *Customer) contact() externalContact {
	return externalContact{ExternalUserID: c.ExternalUserID, Name: c.Name, Type: max(c.Type, 1)}
}

func (c *Customer) row(userid string) customerRow {
	follow := c.follow(userid)

	tags := follow.Tags
	if tags == nil {
		tags = []string{}
	}

	return customerRow{
		c.contact(),
		followInfo{
			UserID: userid, Remark: follow.Remark, CreateTime: unixOrZero(follow.AddTime),
			TagID: tags, State: follow.State, AddWay: follow.AddWay,
		},
	}
}
