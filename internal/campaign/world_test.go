package campaign_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/campaigntest"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// world is a company, a campaign for its customers, and what is kept of it
// between the runs: a state and a journal.
type world struct {
	t       *testing.T
	sim     *wecomsim.Server
	clock   *wecomtest.Clock
	url     string
	dir     string // of the journal; none if it is empty
	file    string
	exclude string
	text    string
	window  wecom.SendWindow

	// everOut are those who have been excluded.
	everOut map[string]bool

	state *campaigntest.State // nil: there is none

	mu    sync.Mutex
	count int
	// killAt is the POST at which the process of a run is killed, from 1; and
	// arrives says whether WeCom gets it all the same.
	killAt  int
	arrives bool
	kill    func()
	// stops makes of the kill an interrupt: the process goes on until it can
	// end well, and its state is kept.
	stops bool
}

// worldOf has members with so many customers each.
func worldOf(t *testing.T, customers []int) *world {
	company := wecomsim.Company{CorpID: wecomtest.CorpID, Apps: []wecomsim.App{{Name: "app", Secret: wecomtest.Secret}}}
	rows := []string{"external_userid,sender"}

	for i, n := range customers {
		userid := fmt.Sprintf("m%d", i)
		company.Members = append(company.Members, wecomsim.Member{UserID: userid})

		for j := range n {
			id := fmt.Sprintf("wm%dx%d", i, j)
			rows = append(rows, id+","+userid)
			company.Customers = append(company.Customers, wecomsim.Customer{ExternalUserID: id, Type: 1, Follows: []wecomsim.Follow{{UserID: userid}}})
		}
	}

	w := &world{t: t, clock: wecomtest.ClockAt(time.Now()), text: "你好", everOut: map[string]bool{}}
	w.sim = wecomsim.New(company, wecomsim.WithClock(w.clock.Now))
	w.file = w.write("people.csv", rows...)
	w.exclude = w.write("out.csv", "external_userid")
	w.url = wecomtest.Serve(t, w)

	return w
}

func (w *world) write(name string, rows ...string) string {
	w.t.Helper()

	path := filepath.Join(w.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
		w.t.Fatal(err)
	}

	return path
}

// ServeHTTP is the simulator, and kills the process of a run at one POST.
func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "add_msg_template") {
		w.mu.Lock()
		w.count++
		dies, kill, arrives := w.count == w.killAt, w.kill, w.arrives
		w.mu.Unlock()

		if dies {
			kill()
		}

		if dies && !w.stops {
			if arrives {
				w.sim.ServeHTTP(discard{http.Header{}}, r)
			}

			panic(http.ErrAbortHandler)
		}
	}

	w.sim.ServeHTTP(rw, r)
}

type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}

// run is a process of the provider that sends what is left, with answers to
// attempts. It is killed at a POST if one is given, and then its state is lost.
func (w *world) run(rollout, killAt int, arrives bool, answers map[string]string) campaign.Result {
	w.t.Helper()

	config := wecomtest.Config(w.url, wecomtest.CorpID, w.clock)

	var j *journal.Journal

	if w.dir != "" {
		var err error
		if j, err = journal.Open(w.dir, journal.Options{Now: w.clock.Now}); err != nil {
			w.t.Fatal(err)
		}

		config.Journal, config.JournalStrictly = j, true

		defer func() { _ = j.Close() }()
	}

	client := wecom.New(config)
	defer client.Close()

	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()

	w.mu.Lock()
	w.count, w.killAt, w.arrives = 0, killAt, arrives
	w.kill = func() {
		if j != nil && !w.stops {
			_ = j.Close()
		}

		cancel()
	}
	w.mu.Unlock()

	process := campaigntest.Process{Client: client, Clock: w.clock}
	result, state := process.Apply(ctx, w.t, campaigntest.Campaign{
		File: w.file, Exclude: w.exclude, Rollout: rollout, Window: w.window,
		Content: wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Text: &wecom.Text{Content: w.text}},
	}, w.state, answers)

	w.mu.Lock()
	defer w.mu.Unlock()

	if killAt == 0 || w.count < killAt || w.stops {
		w.state = state
	}

	return result
}

// messages are those of the state.
func (w *world) messages() []*campaign.Message {
	if w.state == nil {
		return nil
	}

	return w.state.Messages
}

// status is that of the campaign.
func (w *world) status() string { return w.state.Summary() }

// received is how often each customer is in an accepted message.
func (w *world) received() map[string]int {
	got := map[string]int{}

	for _, m := range w.sim.Messages() {
		for _, id := range m.ExternalUserID {
			got[id]++
		}
	}

	return got
}

// truth is what a person finds out of the attempts that nobody knows of.
func (w *world) truth() map[string]string {
	answers := map[string]string{}

	for _, m := range w.messages() {
		if m.Status != campaign.Unknown {
			continue
		}

		answers[m.MsgID] = campaign.NotSent

		for _, sent := range w.sim.Messages() {
			if sent.Sender == m.Key {
				answers[m.MsgID] = sent.MsgID
			}
		}
	}

	return answers
}
