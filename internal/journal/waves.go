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
				msgids, verdict = append(msgids, h.msgid), Verdict{RefuseBeside, e}
			}
		}

		if op.isOpen() && !op.isSending() && counts(op.id, nameOf(op.id), op.startedAt) {
			open, verdict = append(open, op.id), Verdict{RefuseBeside, op.entry()}
		}
	}

	verdict.Entry.Later, verdict.Entry.Open = msgids, open

	return verdict
}
