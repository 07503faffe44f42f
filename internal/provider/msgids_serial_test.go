package provider_test

import (
	"net/http"
	"path"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// beside stands before the simulator and sees how many requests it has at a
// time.
type beside struct {
	http.Handler

	mu        sync.Mutex
	now, most int
	calls     map[string]int
}

func (b *beside) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.now++
	b.most = max(b.most, b.now)
	b.calls[path.Base(r.URL.Path)]++
	b.mu.Unlock()

	// Whoever comes beside this one comes meanwhile.
	time.Sleep(10 * time.Millisecond)
	b.Handler.ServeHTTP(w, r)

	b.mu.Lock()
	defer b.mu.Unlock()

	b.now--
}

// WeCom refuses queries of results that are made side by side (45033). So
// whatever takes several msgids asks for one after the other.
func TestMsgIDs_areAskedForOneAfterTheOther(t *testing.T) {
	sim := simulate(t)
	_, msgids := sentMessages(t, sim, 4)

	for name, c := range map[string]struct {
		read  func(p, other *protocol)
		calls map[string]int
	}{
		"results": {
			func(p, _ *protocol) { p.reads(resultsData, object{"msgids": msgids, "include_rows": true}) },
			map[string]int{"get_groupmsg_task": 4, "get_groupmsg_send_result": 8},
		},
		"remind": {
			func(p, _ *protocol) { p.invoke(remindAction, object{"msgids": msgids}) },
			map[string]int{"remind_groupmsg_send": 4},
		},
		"cancel": {
			func(p, _ *protocol) { p.invoke(cancelAction, object{"msgids": msgids}) },
			map[string]int{"cancel_groupmsg_send": 4},
		},
		"two processes": { // the control
			func(p, other *protocol) {
				var wg sync.WaitGroup

				for _, one := range []*protocol{p, other} {
					wg.Go(func() { one.reads(resultsData, object{"msgids": msgids}) })
				}

				wg.Wait()
			},
			map[string]int{"get_groupmsg_task": 8},
		},
	} {
		t.Run(name, func(t *testing.T) {
			front := &beside{Handler: sim.Server, calls: map[string]int{}}
			other := sim
			other.URL = wecomtest.Serve(t, front)

			c.read(configured(t, other), configured(t, other))

			for endpoint, want := range c.calls {
				if got := front.calls[endpoint]; got < want {
					t.Errorf("%d calls of %s, want at least %d: %v", got, endpoint, want, front.calls)
				}
			}

			if isControl := name == "two processes"; (front.most > 1) != isControl {
				t.Errorf("%d requests at a time", front.most)
			}
		})
	}
}
