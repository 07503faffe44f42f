package wecomsim

import "time"

// Company is what a Server knows about the enterprise. New copies nothing: do
// not change a Company after giving it to New.
type Company struct {
	// CorpID is the enterprise id.
	CorpID string `json:"corp_id"`
	// Apps are the custom apps; each has its own secret and so its own token.
	Apps []App `json:"apps"`
	// Members are the employees.
	Members []Member `json:"members"`
	// Customers are the external contacts.
	Customers []Customer `json:"customers,omitempty"`
	// Groups are the customer group chats.
	Groups []GroupChat `json:"groups,omitempty"`
	// TagGroups are the enterprise tags.
	TagGroups []TagGroup `json:"tag_groups,omitempty"`
	// Suites are third-party apps and custom-developed apps (代开发) that the
	// enterprise authorised.
	Suites []Suite `json:"suites,omitempty"`
	// MiniPrograms are the appids linked to the enterprise. Empty means that
	// every appid is.
	MiniPrograms []string `json:"mini_programs,omitempty"`
}

// App is a custom app (自建应用) of the enterprise.
type App struct {
	// Name tells apps apart.
	Name string `json:"name"`
	// Secret is the corpsecret of gettoken.
	Secret string `json:"secret"`
	// VisibleMembers are the userids that the app may use (可见范围). Empty means
	// all members.
	VisibleMembers []string `json:"visible_members,omitempty"`
	// TrustedIPs are the addresses from which the app may be called (企业可信IP);
	// another caller gets 60020. Empty means every address.
	TrustedIPs []string `json:"trusted_ips,omitempty"`
	// NoCustomerContact says that the app is not in the list of apps that may
	// call the customer-contact endpoints (可调用接口的应用): they answer 48002.
	NoCustomerContact bool `json:"no_customer_contact,omitempty"`
	// Disabled says that the app is switched off: gettoken answers 40001.
	Disabled bool `json:"disabled,omitempty"`
}

// Suite is an app of a service provider that the enterprise authorised.
type Suite struct {
	SuiteID string `json:"suite_id"`
	Secret  string `json:"suite_secret"`
	// Ticket is a suite_ticket that is valid for 30 minutes from the start of
	// the server. NewSuiteTicket issues others.
	Ticket string `json:"suite_ticket,omitempty"`
	// PermanentCode is what the enterprise's authorisation gave to the
	// provider.
	PermanentCode string `json:"permanent_code"`
	// Custom says that it is a custom-developed app (代开发): it gets its token
	// from gettoken with the permanent code as secret, and a token from
	// get_corp_token answers 48002.
	Custom bool `json:"custom,omitempty"`
	// App says what the app may do; its Secret does not count.
	App App `json:"app"`
}

// Member is an employee.
type Member struct {
	UserID string `json:"userid"`
	Name   string `json:"name,omitempty"`
	// NoCustomerContact says that the member may not serve customers (no 客户联系
	// feature): the member is not in get_follow_user_list and cannot be a
	// sender (84074).
	NoCustomerContact bool `json:"no_customer_contact,omitempty"`
}

// Customer is an external contact, followed by at least one member.
type Customer struct {
	ExternalUserID string `json:"external_userid"`
	Name           string `json:"name,omitempty"`
	// Type is 1 for a WeChat user and 2 for a WeCom user. 0 counts as 1.
	Type int `json:"type,omitempty"`
	// Follows says which members serve the customer.
	Follows []Follow `json:"follows"`
}

// Follow is the relation between a customer and one member.
type Follow struct {
	UserID string `json:"userid"`
	// Tags are the ids of the tags that the member gave to the customer.
	Tags []string `json:"tags,omitempty"`
	// AddTime is when the member added the customer.
	AddTime time.Time `json:"add_time,omitzero"`
	// LastChat is when the two last talked. The latest decides which member
	// gets the task of a message without a sender; AddTime counts while
	// LastChat is zero.
	LastChat time.Time `json:"last_chat,omitzero"`
	// AddWay is WeCom's number for how the customer was added (0 unknown, 1 QR
	// code, ...).
	AddWay int    `json:"add_way,omitempty"`
	Remark string `json:"remark,omitempty"`
	State  string `json:"state,omitempty"`
	// NotFriend says that the customer has removed the member: a message that
	// the member confirms fails with send status 2.
	NotFriend bool `json:"not_friend,omitempty"`
}

// GroupChat is a customer group (客户群).
type GroupChat struct {
	ChatID string `json:"chat_id"`
	Name   string `json:"name,omitempty"`
	// Owner is the userid of the member who gets the task of a group message.
	Owner string `json:"owner"`
	// Status is 0 normal, 1 the owner left, 2 being handed over, 3 handed over.
	Status     int           `json:"status,omitempty"`
	CreateTime time.Time     `json:"create_time,omitzero"`
	Notice     string        `json:"notice,omitempty"`
	Members    []GroupMember `json:"members,omitempty"`
	// NotCustomerGroup says that the group has no customer in it: groupchat/get
	// answers 90501 and no message can be sent to it.
	NotCustomerGroup bool `json:"not_customer_group,omitempty"`
}

// GroupMember is a person in a customer group.
type GroupMember struct {
	// UserID is a member's userid or a customer's external_userid.
	UserID string `json:"userid"`
	// Type is 1 for a member and 2 for an external contact.
	Type     int       `json:"type"`
	Name     string    `json:"name,omitempty"`
	JoinTime time.Time `json:"join_time,omitzero"`
	// JoinScene is 1 invited, 2 by link, 3 by QR code.
	JoinScene int `json:"join_scene,omitempty"`
}

// TagGroup is a group of tags. The filter of a message takes ids of tags, not
// of groups.
type TagGroup struct {
	GroupID    string    `json:"group_id"`
	Name       string    `json:"group_name"`
	CreateTime time.Time `json:"create_time,omitzero"`
	Order      int       `json:"order,omitempty"`
	Tags       []Tag     `json:"tags"`
	// Deleted says that the group is listed only when it is asked for by id.
	Deleted bool `json:"deleted,omitempty"`
	// StrategyID is not 0 for the tags of a rule group (规则组标签):
	// get_strategy_tag_list lists them and get_corp_tag_list does not.
	StrategyID int `json:"strategy_id,omitempty"`
	// App is the name of the app that created the rule-group tags; another app
	// does not see them. Empty means that every app does.
	App string `json:"app,omitempty"`
}

// Tag is one tag of a TagGroup.
type Tag struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	CreateTime time.Time `json:"create_time,omitzero"`
	Order      int       `json:"order,omitempty"`
	// Deleted says that the tag is listed only when it, or its group, is asked
	// for by id. A message cannot be filtered by it (40068).
	Deleted bool `json:"deleted,omitempty"`
}

// talked is the time that counts for "last talked to".
func (f *Follow) talked() time.Time {
	if f.LastChat.IsZero() {
		return f.AddTime
	}

	return f.LastChat
}
