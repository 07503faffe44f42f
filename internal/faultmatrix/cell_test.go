package faultmatrix

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// next is what happens after the first apply. All but the first lose a state,
// and apply again.
type next string

const (
	resumed  next = "applied again"
	killed   next = "process killed"             // before the state was written
	inPost   next = "process killed in the POST" // neither state nor journal know how it ended
	restored next = "state restored"             // that of before the first apply, after a second one
	twoRoots next = "applied in another root"
)

// cell is one cell of the matrix.
type cell struct {
	point   point
	list    list
	check   check
	next    next
	journal journaled
}

func (c cell) String() string {
	return fmt.Sprintf("%s: %s, list %s, check %s, %s, journal %s", c.point.group, c.point.name, c.list.name, c.check, c.next, c.journal)
}

// listWorksFirst tells whether the list works while the first apply breaks.
func (c cell) listWorksFirst() bool { return c.next != resumed }

// makesSense leaves out cells that are no cases of their own.
func (c cell) makesSense() bool {
	if (c.list.spoil != nil || c.list.always) && !slices.Contains([]string{wecomtest.NothingBreaks, wecomtest.ConnectionFault, "upload", "media id", "clock", "late"}, c.point.group) {
		return false
	}

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
	// place is how many sends of the first apply go before the one that the
	// point breaks.
	place int
	tcp   *forwarder
	runs  runs
	first past // of the first apply
	// bodies are how many sends had come to the front after each step.
	bodies []int
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

	if w.point.given {
		m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{MediaID: "MEDIA_ID"}}}
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
	w := walkIn(companyNamed(wecomtest.CorpID), c)
	w.resource = &resource{message: w.message(), status: none}

	w.decoy(-55*time.Minute, "wm1", "wm2") // equal in all, older than the check looks, whatever the clocks say
	w.decoy(-time.Minute, "wm3")           // equal content, other people

	return w
}

// walkIn is a walk in the world of a company.
func walkIn(company wecomsim.Company, c cell) *walk {
	w := &walk{
		cell:   c,
		world:  newWorldOf(company, wecomtest.NewClock(), c.point.skew, wecomsim.WithOwnMediaIDs(c.list.always), wecomsim.WithUnknownMedia(c.point.given)),
		decoys: map[string]bool{},
	}

	if c.point.tls {
		w.world.tls = wecomtest.Quiet(w.world)
		w.world.tls.StartTLS()
	}

	return w
}

// decoy puts a record into the list that must never be taken for ours.
func (w *walk) decoy(age time.Duration, ids ...string) { w.decoyOf("zhangsan", age, ids...) }

func (w *walk) decoyOf(sender string, age time.Duration, ids ...string) {
	task := wecomsim.Task{UserID: sender}
	for _, id := range ids {
		task.Recipients = append(task.Recipients, wecomsim.Recipient{ExternalUserID: id})
	}

	record := wecomsim.Message{Text: message().Text.Content, CreateTime: w.world.Sim.Now().Add(age), Tasks: []wecomsim.Task{task}}
	if w.point.file {
		record.Attachments = []wecomsim.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecomsim.Image{MediaID: "another upload"}}}
	}

	msgid := w.world.Sim.Add(record)
	w.decoys[msgid] = true
}

// run walks the cell and gives what was seen after every step.
func (w *walk) run() ([]seen, error) {
	defer w.world.close()
	defer w.runs.end()

	if w.next != resumed {
		return w.runForgotten()
	}

	w.list.arm(w.world.Sim)
	w.point.front.spoil = w.list.spoil

	if err := w.breakFirst(w.applyFirst); err != nil {
		return nil, err
	}

	steps := []seen{w.look()}

	// The point has passed; the list is as it was.
	w.clear()
	w.spoilList()

	for range 2 {
		w.world.Clock.Advance(time.Minute)

		if err := w.resource.apply(context.Background(), w.process(), w.check); err != nil {
			return steps, err
		}

		steps = append(steps, w.look())

		w.clear() // now everything works
	}

	return steps, w.adoption()
}

// applyFirst is the first apply.
func (w *walk) applyFirst(ctx context.Context, client *wecom.Client) error {
	err := w.resource.apply(ctx, client, w.check)
	w.first.status = w.resource.status

	return err
}

// spoilList puts the list into the state of the cell.
func (w *walk) spoilList() {
	w.list.arm(w.world.Sim)
	w.world.setFront(front{spoil: w.list.spoil})
}

func (w *walk) clear() {
	w.world.setFront(front{})
	w.world.Sim.ClearFaults()
	w.world.Sim.SetListLag(0)
	w.world.unhook()

	if w.tcp != nil {
		w.tcp.close()
	}
}

func (w *walk) messages() int { return len(w.world.Sim.Messages()) - len(w.decoys) }

// own is the message that the cell has sent, if there is one.
func (w *walk) own() (made wecomsim.Message, ok bool) {
	for _, m := range w.world.Sim.Messages() {
		if !w.decoys[m.MsgID] {
			return m, true
		}
	}

	return made, false
}

func (w *walk) look() seen {
	w.bodies = append(w.bodies, w.world.arrived())

	return seen{messages: w.messages(), status: w.resource.status}
}

// adoption checks that the msgid in the state is that of the message.
func (w *walk) adoption() error {
	if w.resource.status != created {
		return nil
	}

	made, ok := w.world.Sim.Message(w.resource.msgid)
	if !ok || w.decoys[w.resource.msgid] || len(made.Body) == 0 {
		return fmt.Errorf("wrong adoption: %s", w.resource.msgid)
	}

	if lacking := unaccounted(w.resource, made); len(lacking) > 0 {
		return fmt.Errorf("neither reached nor in fail_list: %v", lacking)
	}

	return nil
}
