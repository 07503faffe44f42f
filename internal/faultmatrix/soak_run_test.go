package faultmatrix

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// soak is one run under way.
type soak struct {
	plan
	world     *world
	resources []*soaked
}

// soaked is a resource and what the judge must know of its past.
type soaked struct {
	resource
	body  string
	block int
	// killed: its state was lost after it may have been sent.
	killed bool
	// unknownIn is the process whose send got no answer, also if the message
	// was found afterwards.
	unknownIn int
	// sentIn is the last process in which its request arrived.
	sentIn int
	// late: its send was handed over to the server when its run was over.
	late bool
}

func newSoak(p plan) *soak {
	s := &soak{plan: p, world: newWorld(p.skew)}

	for i, m := range p.messages {
		body, err := m.Encode()
		if err != nil {
			panic(err)
		}

		s.resources = append(s.resources, &soaked{resource: resource{message: m, status: none}, body: string(body), block: p.blocks[i], unknownIn: -1, sentIn: -1})
	}

	for _, m := range p.decoys {
		s.decoy(m)
	}

	return s
}

// decoy is an equal message that another program has sent before.
func (s *soak) decoy(m *wecom.MassMessage) {
	task := wecomsim.Task{UserID: m.Sender}
	if task.UserID == "" {
		task.UserID = "zhangsan"
	}

	for _, id := range m.ExternalUserID {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ExternalUserID: id})
	}

	for _, id := range m.ChatIDList {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ChatID: id})
	}

	s.world.Sim.Add(wecomsim.Message{
		ChatType: m.ChatType, Text: m.Text.Content, CreateTime: s.world.Sim.Now().Add(-s.decoyAge), Tasks: []wecomsim.Task{task},
	})
}

// run gives what is wrong after any of the processes.
func (s *soak) run() []string {
	defer s.world.close()

	var complaints []string

	for i := range s.processes {
		if err := s.process(i); err != nil {
			complaints = append(complaints, err.Error())
		}

		if i == 0 && s.killed {
			s.loseState()
		}

		complaints = append(complaints, s.judgeSends()...)
	}

	return append(complaints, s.judgeLosses()...)
}

// process applies all resources side by side, as Terraform does.
func (s *soak) process(number int) error {
	plan := s.processes[number]

	s.world.Clock.Advance(plan.gap)
	s.world.Sim.ClearFaults()
	s.world.Sim.SetListLag(plan.lag)
	s.world.Sim.SetDispatchDelay(plan.dispatch)

	for _, fault := range plan.faults {
		s.world.Sim.Arm(fault)
	}

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	s.cancelAt(plan.cancelAt, cancel)
	defer s.world.unhook()

	s.world.setFront(plan.front)

	clients := []*wecom.Client{s.client(plan.timeout), s.client(plan.timeout)}
	before := len(s.world.Sim.Requests(sendEndpoint))

	var (
		wg     sync.WaitGroup
		mu     sync.Mutex
		failed error
	)

	for _, r := range s.resources {
		wg.Go(func() {
			was := r.status
			if was == none {
				r.from = s.world.Clock.Now()
				defer func() { r.until = s.world.Clock.Now() }()
			}

			if err := r.apply(ctx, clients[r.block], s.check); err != nil {
				mu.Lock()
				defer mu.Unlock()

				failed = err
			}

			if was == none && (r.status == unknown || r.adopted) {
				r.unknownIn = number
			}
		})
	}

	wg.Wait()
	s.world.Clock.Advance(plan.late)
	s.keepNote()
	s.world.Sim.ClearFaults()
	s.world.handOver()

	for _, request := range s.world.Sim.Requests(sendEndpoint)[before:] {
		for _, r := range s.resources {
			if r.body == string(request.Body) {
				r.sentIn = number
			}
		}
	}

	return failed
}

// keepNote notes whose sends the front has kept.
func (s *soak) keepNote() {
	for _, body := range s.world.keptBodies() {
		for _, r := range s.resources {
			r.late = r.late || r.body == body
		}
	}
}

func (s *soak) cancelAt(n int, cancel func()) {
	if n == 0 {
		return
	}

	s.world.hook(sendEndpoint, func() {
		if n == 1 {
			cancel()
			return
		}

		s.cancelAt(n-1, cancel)
	})
}

func (s *soak) client(timeout time.Duration) *wecom.Client {
	credentials := wecom.Credentials{CorpID: wecomtest.CorpID, CorpSecret: wecomtest.Secret}
	if s.fixedToken {
		credentials = wecom.Credentials{AccessToken: s.token()}
	}

	return s.world.process(func(c *wecom.Config) { c.Credentials, c.RequestTimeout = credentials, timeout })
}

// token is what the company's own token service would give.
func (s *soak) token() string {
	for {
		resp, err := http.Get(s.world.plain.URL + "/cgi-bin/gettoken?corpid=" + wecomtest.CorpID + "&corpsecret=" + wecomtest.Secret)
		if err != nil {
			continue // a fault struck
		}

		raw, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()

		var answer struct {
			AccessToken string `json:"access_token"`
		}

		if err == nil && json.Unmarshal(raw, &answer) == nil && answer.AccessToken != "" {
			return answer.AccessToken
		}
	}
}

// loseState kills the process before half of the resources reach the state.
func (s *soak) loseState() {
	for i, r := range s.resources {
		if i%2 == 0 {
			r.resource = resource{message: r.message, status: none}
			r.killed = true
		}
	}
}

func (r *soaked) String() string {
	return fmt.Sprintf("%s (%s %s)", r.body, r.status, r.msgid)
}
