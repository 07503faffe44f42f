package wecomsim

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// faultJSON is a Fault as the control API writes it: durations as text, the raw
// body as text. It is a type of its own, and not tags on Fault, because those
// fields stand among the others in the answer.
type faultJSON struct {
	ID                  int               `json:"id,omitempty"` // of an armed one; nothing on arming
	Endpoint            string            `json:"endpoint,omitempty"`
	Skip                int               `json:"skip,omitempty"`
	Count               int               `json:"count,omitempty"`
	Probability         float64           `json:"probability,omitempty"`
	DelayBefore         string            `json:"delay_before,omitempty"`
	DelayAfter          string            `json:"delay_after,omitempty"`
	AbandonOnDisconnect bool              `json:"abandon_on_disconnect,omitempty"`
	DropAt              Point             `json:"drop_at,omitempty"`
	HangAt              Point             `json:"hang_at,omitempty"`
	AnswerBytes         int               `json:"answer_bytes,omitempty"`
	Status              int               `json:"status,omitempty"`
	Header              map[string]string `json:"header,omitempty"`
	Errcode             int               `json:"errcode,omitempty"`
	CodeText            string            `json:"code_text,omitempty"` // of an armed one: what it will say
	Errmsg              string            `json:"errmsg,omitempty"`
	Body                *string           `json:"body,omitempty"`
	WithEffect          bool              `json:"with_effect,omitempty"`
}

func controlGetFaults(s *Server, _ *http.Request) (any, error) {
	armed := []faultJSON{}
	for _, fault := range s.Faults() {
		armed = append(armed, fault.toJSON())
	}

	return map[string]any{"faults": armed}, nil
}

func controlArmFault(s *Server, r *http.Request) (any, error) {
	fault, err := readFault(r.Body)
	if err != nil {
		return nil, badRequest(err)
	}

	s.Arm(fault)

	return controlGetFaults(s, r)
}

// ParseFault reads a fault as the control API writes it: names in snake case,
// durations such as "1.5s", the raw body as text. An unknown field is an error.
func ParseFault(text []byte) (Fault, error) {
	return readFault(bytes.NewReader(text))
}

func readFault(r io.Reader) (Fault, error) {
	var j faultJSON
	if err := decodeStrictly(r, &j); err != nil {
		return Fault{}, err
	}

	return j.fault()
}

func controlClearFaults(s *Server, _ *http.Request) (any, error) {
	s.ClearFaults()
	return done(), nil
}

func controlDisarm(s *Server, r *http.Request) (any, error) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil || !s.Disarm(id) {
		return nil, notFound(errors.New("no such fault is armed"))
	}

	return done(), nil
}

func (j faultJSON) fault() (Fault, error) {
	before, err := optionalDuration("delay_before", j.DelayBefore)
	if err != nil {
		return Fault{}, err
	}

	after, err := optionalDuration("delay_after", j.DelayAfter)
	if err != nil {
		return Fault{}, err
	}

	f := Fault{
		Endpoint: j.Endpoint, Skip: j.Skip, Count: j.Count, Probability: j.Probability,
		DelayBefore: valueOr(before, 0), DelayAfter: valueOr(after, 0), AbandonOnDisconnect: j.AbandonOnDisconnect,
		DropAt: j.DropAt, HangAt: j.HangAt, AnswerBytes: j.AnswerBytes,
		Status: j.Status, Header: j.Header, Errcode: j.Errcode, Errmsg: j.Errmsg, WithEffect: j.WithEffect,
	}
	if j.Body != nil {
		f.Body = []byte(*j.Body)
	}

	return f, f.check()
}

// check finds what would make a fault that never does what was meant.
func (f *Fault) check() error {
	for _, point := range []Point{f.DropAt, f.HangAt} {
		switch point {
		case "", BeforeRead, BeforeEffect, AfterEffect, InAnswer:
		default:
			return errors.New("drop_at and hang_at should be before_read, before_effect, after_effect or in_answer")
		}
	}

	switch {
	case f.Skip < 0 || f.Count < 0 || f.AnswerBytes < 0 || f.DelayBefore < 0 || f.DelayAfter < 0:
		return errors.New("numbers and durations should not be negative")
	case f.Probability < 0 || f.Probability > 1:
		return errors.New("probability should be from 0 to 1")
	case f.Status != 0 && (f.Status < 200 || f.Status > 599):
		return errors.New("status should be from 200 to 599")
	}

	return nil
}

func (f *Fault) toJSON() faultJSON {
	j := faultJSON{
		ID: f.ID, Endpoint: f.Endpoint, Skip: f.Skip, Count: f.Count, Probability: f.Probability,
		AbandonOnDisconnect: f.AbandonOnDisconnect, DropAt: f.DropAt, HangAt: f.HangAt, AnswerBytes: f.AnswerBytes,
		Status: f.Status, Header: f.Header, Errcode: f.Errcode, Errmsg: f.Errmsg, WithEffect: f.WithEffect,
	}
	if f.Errcode != 0 {
		j.CodeText = cmp.Or(f.Errmsg, codeText(f.Errcode))
	}

	if f.DelayBefore > 0 {
		j.DelayBefore = f.DelayBefore.String()
	}

	if f.DelayAfter > 0 {
		j.DelayAfter = f.DelayAfter.String()
	}

	if f.Body != nil {
		text := string(f.Body)
		j.Body = &text
	}

	return j
}

func valueOr(d *time.Duration, fallback time.Duration) time.Duration {
	if d == nil {
		return fallback
	}

	return *d
}
