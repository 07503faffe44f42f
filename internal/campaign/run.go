package campaign

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Run sends the messages of a campaign that are left.
type Run struct {
	Client *wecom.Client
	Clock  wecom.Clock
	// Content is what all say, without recipients and sender, and Parts its
	// digests.
	Content wecom.MassMessage
	Parts   draft.Digests
	// Keys name a message in the journal.
	Keys func(parts draft.Digests, m *Message) wecom.JournalKeys
	// CampaignID is what the journal has of this campaign under.
	CampaignID string
	// Rollout is the percentage of the messages that may be out, see [Hold].
	Rollout int
	// Window is judged again before each POST.
	Window wecom.SendWindow
	// CheckInterval is how far back to look before a send, and CheckSince a
	// time to which in any case, see [wecom.Delivery]; 0 looks for nothing.
	CheckInterval time.Duration
	CheckSince    time.Time
	CheckStrictly bool
	// MayRepeat is true where there are triggers, see [wecom.Delivery], or this
	// is a wave upon another. What the journal knows of this wave it records
	// all the same.
	MayRepeat bool
	// IsWave is true of the run that takes the place of an earlier wave on
	// purpose.
	IsWave bool
	// Repeats is the message that one of this key repeats on purpose, by
	// [PartOf], and Claims are all of them.
	Repeats map[string]string
	Claims  map[string]bool
	// Earlier are the words of its contents before they were edited, see
	// [wecom.Delivery].
	Earlier []string
	// Gone are messages that this run has removed from a state, and Removed
	// those of unknown status, see [wecom.Delivery].
	Gone    map[string]bool
	Removed []wecom.Sent
	// NewAttempt names a POST whose outcome is not known.
	NewAttempt func() string
	// Progress is told of each message that is through.
	Progress func(number, of int, m *Message)

	since   time.Time
	again   map[string][]string  // by part, messages of earlier waves that are repeated
	journal map[string][]earlier // by part
	held    map[string]*Message  // by the msgid that one of this campaign has by now
	goesOn  bool                 // its state had sent something before this run
	content string               // as the journal has it
	says    string               // the same without its triggers
	sent    map[string]bool      // keys under which the journal has something
	known   map[string][]string  // by key, the messages that it has
	ofWave  map[string]bool      // msgids that the journal has with this content, triggers and all
	strange []earlier            // see strangers
	now     map[*Message]wecom.JournalKeys
}

// Turn is a message whose turn it is, with the people of it.
type Turn struct {
	*Message

	Part audience.Part
	// Answer is what a person says of one of unknown status: its msgid, or
	// [NotSent]. Empty: nothing.
	Answer string
	// OnlyAnswered is true of one that is not to be sent now.
	OnlyAnswered bool
}

// isDue reports whether it is to be sent now.
func (t Turn) isDue() bool { return t.IsLeft() && t.Status != Held && !t.OnlyAnswered }

// CutFor are all for whom the message was cut, also who is excluded now. Nil
// where the files have others by now.
func (t Turn) CutFor() []string {
	if t.Part.Recipients == 0 || t.Part.SHA256 != t.RecipientsSHA256 {
		return nil
	}

	return t.Part.AllIDs()
}

// Result is how a run has ended.
type Result struct {
	// Stopped is why it ended before its end. Nil: it came to its end.
	Stopped error
	// At is the message at which it stopped, if it did.
	At *Message
	// Refusals are the errors of messages that were refused alone.
	Refusals map[*Message]error
	// Answers are the errors of answers that could not be taken. Of each that
	// was recorded as a person says, Remarks has what could not be compared.
	Answers map[*Message]error
	Remarks map[*Message]string
	// Notes are what else there is to say, by message.
	Notes []Note
	// Sent are the messages that this run has sent, and Found those that it has
	// recorded without a POST. Of Found, Older have another content, and Named
	// are those that by the journal only a person has named.
	Sent, Found, Older, Named []*Message
	// LeftOut is how many of the people of Found, who are not excluded, no
	// message was sent to: those whom a person has named did not go to them, or
	// they were excluded then.
	LeftOut int
}

// Note is what a delivery has said beside its outcome.
type Note struct {
	*Message

	Receipt wecom.Receipt
}

