package journal

import (
	"cmp"
	"maps"
	"slices"
	"time"
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
// count as well of each campaign that has said one of the contents or something
// that this one has said, or has held one of its messages, and so on. With
// says, what such a content says beside its triggers, so do for about 28 days
// those of campaigns that have said it with other triggers. What is of another
// wave than the messages of this campaign, or may be, says so, unless it is of
// this very campaign. It reads the directory.
func (j *Journal) OfCampaign(id, says string, contents ...string) ([]Entry, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return nil, err
	}

	if _, ok := j.memory.asked[id]; !ok {
		j.memory.asked[id] = j.memory.changes
	}

	related := j.memory.campaignsBeside(append(j.memory.campaignsOf(contents), id))
	beside := j.memory.campaignsBeside(j.memory.campaignsThatSay(says, contents))

	var all []Entry

	for _, op := range j.memory.operations {
		own, isRelated := op.isOfCampaign(id), slices.ContainsFunc(related, op.isOfCampaign)
		if op.isOver() || !own && !isRelated && !slices.ContainsFunc(beside, op.isOfCampaign) {
			continue
		}

		add := func(e Entry, name string, at time.Time) {
			isFollowed := !own && j.memory.isOfAnEarlierWave(op, name)
			e.OtherWave = isFollowed || !own && !isRelated

			if isFollowed {
				e.Later = j.memory.laterThan(e)
			}

			if own || isRelated || j.now().Sub(at) <= aWaveAgo {
				all = append(all, e)
			}
		}

		for _, h := range op.holds {
			e := op.entryOf(h, j.now())
			e.NamedAt = j.memory.namedAt(op.key, h.msgid)
			add(e, h.msgid, e.SentAt)
		}

		if len(op.holds) == 0 {
			add(op.entry(), nameOf(op.id), op.startedAt)
		}
	}

	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.Op, b.Op), cmp.Compare(a.MsgID, b.MsgID))
	})

	return all, nil
}

// TakeUp tells later runs that a campaign has found an operation of another
// one, which it was before its state was lost: from then on the two are one,
// whatever either sends, and also where this one sends nothing with that
// content. It writes nothing where the lines say so already.
func (j *Journal) TakeUp(op, campaignID string) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	known := j.memory.operations[op]
	if known == nil || known.obscure || campaignID == "" ||
		slices.ContainsFunc(j.memory.campaignsBeside([]string{campaignID}), known.isOfCampaign) {
		return nil
	}

	return j.tell(line{Kind: kindTaken, Op: op, Key: known.key, Content: known.content, Place: Place{CampaignID: campaignID}})
}

// campaignsBeside are campaigns, and those that have said the same as they, or
// have held one of their messages: what they were before their states were
// lost, however often. An import makes no two of them one: the message may be
// of an earlier wave, which WeCom's list cannot tell from this one.
func (m *memory) campaignsBeside(ids []string) []string {
	found, said := map[string]bool{}, map[string]bool{}

	for len(ids) > 0 {
		id := ids[0]
		ids = ids[1:]

		if id == "" || found[id] {
			continue
		}

		found[id] = true

		for _, op := range m.operations {
			if !op.isOfCampaign(id) {
				continue
			}

			ids = append(ids, op.also...)

			if !said[op.content] {
				said[op.content] = true
				ids = append(ids, m.campaignsOf([]string{op.content})...)
			}

			for _, h := range op.holds {
				for _, same := range m.byMsgID[h.msgid] {
					if op.words == "" && same.words == "" {
						ids = append(append(ids, same.place.CampaignID), same.also...)
					}
				}
			}
		}
	}

	return slices.Collect(maps.Keys(found))
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

// campaignsThatSay are the campaigns that have said something with other
// triggers than those of some contents.
func (m *memory) campaignsThatSay(says string, contents []string) []string {
	if says == "" {
		return nil
	}

	var ids []string

	for _, op := range m.bySays[says] {
		if op.place.CampaignID != "" && !op.isOver() && !slices.Contains(contents, op.content) {
			ids = append(ids, op.place.CampaignID)
		}
	}

	return ids
}

func (op *operation) isOfCampaign(id string) bool {
	return id != "" && (op.place.CampaignID == id || slices.Contains(op.also, id))
}

// Began reports whether the journal has the intent of an operation, whatever
// has become of it.
func (j *Journal) Began(op string) (bool, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return false, err
	}

	known := j.memory.operations[op]

	return known != nil && known.run != "", nil
}

// Sent reports whether the journal was there when each of some messages was
// sent.
func (j *Journal) Sent(msgids ...string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()

	return !slices.ContainsFunc(msgids, func(msgid string) bool {
		return !slices.ContainsFunc(j.memory.byMsgID[msgid], func(op *operation) bool { return op.run != "" })
	})
}

// Parts are messages by the part of their campaign, as far as the lines tell.
func (j *Journal) Parts(msgids ...string) (map[string][]string, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return nil, err
	}

	parts := map[string][]string{}

	for _, msgid := range msgids {
		for _, op := range j.memory.byMsgID[msgid] {
			if part := op.place.Part; part != "" && !slices.Contains(parts[part], msgid) {
				parts[part] = append(parts[part], msgid)
			}
		}
	}

	return parts, nil
}

// Replaced are the messages that those of some keys are to replace, or have,
// and those that some messages have replaced, one after the other, as far as
// the lines tell: as names of the lines, see [Entry.Name].
func (j *Journal) Replaced(msgids, keys []string) (map[string]bool, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := j.refresh(); err != nil {
		return nil, err
	}

	all := map[string]bool{}

	for _, msgid := range msgids {
		j.memory.addReplaced(all, msgid)
	}

	for _, key := range keys {
		maps.Copy(all, j.memory.replacedBy(Query{Key: key}, ""))
	}

	return all, nil
}
