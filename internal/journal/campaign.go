package journal

import (
	"cmp"
	"slices"
)

// Place is where a message stands in its campaign.
type Place struct {
	CampaignID string `json:"campaign_id,omitempty"`
	// Part is the digest of the name that the message has in its campaign, and
	// Cut that of its people, whatever it says to them.
	Part string `json:"part,omitempty"`
	Cut  string `json:"cut,omitempty"`
}

// OfCampaign are the operations of a campaign that have sent something or may
// have, with whatever content, the oldest first. Each message that one holds
// is an entry of its own; an entry without a msgid is an operation of which
// nobody has said what became of it.
//
// A campaign that has lost its state has another id when it is created again,
// and of what it has sent some may have another content. So the operations
// count as well of each campaign that has said one of the contents, or has held
// one of its messages, but for messages that were replaced on purpose. It reads
// the directory.
func (j *Journal) OfCampaign(id string, contents ...string) ([]Entry, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return nil, err
	}

	related := slices.Concat(j.memory.campaignsOf(contents), j.memory.campaignsBeside(id))

	var all []Entry

	for _, op := range j.memory.operations {
		own := op.isOfCampaign(id)
		if !own && !slices.ContainsFunc(related, op.isOfCampaign) || op.isOver() {
			continue
		}

		for _, h := range op.holds {
			if own || !j.memory.isReplaced(h.msgid) {
				all = append(all, op.entryOf(h, j.now()))
			}
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

// campaignsBeside are the campaigns that have held one of the messages of a
// campaign: what that was before its state was lost.
func (m *memory) campaignsBeside(id string) []string {
	var ids []string

	for _, op := range m.operations {
		if op.isOfCampaign(id) {
			ids = append(append(ids, op.place.CampaignID), op.also...)
		}
	}

	return ids
}

// campaignsOf are the campaigns that have said one of some contents.
func (m *memory) campaignsOf(contents []string) []string {
	var ids []string

	for _, content := range contents {
		for _, op := range m.byContent[content] {
			if !op.isOver() {
				ids = append(append(ids, op.place.CampaignID), op.also...)
			}
		}
	}

	ids = slices.DeleteFunc(ids, func(id string) bool { return id == "" })
	slices.Sort(ids)

	return slices.Compact(ids)
}

func (op *operation) isOfCampaign(id string) bool {
	return id != "" && (op.place.CampaignID == id || slices.Contains(op.also, id))
}

// Replaced are the messages that those of some keys are to replace, or have,
// one after the other, as far as the lines tell.
func (j *Journal) Replaced(keys ...string) ([]string, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return nil, err
	}

	var all []string

	for _, key := range keys {
		for msgid := range j.memory.replacedBy(Query{Key: key}, "") {
			all = append(all, msgid)
		}
	}

	return all, nil
}
