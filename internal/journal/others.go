package journal

import (
	"maps"
	"slices"
)

// others are the operations of other runs, under other keys, that say what a
// message says, whatever their triggers. One that a living run is sending
// stands against it. Of the rest only the people of both tell, and the journal
// leaves those to the caller.
//
// One with other triggers is none of them where this message comes after it on
// purpose. That it has other triggers is no such word: a block with its own may
// name the same people without anybody having seen it. Where nobody looks, so
// that Says is not asked for, it makes another message.
func (m *memory) others(q Query, replaced map[string]bool) []*operation {
	var (
		all    []*operation
		before *comesAfter
	)

	for _, op := range m.saying(q) {
		if op.key == q.Key || op.run == m.own.run {
			continue
		}

		if op.content != q.Content && !op.obscure {
			if before == nil {
				before = new(m.comesAfter(q, replaced))
			}

			// A campaign replaces all that the wave before has left open.
			isWave := before.campaigns[op.place.CampaignID] || q.CampaignID != "" && m.isReplaced(nameOf(op.id))

			if before.operations[op.id] || isWave {
				continue
			}
		}

		all = append(all, op)
	}

	return all
}

// saying are the operations with the content of a message, and those that say
// the same with other triggers. An earlier version did not write what one says.
func (m *memory) saying(q Query) []*operation {
	all := slices.Clone(m.byContent[q.Content])

	if q.Says != "" {
		for _, op := range m.bySays[q.Says] {
			if op.content != q.Content {
				all = append(all, op)
			}
		}
	}

	return all
}

// comesAfter is what a message comes after on purpose.
type comesAfter struct {
	operations map[string]bool
	campaigns  map[string]bool // whose waves have come before its own
}

// comesAfter follows the word of a person from one message to the one before:
// what this one replaces or was told from, what that was sent after, and so on.
// A wish of an earlier run that has come to nothing still stands.
func (m *memory) comesAfter(q Query, replaced map[string]bool) comesAfter {
	after := comesAfter{map[string]bool{}, map[string]bool{}}
	names := slices.Concat(slices.Collect(maps.Keys(replaced)), m.named(q.NotDuplicates), m.lost(q), m.gone(q.ReplacesLost), m.gone(q.Key))

	for _, op := range m.byKey[q.Key] {
		names = append(names, m.notHeldSince(op, op.after)...)
	}

	for seen := map[string]bool{}; len(names) > 0; {
		name := names[0]
		names = names[1:]

		if seen[name] {
			continue
		}

		seen[name] = true

		for _, op := range m.operationsOf(name) {
			after.operations[op.id] = true
			names = slices.Concat(names, op.after, m.gone(op.key))
		}
	}

	waves := slices.Collect(maps.Keys(replaced))

	for _, op := range m.operations {
		if q.CampaignID != "" && op.place.CampaignID == q.CampaignID {
			waves = append(waves, op.replaces...)
		}
	}

	for _, name := range waves {
		for _, op := range m.operationsOf(name) {
			if id := op.place.CampaignID; id != "" && id != q.CampaignID {
				after.campaigns[id] = true
			}
		}
	}

	return after
}

// gone are what a block that had a key had before, by the word of a state: what
// it has left open, and messages that this key was to replace.
func (m *memory) gone(key string) []string {
	var names []string

	for _, w := range slices.Concat(m.left[key], m.wishes[key]) {
		if !m.isHeldAgain(w.msgid, w.run, w.at) {
			names = append(names, w.msgid)
		}
	}

	return names
}

// lost are the names of the operations that a message replaces, and of which
// nobody knows what became of them, or only a person has said it: a state that
// has none of a key has no such word, or WeCom's list has disproved it.
func (m *memory) lost(q Query) []string {
	var names []string

	for _, op := range m.byKey[q.ReplacesLost] {
		if op.isOpen() || len(m.namedAs(op)) > 0 {
			names = append(names, nameOf(op.id))
		}
	}

	return names
}
