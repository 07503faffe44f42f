package journal

import (
	"bytes"
	"encoding/json"
	"time"
)

// version is that of the lines that this build writes and understands.
const version = 1

type kind string

const (
	kindIntent    kind = "intent"
	kindResult    kind = "result"
	kindWithdrawn kind = "withdrawn"
	kindResolved  kind = "resolved"
	kindForgotten kind = "forgotten"
	// kindObscure is never written. It is what a line is that is not
	// understood, and names a key or a content.
	kindObscure kind = ""
)

// line is one line. The package comment says what the fields mean.
type line struct {
	Version    int       `json:"v"`
	Kind       kind      `json:"kind"`
	Time       time.Time `json:"time"`
	Run        string    `json:"run"`
	Op         string    `json:"op,omitempty"`
	Key        string    `json:"key,omitempty"`
	Content    string    `json:"content,omitempty"`
	CampaignID string    `json:"campaign_id,omitempty"`
	Recipients int       `json:"recipients,omitempty"`
	People     string    `json:"people,omitempty"`
	Who        string    `json:"who,omitempty"`
	Lookup     *Lookup   `json:"lookup,omitempty"`
	Outcome    Outcome   `json:"outcome,omitempty"`
	ErrCode    int       `json:"errcode,omitempty"`
	MsgID      string    `json:"msgid,omitempty"`
	SentAt     time.Time `json:"sent_at,omitzero"`
	NotSent    bool      `json:"not_sent,omitempty"`
	Holders    []string  `json:"holders,omitempty"`
}

// Lookup is what finds a message whose run has died.
type Lookup struct {
	// NotBefore is the earliest time, by WeCom's clock and in unix seconds, at
	// which WeCom can have created it. 0 is not known.
	NotBefore int64 `json:"not_before"`
	// RequestTimeout is how long one call was given.
	RequestTimeout time.Duration `json:"request_timeout"`
	// Known are msgids of equal content that were there before.
	Known []string `json:"known,omitempty"`
	// Sent is the digest of the content with its media as they were sent, by
	// which whoever begins knows it again.
	Sent string `json:"sent_sha256,omitempty"`
}

// Outcome is how a POST ended.
type Outcome string

const (
	// OutcomeCreated has a msgid.
	OutcomeCreated Outcome = "created"
	// OutcomeRefused is proven not to have sent anything.
	OutcomeRefused Outcome = "refused"
	// OutcomeUnknown may or may not have sent it.
	OutcomeUnknown Outcome = "unknown"
)

// isWhole reports whether a line of this version has what its kind needs.
func (l *line) isWhole() bool {
	if l.Kind == kindForgotten {
		return l.MsgID != "" && len(l.Holders) > 0
	}

	if l.Op == "" || l.Key == "" || l.Content == "" {
		return false
	}

	switch l.Kind {
	case kindIntent, kindWithdrawn:
		return true
	case kindResult:
		return l.Outcome == OutcomeCreated && l.MsgID != "" || l.Outcome == OutcomeRefused || l.Outcome == OutcomeUnknown
	case kindResolved:
		return (l.MsgID != "") != l.NotSent
	case kindForgotten, kindObscure:
	}

	return false
}

// parse reads a line. One that is not understood is obscure if it names a key
// or a content, and else not ok.
func parse(raw []byte) (l line, ok bool) {
	if err := json.Unmarshal(raw, &l); err == nil && l.Version == version && l.isWhole() {
		return l, true
	}

	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return line{}, false
	}

	text := func(name string) (s string) {
		if json.Unmarshal(fields[name], &s) != nil {
			return ""
		}

		return s
	}

	l = line{Kind: kindObscure, Run: text("run"), Key: text("key"), Content: text("content"), MsgID: text("msgid")}

	// A time that is not one stays out.
	if json.Unmarshal(fields["time"], &l.Time) != nil {
		l.Time = time.Time{}
	}

	return l, l.Key != "" || l.Content != ""
}

// bare is a line without what is around it: its line break, and the zeros that
// a crash may leave.
func bare(raw []byte) []byte { return bytes.Trim(raw, "\x00 \t\r\n") }
