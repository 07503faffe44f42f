package journal

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"strings"
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
	kindHeld      kind = "held"
	kindTaken     kind = "taken"
	kindImage     kind = "image"
	// kindObscure is never written. It is what a line is that is not
	// understood, and names a key or a content.
	kindObscure kind = ""
)

// line is one line. The package comment says what the fields mean.
type line struct {
	Version int       `json:"v"`
	Kind    kind      `json:"kind"`
	Time    time.Time `json:"time"`
	Run     string    `json:"run"`
	Op      string    `json:"op,omitempty"`
	Key     string    `json:"key,omitempty"`
	Content string    `json:"content,omitempty"`
	Says    string    `json:"says,omitempty"`
	Place
	Recipients int       `json:"recipients,omitempty"`
	Failed     int       `json:"failed,omitempty"`
	People     string    `json:"people,omitempty"`
	Who        string    `json:"who,omitempty"`
	Lookup     *Lookup   `json:"lookup,omitempty"`
	Outcome    Outcome   `json:"outcome,omitempty"`
	ErrCode    int       `json:"errcode,omitempty"`
	MsgID      string    `json:"msgid,omitempty"`
	SentAt     time.Time `json:"sent_at,omitzero"`
	NotSent    bool      `json:"not_sent,omitempty"`
	Named      bool      `json:"named,omitempty"`
	Replaces   []string  `json:"replaces,omitempty"`
	ReplacedBy string    `json:"replaced_by,omitempty"`
	After      []string  `json:"after,omitempty"`
	Words      string    `json:"words,omitempty"`
	URL        string    `json:"url,omitempty"`
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
	// Listed is the digest of what WeCom's list shows of the message, under the
	// names that its files had in that run. Empty is not known.
	Listed string `json:"listed,omitempty"`
	// Words is that digest without its files. Empty is the same.
	Words string `json:"words,omitempty"`
}

// Shown is what WeCom's list shows of the message, without its files and with
// them: the list may show those under other names.
func (l Lookup) Shown() (words, content string) { return cmp.Or(l.Words, l.Listed), l.Listed }

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
	if l.Kind == kindImage {
		return l.Key != "" && l.URL != ""
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
	case kindHeld:
		return l.MsgID != "" || l.Lookup != nil
	case kindTaken:
		return l.CampaignID != ""
	case kindObscure, kindImage:
	}

	return false
}

// legibility is how much of a line can be read.
type legibility int

const (
	// legible is understood, or is obscure.
	legible legibility = iota
	// silent says nothing of a message: it is of a later version and names
	// neither a key nor a content.
	silent
	// torn is the beginning of a line.
	torn
	// damaged may have said anything.
	damaged
)

// parse reads a line. One that is not understood is obscure if it names a key
// or a content.
func parse(raw []byte) (line, legibility) {
	var l line
	if err := json.Unmarshal(raw, &l); err == nil && l.Version == version && l.isWhole() {
		if l.hasOddities() {
			return line{}, damaged
		}

		return l, legible
	}

	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		if isTorn(raw) {
			return line{}, torn
		}

		return line{}, damaged
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

	var of int

	switch isVersion := json.Unmarshal(fields["v"], &of) == nil; {
	case l.Key != "" || l.Content != "":
		return l, legible
	case isVersion && of > version:
		return line{}, silent
	default:
		return line{}, damaged
	}
}

// hasOddities reports whether no run can have written a line.
func (l *line) hasOddities() bool {
	if l.Kind == kindImage {
		return checkDigests(l.Key) != nil || strings.ContainsFunc(l.URL, isNoneOfAnID)
	}

	return checkDigests(l.Key, l.Content) != nil || strings.ContainsFunc(l.MsgID, isNoneOfAnID)
}

// isNoneOfAnID reports whether a character is in no msgid, and in no URL.
func isNoneOfAnID(r rune) bool { return r <= ' ' || r > '~' }

// isTorn reports whether a line is the beginning of one.
func isTorn(raw []byte) bool {
	var fields map[string]json.RawMessage

	err := json.NewDecoder(bytes.NewReader(raw)).Decode(&fields)

	return errors.Is(err, io.ErrUnexpectedEOF)
}

// bare is a line without what is around it: its line break, the zeros that a
// crash may leave, and the mark that an editor may write.
func bare(raw []byte) []byte {
	return bytes.Trim(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), "\x00 \t\r\n")
}
