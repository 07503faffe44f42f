package provider

import (
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// customersQuery says whose customers are wanted, and which of them. WeCom has
// no such filters; the provider applies them.
type customersQuery struct {
	userids       []string
	tags          map[string]bool // any of; nil is no filter
	after, before time.Time       // zero is no filter; after is included, before is not
	addWays       map[int64]bool  // nil is no filter
	details       bool
}

// toQuery reads and checks the configuration. What is unknown is not judged.
func (m customersModel) toQuery() (customersQuery, diag.Diagnostics) {
	c := newChecker()

	query := customersQuery{
		userids: c.idList(problem.Root("userid_list"), m.UserIDList, draft.MemberID),
		after:   c.rfc3339(problem.Root("added_after"), m.AddedAfter),
		before:  c.rfc3339(problem.Root("added_before"), m.AddedBefore),
		details: m.Details.ValueBool(),
	}

	if !m.TagID.IsNull() {
		query.tags = map[string]bool{}
		for _, id := range c.idList(problem.Root("tag_id"), m.TagID, draft.TagID) {
			query.tags[id] = true
		}
	}

	if given(m.AddWay) {
		query.addWays = c.addWays(m.AddWay)
	}

	if !query.after.IsZero() && !query.before.IsZero() && !query.after.Before(query.before) {
		c.errorf(problem.Root("added_before"), "Empty time window", "it is not after added_after, so no customer can match.")
	}

	return query, c.diagnostics()
}

func (c *checker) addWays(list types.List) map[int64]bool {
	p := problem.Root("add_way")
	ways := map[int64]bool{}

	if len(list.Elements()) == 0 {
		c.errorf(p, "Empty list", "it is empty, so no customer can match.")
	}

	for i, element := range list.Elements() {
		v := element.(types.Number)

		switch {
		case v.IsNull():
			c.errorf(p.AtListIndex(i), "Invalid number", "it is null.")
		case !v.IsUnknown():
			way, wrong := wholeNumber(v.ValueBigFloat(), 0)
			if wrong != "" {
				c.errorf(p.AtListIndex(i), "Invalid number", "%s.", wrong)
			}

			ways[way] = true
		}
	}

	return ways
}

// matches reports whether one member's relation to a customer satisfies every
// filter.
func (q customersQuery) matches(f wecom.Follow) bool {
	return (q.tags == nil || slices.ContainsFunc(f.TagIDs, func(id string) bool { return q.tags[id] })) &&
		(q.addWays == nil || q.addWays[int64(f.AddWay)]) &&
		(q.after.IsZero() || !f.AddTime.Before(q.after)) &&
		(q.before.IsZero() || f.AddTime.Before(q.before))
}
