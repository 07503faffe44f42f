package provider

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// messageResults counts what became of one message or several. Rows are kept
// only if they are wanted.
type messageResults struct {
	withRows bool
	total    resultCounts
	members  map[string]*memberResults // by userid
	rows     []resultRow

	msgid   string         // of the message that is read
	current *memberResults // whose results come
}

// memberResults is a member with all tasks of the messages.
type memberResults struct {
	status         int
	sendTime       int64
	tasks, notSent int64
	counts         resultCounts
}

type resultRow struct {
	msgid string
	wecom.SendResult
}

// resultCounts are recipients by WeCom's status.
type resultCounts map[int]int64

func newMessageResults(withRows bool) *messageResults {
	return &messageResults{withRows: withRows, total: resultCounts{}, members: map[string]*memberResults{}}
}

// read adds a message.
func (m *messageResults) read(ctx context.Context, client *wecom.Client, msgid string) error {
	m.msgid = msgid

	return client.MassMessageResults(ctx, msgid, m.begin, m.add)
}

func (m *messageResults) begin(task wecom.MemberTask) {
	member, known := m.members[task.UserID]
	if !known {
		member = &memberResults{status: task.Status, counts: resultCounts{}}
		m.members[task.UserID] = member
	}

	member.tasks++

	// A member with one task that is not sent has not sent.
	if task.Status == taskNotSent || member.status == taskNotSent {
		member.status = taskNotSent
	} else {
		member.status = max(member.status, task.Status)
	}

	if task.Status == taskNotSent {
		member.notSent++
	}

	member.sendTime = max(member.sendTime, task.SendTime)
	m.current = member
}

func (m *messageResults) add(r wecom.SendResult) {
	m.total[r.Status]++
	m.current.counts[r.Status]++

	if m.withRows {
		m.rows = append(m.rows, resultRow{m.msgid, r})
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
	elements := make([]attr.Value, 0, len(m.members))

	for _, userid := range slices.Sorted(maps.Keys(m.members)) {
		member := m.members[userid]
		elements = append(elements, types.ObjectValueMust(memberResultsType().AttrTypes, map[string]attr.Value{
			"userid":         types.StringValue(userid),
			"status":         types.Int64Value(int64(member.status)),
			"send_time":      unixOrNull(member.sendTime),
			"tasks":          types.Int64Value(member.tasks),
			"tasks_not_sent": types.Int64Value(member.notSent),
			"counts":         member.counts.value(),
		}))
	}

	return types.ListValueMust(memberResultsType(), elements)
}

func (m *messageResults) rowValues() types.List {
	if !m.withRows {
		return types.ListNull(resultRowType())
	}

	slices.SortFunc(m.rows, func(a, b resultRow) int {
		return cmp.Or(cmp.Compare(a.UserID, b.UserID), cmp.Compare(a.ExternalUserID, b.ExternalUserID), cmp.Compare(a.ChatID, b.ChatID), cmp.Compare(a.msgid, b.msgid))
	})

	elements := make([]attr.Value, len(m.rows))
	for i, r := range m.rows {
		elements[i] = types.ObjectValueMust(resultRowType().AttrTypes, map[string]attr.Value{
			"msgid":           types.StringValue(r.msgid),
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
		"userid":         types.StringType,
		"status":         types.Int64Type,
		"send_time":      types.StringType,
		"tasks":          types.Int64Type,
		"tasks_not_sent": types.Int64Type,
		"counts":         resultCountsType(),
	}}
}

func resultRowType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"msgid":           types.StringType,
		"userid":          types.StringType,
		"external_userid": types.StringType,
		"chat_id":         types.StringType,
		"status":          types.Int64Type,
		"send_time":       types.StringType,
	}}
}
