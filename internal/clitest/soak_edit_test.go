package clitest_test

import (
	"fmt"
	"slices"
	"time"
)

// step draws what is run and the edit before it.
func (d *drawing) step(number int) soakStep {
	root := d.IntN(d.plan.roots)
	if number == 0 {
		root = 0
	}

	s := soakStep{root: root, company: root % d.plan.companies, verb: "apply", edit: "as it is", parallelism: pick(d.Rand, 1, 10)}

	if number > 0 && !d.isUnchanged(number) {
		d.command(&s)
		d.edit(&s)
	}

	if number > 0 && haveTwins(d.now[root]) {
		s.pause = time.Second
	}

	if last, ok := d.last[s.company]; ok && last != root && d.plan.companies > 1 {
		s.pause = 3 * time.Second
	}

	d.last[s.company] = root
	s.messages = slices.Clone(d.now[root])

	for i := 1; d.ordered && i < len(s.messages); i++ {
		s.messages[i].after = s.messages[i-1].name
	}

	return s
}

// haveTwins tells whether two of the messages say the same to the same people.
func haveTwins(messages []soakMessage) bool {
	seen := map[string]bool{}

	for _, m := range messages {
		if seen[m.reach()] {
			return true
		}

		seen[m.reach()] = true
	}

	return false
}

// command draws what is run. Some commands make Terraform forget: what comes
// of them is promised as far as the look before the send can see.
func (d *drawing) command(s *soakStep) {
	verbs := []string{"apply", "apply", "apply", "saved plan", "refresh"}
	if d.plan.lists.shows() {
		verbs = append(verbs, "replace", "taint", "lost state", "restored state", "destroy")
	}

	if d.left < 2 {
		verbs = slices.DeleteFunc(verbs, func(verb string) bool { return soakStep{verb: verb}.commands() > d.left })
	}

	s.verb = pick(d.Rand, verbs...)

	if len(d.now[s.root]) > 0 {
		s.target = pick(d.Rand, d.now[s.root]...).name
	}

	if s.target == "" && (s.verb == "replace" || s.verb == "taint") {
		s.verb = "apply"
	}

	// One root is at times applied with the credentials of the other company.
	if d.plan.companies > 1 && (s.verb == "apply" || s.verb == "refresh") && d.IntN(2) == 0 {
		s.company = 1 - s.company
	}
}

// edit draws what a person has changed before the command.
func (d *drawing) edit(s *soakStep) {
	messages := d.now[s.root]
	if len(messages) == 0 || d.IntN(4) == 0 {
		return
	}

	edits := []string{"audience", "audience", "form", "text", "picture", "sender", "triggers", "triggers", "resend_on", "resend_on and audience", "moved", "moved and audience"}
	if d.plan.lists.shows() {
		edits = append(edits, "renamed", "renamed", "renamed and one more", "trade texts", "trade places", "back to another text")
	}

	if s.company == s.root%d.plan.companies {
		edits = append(edits, "one more message")
	}

	at := d.IntN(len(messages))
	if s.verb == "replace" || s.verb == "taint" {
		at = slices.IndexFunc(messages, func(m soakMessage) bool { return m.name == s.target })
	}

	edit := pick(d.Rand, edits...)
	changed := slices.Clone(messages)
	edited := d.apply(edit, s, changed, at)

	// One more that says what another one does: if that is then edited, nothing
	// could tell the two apart.
	isTwin := edit == "one more message" && haveTwins(edited)

	for _, m := range edited {
		if !d.claim(s.root, m) || !d.plan.lists.shows() && (isTwin || d.goesBack(s.root, edited)) {
			// Not this time: another block says the same to the same people, or
			// nothing could show that it was sent before.
			s.moved, s.renamed = nil, nil
			return
		}
	}

	s.edit, d.now[s.root] = edit, edited
	d.remember(s.root)
}

// apply carries an edit out.
func (d *drawing) apply(edit string, s *soakStep, messages []soakMessage, at int) []soakMessage {
	m, other := &messages[at], &messages[d.IntN(len(messages))]

	switch edit {
	case "audience":
		d.drawAudience(m)
	case "form":
		m.file = !m.file
	case "text":
		d.fresh++
		m.text = fmt.Sprintf("第 %d 句", d.fresh)
	case "picture":
		m.media = pick(d.Rand, "", "MEDIA_ID", "MEDIA_ID_2")
	case "sender":
		m.sender = pick(d.Rand, "zhangsan", "lisi")
	case "triggers":
		d.fresh++
		m.triggers = fmt.Sprint(d.fresh)
	case "resend_on", "resend_on and audience":
		m.resendOn = pick(d.Rand, "", "content", "change", "change", "triggers")
		if edit != "resend_on" {
			d.drawAudience(m)
		}
	case "moved", "moved and audience", "renamed", "renamed and one more":
		d.rename(edit, s, m)
	case "trade texts":
		m.text, other.text = other.text, m.text
	case "trade places":
		// Everything but the name, as if the keys of a for_each had moved.
		*m, *other = *other, *m
		m.name, other.name = other.name, m.name
	case "back to another text":
		m.text = pick(d.Rand, "春茶上新", "hello")
	case "one more message":
		if more, ok := d.draw(s.root, m.text); ok {
			return append(messages, more)
		}
	}

	return messages
}

func (d *drawing) rename(edit string, s *soakStep, m *soakMessage) {
	d.fresh++

	from := m.name
	m.name = fmt.Sprintf("m%d", d.fresh)
	s.renamed = map[string]string{m.name: from}

	if s.target == from {
		s.target = m.name
	}

	switch edit {
	case "moved", "moved and audience":
		s.moved = append(s.moved, [2]string{from, m.name})

		if edit != "moved" {
			d.drawAudience(m)
		}
	case "renamed and one more":
		for _, id := range d.people() {
			if len(m.people) > 0 && !slices.Contains(m.people, id) {
				m.people = append(slices.Clone(m.people), id)
			}
		}
	}
}
