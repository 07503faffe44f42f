package faultmatrix

import (
	"fmt"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// judgeBodies counts what has come to the front, before anything could become
// of it. The first apply makes one request, or one more if WeCom has refused
// its token or its rate. Once the point has passed the server accepts all, so
// that a later apply makes a request for each message that it sends, and no
// other.
func (w *walk) judgeBodies(steps []seen) []string {
	var all []string

	for i, bodies := range w.bodies {
		switch {
		case i == 0 && bodies > w.mostBodies():
			all = append(all, fmt.Sprintf("%d bodies in the first apply, want at most %d", bodies, w.mostBodies()))
		case i == 0 && bodies < steps[0].messages:
			all = append(all, fmt.Sprintf("%d bodies made %d messages", bodies, steps[0].messages))
		case i > 0 && bodies-w.bodies[i-1] != steps[i].messages-steps[i-1].messages:
			all = append(all, fmt.Sprintf("step %d: %d bodies, %d messages", i+1, bodies-w.bodies[i-1], steps[i].messages-steps[i-1].messages))
		}
	}

	return all
}

func (w *walk) mostBodies() int {
	most := 1

	if w.point.revoke || slices.ContainsFunc(w.point.faults, isRefusedForNow) {
		most++
	}

	if w.next == restored {
		most++ // it has two applies before it is looked at
	}

	return most
}

// isRefusedForNow tells whether the client makes a request once more after this
// answer: it is proven that nothing was sent, and it will pass.
func isRefusedForNow(fault wecomsim.Fault) bool {
	return fault.Endpoint == sendEndpoint && slices.Contains([]int{40001, 40014, 42001, 45009, 45033}, fault.Errcode)
}
