package journal

import (
	"slices"
	"time"
)

// aWaveAgo is how long what another wave has sent counts against one of which
// nobody says what it comes after: as long as WeCom's list shows it at once.
const aWaveAgo = 28 * 24 * time.Hour

// judgeWaves says what the messages of other waves call for: the same part of a
// campaign, which says the same to the same people with other triggers. Where
// those have changed, the wave before is replaced on purpose. Where nobody says
// so its state was lost, or it was created first, or it is another campaign.
//
// The entry is the last of them, and names all, so that one answer is enough.
func (m *memory) judgeWaves(q Query, replaced map[string]bool, now time.Time) Verdict {
	var (
		verdict      = Verdict{Decision: Send}
		msgids, open []string
	)

	if q.Says == "" || q.Cut == "" {
		return verdict
	}

	counts := func(id, name string, at time.Time) bool {
		return !replaced[name] && !slices.Contains(q.NotDuplicates, id) && now.Sub(at) <= aWaveAgo
	}

	for _, op := range m.byPart[q.Part] {
		if op.says != q.Says || op.place.Cut != q.Cut || op.content == q.Content || op.obscure || op.run == m.own.run {
			continue
		}

		for _, h := range op.holds {
			if e := op.entryOf(h, now); counts(h.msgid, h.msgid, e.SentAt) {
				msgids, verdict = append(msgids, h.msgid), Verdict{Decision: RefuseBeside, Entry: e}
			}
		}

		if op.isOpen() && !op.isSending() && counts(op.id, nameOf(op.id), op.startedAt) {
			open, verdict = append(open, op.id), Verdict{Decision: RefuseBeside, Entry: op.entry()}
		}
	}

	verdict.Entry.Later, verdict.Entry.Open = msgids, open

	return verdict
}

// isFollowed reports whether another message of its campaign was sent, or may
// have been, to replace one, or beside it, and nobody has been seen to hold
// this one since. Beside: as a wave that was created before the one before it
// was removed.
func (m *memory) isFollowed(name string) bool {
	return slices.ContainsFunc(m.followed[name], func(w wish) bool {
		return !w.by.isOver() && !m.isHeldAgain(name, w.run, w.at) && !m.isToldApart(name, w.by)
	})
}

// isToldApart reports whether a person has only said of a message that it is
// not a later one: of another campaign, with this very content, to others.
// Without a change of triggers that is no wave.
func (m *memory) isToldApart(name string, later *operation) bool {
	return !slices.Contains(later.replaces, name) && slices.ContainsFunc(m.operationsOf(name), func(op *operation) bool {
		return op.content == later.content && op.place.Cut != "" && later.place.Cut != "" && op.place.Cut != later.place.Cut
	})
}

// isOfAnEarlierWave reports whether another wave has come after a message: to
// its people, or to others of its campaign, where that one was stopped or held
// before it came to these.
func (m *memory) isOfAnEarlierWave(op *operation, name string) bool {
	if m.isFollowed(name) {
		return true
	}

	if op.place.CampaignID == "" {
		return false
	}

	isReplaced := m.isReplaced(name)

	for other := range m.followed {
		for _, sibling := range m.operationsOf(other) {
			if sibling.place.CampaignID == op.place.CampaignID && (isReplaced && m.isFollowed(other) || m.isRetriggered(sibling, other)) {
				return true
			}
		}
	}

	return false
}

// isRetriggered reports whether the same was sent with other triggers after a
// message of a campaign. That is another wave also where no state has said so:
// a person has answered that it is to be sent.
func (m *memory) isRetriggered(op *operation, name string) bool {
	return slices.ContainsFunc(m.followed[name], func(w wish) bool {
		return !w.by.isOver() && w.by.says == op.says && w.by.content != op.content && !m.isHeldAgain(name, w.run, w.at)
	})
}

// laterThan are the messages that came after one, one after the other.
func (m *memory) laterThan(e Entry) []string {
	names, later := map[string]bool{nameOf(e.Op): true, e.MsgID: true}, []string(nil)

	for hasNew := true; hasNew; {
		hasNew = false

		for _, op := range m.operations {
			if !slices.ContainsFunc(op.after, func(name string) bool { return names[name] }) {
				continue
			}

			for _, h := range op.holds {
				if !names[h.msgid] {
					names[h.msgid], hasNew = true, true
					later = append(later, h.msgid)
				}
			}
		}
	}

	slices.Sort(later)

	return later
}
