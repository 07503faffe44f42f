package provider

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// errRunStopped is why a context ends when Terraform is stopped (Ctrl-C).
var errRunStopped = fmt.Errorf("the run was stopped: %w", context.Canceled)

// streams are the lists and the actions that run. The protocol's server cuts
// their streams off when it is told to stop, with the last word in them, and
// then Terraform takes a short list for a whole one and an action without an
// end for a success. So a stop ends what they do, and waits until they have
// said what became of it.
type streams struct {
	mu      sync.Mutex
	stopped bool
	running map[*stream]struct{}
}

// stream is one list or action.
type stream struct {
	of     *streams
	cancel context.CancelCauseFunc
	ended  chan struct{}
}

// begin returns the context of a new stream. One that comes after the stop is
// stopped from the start.
func (s *streams) begin(ctx context.Context) (context.Context, *stream) {
	ctx, cancel := context.WithCancelCause(ctx)
	one := &stream{of: s, cancel: cancel, ended: make(chan struct{})}

	s.mu.Lock()
	defer s.mu.Unlock()

	if s.running == nil {
		s.running = map[*stream]struct{}{}
	}

	s.running[one] = struct{}{}

	if s.stopped {
		cancel(errRunStopped)
	}

	return ctx, one
}

// end is for when the last word has been handed over.
func (one *stream) end() {
	one.of.mu.Lock()
	defer one.of.mu.Unlock()

	delete(one.of.running, one)
	one.cancel(nil)
	close(one.ended)
}

func (one *stream) stopped() bool {
	one.of.mu.Lock()
	defer one.of.mu.Unlock()

	return one.of.stopped
}

// configured starts a new run: a provider under a debugger outlives a stop.
func (s *streams) configured() {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.stopped = false
}

// stop ends the work of all that runs, and returns what to wait for.
func (s *streams) stop() []*stream {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.stopped = true

	all := make([]*stream, 0, len(s.running))
	for one := range s.running {
		one.cancel(errRunStopped)

		all = append(all, one)
	}

	return all
}

// results are the results of a list, until it ends or nobody wants more.
func (one *stream) results(list *tfprotov6.ListResourceServerStream) *tfprotov6.ListResourceServerStream {
	return &tfprotov6.ListResourceServerStream{Results: func(push func(tfprotov6.ListResourceResult) bool) {
		defer one.end()

		list.Results(push)
	}}
}

// events are the events of an action. The action is heard to its end also
// where nobody listens any more: it may have an effect. Progress after a stop
// crashes Terraform 1.15, so what it would have said is said at the end.
func (one *stream) events(action *tfprotov6.InvokeActionServerStream) *tfprotov6.InvokeActionServerStream {
	return &tfprotov6.InvokeActionServerStream{Events: func(push func(tfprotov6.InvokeActionEvent) bool) {
		defer one.end()

		var unsaid []string

		wanted := true

		for event := range action.Events {
			switch kind := event.Type.(type) {
			case tfprotov6.ProgressInvokeActionEventType:
				if one.stopped() {
					unsaid = append(unsaid, kind.Message)
					continue
				}
			case tfprotov6.CompletedInvokeActionEventType:
				if len(unsaid) > 0 {
					kind.Diagnostics = append(kind.Diagnostics, &tfprotov6.Diagnostic{
						Severity: tfprotov6.DiagnosticSeverityWarning,
						Summary:  "The run was stopped while the action ran",
						Detail:   strings.Join(unsaid, "\n"),
					})
					event.Type = kind
				}
			}

			wanted = wanted && push(event)
		}
	}}
}
