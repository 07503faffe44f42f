package clitest_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// history is all that the judge looks at. It comes from the proxies, the
// states and the model of what was asked for, never from the provider's words.
type history struct {
	asked func(said) int
	// sent are the messages that left, by their msgid, in the order of leaving.
	sent []sentMessage
	// holders are the resources in all states.
	holders []holder
	// due are the resources that a command has asked for, and that it has sent
	// or holds unknown: it ended well.
	due []string
}

// sentMessage is a body that a proxy has forwarded, and what became of it.
type sentMessage struct {
	msgid string
	said
	reached  map[string]bool
	failList []string
}

// holder is a resource in a state.
type holder struct {
	address, status, msgid string
	failList               []string
	wish                   wished
}

// complaints are the sentences that must hold, and do not.
func (h history) complaints() []string {
	var all []string

	times, records := map[said]int{}, map[string]sentMessage{}

	for _, m := range h.sent {
		times[m.said]++
		records[m.msgid] = m
	}

	bySaid := func(a, b said) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }
	for _, what := range slices.SortedFunc(maps.Keys(times), bySaid) {
		if times[what] > h.asked(what) {
			all = append(all, fmt.Sprintf("DUPLICATE: forwarded %d times, asked for %d times: %+v", times[what], h.asked(what), what))
		}
	}

	all = append(all, h.absent()...)
	owners := map[string]string{}

	for _, one := range h.holders {
		if one.status != "created" {
			continue
		}

		if other, taken := owners[one.msgid]; taken {
			all = append(all, fmt.Sprintf("TWO OWNERS: %s stands in %s and in %s", one.msgid, other, one.address))
		}

		owners[one.msgid] = one.address

		record, ours := records[one.msgid]
		if !ours || record.said != one.wish.said {
			all = append(all, fmt.Sprintf("WRONG ADOPTION: %s has %s, which says %+v, and was asked for %+v", one.address, one.msgid, record.said, one.wish.said))
		}

		all = append(all, one.lost(record)...)
	}

	return all
}

// absent are the resources that were asked for and are in no state, or in one
// that does not say what became of them: nobody hears of their customers.
func (h history) absent() []string {
	var all []string

	for _, address := range h.due {
		if !slices.ContainsFunc(h.holders, func(one holder) bool {
			return one.address == address && (one.status == "created" || one.status == "unknown")
		}) {
			all = append(all, fmt.Sprintf("LOST RESOURCE: the command ended well, and %s is in no state", address))
		}
	}

	return all
}

// lost are the customers whom the resource was asked to send to, and of whom
// nobody says that they get nothing. What WeCom did not say does not count.
func (o holder) lost(record sentMessage) []string {
	var all []string

	for _, id := range o.wish.audience() {
		refused := slices.Contains(o.failList, id) && slices.Contains(record.failList, id)
		if !record.reached[id] && !refused {
			all = append(all, fmt.Sprintf("LOST CUSTOMER: %s of %s is not reached by %s, nor did WeCom refuse to (fail_list %v)", id, o.address, o.msgid, o.failList))
		}
	}

	return all
}

// sentMessages are those of all companies.
func (s *soak) sentMessages() []sentMessage {
	var all []sentMessage

	for _, company := range s.companies {
		for _, one := range company.proxy.sent() {
			m := sentMessage{msgid: one.msgid, said: bodySaid(company.corp, one.body), reached: map[string]bool{}}

			if record, ok := company.sim.Message(one.msgid); ok {
				m.failList = record.FailList

				for _, task := range record.Tasks {
					for _, to := range task.Recipients {
						m.reached[to.ExternalUserID+to.ChatID] = true
					}
				}
			}

			all = append(all, m)
		}
	}

	return all
}

func (s *soak) sentTimes() map[said]int {
	times := map[said]int{}
	for _, m := range s.sentMessages() {
		times[m.said]++
	}

	return times
}

// judge says what is wrong now.
func (s *soak) judge() []string {
	h := history{asked: s.asked.times, sent: s.sentMessages()}

	for i, root := range s.roots {
		for _, name := range root.due {
			h.due = append(h.due, fmt.Sprintf("%s of root %d", name, i))
		}

		for _, in := range root.w.state() {
			one := holder{
				address: fmt.Sprintf("%s of root %d", in.Name, i), status: orEmpty(in.Attributes["status"]),
				msgid: orEmpty(in.Attributes["msgid"]), wish: root.wishes[in.Name],
			}

			listed, _ := in.Attributes["fail_list"].([]any)
			for _, id := range listed {
				one.failList = append(one.failList, fmt.Sprint(id))
			}

			h.holders = append(h.holders, one)
		}
	}

	return h.complaints()
}
