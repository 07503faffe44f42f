package clitest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// wished is what a resource in the state was last asked to send.
type wished struct {
	said
	triggers string
}

// asking is what the configurations have asked for, by the table "Sending
// again". It counts upward only: what was asked for may be refused, and is then
// sent less often.
type asking struct {
	// first is for how many resources at a time a body was asked for. A rename,
	// a lost state or two messages that trade places do not raise it.
	first map[said]int
	// again counts the changes of triggers alone, each of them once.
	again map[said]int
	seen  map[string]bool
	// roots are those that have ever asked for a body.
	roots map[said]map[int]bool
}

func newAsking() *asking {
	return &asking{first: map[said]int{}, again: map[said]int{}, seen: map[string]bool{}, roots: map[said]map[int]bool{}}
}

func (a *asking) times(s said) int { return a.first[s] + a.again[s] }

// expected is what a command is asked to do with one resource.
type expected struct {
	soakMessage
	wish wished
	// sends: the table says create, or replaced and sent.
	sends bool
}

// expect reads off the table what a command is asked for, before it is run.
func (s *soak) expect(step soakStep) []expected {
	root := s.roots[step.root]
	held := root.held(step)
	corp := s.companies[step.company].corp
	standing := map[said]int{}

	for i, other := range s.roots {
		if i != step.root {
			for _, w := range other.wishes {
				standing[w.said]++
			}
		}
	}

	if step.verb == "refresh" || step.verb == "destroy" {
		return nil
	}

	var all []expected

	for _, m := range step.messages {
		e := expected{soakMessage: m, wish: wished{m.said(corp), m.triggers}}
		in, known := held[m.name]

		again := known && step.sendsAgain(m, in)

		switch {
		case known && in.wish.corp != corp:
			e.wish = in.wish // nothing is replaced by another company's message
		case again:
			e.sends = true

			if in.wish.said == e.wish.said {
				s.asked.repeat(step.root, in.wish, e.wish)
			}
		case known:
			e.wish = in.wish
		default:
			e.sends = true

			if root.wasSentToSome(m.name, e.wish.said, s.sentTimes()) {
				// Renamed, tainted or forgotten, and now to more customers: the
				// look before the send stands before it.
				all = append(all, e)
				continue
			}
		}

		standing[e.wish.said]++
		all = append(all, e)

		// Where no list shows what another directory has sent, and says no
		// more, nothing can tell this one.
		if roots := s.asked.by(e.wish.said, step.root); !s.lists.shows() {
			standing[e.wish.said] = max(standing[e.wish.said], roots)
		}
	}

	for said, n := range standing {
		s.asked.first[said] = max(s.asked.first[said], n)
	}

	return all
}

// by notes who asks for a body, and gives how many have.
func (a *asking) by(s said, root int) int {
	if a.roots[s] == nil {
		a.roots[s] = map[int]bool{}
	}

	a.roots[s][root] = true

	return len(a.roots[s])
}

// repeat counts a change of triggers once, however often it is applied.
func (a *asking) repeat(root int, from, to wished) {
	change := fmt.Sprint(root, from, to)
	if !a.seen[change] {
		a.seen[change] = true
		a.again[to.said]++
	}
}

// sendsAgain is the table "Sending again". Of an old and a new resend_on the
// stricter one judges.
func (step soakStep) sendsAgain(m soakMessage, in heldMessage) bool {
	content := m.text != in.wish.text || m.media != in.wish.media || m.sender != in.wish.sender
	audience := joined(m.people) != in.wish.people || m.tag != in.wish.tags

	sends := func(policy string) bool {
		switch policy {
		case "triggers":
			return false
		case "change":
			return content || audience
		default:
			return content
		}
	}

	return m.triggers != in.wish.triggers || sends(m.resendOn) && sends(in.resendOn)
}

// heldMessage is a message in the state, and how it was asked for.
type heldMessage struct {
	instance
	wish     wished
	resendOn string
}

// held are the messages in the state that are neither tainted nor unknown to
// the model, by the name that the command knows them by.
func (r *soakRoot) held(step soakStep) map[string]heldMessage {
	all := map[string]heldMessage{}

	for _, in := range r.w.state() {
		name := in.Name

		for _, move := range step.moved {
			if move[0] == name {
				name = move[1]
				// The old name stays known: a plan that fails moves nothing.
				r.wishes[name] = r.wishes[in.Name]
			}
		}

		wish, known := r.wishes[name]
		if !known || in.Status == "tainted" {
			continue
		}

		policy, _ := in.Attributes["resend_on"].(string)
		all[name] = heldMessage{in, wish, policy}
	}

	return all
}

// wasSentToSome tells whether the resource, under any name that it has had, has
// said the same to a part of these people.
func (r *soakRoot) wasSentToSome(name string, now said, sent map[said]int) bool {
	return slices.ContainsFunc(r.past[name], func(old said) bool {
		return old != now && sent[old] > 0 && old.within(now)
	})
}

// inherit gives a renamed resource the past of its old name.
func (r *soakRoot) inherit(step soakStep) {
	for to, from := range step.renamed {
		r.past[to] = append(slices.Clone(r.past[from]), r.past[to]...)
	}
}

// learn compares the state with what was expected: what was sent in the place
// of the old message is now what the resource is known by.
func (r *soakRoot) learn(all []expected) {
	held := map[string]bool{}

	for _, in := range r.w.state() {
		held[in.Name] = true

		for _, e := range all {
			if e.name == in.Name && e.sends && e.describedBy(in.Attributes) {
				r.wishes[e.name] = e.wish
			}
		}
	}

	for _, e := range all {
		if e.sends {
			r.past[e.name] = append(r.past[e.name], e.wish.said)
		}
	}

	maps.DeleteFunc(r.wishes, func(name string, _ wished) bool { return !held[name] })
}

// describedBy tells whether a state says what the configuration says.
func (e expected) describedBy(state map[string]any) bool {
	text, _ := state["text"].(map[string]any)
	triggers, _ := state["triggers"].(map[string]any)
	tagged := state["tag_filter"] != nil

	return orEmpty(text["content"]) == e.text && orEmpty(state["sender"]) == e.sender &&
		orEmpty(triggers["run"]) == e.triggers && orEmpty(state["recipients_sha256"]) == digest(e.people) &&
		tagged == (e.tag != "") && mediaIn(state) == e.media
}

// mediaIn are the media ids of the pictures in a state.
func mediaIn(state map[string]any) string {
	media := ""

	attachments, _ := state["attachments"].([]any)
	for _, one := range attachments {
		attachment, _ := one.(map[string]any)
		image, _ := attachment["image"].(map[string]any)
		media += orEmpty(image["media_id"])
	}

	return media
}

func orEmpty(v any) string {
	text, _ := v.(string)
	return text
}

// digest is recipients_sha256 as the documentation has it.
func digest(ids []string) string {
	if len(ids) == 0 {
		return ""
	}

	sum := sha256.New()
	for id := range strings.SplitSeq(joined(ids), ",") {
		_, _ = io.WriteString(sum, id+"\n")
	}

	return hex.EncodeToString(sum.Sum(nil))
}
