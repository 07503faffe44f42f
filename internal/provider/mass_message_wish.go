package provider

import (
	"context"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// wish is the wish to send a message anew, as the plan has decided it by the
// table in docs/resources/mass_message.md, "Sending again".
//
// Of a replacement Terraform deletes the old message first and then creates the
// new one without a word about the old: Create sees neither the prior state nor
// the private state of the plan. But Delete gets the private state that the
// plan wrote, also from a saved plan. So ModifyPlan writes the wish there,
// Delete hands it to the process, and Create fulfils it. Where no Delete comes
// first there is no wish, and the new message is one like any other.
type wish struct {
	// MsgIDs are the messages that the new one may repeat: the one that it
	// replaces, and where what became of that is not known, those that it was
	// meant to repeat.
	MsgIDs []string `json:"msgids,omitempty"`
	// As is what each of them is, by its msgid, see [likeness].
	As map[string]string `json:"as,omitempty"`
	// Lost is the key in the journal of the message that it replaces, where
	// nobody knows what became of that. Delete fills it in.
	Lost string `json:"-"`
	// Parts are the digests of the new message, and Triggers that of its
	// triggers. What is not known when it is planned is missing.
	Parts    draft.Digests `json:"parts,omitempty"`
	Triggers *string       `json:"triggers,omitempty"`
	// CorpID is the company that the plan was made for, where it is known.
	CorpID string `json:"corp_id,omitempty"`
	// OfCampaign is true of the wish for a wave of a campaign, which is one
	// also where no message of the earlier wave is known. Delete fills it in.
	OfCampaign bool `json:"-"`
	// SameWords is true if the new message says what the old one said.
	SameWords bool `json:"same_words,omitempty"`
}

// wishFor is the wish of a plan that replaces a message.
func wishFor(config, state massMessageModel, wanted draft.Draft) wish {
	parts := wanted.Digests()
	w := wish{Parts: parts}
	w.MsgIDs, w.As = state.repeatable()

	// One that was meant to repeat others says what they say only if its state
	// says so.
	says := state.MsgID.ValueString() != "" || len(w.MsgIDs) > 0 && state.ReplacesMsgID.ValueString() == w.MsgIDs[0]
	w.SameWords = says && parts.SaysTheSame(state.sentDigests())

	if digest, known := triggersDigest(config.Triggers); known {
		w.Triggers = &digest
	}

	return w
}

// fulfils reports whether a message is the one that was wished for.
func (w wish) fulfils(parts draft.Digests, triggers string) bool {
	isOne := len(w.MsgIDs) > 0 || w.Lost != "" || w.OfCampaign

	return isOne && w.Parts != nil && w.Parts.Agree(parts) && (w.Triggers == nil || *w.Triggers == triggers)
}

// wishes are those that Delete has handed over in this run, and the messages
// that it has forgotten, with a wish or without one.
type wishes struct {
	mu        sync.Mutex
	all       []wish
	forgotten []forgotten
	words     [][]string // of all contents of each campaign that was deleted
}

// forgotten is a message that was deleted.
type forgotten struct {
	msgid, corpID string // empty where they are not known
	parts         draft.Digests
	part          string   // its name in its campaign, as the journal has it
	failList      []string // nil if it is not known
	// others are messages of which a person has said that they were not this
	// one, though they may have gone to the same people, as one of an earlier
	// wave that this one has come beside.
	others []string
	// attachments are those that it was sent with, where the state still has
	// them.
	attachments []wecom.Attachment
	// lost tells what was sent, where it is not known what became of it.
	lost *wecom.Sent
}

// add takes a message that was deleted, and its wish if there is one.
func (w *wishes) add(ctx context.Context, state massMessageModel, private privateReader, one wish) {
	old := forgotten{msgid: state.MsgID.ValueString(), corpID: state.CorpID.ValueString(), parts: state.sentDigests()}
	old.attachments = sentAttachments(state, old.parts)
	old.failList = failListOf(state)

	if lost, ok := state.lost(ctx, private); ok && old.msgid == "" {
		sent := lost.withRecipients(state)
		old.lost = &sent
	}

	w.mu.Lock()
	defer w.mu.Unlock()

	w.all = append(w.all, one)
	w.forgotten = append(w.forgotten, old)
}

// addCampaign takes a campaign that was deleted, and its wish if there is one:
// to repeat what the state has of it, and what that has repeated.
func (w *wishes) addCampaign(messages []forgotten, was frozen, one wish) {
	if one.Parts != nil {
		one.OfCampaign, one.MsgIDs = true, append(one.MsgIDs, was.replaces...)
	}

	for _, old := range messages {
		if one.Parts == nil {
			break
		}

		if old.msgid != "" {
			one.MsgIDs = append(one.MsgIDs, old.msgid)
		}

		one.MsgIDs = append(one.MsgIDs, old.others...)
	}

	w.mu.Lock()
	defer w.mu.Unlock()

	w.all = append(w.all, one)
	w.forgotten = append(w.forgotten, messages...)
	w.words = append(w.words, was.words)
}

// earlierWords are the words of other contents that a campaign has had which
// this run has forgotten, and which has said the same as well.
func (w *wishes) earlierWords(now string) (earlier []string) {
	w.mu.Lock()
	defer w.mu.Unlock()

	for _, words := range w.words {
		if slices.Contains(words, now) {
			earlier = append(earlier, words...)
		}
	}

	return earlier
}

// forgottenAs is the message that this run has forgotten under a msgid.
func (w *wishes) forgottenAs(msgid string) (old forgotten, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()

	i := slices.IndexFunc(w.forgotten, func(f forgotten) bool { return msgid != "" && f.msgid == msgid })
	if i < 0 {
		return forgotten{}, false
	}

	return w.forgotten[i], true
}

// companyOf returns the company in which this run has forgotten a message that
// says the same, if that is another one than corpID. The plan of a tainted
// message knows nothing of the message, so only Create can see it.
func (w *wishes) companyOf(wanted draft.Draft, corpID string) string {
	parts := wanted.Digests()

	w.mu.Lock()
	defer w.mu.Unlock()

	for _, old := range w.forgotten {
		if corpID != "" && old.corpID != "" && old.corpID != corpID && parts.SaysTheSame(old.parts) {
			return old.corpID
		}
	}

	return ""
}

// removedThisRun are the messages that this run has forgotten. Whatever it
// sends is none of them.
func (w *wishes) removedThisRun() []string {
	w.mu.Lock()
	defer w.mu.Unlock()

	var msgids []string

	for _, old := range w.forgotten {
		if old.msgid != "" {
			msgids = append(msgids, old.msgid)
		}
	}

	return msgids
}

// lostThisRun are those of which nobody knows what became of them.
func (w *wishes) lostThisRun() []wecom.Sent {
	w.mu.Lock()
	defer w.mu.Unlock()

	var lost []wecom.Sent

	for _, old := range w.forgotten {
		if old.lost != nil {
			lost = append(lost, *old.lost)
		}
	}

	return lost
}

// of takes the wish that a new message fulfils. It is empty if there is none.
func (w *wishes) of(wanted draft.Draft, triggers types.Map) wish {
	parts := wanted.Digests()
	digest, _ := triggersDigest(triggers)

	w.mu.Lock()
	defer w.mu.Unlock()

	for i, one := range w.all {
		if one.fulfils(parts, digest) {
			// One wish is for one message: an equal block beside it has none.
			w.all = slices.Delete(w.all, i, i+1)

			return one
		}
	}

	return wish{}
}

// mayRepeat are the messages that a new one may repeat: not one that it is
// itself, as where an edit is taken back while nobody knows what became of it.
func (w wish) mayRepeat(parts draft.Digests, triggers types.Map) []string {
	self := likeness(parts, triggers)

	return slices.DeleteFunc(slices.Clone(w.MsgIDs), func(msgid string) bool { return w.As[msgid] == self })
}

// saysAgain is the message whose words the new one says again, if there is one.
func (w wish) saysAgain() string {
	if !w.SameWords {
		return ""
	}

	return w.MsgIDs[0]
}

// rememberWish puts the wish of a plan where Delete finds it, or takes an
// earlier one away.
func rememberWish(ctx context.Context, private privateWriter, w *wish) {
	writePrivate(ctx, private, privateWish, w)
}

// rememberDestroy tells Delete that a plan only forgets. A replacement that was
// refused has left its wish.
func rememberDestroy(ctx context.Context, private privateWriter) {
	rememberWish(ctx, private, nil)
	writePrivate(ctx, private, privateWindow, nil)
	writePrivate(ctx, private, privateDestroy, true)
}

// failListOf reads fail_list of a state; nil where it is null.
func failListOf(state massMessageModel) []string {
	if state.FailList.IsNull() {
		return nil
	}

	ids := make([]string, 0, len(state.FailList.Elements()))

	for _, element := range state.FailList.Elements() {
		if id, ok := element.(types.String); ok {
			ids = append(ids, id.ValueString())
		}
	}

	return ids
}
