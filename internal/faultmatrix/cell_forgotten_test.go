package faultmatrix

import (
	"context"
	"time"
)

// runForgotten loses the state of the first apply. While that ran, the list
// worked.
func (w *walk) runForgotten() ([]seen, error) {
	if err := w.breakFirst(w.applyFirst); err != nil {
		return nil, err
	}

	w.clear()

	if w.next == restored {
		w.world.Clock.Advance(time.Minute)

		if err := w.resource.apply(context.Background(), w.process(), w.check); err != nil {
			return nil, err
		}

		// What a refresh finds is told to no journal.
		if w.first.status == none {
			w.first.status = w.resource.status
		}
	}

	root := w.resource
	w.resource = &resource{message: w.message(), status: none}
	steps := []seen{w.look()}

	w.spoilList()

	for range 2 {
		w.world.Clock.Advance(time.Minute)

		if err := w.resource.apply(context.Background(), w.process(), w.check); err != nil {
			return steps, err
		}

		steps = append(steps, w.look())

		w.clear()
	}

	// Without a journal that root is on its own.
	if w.next == twoRoots && w.journal == journalOn {
		if err := root.apply(context.Background(), w.process(), w.check); err != nil {
			return steps, err
		}

		last := len(steps) - 1
		steps[last].messages, w.bodies[last] = w.messages(), w.world.arrived()
	}

	return steps, w.adoption()
}
