package wecomsim

import (
	"errors"
	"net/http"
	"strings"
)

// connection is what a client needs to talk to this server as the company's
// first app. A company may have only suites; then there is no secret to show.
type connection struct {
	CorpID string `json:"corp_id"`
	Secret string `json:"corp_secret"`
}

func controlConnection(s *Server, _ *http.Request) (any, error) {
	company := s.Company()

	c := connection{CorpID: company.CorpID}
	if len(company.Apps) > 0 {
		c.Secret = company.Apps[0].Secret
	}

	return c, nil
}

// idRow is an id that a client may use here, or may not and why.
type idRow struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Members serve the customer, or own the group.
	Members []namedID `json:"members,omitempty"`
	// Tags are those of the customer.
	Tags []namedID `json:"tags,omitempty"`
	// Group is the tag's group.
	Group string `json:"group,omitempty"`
	// Customers is how many the member serves, or how many have the tag.
	Customers int `json:"customers"`
	// Unusable says why not, "" when a message can use the id.
	Unusable string `json:"unusable,omitempty"`
}

// Reasons of an idRow.
const (
	unusableNoContact   = "no_customer_contact" // the member lacks the feature
	unusableNoCustomers = "not_customer_group"  // the group has no customer in it
	unusableNotFriend   = "not_friend"          // the customer has removed all members
	unusableDeleted     = "deleted"             // the tag
)

// controlIDs lists the ids of one ?kind= whose id or names contain ?q=.
func controlIDs(s *Server, r *http.Request) (any, error) {
	query := r.URL.Query()

	window, err := readWindow(query)
	if err != nil {
		return nil, err
	}

	d := s.currentDirectory()

	list := map[string]func(func(idRow)){
		"members": d.eachMember, "customers": d.eachCustomer, "groups": d.eachGroup, "tags": d.eachTag,
	}[query.Get("kind")]
	if list == nil {
		return nil, badRequest(errors.New("kind should be members, customers, groups or tags"))
	}

	word := strings.ToLower(strings.TrimSpace(query.Get("q")))
	found := []idRow{}

	list(func(row idRow) {
		if word == "" || row.contains(word) {
			found = append(found, row)
		}
	})

	return map[string]any{"total": len(found), "rows": cutWindow(found, window)}, nil
}

func (r idRow) contains(lower string) bool {
	has := func(text string) bool { return strings.Contains(strings.ToLower(text), lower) }
	if has(r.ID) || has(r.Name) || has(r.Group) {
		return true
	}

	for _, others := range [][]namedID{r.Members, r.Tags} {
		for _, other := range others {
			if has(other.ID) || has(other.Name) {
				return true
			}
		}
	}

	return false
}

func (d *directory) eachMember(add func(idRow)) {
	for _, member := range d.company.Members {
		row := idRow{ID: member.UserID, Name: member.Name, Customers: len(d.followed[member.UserID])}
		if member.NoCustomerContact {
			row.Unusable = unusableNoContact
		}

		add(row)
	}
}

func (d *directory) eachCustomer(add func(idRow)) {
	names := d.tagNames()
	for i := range d.company.Customers {
		customer := &d.company.Customers[i]

		row := idRow{ID: customer.ExternalUserID, Name: customer.Name, Unusable: unusableNotFriend}
		for _, follow := range customer.Follows {
			row.Members = append(row.Members, namedID{follow.UserID, d.memberName(follow.UserID)})
			for _, tag := range follow.Tags {
				row.Tags = append(row.Tags, namedID{tag, names[tag]})
			}

			if !follow.NotFriend {
				row.Unusable = ""
			}
		}

		add(row)
	}
}

func (d *directory) eachGroup(add func(idRow)) {
	for _, group := range d.company.Groups {
		row := idRow{ID: group.ChatID, Name: group.Name, Members: []namedID{{group.Owner, d.memberName(group.Owner)}}}
		if group.NotCustomerGroup {
			row.Unusable = unusableNoCustomers
		}

		add(row)
	}
}

func (d *directory) eachTag(add func(idRow)) {
	having := map[string]int{}

	for i := range d.company.Customers {
		for _, follow := range d.company.Customers[i].Follows {
			for _, tag := range follow.Tags {
				having[tag]++
			}
		}
	}

	for _, group := range d.company.TagGroups {
		for _, tag := range group.Tags {
			row := idRow{ID: tag.ID, Name: tag.Name, Group: group.Name, Customers: having[tag.ID]}
			if tag.Deleted || group.Deleted {
				row.Unusable = unusableDeleted
			}

			add(row)
		}
	}
}

func (d *directory) tagNames() map[string]string {
	names := map[string]string{}

	for _, group := range d.company.TagGroups {
		for _, tag := range group.Tags {
			names[tag.ID] = tag.Name
		}
	}

	return names
}
