package wecomsim

// tally counts the tasks and recipients of a message. It is kept with the
// message, because a list of messages shows it for each of them.
type tally struct {
	sent       int // tasks that were sent
	recipients int
	byStatus   [recipientOverQuota + 1]int // recipients by send status
}

// count is called whenever the tasks have changed.
func (m *Message) count() {
	m.tally = tally{}
	for _, task := range m.Tasks {
		if task.Status == taskSent {
			m.tally.sent++
		}

		m.tally.recipients += len(task.Recipients)
		for _, recipient := range task.Recipients {
			if recipient.Status >= 0 && recipient.Status < len(m.tally.byStatus) {
				m.tally.byStatus[recipient.Status]++
			}
		}
	}
}
