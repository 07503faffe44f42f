package wecomsim

import (
	"slices"
	"strings"
)

// directory is the company with indexes. It is never changed after
// newDirectory.
type directory struct {
	company      Company
	appBySecret  map[string]*App
	suites       map[string]*Suite
	members      map[string]*Member
	spelled      map[string]string // userid by its lower case
	customers    map[string]*Customer
	followed     map[string][]*Customer // by userid, in the order of Company.Customers
	groups       map[string]*GroupChat
	owned        map[string][]*GroupChat // by owner, in the order of Company.Groups
	tags         map[string]bool
	miniPrograms map[string]bool
}

func newDirectory(company Company) *directory {
	d := &directory{
		company:      company,
		appBySecret:  map[string]*App{},
		suites:       map[string]*Suite{},
		members:      map[string]*Member{},
		spelled:      map[string]string{},
		customers:    make(map[string]*Customer, len(company.Customers)),
		followed:     map[string][]*Customer{},
		groups:       make(map[string]*GroupChat, len(company.Groups)),
		owned:        map[string][]*GroupChat{},
		tags:         map[string]bool{},
		miniPrograms: map[string]bool{},
	}
	for i := range company.Apps {
		d.appBySecret[company.Apps[i].Secret] = &company.Apps[i]
	}

	for i := range company.Suites {
		suite := &company.Suites[i]

		d.suites[suite.SuiteID] = suite
		if suite.Custom {
			d.appBySecret[suite.PermanentCode] = &suite.App
		}
	}

	for i := range company.Members {
		d.members[company.Members[i].UserID] = &company.Members[i]
		d.spelled[strings.ToLower(company.Members[i].UserID)] = company.Members[i].UserID
	}

	for i := range company.Customers {
		customer := &company.Customers[i]

		d.customers[customer.ExternalUserID] = customer
		for _, follow := range customer.Follows {
			d.followed[follow.UserID] = append(d.followed[follow.UserID], customer)
		}
	}

	for i := range company.Groups {
		group := &company.Groups[i]
		d.groups[group.ChatID] = group
		d.owned[group.Owner] = append(d.owned[group.Owner], group)
	}

	for _, group := range company.TagGroups {
		for _, tag := range group.Tags {
			if !tag.Deleted && !group.Deleted {
				d.tags[tag.ID] = true
			}
		}
	}

	for _, appid := range company.MiniPrograms {
		d.miniPrograms[appid] = true
	}

	return d
}

// currentDirectory is the company as it is now.
func (s *Server) currentDirectory() *directory {
	s.mu.Lock()
	defer s.mu.Unlock()

	return s.directory
}

// spelling is a userid as the company spells it. WeCom's page on members says
// that the case of a userid does not count (不区分大小写), and answers with its own.
func (d *directory) spelling(userid string) string {
	if own, ok := d.spelled[strings.ToLower(userid)]; ok {
		return own
	}

	return userid
}

// spellings are those of several.
func (d *directory) spellings(userids []string) []string {
	own := make([]string, len(userids))
	for i, userid := range userids {
		own[i] = d.spelling(userid)
	}

	return own
}

// sees says whether the member is within the app's visible range.
func (a *App) sees(userid string) bool {
	return len(a.VisibleMembers) == 0 || slices.Contains(a.VisibleMembers, userid)
}

// follow is the customer's relation to the member, nil when there is none.
func (c *Customer) follow(userid string) *Follow {
	for i := range c.Follows {
		if c.Follows[i].UserID == userid {
			return &c.Follows[i]
		}
	}

	return nil
}

// lastTalked is the relation to the member who last talked to the customer. Of
// two at the same time the first in the list counts.
func (c *Customer) lastTalked() *Follow {
	var last *Follow
	for i := range c.Follows {
		if last == nil || c.Follows[i].talked().After(last.talked()) {
			last = &c.Follows[i]
		}
	}

	return last
}
