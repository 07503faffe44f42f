package wecomsim

type customerAnswer struct {
	verdict
	ExternalContact externalContact `json:"external_contact"`
	FollowUser      []followUser    `json:"follow_user"`
	NextCursor      string          `json:"next_cursor"`
}

type followUser struct {
	UserID      string     `json:"userid"`
	Remark      string     `json:"remark"`
	Description string     `json:"description"`
	CreateTime  int64      `json:"createtime"`
	Tags        []givenTag `json:"tags"`
	AddWay      int        `json:"add_way"`
	State       string     `json:"state,omitempty"`
}

// givenTag is a tag as this endpoint writes it, unlike the ids of
// batch/get_by_user.
type givenTag struct {
	GroupName string `json:"group_name"`
	TagName   string `json:"tag_name"`
	TagID     string `json:"tag_id"`
	Type      int    `json:"type"`
}

// The documented types of a tag; 2, a member's own, does not exist here.
const (
	tagOfEnterprise = 1
	tagOfStrategy   = 3
)

// customerGet answers externalcontact/get (path 92114): a customer and the
// members who serve it. It does not page: WeCom does so from 500 members on.
//
// Of a customer whom no visible member serves, the page does not say what is
// answered.
func customerGet(c *call) (any, *refusal) {
	customer := c.directory.customers[c.query.Get("external_userid")]
	if customer == nil {
		return nil, refuse(codeNoCustomers, "")
	}

	serving := []followUser{}

	for _, follow := range customer.Follows {
		if c.directory.checkSender(c.app, follow.UserID) == nil {
			serving = append(serving, followUser{
				UserID: follow.UserID, Remark: follow.Remark, CreateTime: unixOrZero(follow.AddTime),
				Tags: c.directory.givenTags(follow.Tags), AddWay: follow.AddWay, State: follow.State,
			})
		}
	}

	if len(serving) == 0 {
		return nil, refuse(codeNoCustomers, "")
	}

	return customerAnswer{verdict: c.success(), ExternalContact: customer.contact(), FollowUser: serving}, nil
}

func (d *directory) givenTags(ids []string) []givenTag {
	given := []givenTag{}

	for _, id := range ids {
		for _, group := range d.company.TagGroups {
			kind := tagOfEnterprise
			if group.StrategyID != 0 {
				kind = tagOfStrategy
			}

			for _, tag := range group.Tags {
				if tag.ID == id {
					given = append(given, givenTag{GroupName: group.Name, TagName: tag.Name, TagID: id, Type: kind})
				}
			}
		}
	}

	return given
}
