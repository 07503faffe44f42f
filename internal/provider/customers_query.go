package provider

import (
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// customersQuery says whose customers are wanted, and which of them. WeCom has
// no such filters; the provider applies them.
type customersQuery struct {
	userids       []string
	places        map[string]int  // of userids, by their lower case
	tags          map[string]bool // any of; nil is no filter
	tagsAll       []string        // empty is no filter
	tagsNone      map[string]bool // nil is no filter
	chatIDs       []string        // nil is no filter
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

	query.places = placesOf(query.userids)
	c.tagFilters(m, &query)
	query.chatIDs = c.chatIDs(m.ChatIDList)

	if given(m.AddWay) {
		query.addWays = c.addWays(m.AddWay)
	}

	if !query.after.IsZero() && !query.before.IsZero() && !query.after.Before(query.before) {
		c.errorf(problem.Root("added_before"), "Empty time window", "it is not after added_after, so no customer can match.")
	}

	if given(m.OutputFile) && query.details {
		c.errorf(problem.Root("details"), "Conflicting values", "it puts the customers into the state, and output_file keeps them out. Leave one of them out.")
	}

	m.outputFileModel.check(c)

	return query, c.diagnostics()
}

// tagFilters reads the filters by tags, and refuses those that nobody passes.
func (c *checker) tagFilters(m customersModel, query *customersQuery) {
	anyOf := c.idList(problem.Root("tag_id"), m.TagID, draft.TagID)
	allOf := c.idList(problem.Root("tag_id_all"), m.TagIDAll, draft.TagID)
	noneOf := setOf(c.idList(problem.Root("tag_id_none"), m.TagIDNone, draft.TagID))

	if !m.TagID.IsNull() {
		query.tags = setOf(anyOf)
	}

	query.tagsAll, query.tagsNone = allOf, noneOf

	isBarred := func(id string) bool { return noneOf[id] }
	every := given(m.TagID) && len(anyOf) > 0 && len(anyOf) == len(m.TagID.Elements()) // none is unknown

	switch {
	case slices.ContainsFunc(allOf, isBarred):
		c.errorf(problem.Root("tag_id_none"), "Contradicting filters", "a tag of tag_id_all is in it, so no customer can match.")
	case every && !slices.ContainsFunc(anyOf, func(id string) bool { return !noneOf[id] }):
		c.errorf(problem.Root("tag_id_none"), "Contradicting filters", "all tags of tag_id are in it, so no customer can match.")
	}
}

// chatIDs reads the groups whose people are wanted. Each is a call, and none is
// made for what looks like a mistake.
func (c *checker) chatIDs(list types.List) []string {
	p := problem.Root("chat_id_list")
	ids := c.idList(p, list, draft.GroupID)

	if n := len(ids); n > wecom.MaxChatIDs {
		c.errorf(p, "Too many groups", "it has %s; the limit is %s, %s too many. Each group is a call.",
			wording.Counted(n, "group"), wording.Grouped(wecom.MaxChatIDs), wording.Grouped(n-wecom.MaxChatIDs))
	}

	return ids
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}

	return set
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
// filter but that of groups and tagsNone: those are about the customer.
func (q customersQuery) matches(f wecom.Follow) bool {
	return (q.tags == nil || slices.ContainsFunc(f.TagIDs, func(id string) bool { return q.tags[id] })) &&
		!slices.ContainsFunc(q.tagsAll, func(id string) bool { return !slices.Contains(f.TagIDs, id) }) &&
		(q.addWays == nil || q.addWays[int64(f.AddWay)]) &&
		(q.after.IsZero() || !f.AddTime.Before(q.after)) &&
		(q.before.IsZero() || f.AddTime.Before(q.before))
}

func (q customersQuery) hasWindow() bool { return !q.after.IsZero() || !q.before.IsZero() }

// needsDetails reports whether anything is asked for but ids. WeCom gives those
// of one member in one call, and details by pages.
func (q customersQuery) needsDetails() bool {
	return q.details || q.hasWindow() || q.tags != nil || len(q.tagsAll) > 0 || len(q.tagsNone) > 0 || q.addWays != nil
}

// placeOf is the place of a member in userid_list; -1 where WeCom does not say
// who it is, or names somebody else.
func (q customersQuery) placeOf(userid string) int {
	// Whoever asks for one member gets nobody else's customers.
	if len(q.userids) == 1 {
		return 0
	}

	if place, known := q.places[strings.ToLower(userid)]; known {
		return place
	}

	return -1
}
