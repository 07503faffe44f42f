package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// cancelCount is what a stopped message had reached.
//
// WeCom documents no status of a stopped task, so whoever has not sent counts
// as stopped. A status that the page does not name is told as a number.
type cancelCount struct {
	members    map[int]int // by status of the task
	recipients map[int]int // by status of the result
	groups     bool        // the recipients are groups
}

func newCancelCount() *cancelCount {
	return &cancelCount{members: map[int]int{}, recipients: map[int]int{}}
}

func (c *cancelCount) member(task wecom.MemberTask) { c.members[task.Status]++ }

func (c *cancelCount) recipient(r wecom.SendResult) {
	c.recipients[r.Status]++

	c.groups = c.groups || r.ChatID != ""
}

// The documented statuses of a member's task. 1 is in the page's own sample.
const (
	taskNotSent   = 0
	taskConfirmed = 1
	taskSent      = 2
)

func (c *cancelCount) String() string {
	sent := c.members[taskSent] + c.members[taskConfirmed]

	if len(c.members) == 0 {
		return "no member that the app sees has a task of it."
	}

	parts := []string{
		fmt.Sprintf("stopped for %s%s", counted(c.members[taskNotSent], "member"), c.keptFrom()),
		fmt.Sprintf("already sent by %s%s", counted(sent, "member"), c.reached()),
	}

	for _, status := range others(c.members, taskNotSent, taskConfirmed, taskSent) {
		parts = append(parts, fmt.Sprintf("%s in status %d, which is not documented", counted(c.members[status], "member"), status))
	}

	return strings.Join(parts, "; ") + ". What was sent cannot be recalled."
}

// keptFrom tells who will not get the message. Of a group message WeCom lists
// only groups that got it.
func (c *cancelCount) keptFrom() string {
	switch n := c.recipients[wecom.ResultNotSent]; {
	case n > 0:
		return fmt.Sprintf(" (%s will not get it)", c.counted(n))
	case c.members[taskNotSent] > 0:
		return " (WeCom does not list whom they would have sent it to)"
	default:
		return ""
	}
}

// reached tells what became of what had gone out.
func (c *cancelCount) reached() string {
	var parts []string

	add := func(status int, what string) {
		if n := c.recipients[status]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", c.counted(n), what))
		}
	}

	add(wecom.ResultSent, "got it")
	add(wecom.ResultNotFriend, "did not, being no friend any more")
	add(wecom.ResultOverQuota, "did not, having had too many messages")

	for _, status := range others(c.recipients, wecom.ResultNotSent, wecom.ResultSent, wecom.ResultNotFriend, wecom.ResultOverQuota) {
		add(status, fmt.Sprintf("in status %d, which is not documented", status))
	}

	if len(parts) == 0 {
		return ""
	}

	return " (" + strings.Join(parts, ", ") + ")"
}

func (c *cancelCount) counted(n int) string {
	if c.groups {
		return counted(n, "group")
	}

	return counted(n, "customer")
}

// others are the statuses that are counted and not among the known ones.
func others(counts map[int]int, known ...int) []int {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(counts)), func(status int) bool { return slices.Contains(known, status) })
}
