package faultmatrix

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// next is what happens after the first apply.
type next string

const (
	resumed next = "applied again"
	killed  next = "process killed" // its state is lost, then applied again
)

// cell is one cell of the matrix.
type cell struct {
	point point
	list  list
	check check
	next  next
}

func (c cell) String() string {
	return fmt.Sprintf("%s: %s, list %s, check %s, %s", c.point.group, c.point.name, c.list.name, c.check, c.next)
}

// makesSense leaves out cells that are no cases of their own.
func (c cell) makesSense() bool {
	if !c.point.inCheck {
		return true
	}

	return c.check != off && (c.list.readable || c.point.cancel != "")
}

// seen is what a cell came to after one step.
type seen struct {
	messages int
	status   status
}

// walk is one cell under way.
type walk struct {
	cell
	world    *world
	resource *resource
	decoys   map[string]bool
	tcp      *forwarder
}

// message is what every cell sends.
func message() *wecom.MassMessage {
	return &wecom.MassMessage{ChatType: wecom.ChatTypeSingle, ExternalUserID: []string{"wm1", "wm2"}, Sender: "zhangsan", Text: &wecom.Text{Content: "春茶上新"}}
}

// picture is a PNG of one pixel.
func picture() []byte {
	var b bytes.Buffer

	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}

	return b.Bytes()
}

// message is what the cell sends: with a file, if the point wants one. As a
// configuration does, it begins without what a process has uploaded.
func (w *walk) message() *wecom.MassMessage {
	m := message()
	if !w.point.file {
		return m
	}

	sum := sha256.Sum256(picture())
	upload := &wecom.Upload{Path: filepath.Join(w.world.dir(), "picture.png"), Name: "picture.png", SHA256: hex.EncodeToString(sum[:])}
	m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{Upload: upload}}}

	if err := os.WriteFile(upload.Path, picture(), 0o600); err != nil {
		panic(err)
	}

	return m
}

func newWalk(c cell) *walk {
	w := &walk{cell: c, world: newWorld(0), decoys: map[string]bool{}}
	w.resource = &resource{message: w.message(), status: none}

	if c.point.tls {
		w.world.tls = quietServer(w.world)
		w.world.tls.StartTLS()
	}

	w.decoy(-35*time.Minute, "wm1", "wm2") // equal in all, older than the check looks
	w.decoy(-time.Minute, "wm3")           // equal content, other people

	return w
}

// decoy puts a record into the list that must never be taken for ours.
func (w *walk) decoy(age time.Duration, ids ...string) {
	task := wecomsim.Task{UserID: "zhangsan"}
	for _, id := range ids {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ExternalUserID: id})
	}

	record := wecomsim.Message{Text: message().Text.Content, CreateTime: w.world.sim.Now().Add(age), Tasks: []wecomsim.Task{task}}
	if w.point.file {
		record.Attachments = []wecomsim.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecomsim.Image{MediaID: "another upload"}}}
	}

	msgid := w.world.sim.Add(record)
	w.decoys[msgid] = true
}

// run walks the cell and gives what was seen after every step.
func (w *walk) run() ([]seen, error) {
	defer w.world.close()

	if w.next == killed {
		return w.runKilled()
	}

	w.list.arm(w.world.sim)

	if err := w.breakFirst(); err != nil {
		return nil, err
	}

	steps := []seen{w.look()}

	// The point has passed; the list is as it was.
	w.clear()
	w.list.arm(w.world.sim)

	for range 2 {
		w.world.clock.advance(time.Minute)

		if err := w.resource.apply(context.Background(), w.world.process(), w.check); err != nil {
			return steps, err
		}

		steps = append(steps, w.look())

		w.clear() // now everything works
	}

	return steps, w.adoption()
}

// runKilled loses the state of the first apply. While that ran, the list
// worked.
func (w *walk) runKilled() ([]seen, error) {
	if err := w.breakFirst(); err != nil {
		return nil, err
	}

	w.resource = &resource{message: w.message(), status: none}
	steps := []seen{w.look()}

	w.clear()
	w.list.arm(w.world.sim)

	for range 2 {
		w.world.clock.advance(time.Minute)

		if err := w.resource.apply(context.Background(), w.world.process(), w.check); err != nil {
			return steps, err
		}

		steps = append(steps, w.look())

		w.clear()
	}

	return steps, w.adoption()
}

func (w *walk) clear() {
	w.world.sim.ClearFaults()
	w.world.sim.SetListLag(0)
	w.world.unhook()

	if w.tcp != nil {
		w.tcp.close()
	}
}

// breakFirst makes the first apply, which the point breaks.
func (w *walk) breakFirst() error {
	sim, p := w.world.sim, w.point
	ctx, cancel := context.WithCancel(context.Background())

	defer cancel()

	before := len(sim.Faults())
	for _, fault := range p.faults {
		sim.Arm(fault)
	}

	w.world.hook(sendEndpoint, func() {
		for _, fault := range p.then {
			sim.Arm(fault)
		}

		if p.revoke {
			sim.RevokeTokens()
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

	client, err := w.firstProcess()
	if err != nil {
		return err
	}

	if err := w.resource.apply(ctx, client, w.check); err != nil {
		return err
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

		// Every request has a connection of its own, so that they can be counted.
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

	return w.world.process(change...), nil
}

// sendConnection is the number of the connection that carries the send: after
// those of the token, of the list, and of the people of a decoy.
func (w *walk) sendConnection() int {
	switch {
	case w.check == off:
		return 2
	case w.next == killed || w.list.readable && w.list.fresh:
		return 5
	default:
		return 3
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

	armed := w.world.sim.Faults()
	for _, fault := range armed[min(before, len(armed)):] {
		// Nobody asks for the people of a message that the list does not show.
		if asked := fault.Endpoint != taskEndpoint && fault.Endpoint != resultEndpoint || w.next == killed || w.shows(); fault.Count > 0 && asked {
			return fmt.Errorf("a fault did not strike: %s at %s", fault.String(), fault.Endpoint)
		}
	}

	for deadline := time.Now().Add(10 * time.Second); w.point.late && w.messages() == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			return fmt.Errorf("the late effect did not come")
		}
	}

	return nil
}

// neverSends tells whether the check forbids the first send because it cannot
// read the list.
func (w *walk) neverSends() bool {
	return w.next != killed && w.check == strict && !w.list.readable
}

func (w *walk) messages() int { return len(w.world.sim.Messages()) - len(w.decoys) }

func (w *walk) look() seen { return seen{messages: w.messages(), status: w.resource.status} }

// adoption checks that the msgid in the state is that of the message.
func (w *walk) adoption() error {
	if w.resource.status != created {
		return nil
	}

	made, ok := w.world.sim.Message(w.resource.msgid)
	if !ok || w.decoys[w.resource.msgid] || len(made.Body) == 0 {
		return fmt.Errorf("wrong adoption: %s", w.resource.msgid)
	}

	return nil
}
