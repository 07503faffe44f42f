package clitest_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// soakPlan is one run of the soak, drawn from its seed. All of it is known
// before the first command: configurations do not depend on what comes of them.
type soakPlan struct {
	seed      uint64
	roots     int // directories, each with a state
	companies int
	lists     listKind
	// skew is how far WeCom's clock is from ours.
	skew  time.Duration
	steps []soakStep
}

// listKind is how WeCom's list behaves in a run.
type listKind string

const (
	listsFresh listKind = "fresh"
	// listsOdd: with foreign records that are not as the others. They change
	// nothing.
	listsOdd listKind = "odd"
	// listsLag and listsAltered show nothing by which a message could be found:
	// the one is late, and the other shows every text as another one. What is
	// promised then is promised to those who keep their state.
	listsLag     listKind = "lag"
	listsAltered listKind = "altered"
	// listsRenamed shows every picture under another name. Whether a message
	// with a picture is there cannot be told then; one without is found.
	listsRenamed listKind = "renamed"
)

func (k listKind) shows() bool { return k == listsFresh || k == listsOdd }

// soakStep is what a person runs at once, mostly one command, and what goes
// wrong in it.
type soakStep struct {
	root, company int
	edit          string
	messages      []soakMessage
	moved         [][2]string
	// renamed are those that change their name, with moved or without.
	renamed     map[string]string
	verb        string
	target      string
	parallelism int
	// pause is how much later it is at WeCom: what says the same to the same
	// people in the same second, in another run, cannot be told apart.
	pause  time.Duration
	faults []soakFault
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// drawing is a plan under way.
type drawing struct {
	*rand.Rand
	plan soakPlan
	// now is what the configuration of each root says.
	now [][]soakMessage
	// blocks: with a second provider block.
	blocks bool
	// ordered: each message of a directory depends on the one before it.
	ordered bool
	// close: one text, one sender and lists of ids, so that every message can
	// be taken for every other.
	close bool
	// lostFirst: the first message is lost, and another one says the same to
	// some of its people, see drawLostFirst.
	lostFirst bool
	// left is how many commands there may still be.
	left int
	// claims tells whose an audience of a text is: two blocks that send the
	// same words to the same people in the same seconds cannot be told apart,
	// and the documentation says so.
	claims map[string]string
	// ever is what any message of a directory was drawn to say.
	ever map[saidIn]bool
	// last is the root that was last applied in a company.
	last map[int]int
	// media is the picture of some of the messages.
	media string
	fresh int
}

func newSoakPlan(seed uint64) soakPlan {
	d := &drawing{Rand: rand.New(rand.NewPCG(seed, 2)), claims: map[string]string{}, ever: map[saidIn]bool{}, last: map[int]int{}}
	d.plan = soakPlan{
		seed: seed, roots: 1, companies: 1,
		lists: pick(d.Rand, listsFresh, listsFresh, listsFresh, listsFresh, listsOdd, listsLag, listsAltered, listsRenamed),
	}

	if d.plan.lists == listsRenamed || d.IntN(4) == 0 {
		d.media = "MEDIA_ID"
	}

	switch d.IntN(10) {
	case 0, 1:
		d.plan.roots = 2
	case 2, 3:
		d.plan.roots, d.plan.companies = 2, 2
	case 4, 5:
		d.blocks = true
	}

	d.close, d.ordered = d.IntN(3) == 0, d.IntN(4) == 0
	d.left = 2 + d.IntN(atMost-1)

	if d.IntN(16) == 0 {
		d.drawLostFirst()
	} else {
		d.drawRoots()
	}

	for root := range d.plan.roots {
		d.remember(root)
	}

	faults := 1 + d.IntN(2)

	for number := 0; d.left > 0; number++ {
		step := d.step(number)
		d.left -= step.commands()

		switch {
		case d.lostFirst && number == 0:
			step.faults = append(step.faults, soakFault{endpoint: send, name: "lost before", reply: lostBefore()})
			faults--
		case d.isUnchanged(number):
		case faults > 0 && (number == 0 || d.IntN(2) == 0):
			step.faults = append(step.faults, drawFault(d.Rand))
			faults--
		}

		d.plan.steps = append(d.plan.steps, step)
	}

	d.plan.skew = pick(d.Rand, 0, 0, 3*time.Hour, -3*time.Hour)

	return d.plan
}

// drawRoots draws what the directories say at first.
func (d *drawing) drawRoots() {
	texts := []string{"春茶上新", "hello"}[:1+d.IntN(2)]
	if d.close {
		texts = texts[:1]
	}

	for root := range d.plan.roots {
		d.now = append(d.now, nil)

		if root > 0 && d.plan.companies > 1 && d.IntN(3) > 0 {
			// Another company says the same to the same people.
			d.now[root] = slices.Clone(d.now[0])
			continue
		}

		for range 1 + d.IntN(4-d.plan.roots) {
			if m, ok := d.draw(root, pick(d.Rand, texts...)); ok {
				d.now[root] = append(d.now[root], m)
			}
		}
	}
}

// draw makes a message of a root that nobody else could have sent.
func (d *drawing) draw(root int, text string) (soakMessage, bool) {
	d.fresh++

	for range 20 {
		m := soakMessage{name: fmt.Sprintf("m%d", d.fresh), text: text, sender: pick(d.Rand, "", "zhangsan", "zhangsan", "lisi")}
		if d.blocks && d.IntN(2) == 0 {
			m.block = "other"
		}

		if d.close {
			m.sender = "zhangsan"
		}

		if d.IntN(3) > 0 {
			m.media = d.media
		}

		d.drawAudience(&m)

		if d.claim(root, m) {
			return m, true
		}
	}

	return soakMessage{}, false
}

// drawAudience gives the message other people, in any form.
func (d *drawing) drawAudience(m *soakMessage) {
	m.people, m.tag, m.file = nil, "", false

	switch n := d.IntN(10); {
	case n == 0 && !d.close:
		m.tag = pick(d.Rand, "ete19278asuMT123109rBAAAA", "ete19MT12278109UYteaBAAAA")
	case n == 1 && !d.close && m.sender != "":
		return
	default:
		m.people, m.file = d.people(), n < 5
	}
}

const customerNobody = "wmNOBODY"

// people are some of a few customers. One of the first two is among them: every
// member serves these, so that WeCom has somebody to send to.
func (d *drawing) people() []string {
	all := []string{wecomsim.DemoCustomer, customerTwo, customerThree, customerNobody}

	drawn := slices.DeleteFunc(all, func(string) bool { return d.IntN(2) == 0 })
	if !slices.Contains(drawn, wecomsim.DemoCustomer) && !slices.Contains(drawn, customerTwo) {
		drawn = append(drawn, pick(d.Rand, wecomsim.DemoCustomer, customerTwo))
	}

	d.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })

	return drawn
}

