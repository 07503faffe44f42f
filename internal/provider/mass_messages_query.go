package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// createTypes are the names of WeCom's numbers for who made a message.
func createTypes() []string { return []string{"enterprise", "member"} }

// toQueries reads and checks the configuration. WeCom lists one chat type at a
// time, so both of them are two queries. An end that is not given is zero, and
// means now.
func (m massMessagesModel) toQueries() ([]wecom.RecordQuery, diag.Diagnostics) {
	c := newChecker()

	query := wecom.RecordQuery{
		Start:   c.rfc3339(problem.Root("start_time"), m.StartTime),
		End:     c.rfc3339(problem.Root("end_time"), m.EndTime),
		Creator: c.idValue(problem.Root("creator"), m.Creator, draft.MemberID),
		Filter:  wecom.CreatedByAnyone,
	}

	switch c.oneOf(problem.Root("create_type"), m.CreateType, createTypes()...) {
	case "enterprise":
		query.Filter = wecom.CreatedByEnterprise
	case "member":
		query.Filter = wecom.CreatedByMembers
	}

	if !query.Start.IsZero() && !query.End.IsZero() && query.End.Before(query.Start) {
		c.errorf(problem.Root("end_time"), "Empty time window", "it is before start_time.")
	}

	chatTypes := []string{wecom.ChatTypeSingle, wecom.ChatTypeGroup}
	if chatType := c.oneOf(problem.Root("chat_type"), m.ChatType, chatTypes...); chatType != "" {
		chatTypes = []string{chatType}
	}

	var queries []wecom.RecordQuery

	for _, chatType := range chatTypes {
		query.ChatType = chatType
		queries = append(queries, query)
	}

	return queries, c.diagnostics()
}
