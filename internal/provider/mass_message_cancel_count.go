package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// cancelCount is what a stopped message had reached.
//
// WeCom documents no status of a stopped task, so who has not sent counts as
// stopped. A status that the page does not name is shown as a number.
type cancelCount struct {
	stopped, sent cancelledMembers
	other         map[int]int       // members by status, where it is not documented
	current       *cancelledMembers // of the member whose recipients come; nil for other
	groups        bool              // the recipients are groups
}

// cancelledMembers are members, and their recipients by status.
type cancelledMembers struct {
	members    int
	recipients map[int]int
}

func newCancelCount() *cancelCount {
	return &cancelCount{
		stopped: cancelledMembers{recipients: map[int]int{}},
		sent:    cancelledMembers{recipients: map[int]int{}},
		other:   map[int]int{},
	}
}

// The statuses of a member's task. 1 is in the page's own sample, without
// being explained; it is no "not sent".
const (
	taskNotSent   = 0
	taskConfirmed = 1
	taskSent      = 2
)

func (c *cancelCount) member(task wecom.MemberTask) {
	switch task.Status {
	case taskNotSent:
		c.current = &c.stopped
	case taskConfirmed, taskSent:
		c.current = &c.sent
	default:
		c.current = nil
		c.other[task.Status]++

		return
	}

	c.current.members++
}

func (c *cancelCount) recipient(r wecom.SendResult) {
	if c.current == nil {
		return
	}

	c.current.recipients[r.Status]++
	c.groups = c.groups || r.ChatID != ""
}

// noRecall ends what is said of one message. A table of many needs it not.
const noRecall = " What was sent cannot be recalled."

func (c *cancelCount) String() string {
	if c.stopped.members+c.sent.members+len(c.other) == 0 {
		return "no member that the app sees has a task of it."
	}

	kept := c.reached(c.stopped, "will not get it")
	if kept == "" && c.stopped.members > 0 {
		kept = " (WeCom does not list whom they would have sent it to)"
	}

	parts := []string{
		"stopped for " + wording.Counted(c.stopped.members, "member") + kept,
		"already sent by " + wording.Counted(c.sent.members, "member") + c.reached(c.sent, "were not sent it"),
	}

	for _, status := range slices.Sorted(maps.Keys(c.other)) {
		parts = append(parts, fmt.Sprintf("%s in status %d, which is not documented", wording.Counted(c.other[status], "member"), status))
	}

	return strings.Join(parts, "; ") + "." + noRecall
}

// reached says what became of the recipients of some members. Of a group
// message WeCom lists only groups that got it.
func (c *cancelCount) reached(m cancelledMembers, notSent string) string {
	noun := "customer"
	if c.groups {
		noun = "group"
	}

	var parts []string

	for _, status := range slices.Sorted(maps.Keys(m.recipients)) {
		what := fmt.Sprintf("in status %d, which is not documented", status)

		switch status {
		case wecom.ResultNotSent:
			what = notSent
		case wecom.ResultSent:
			what = "got it"
		case wecom.ResultNotFriend:
			what = "did not, being no friend any more"
		case wecom.ResultOverQuota:
			what = "did not, having had too many messages"
		}

		parts = append(parts, wording.Counted(m.recipients[status], noun)+" "+what)
	}

	if len(parts) == 0 {
		return ""
	}

	return " (" + strings.Join(parts, ", ") + ")"
}
