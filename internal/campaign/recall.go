package campaign

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// earlier is what the journal tells of a message of this campaign.
type earlier = journal.Entry

// begin claims what is this campaign's: the messages that its state has, those
// that the journal gives to it, with whatever content, and those that it is to
// replace.
func (r *Run) begin(all []*Message, turns []Turn) error {
	if r.since.IsZero() {
		r.since = r.Clock.Now()
	}

	if r.Claims == nil {
		r.Claims = map[string]bool{}
	}

	// Those of earlier waves, which this one repeats on purpose.
	earlierWaves := maps.Clone(r.Claims)
	r.MayRepeat = r.MayRepeat || r.IsWave || len(earlierWaves) > 0

	r.held = map[string]*Message{}

	for _, m := range all {
		if m.Status == Created {
			r.hold(m)
		}
	}

	r.goesOn = len(r.held) > 0

	r.journal, r.sent, r.known, r.now, r.ofWave = map[string][]earlier{}, map[string]bool{}, map[string][]string{}, map[*Message]wecom.JournalKeys{}, map[string]bool{}

	if err := r.readJournal(turns, earlierWaves); err != nil && r.Client.JournalStrictly() {
		return &wecom.JournalError{Err: err}
	}

	return nil // else each delivery says so
}

// hold claims a message that is one of the campaign for certain.
func (r *Run) hold(m *Message) { r.Claims[m.MsgID], r.held[m.MsgID] = true, m }

// readJournal takes in what the journal tells of this campaign, and of one of
// the same content: this one has another id since it has lost its state. What
// such a one has sent with this content the engine finds by itself, but where
// others were excluded then.
func (r *Run) readJournal(turns []Turn, earlierWaves map[string]bool) error {
	if len(turns) == 0 || !r.Client.HasJournal() {
		return nil
	}

	keysOfAny := r.Keys(r.Parts, turns[0].Message)
	r.content, r.says = keysOfAny.Content, keysOfAny.Says

	// Without a look other triggers make another message.
	says := r.says
	if r.CheckInterval == 0 {
		says = ""
	}

	entries, err := r.Client.CampaignInJournal(r.CampaignID, says, r.content)
	if err == nil && r.Client.JournalStrictly() {
		err = r.Client.JournalDamage()
	}

	if err != nil {
		return err
	}

	// A wave in between may have sent nothing to some people, so that nothing
	// else says that the message of the one before is to be repeated.
	r.again, err = r.Client.PartsInJournal(slices.Sorted(maps.Keys(earlierWaves)))
	if err != nil {
		return err
	}

	keys, byPart := map[string]bool{}, map[string]Turn{}
	replaces := map[string][]string{} // by key

	for _, turn := range turns {
		key, part := r.keysNow(turn).Key, PartOf(turn.Key)
		keys[key], byPart[part] = true, turn

		if msgids := r.again[part]; (len(msgids) > 0 || r.IsWave) && !turn.OnlyAnswered {
			replaces[key] = msgids
		}
	}

	err = r.Client.ReplaceInJournal(replaces)

	replaced, replacedErr := r.Client.ReplacedInJournal(slices.Collect(maps.Keys(earlierWaves)), slices.Collect(maps.Keys(keys)))
	err = errors.Join(err, replacedErr)
	// What this campaign comes after on purpose is no wave beside it.
	entries = slices.DeleteFunc(entries, func(e earlier) bool { return e.CampaignID != r.CampaignID && replaced[e.Name()] })

	ofNow := map[string]bool{} // messages that the engine finds
	taken := map[string]bool{r.CampaignID: true}

	for _, e := range entries {
		if e.OtherWave {
			continue
		}

		// One line for each campaign that this one was.
		if !taken[e.CampaignID] {
			taken[e.CampaignID] = true
			err = errors.Join(err, r.Client.TakeUpInJournal(e.Op, r.CampaignID))
		}

		if earlierWaves[e.MsgID] {
			continue
		}

		r.sent[e.Key] = true

		if e.MsgID != "" {
			r.known[e.Key] = append(r.known[e.Key], e.MsgID)
		}

		r.ofWave[e.MsgID] = r.ofWave[e.MsgID] || e.MsgID != "" && e.Content == r.content
		ofNow[e.MsgID] = ofNow[e.MsgID] || e.MsgID != "" && keys[e.Key]
	}

	var moved []earlier

	for _, e := range entries {
		// What says the same, the engine finds.
		if earlierWaves[e.MsgID] || e.OtherWave && e.Says == r.says {
			continue
		}

		turn, ok := byPart[e.Part]
		// Without a look nothing says later what became of it.
		mayShare := r.CheckInterval == 0 && e.MsgID == "" && !e.Sending && !wecom.AreApart(e, turn.Part.AllIDs())
		others := ok && e.Key != r.keysNow(turn).Key && !ofNow[e.MsgID] && (wecom.Shares(e, turn.Part.AllIDs()) || mayShare)

		own := e.CampaignID == r.CampaignID
		isOther := !own && e.Content != r.content

		if isOther && (!ok || e.Cut != r.keysNow(turn).Cut) {
			moved = append(moved, e)
		}

		// What has gone to none of these people is no business of theirs.
		if !own && ok && wecom.AreApart(e, turn.Part.AllIDs()) {
			continue
		}

		if own || isOther || others {
			r.journal[e.Part] = append(r.journal[e.Part], e)

			if own && e.MsgID != "" {
				r.Claims[e.MsgID] = true
			}
		}
	}

	r.moved(turns, moved)

	for name := range replaced {
		r.Claims[name] = true
	}

	return err
}

