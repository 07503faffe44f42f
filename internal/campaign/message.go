package campaign

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Status is where a message of a campaign stands.
type Status string

// Where a message stands.
const (
	Pending Status = "pending" // not sent yet
	Held    Status = "held"    // not sent yet, and rollout leaves it out
	Created Status = "created" // WeCom has accepted it
	Refused Status = "refused" // WeCom has refused it; it is tried again
	Unknown Status = "unknown" // it may or may not have been sent
	// Excluded is one all of whose people were excluded when it was its turn.
	// Nothing is left to do.
	Excluded Status = "excluded"
)

// Message is one message of a campaign.
type Message struct {
	Key string
	// Recipients is how many people it was cut for, and RecipientsSHA256 their
	// digest. Both are made before exclusion.
	Recipients       int
	RecipientsSHA256 string

	Status Status
	// MsgID is the message, or the attempt while it is unknown: a name of its
	// own for each POST.
	MsgID string
	// SentAt is when it was sent; zero if it was not.
	SentAt time.Time
	// Problem says what went wrong. Empty normally.
	Problem string
	Record  Record
}

// Record is what the provider needs to know of a message later. It holds no id
// of a recipient.
type Record struct {
	// Parts are the digests of what was sent, and People how many it went to.
	Parts  draft.Digests `json:"parts,omitempty"`
	People int           `json:"people,omitempty"`
	// Excluded of its people got nothing, and Failed cannot be reached.
	Excluded int `json:"excluded,omitempty"`
	Failed   int `json:"failed,omitempty"`

	// Lost finds one of unknown status.
	Lost *Lost `json:"lost,omitempty"`
	// NotDuplicates are messages of which a person has said that they are not
	// this one, and operations of other campaigns: what became of those the
	// person did not say.
	NotDuplicates []string `json:"not_duplicates,omitempty"`
}

// Lost is a message of unknown status.
type Lost struct {
	Sent  wecom.Sent  `json:"sent"`
	Trace wecom.Trace `json:"trace"`
	// Op is its operation in the journal, if there is one.
	Op string `json:"op,omitempty"`
	// Keys are those of an operation of another content.
	Keys *wecom.JournalKeys `json:"keys,omitempty"`
	// Beside is true of an operation of another campaign, which may have gone
	// to others: that it is known by now what it has sent proves nothing.
	Beside bool `json:"beside,omitempty"`
	// Passes are operations of other waves, of which nobody knows what became
	// of them either. The answer [NotSent] passes them over.
	Passes []string `json:"passes,omitempty"`
	// Unsent is true of one that no run has begun, because of what another wave
	// or campaign has sent, or this one to others of its people. The journal
	// has what stands against it, and names that to whoever loses this state:
	// as an attempt of its own it would name nothing.
	Unsent bool `json:"unsent,omitempty"`
	// Asked is true of one that went, if at all, to those who were asked for at
	// this attempt: nothing was found that others may have got.
	Asked bool `json:"asked,omitempty"`
	// Candidates are messages that may be it.
	Candidates []string `json:"candidates,omitempty"`
}

// MayBe notes that a message of unknown status may be one that a refresh has
// found. An answer to its attempt was given before that and says nothing of it,
// so the attempt has another name from then on: the same in each refresh, since
// a plan does not keep what it has found.
func (m *Message) MayBe(msgid string) {
	lost := m.Record.Lost
	if slices.Contains(lost.Candidates, msgid) {
		return
	}

	lost.Candidates = append(lost.Candidates, msgid)
	m.Problem += fmt.Sprintf(" Since then %s was found, which may be it, or have gone to some of its people: an answer to the attempt before that is not taken.", msgid)

	prefix, _, _ := strings.Cut(m.MsgID, "-")
	sum := sha256.Sum256([]byte("attempt\n" + m.MsgID + "\n" + msgid))
	m.MsgID = fmt.Sprintf("%s-%x-%x-%x-%x-%x", prefix, sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// TraceToTell is the trace for those who do not know the candidates: for them
// each of these may be the message, and none is proof.
func (l Lost) TraceToTell() wecom.Trace {
	trace := l.Trace
	isCandidate := func(msgid string) bool { return slices.Contains(l.Candidates, msgid) }
	trace.Exclude = slices.DeleteFunc(slices.Clone(trace.Exclude), isCandidate)
	trace.Claimed = slices.DeleteFunc(slices.Clone(trace.Claimed), isCandidate)
	trace.Unprovable = trace.Unprovable || len(l.Candidates) > 0

	return trace
}

// IsLeft reports whether a message is still to be sent.
func (m *Message) IsLeft() bool {
	return m.Status == Pending || m.Status == Held || m.Status == Refused
}

// IsSent reports whether a message may have left, so that a state must keep it.
func (m *Message) IsSent() bool { return m.Status == Created || m.Status == Unknown }

// sameKey makes one of two spellings of a userid.
func sameKey(key string) string { return strings.ToLower(key) }

// PartOf names a message in the journal, which holds no ids.
func PartOf(key string) string {
	sum := sha256.Sum256([]byte("part\n" + sameKey(key)))

	return hex.EncodeToString(sum[:])
}

// CutOf names in the journal the people of a message, whatever it says, by
// their digest, see [wecom.RecipientsDigest].
func CutOf(digest string) string {
	if digest == "" {
		return ""
	}

	sum := sha256.Sum256([]byte("cut\n" + digest))

	return hex.EncodeToString(sum[:])
}

// Summary is the status of a campaign: the first that is true.
func Summary(messages []*Message) string {
	has := map[Status]bool{}
	for _, m := range messages {
		has[m.Status] = true
	}

	switch {
	case has[Unknown]:
		return "unknown"
	case has[Pending], has[Refused]:
		return "partial"
	case has[Held]:
		return "rolled_out"
	default:
		return "complete"
	}
}
