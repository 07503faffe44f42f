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
func (m *memory) judgeWaves(q Query, replaced map[string]bool, now time.Time) Verdict {
	var (
		verdict = Verdict{Decision: Send}
		beside  []string
	)

	if q.Says == "" || q.Cut == "" {
		return verdict
	}

	for _, op := range m.byPart[q.Part] {
		if op.says != q.Says || op.place.Cut != q.Cut || op.content == q.Content || op.obscure || op.run == m.own.run {
			continue
		}

		for _, h := range op.holds {
			e := op.entryOf(h, now)
			if replaced[h.msgid] || slices.Contains(q.NotDuplicates, h.msgid) || now.Sub(e.SentAt) > aWaveAgo {
				continue
			}

			beside = append(beside, h.msgid)
			verdict = Verdict{RefuseBeside, e}
		}
	}

	verdict.Entry.Later = beside // one answer is enough for all

	return verdict
}
