package faultmatrix

import (
	"fmt"
	"slices"
)

// judgeStep says what is wrong with what was seen after a step of a cell.
func (w *walk) judgeStep(number int, got seen) string {
	if w.next == resumed || w.journal != journalOn {
		return w.judgeAsWithout(number, got)
	}

	want, statuses := w.expectJournaled(number)
	if got.messages != want || !slices.Contains(statuses, got.status) {
		return fmt.Sprintf("after step %d: %d messages, %s; want %d, %v", number+1, got.messages, got.status, want, statuses)
	}

	return ""
}

// judgeAsWithout judges a cell in which a journal changes nothing.
func (w *walk) judgeAsWithout(number int, got seen) string {
	want := w.expect()[number]

	switch {
	case number == 0 && (w.point.late || w.point.afterSend) && got == (seen{1, created}):
		return "" // the effect was not that late, or the last answer came before the cancellation
	case w.next == restored:
		want = w.expectRestored()[number]
	}

	if got != want {
		return fmt.Sprintf("after step %d: %d messages, %s; want %d, %s", number+1, got.messages, got.status, want.messages, want.status)
	}

	return ""
}

// expectRestored: what was not sent by the first apply was by the second, but
// where nobody knows that.
func (w *walk) expectRestored() []seen {
	first := seen{1, none}
	if w.first.status == unknown && !w.point.effect {
		first.messages = 0
	}

	second := w.afterLoss(first.messages)

	third := second
	if second.messages == 0 {
		third = seen{1, created}
	}

	return []seen{first, second, third}
}

// expectJournaled is how many messages there must be after a step, and what the
// state may say of them. The state of the first apply is lost, and what it knew
// stands in the journal, or that it was about to send.
func (w *walk) expectJournaled(number int) (messages int, statuses []status) {
	sent := 0
	if w.point.effect || w.next == restored && w.first.status == created {
		sent = 1
	}

	knew := w.first.status
	if w.next == inPost && !w.first.postedAt.IsZero() {
		knew = unknown
	}

	listWorks := number == 2

	switch {
	case number == 0:
		return sent, []status{none}
	case knew == created:
		return 1, []status{created} // recorded
	case knew == none && (w.check != strict || w.list.readable || listWorks):
		return 1, []status{created} // sent now
	case knew == none:
		return 0, []status{none}
	case sent == 0:
		return 0, []status{unknown} // for a person to say
	case w.isProvable(listWorks):
		return 1, []status{created} // found
	case !listWorks && !w.shows():
		return 1, []status{unknown}
	default:
		return 1, []status{created, unknown}
	}
}

// isProvable tells whether a message of which the journal knows only that it
// was about to be sent must be found: it is shown with its files, it was made
// in the second of its POST, and nobody has told another time.
func (w *walk) isProvable(listWorks bool) bool {
	made, ok := w.own()

	switch {
	case !ok, w.first.postedAt.IsZero(), w.point.skew != 0, w.point.misdated, w.point.misled, w.point.group == "clock":
		return false
	case !w.proves() && !(listWorks && !(w.list.always && w.point.file)):
		return false
	default:
		return made.CreateTime.Unix() == w.first.postedAt.Unix()
	}
}
