package journal

import (
	"cmp"
	"slices"
)

// OfCampaign are the operations of a campaign that have sent something or may
// have, with whatever content, the oldest first. Each message that one holds
// is an entry of its own; an entry without a msgid is an operation of which
// nobody has said what became of it. It reads the directory.
func (j *Journal) OfCampaign(id string) ([]Entry, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return nil, err
	}

	var all []Entry

	for _, op := range j.memory.operations {
		if op.campaignID != id || op.isOver() {
			continue
		}

		for _, h := range op.holds {
			all = append(all, op.entryOf(h))
		}

		if len(op.holds) == 0 {
			all = append(all, op.entry())
		}
	}

	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.Op, b.Op), cmp.Compare(a.MsgID, b.MsgID))
	})

	return all, nil
}
