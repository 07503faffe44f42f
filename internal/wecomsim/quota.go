package wecomsim

import (
	"slices"
	"time"
)

// Quota is how many mass messages a customer or a group may receive in a period
// of China time.
type Quota string

// The three rules that 群发助手 → 设置群发规则 offers, and none for tests.
const (
	// QuotaMonth allows as many messages in a calendar month as the month has
	// days.
	QuotaMonth Quota = "month"
	// QuotaWeek allows 7 messages in a week from Monday to Sunday.
	QuotaWeek Quota = "week"
	// QuotaDay allows 1 message in a day.
	QuotaDay Quota = "day"
	// QuotaNone allows any number.
	QuotaNone Quota = "none"
)

// period gives the start of the current period and how many messages it allows,
// -1 for any number.
func (q Quota) period(now time.Time) (begin time.Time, allowed int) {
	now = now.In(chinaTime())
	year, month, day := now.Date()
	today := time.Date(year, month, day, 0, 0, 0, 0, chinaTime())

	switch q {
	case QuotaDay:
		return today, 1
	case QuotaWeek:
		sinceMonday := (int(now.Weekday()) + 6) % 7
		return today.AddDate(0, 0, -sinceMonday), 7
	case QuotaMonth:
		begin = time.Date(year, month, 1, 0, 0, 0, 0, chinaTime())
		return begin, begin.AddDate(0, 1, -1).Day()
	}

	return today, -1
}

// overQuota says whether the customer or group can receive no more. It is
// called with mu held.
func (s *Server) overQuota(id string, now time.Time) bool {
	begin, allowed := s.settings.quota.period(now)
	if allowed < 0 {
		return false
	}

	inPeriod := slices.DeleteFunc(s.received[id], func(at time.Time) bool { return at.Before(begin) })
	if len(inPeriod) > 0 {
		s.received[id] = inPeriod
	} else {
		delete(s.received, id)
	}

	return len(inPeriod) >= allowed
}

// dropOverQuota does what WithQuotaAtCreate says. It is called with mu held.
func (s *Server) dropOverQuota(message *Message) *refusal {
	if !s.settings.quotaAtCreate {
		return nil
	}

	left := message.Tasks[:0:0]
	for _, task := range message.Tasks {
		kept := task.Recipients[:0:0]
		for _, recipient := range task.Recipients {
			if id := recipient.id(); s.overQuota(id, message.CreateTime) {
				message.FailList = append(message.FailList, id)
			} else {
				kept = append(kept, recipient)
			}
		}

		if len(kept) > 0 || len(task.Recipients) == 0 {
			task.Recipients = kept
			left = append(left, task)
		}
	}

	if len(left) == 0 {
		return refuse(codeNobody, "all recipients are over their quota")
	}

	message.Tasks = left

	return nil
}