// Do sends the messages whose turn it is, one after the other, and puts into
// each what became of it. One that is held is only recorded, where the journal
// knows that it has gone. all are the messages of the campaign, whatever their
// status, in the order of [Rollout].
func (r *Run) Do(ctx context.Context, all []*Message, turns []Turn) Result {
	result := Result{Refusals: map[*Message]error{}, Answers: map[*Message]error{}, Remarks: map[*Message]string{}}

	if err := r.begin(all, turns); err != nil {
		result.Stopped = err
		return result
	}

	r.strange = r.strangers(turns)

	for _, turn := range turns {
		if turn.Answer != "" && turn.Status == Unknown {
			r.answer(ctx, turn, &result)
		}
	}

	r.recall(ctx, all, turns, &result)

	// What the journal knows more of is not due.
	due := slices.DeleteFunc(slices.Clone(turns), func(turn Turn) bool { return !turn.isDue() })

	for i, turn := range due {
		if result.Stopped = r.mayGoOn(ctx); result.Stopped != nil {
			result.At = turn.Message
			return result
		}

		result.Stopped = r.send(ctx, turn, &result)
		r.progress(i+1, len(due), turn.Message)

		if result.Stopped != nil {
			result.At = turn.Message
			return result
		}
	}

	return result
}

func (r *Run) progress(number, of int, m *Message) {
	if r.Progress != nil {
		r.Progress(number, of, m)
	}
}

// mayGoOn is why the run ends before the next message.
func (r *Run) mayGoOn(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}

	return r.Window.Refuses(r.Clock.Now())
}

// send sends one message. An error ends the run.
func (r *Run) send(ctx context.Context, turn Turn, result *Result) error {
	m, ids := turn.Message, turn.Part.IDs()
	m.Record.Excluded = turn.Part.Excluded

	if len(ids) == 0 {
		m.Status, m.Problem = Excluded, ""
		return nil
	}

	message := r.messageTo(ids, turn.Part.Sender)
	parts := r.partsOf(message, ids)
	receipt := r.Client.DeliverMassMessage(ctx, r.delivery(&message, parts, turn))

	result.Notes = append(result.Notes, Note{m, receipt})
	m.Problem = ""

	switch receipt.Kind {
	case wecom.Accepted:
		r.accept(ctx, turn, receipt, parts, ids, result)
		return nil
	case wecom.Unknown:
		r.lose(m, receipt, parts, len(ids))

		if receipt.FoundBefore || receipt.Earlier != nil {
			r.enterQuestion(m)
			return nil // this run has sent nothing
		}

		return receipt.Err
	case wecom.Refused:
	}

	return r.refuse(m, receipt.Err, wecom.SentOf(&message), parts, result)
}

// messageTo is the message to some people.
func (r *Run) messageTo(ids []string, sender string) wecom.MassMessage {
	message := r.Content
	message.Sender = sender

	if message.ChatType == wecom.ChatTypeGroup {
		message.ChatIDList = ids
	} else {
		message.ExternalUserID = ids
	}

	return message
}

func (r *Run) delivery(message *wecom.MassMessage, parts draft.Digests, turn Turn) wecom.Delivery {
	m := turn.Message
	d := wecom.Delivery{
		Message:       message,
		CheckInterval: r.CheckInterval,
		CheckSince:    r.CheckSince,
		CheckStrictly: r.CheckStrictly,
		NotDuplicates: m.Record.NotDuplicates,
		Gone:          r.Gone,
		Removed:       r.Removed,
		Earlier:       r.Earlier,
		Claims:        r.Claims,
		ListSince:     r.since,
		RecordsFound:  true,
		MayRepeat:     r.MayRepeat,
		Journal:       r.Keys(parts, m),
		CutFor:        turn.CutFor(),
		Window:        r.Window,
	}

	part := PartOf(m.Key)
	d.Repeats = slices.Clone(r.again[part])

	if msgid := r.Repeats[part]; msgid != "" && !slices.Contains(d.Repeats, msgid) {
		d.Repeats = append(d.Repeats, msgid)
	}

	return d
}

// partsOf are the digests of one message.
func (r *Run) partsOf(message wecom.MassMessage, ids []string) draft.Digests {
	parts := maps.Clone(r.Parts)
	parts["sender"] = message.Sender

	if message.ChatType == wecom.ChatTypeGroup {
		parts["chat_id_list"] = wecom.RecipientsDigest(ids)
	} else {
		parts["external_userid"] = wecom.RecipientsDigest(ids)
	}

	return parts
}
