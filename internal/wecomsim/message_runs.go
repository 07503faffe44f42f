package wecomsim

import (
	"crypto/sha256"
	"time"
)

// runPause is the longest time between two messages of a run. It is more than a
// client waits that was told to call less often, and less than what lies
// between two steps that a person takes.
const runPause = 10 * time.Minute

// messageRun is messages that belong together: one app has sent the same
// content, each message within runPause of the one before. Messages of other
// contents may stand between them.
type messageRun struct {
	messages []*Message // in the order of creation
}

// id stays the same while messages come in.
func (r *messageRun) id() string { return r.messages[0].MsgID }

func (r *messageRun) last() *Message { return r.messages[len(r.messages)-1] }

// takes reports whether the message goes on with the run. A clock that was set
// back ends a run as one that was set forward does.
func (r *messageRun) takes(m *Message) bool {
	return m.CreateTime.Sub(r.last().CreateTime).Abs() <= runPause
}

// runsOf puts messages in the order of creation together, in the order in which
// the runs began. A message that no API has sent is alone.
func runsOf(messages []*Message) []*messageRun {
	var runs []*messageRun

	open := map[[sha256.Size]byte]*messageRun{}

	for _, m := range messages {
		run := open[m.content]
		if run != nil && m.App != "" && run.takes(m) {
			run.messages = append(run.messages, m)
			continue
		}

		run = &messageRun{messages: []*Message{m}}
		open[m.content] = run
		runs = append(runs, run)
	}

	return runs
}

// nameContent gives the message the digest of what its customers see. It is
// kept with the message, because a list compares all of them.
func (m *Message) nameContent() {
	m.content = sha256.Sum256(encode([]any{m.App, m.ChatType, m.Text, m.Attachments}))
}

// runSummary is what a list shows of a run.
type runSummary struct {
	ID          string       `json:"id"`
	Newest      string       `json:"newest"`
	App         string       `json:"app"`
	ChatType    string       `json:"chat_type"`
	Text        string       `json:"text"`
	Attachments []Attachment `json:"attachments,omitempty"`
	Messages    int          `json:"messages"`
	ByState     stateCounts  `json:"by_state"`
	FirstTime   time.Time    `json:"first_time"`
	LastTime    time.Time    `json:"last_time"`
	Members     int          `json:"members"`
	Recipients  int          `json:"recipients"`
	Failed      int          `json:"failed"`
	ByStatus    statusCounts `json:"by_status"`
}

// stateCounts counts messages by the states that ?state= asks for. One with a
// fail_list is in two of them.
type stateCounts struct {
	Pending   int `json:"pending"`
	Sent      int `json:"sent"`
	Cancelled int `json:"cancelled"`
	Failed    int `json:"failed"`
}

func (r *messageRun) summary() runSummary {
	first, last := r.messages[0], r.last()
	shown := runSummary{
		ID: r.id(), Newest: last.MsgID, App: first.App, ChatType: first.ChatType, Text: first.Text, Attachments: first.Attachments,
		Messages: len(r.messages), FirstTime: first.CreateTime, LastTime: last.CreateTime,
	}
	members := map[string]bool{}

	for _, m := range r.messages {
		shown.ByState.count(m)
		shown.ByStatus.add(m.tally.statusCounts())
		shown.Recipients += m.tally.recipients
		shown.Failed += len(m.FailList)

		for _, task := range m.Tasks {
			members[task.UserID] = true
		}
	}

	shown.Members = len(members)

	return shown
}

func (c *stateCounts) count(m *Message) {
	for _, one := range []struct {
		state string
		n     *int
	}{{statePending, &c.Pending}, {stateSent, &c.Sent}, {stateCancelled, &c.Cancelled}, {stateFailed, &c.Failed}} {
		if m.isIn(one.state) {
			*one.n++
		}
	}
}

func (c *statusCounts) add(more statusCounts) {
	c.NotSent += more.NotSent
	c.Sent += more.Sent
	c.NotFriend += more.NotFriend
	c.OverQuota += more.OverQuota
}
