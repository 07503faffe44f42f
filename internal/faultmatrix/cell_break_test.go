package faultmatrix

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// breakFirst makes the first apply, which the point breaks at one of its sends.
func (w *walk) breakFirst(apply func(context.Context, *wecom.Client) error) error {
	sim, p := w.world.Sim, w.point
	ctx, cancel := context.WithCancel(context.Background())

	defer cancel()

	before := len(sim.Faults())

	for _, fault := range p.faults {
		if fault.Endpoint == sendEndpoint {
			fault.Skip += w.place
		}

		sim.Arm(fault)
	}

	w.world.hookAfter(sendEndpoint, w.place, func() {
		for _, fault := range p.then {
			sim.Arm(fault)
		}

		if p.revoke {
			sim.RevokeTokens()
		}

		w.first.posted(w.world.Clock.Now())

		if w.next == inPost {
			w.runs.end() // from here on it tells nobody anything
		}

		if p.during {
			w.world.hook(listEndpoint, w.world.handOver)
		}

		if p.cancel == sendEndpoint {
			cancel()
		} else if p.afterSend {
			w.world.hook(p.cancel, cancel)
		}
	})

	if p.cancel != "" && p.cancel != sendEndpoint && !p.afterSend {
		w.world.hook(p.cancel, cancel)
	}

	f := p.front
	f.spares = w.world.arrived() + w.place
	w.world.setFront(f)

	client, err := w.firstProcess()
	if err != nil {
		return err
	}

	if err := apply(ctx, client); err != nil {
		return err
	}

	if p.late && p.front.keep > 0 {
		w.world.Clock.Advance(p.after)
		w.world.handOver()
	}

	return w.wasBroken(before)
}

// firstProcess is a client whose connections pass the forwarder, if the point
// strikes below HTTP.
func (w *walk) firstProcess() (*wecom.Client, error) {
	base := w.world.plain.URL
	if w.point.tls {
		base = w.world.tls.URL
	}

	change := []func(*wecom.Config){func(c *wecom.Config) {
		c.BaseURL, c.RequestTimeout = base, w.point.short
	}}

	if w.point.tcp != nil {
		at, err := url.Parse(base)
		if err != nil {
			return nil, err
		}

		// Every request has a connection of its own, so that they can be
		// counted.
		w.world.closeAll = true

		if w.tcp, err = newForwarder(at.Host, *w.point.tcp, w.sendConnection()); err != nil {
			return nil, err
		}

		change = append(change, func(c *wecom.Config) {
			if w.point.tcp.viaProxy {
				c.Proxy = &url.URL{Scheme: "http", Host: w.tcp.listener.Addr().String()}
				return
			}

			at.Host = w.tcp.listener.Addr().String()
			c.BaseURL = at.String()
		})
	}

	return w.process(change...), nil
}

// sendConnection is the number of the connection that carries the send: after
// those of the token, of the list, of the people of a decoy, and of the sends
// before it.
func (w *walk) sendConnection() int {
	switch {
	case w.check == off:
		return 2 + w.place
	case len(w.decoys) > 0 && (w.listWorksFirst() || w.list.readable && w.list.fresh):
		return 5 + w.place
	default:
		return 3 + w.place
	}
}

// wasBroken makes sure that the point did strike: a cell that breaks nothing
// shows nothing. It also waits for a late effect.
func (w *walk) wasBroken(before int) error {
	if w.neverSends() {
		return nil
	}

	if w.tcp != nil && !w.tcp.hasStruck() {
		return fmt.Errorf("the forwarder did not strike")
	}

	armed := w.world.Sim.Faults()
	for _, fault := range armed[min(before, len(armed)):] {
		// Nobody asks for the people of a message that the list does not show.
		if asked := fault.Endpoint != taskEndpoint && fault.Endpoint != resultEndpoint || w.listWorksFirst() || w.shows(); fault.Count > 0 && asked {
			return fmt.Errorf("a fault did not strike: %s at %s", fault.String(), fault.Endpoint)
		}
	}

	for deadline := time.Now().Add(10 * time.Second); w.point.late && w.messages() <= w.place; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			return fmt.Errorf("the late effect did not come")
		}
	}

	return nil
}

// neverSends tells whether the check forbids the first send because it cannot
// read the list.
func (w *walk) neverSends() bool {
	return !w.listWorksFirst() && w.check == strict && !w.list.readable
}
