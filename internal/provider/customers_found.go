package provider

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// foundCustomers collects customers row by row. A customer whom several
// members serve comes in several rows, and is kept once. Without details only
// ids are kept: a hundred thousand customers are a few megabytes.
type foundCustomers struct {
	query   customersQuery
	inGroup map[string]bool // those in the given groups; nil is no filter
	matched map[string]servedBy
	barred  map[string]bool // those to whom a given member gave a tag of tagsNone
	details map[string]*customerDetails
	// undated are those whose time a filter needs and WeCom does not tell.
	undated map[string]bool
	tags    map[string]bool // that anybody has
}

// servedBy is the member who serves a customer. Of several for whom the filters
// hold it is the one whom userid_list names first: no order of WeCom's answers
// may decide who sends, and nobody gets a message twice.
type servedBy struct {
	place   int // in userid_list; -1 where WeCom names nobody of it
	addedAt time.Time
}

func newFoundCustomers(query customersQuery) *foundCustomers {
	return &foundCustomers{
		query: query, matched: map[string]servedBy{}, barred: map[string]bool{}, details: map[string]*customerDetails{},
		undated: map[string]bool{}, tags: map[string]bool{},
	}
}

func (f *foundCustomers) add(customer wecom.Customer, follow wecom.Follow) {
	id := customer.ExternalUserID

	for _, tag := range follow.TagIDs {
		f.tags[tag] = true
	}

	if f.inGroup != nil && !f.inGroup[id] {
		return
	}

	if follow.AddTime.IsZero() && f.query.hasWindow() {
		f.undated[id] = true
	}

	if slices.ContainsFunc(follow.TagIDs, func(tag string) bool { return f.query.tagsNone[tag] }) {
		f.barred[id] = true
	}

	if f.query.matches(follow) {
		f.match(id, follow)
	}

	if !f.query.details {
		return
	}

	known := f.details[id]
	if known == nil {
		known = &customerDetails{customer: customer}
		f.details[id] = known
	}

	known.follows = append(known.follows, follow)
}

func (f *foundCustomers) match(id string, follow wecom.Follow) {
	now := servedBy{place: f.query.placeOf(follow.UserID), addedAt: follow.AddTime}
	if known, again := f.matched[id]; !again || now.place < known.place {
		f.matched[id] = now
	}
}

// ids are those for whom all filters hold, sorted, never nil.
func (f *foundCustomers) ids() []string {
	ids := make([]string, 0, len(f.matched))

	for _, id := range slices.Sorted(maps.Keys(f.matched)) {
		if !f.barred[id] {
			ids = append(ids, id)
		}
	}

	return ids
}

// unowned is how many of the ids have no member of userid_list.
func (f *foundCustomers) unowned() int {
	n := 0

	for _, id := range f.ids() {
		if f.matched[id].place < 0 {
			n++
		}
	}

	return n
}

// values are the ids, and the details in the same order.
func (f *foundCustomers) values() (ids, customers types.List) {
	matched := f.ids()

	ids = stringList(matched)
	if !f.query.details {
		return ids, types.ListNull(customerType())
	}

	elements := make([]attr.Value, len(matched))
	for i, id := range matched {
		elements[i] = f.details[id].value()
	}

	return ids, types.ListValueMust(customerType(), elements)
}

// table is what a file of recipients holds: one row for each customer. The time
// is in it where it was read.
func (f *foundCustomers) table() (header []string, rows [][]string) {
	header = []string{"external_userid", "sender"}
	if f.query.needsDetails() {
		header = append(header, "added_at")
	}

	for _, id := range f.ids() {
		by := f.matched[id]
		row := []string{id, f.query.userids[by.place]}

		if f.query.needsDetails() {
			row = append(row, timeOrNull(by.addedAt).ValueString())
		}

		rows = append(rows, row)
	}

	return header, rows
}

// placesOf are the places of members in a list, the first of each. WeCom takes
// a userid in any case, and writes it in its own.
func placesOf(userids []string) map[string]int {
	places := make(map[string]int, len(userids))

	for i, userid := range userids {
		name := strings.ToLower(userid)
		if _, known := places[name]; !known {
			places[name] = i
		}
	}

	return places
}