// moved holds what has another content, and whose people stand with other
// members by now, against the messages that have them. Of one whose people the
// journal does not tell, see [Run.strangers]; where nobody knows either what
// became of it, it may be in any.
func (r *Run) moved(turns []Turn, entries []earlier) {
	for _, turn := range turns {
		part, ids := PartOf(turn.Key), turn.Part.AllIDs()

		for _, e := range entries {
			if part != e.Part && (wecom.Shares(e, ids) || e.MsgID == "" && !wecom.AreApart(e, ids)) {
				r.journal[part] = append(r.journal[part], e)
			}
		}
	}
}

// recall records what an earlier run of this campaign has sent, or may have,
// and that its state has lost: the provider was killed before it could say so,
// or the whole state is gone.
func (r *Run) recall(ctx context.Context, all []*Message, turns []Turn, result *Result) {
	if len(r.sent) == 0 && len(r.journal) == 0 {
		return
	}

	known := map[string]bool{}
	for _, m := range all {
		known[m.MsgID] = true
	}

	for _, turn := range turns {
		if !turn.IsLeft() {
			continue
		}

		for _, e := range r.journal[PartOf(turn.Key)] {
			if e.OtherWave {
				continue
			}

			// The engine finds what says the same, and that comes first.
			if e.CampaignID != r.CampaignID && e.Content != r.content && r.sent[r.keysNow(turn).Key] {
				continue
			}

			if e.MsgID != "" && !known[e.MsgID] && !slices.Contains(turn.Record.NotDuplicates, e.MsgID) {
				r.takeOver(ctx, turn, e, result)
				break
			}

			if r.isBesideTheOwn(turn, e) {
				continue
			}

			// What a run that lives may still send, the engine waits for.
			if e.MsgID == "" && !e.Sending && e.Key != r.keysNow(turn).Key && !slices.Contains(turn.Record.NotDuplicates, e.Op) {
				r.loseEarlier(turn, e)
			}
		}
	}

	for _, turn := range turns {
		if waves := r.otherWaves(turn); turn.IsLeft() && len(waves) > 0 {
			r.leaveToWaves(turn, waves)
		}
	}

	Hold(all, r.Rollout, r.gone(turns))

	for _, turn := range turns {
		if open := r.open(turn, r.strangersOf(turn)); turn.isDue() && len(open) > 0 && !r.sent[r.keysNow(turn).Key] {
			r.leaveOpen(turn, open)
		}
	}
}

// isBesideTheOwn reports whether an operation is of another campaign, for
// others, while the journal knows what went to exactly these people: the engine
// records that, and nothing is sent.
func (r *Run) isBesideTheOwn(turn Turn, e earlier) bool {
	return e.CampaignID != r.CampaignID && e.Content == r.content && r.hasOwn(turn)
}

// hasOwn reports whether the journal knows what went to exactly these people,
// with this content, and that nothing came after.
func (r *Run) hasOwn(turn Turn) bool {
	return slices.ContainsFunc(r.known[r.keysNow(turn).Key], func(msgid string) bool { return !slices.Contains(turn.Record.NotDuplicates, msgid) })
}

// gone are the messages that are left and have their place in the rollout all
// the same. Those that the journal knows, with this content, under another
// campaign_id: the engine records them when it is their turn. And those that a
// person has answered to be not sent: they had it before.
func (r *Run) gone(turns []Turn) map[*Message]bool {
	gone := map[*Message]bool{}

	for _, turn := range turns {
		if turn.IsLeft() && (r.sent[r.keysNow(turn).Key] || turn.Answer == NotSent && !turn.OnlyAnswered) {
			gone[turn.Message] = true
		}
	}

	return gone
}

// keysNow are the keys that a message would have now. They take a digest of all
// its people, so they are made once.
func (r *Run) keysNow(turn Turn) wecom.JournalKeys {
	keys, ok := r.now[turn.Message]
	if !ok {
		keys = r.Keys(r.partsNow(turn), turn.Message)
		r.now[turn.Message] = keys
	}

	return keys
}

func (r *Run) partsNow(turn Turn) draft.Digests {
	ids := turn.Part.IDs()

	return r.partsOf(r.messageTo(ids, turn.Part.Sender), ids)
}
