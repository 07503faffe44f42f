package provider

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// messageResults counts what became of a message. Rows are kept only if they
// are wanted.
type messageResults struct {
	withRows bool
	total    resultCounts
	members  []memberResults // in WeCom's order; results belong to the last one
	rows     []wecom.SendResult
}

type memberResults struct {
	task   wecom.MemberTask
	counts resultCounts
}

// resultCounts are recipients by WeCom's status.
type resultCounts map[int]int64

func (m *messageResults) begin(task wecom.MemberTask) {
	m.members = append(m.members, memberResults{task: task, counts: resultCounts{}})
}

func (m *messageResults) add(r wecom.SendResult) {
	if m.total == nil {
		m.total = resultCounts{}
	}

	m.total[r.Status]++
	m.members[len(m.members)-1].counts[r.Status]++

	if m.withRows {
		m.rows = append(m.rows, r)
	}
}

func (n resultCounts) value() types.Object {
	var total int64

	other := map[string]attr.Value{}

	for status, count := range n {
		total += count

		if status < wecom.ResultNotSent || status > wecom.ResultOverQuota {
			other[strconv.Itoa(status)] = types.Int64Value(count)
		}
	}

	return types.ObjectValueMust(resultCountsType().AttrTypes, map[string]attr.Value{
		"total":      types.Int64Value(total),
		"not_sent":   types.Int64Value(n[wecom.ResultNotSent]),
		"sent":       types.Int64Value(n[wecom.ResultSent]),
		"not_friend": types.Int64Value(n[wecom.ResultNotFriend]),
		"over_quota": types.Int64Value(n[wecom.ResultOverQuota]),
		"other":      types.MapValueMust(types.Int64Type, other),
	})
}

// memberValues are the members by userid: WeCom's order is not documented.
func (m *messageResults) memberValues() types.List {
	slices.SortFunc(m.members, func(a, b memberResults) int { return cmp.Compare(a.task.UserID, b.task.UserID) })

	elements := make([]attr.Value, len(m.members))
	for i, member := range m.members {
		elements[i] = types.ObjectValueMust(memberResultsType().AttrTypes, map[string]attr.Value{
			"userid":    types.StringValue(member.task.UserID),
			"status":    types.Int64Value(int64(member.task.Status)),
			"send_time": unixOrNull(member.task.SendTime),
			"counts":    member.counts.value(),
		})
	}

	return types.ListValueMust(memberResultsType(), elements)
}

func (m *messageResults) rowValues() types.List {
	if !m.withRows {
		return types.ListNull(resultRowType())
	}

	slices.SortFunc(m.rows, func(a, b wecom.SendResult) int {
		return cmp.Or(cmp.Compare(a.UserID, b.UserID), cmp.Compare(a.ExternalUserID, b.ExternalUserID), cmp.Compare(a.ChatID, b.ChatID))
	})

	elements := make([]attr.Value, len(m.rows))
	for i, r := range m.rows {
		elements[i] = types.ObjectValueMust(resultRowType().AttrTypes, map[string]attr.Value{
			"userid":          types.StringValue(r.UserID),
			"external_userid": stringOrNull(r.ExternalUserID),
			"chat_id":         stringOrNull(r.ChatID),
			"status":          types.Int64Value(int64(r.Status)),
			"send_time":       unixOrNull(r.SendTime),
		})
	}

	return types.ListValueMust(resultRowType(), elements)
}

func unixOrNull(seconds int64) types.String {
	if seconds <= 0 {
		return types.StringNull()
	}

	return timeOrNull(time.Unix(seconds, 0))
}

func resultCountsType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"total":      types.Int64Type,
		"not_sent":   types.Int64Type,
		"sent":       types.Int64Type,
		"not_friend": types.Int64Type,
		"over_quota": types.Int64Type,
		"other":      types.MapType{ElemType: types.Int64Type},
	}}
}

func memberResultsType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"userid":    types.StringType,
		"status":    types.Int64Type,
		"send_time": types.StringType,
		"counts":    resultCountsType(),
	}}
}

func resultRowType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"userid":          types.StringType,
		"external_userid": types.StringType,
		"chat_id":         types.StringType,
		"status":          types.Int64Type,
		"send_time":       types.StringType,
	}}
}