// claim is false if another block or root of the company says the same to the
// same people, as far as WeCom can reach them.
func (d *drawing) claim(root int, m soakMessage) bool {
	owner, key := fmt.Sprint(root, m.block), m.reach()

	if d.plan.companies > 1 {
		key += fmt.Sprint(root) // each root has a company of its own
	}

	if other, ok := d.claims[key]; ok && other != owner {
		return false
	}

	d.claims[key] = owner

	return true
}

// saidIn is what a message of a directory says, whoever's name it has.
type saidIn struct {
	root int
	said
}

// remember notes what a directory says now.
func (d *drawing) remember(root int) {
	for _, m := range d.now[root] {
		d.ever[saidIn{root, m.said("")}] = true
	}
}

// goesBack tells whether an edit says what the directory has said before, and
// does not say now: a person who does so asks for it, and only a list that
// shows the earlier message stands before it.
func (d *drawing) goesBack(root int, edited []soakMessage) bool {
	return slices.ContainsFunc(edited, func(m soakMessage) bool {
		stands := slices.ContainsFunc(d.now[root], func(other soakMessage) bool { return other.said("") == m.said("") })
		return d.ever[saidIn{root, m.said("")}] && !stands
	})
}

// reach is what the message says and whom WeCom will reach with it, by whatever
// sender.
func (m soakMessage) reach() string {
	reached := slices.DeleteFunc(slices.Clone(m.people), func(id string) bool {
		return id == customerNobody || id == customerThree && m.sender == "lisi"
	})

	if len(m.people) > 0 {
		return m.text + "|" + joined(reached)
	}

	// A tag, or a member, may have just the people that another one names.
	for _, customer := range wecomsim.DemoCompany().Customers {
		for _, follow := range customer.Follows {
			if (m.sender == "" || follow.UserID == m.sender) && (m.tag == "" || slices.Contains(follow.Tags, m.tag)) {
				reached = append(reached, customer.ExternalUserID)
			}
		}
	}

	return m.text + "|" + joined(reached)
}

func (p soakPlan) String() string {
	var b strings.Builder

	fmt.Fprintf(&b, "seed %d (repeat it with CLI_SOAK_SEED=%d CLI_SOAK_RUNS=1 and -run TestAccSoak_): %d roots, %d companies, list %s, clock off by %s", p.seed, p.seed, p.roots, p.companies, p.lists, p.skew)

	for i, s := range p.steps {
		fmt.Fprintf(&b, "\n  step %d, %s", i+1, s)
	}

	return b.String()
}

func (step soakStep) String() string {
	text := fmt.Sprintf("root %d, company %d: %s; %s %s, parallelism %d", step.root, step.company, step.edit, step.verb, step.target, step.parallelism)

	for _, f := range step.faults {
		text += fmt.Sprintf("; %s at %s", f.name, f.endpoint)
	}

	for _, m := range step.messages {
		text += "\n      " + m.String()
	}

	if len(step.moved) > 0 {
		text += fmt.Sprintf("\n      moved %v", step.moved)
	}

	return text
}
