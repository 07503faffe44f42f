package faultmatrix

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// answer is what the client can know about its send from the exchange alone.
type answer int

const (
	silent  answer = iota // nothing is proven
	refuses               // proven: nothing was sent
	accepts               // proven: it was sent
)

// point is a place where the first apply breaks.
type point struct {
	group, name string
	// effect: the server has accepted the message.
	effect bool
	answer answer
	// late: the effect comes after the client has stopped looking.
	late bool
	// blind: the lookup of the first apply cannot prove anything either.
	blind bool
	// misdated: every answer tells a wrong time, so nothing is proven later.
	misdated bool
	// inCheck: the point lies in the check, so it needs one.
	inCheck bool

	faults    []wecomsim.Fault // armed from the beginning
	then      []wecomsim.Fault // armed when the send arrives
	cancel    string           // cancel the run when a request for this endpoint arrives,
	afterSend bool             // but only after the send has arrived
	revoke    bool             // revoke all tokens when the send arrives
	tcp       *strike          // below HTTP
	tls       bool
	file      bool          // the message has a file, which is uploaded first,
	given     bool          // or which a person has uploaded
	short     time.Duration // request timeout, where time must really pass

	skew   time.Duration // the server's time minus ours
	misled bool          // one answer has told a time that is not WeCom's
	front  front         // what stands before the server in the first apply
	during bool          // hand the kept send over when the lookup begins,
	after  time.Duration // or so long after the first apply
}

// slower is the point with twice the time.
func (p point) slower() point {
	p.short *= 2
	p.faults = slices.Clone(p.faults)

	for i := range p.faults {
		p.faults[i].DelayBefore *= 2
		p.faults[i].DelayAfter *= 2
	}

	return p
}

const sendEndpoint = "add_msg_template"

// quick is the request timeout of the points that wait for it to pass.
const quick = 100 * time.Millisecond

func send(fault wecomsim.Fault) []wecomsim.Fault {
	fault.Endpoint = sendEndpoint
	if fault.Count == 0 {
		fault.Count = 1
	}

	return []wecomsim.Fault{fault}
}

// points are all points at which the matrix breaks the first apply. What only
// has another name than one before it is left out.
func points() []point {
	all := sharedPoints()

	for _, group := range [][]point{
		connectionPoints(), tcpPoints(), deadlinePoints(), statusPoints(), codePoints(), bodyPoints(),
		tokenPoints(), checkPoints(), uploadPoints(), givenPoints(), lookupPoints(), cancelPoints(),
		gatewayPoints(), clockPoints(), informPoints(), latePoints(),
	} {
		for _, p := range group {
			if !slices.ContainsFunc(all, p.is) {
				all = append(all, p)
			}
		}
	}

	return all
}

// is tells whether two points differ in nothing but their names.
func (p point) is(other point) bool {
	other.name = p.name
	return reflect.DeepEqual(p, other)
}

// sharedPoints are the faults that the matrix of the whole CLI has, too.
func sharedPoints() []point {
	var all []point

	for _, f := range wecomtest.SendFaults(quick) {
		p := point{group: f.Group, name: f.Name, effect: f.Accepted == 1, late: f.Late, faults: f.Faults}

		switch f.Outcome {
		case wecomtest.Created:
			p.answer = accepts
		case wecomtest.Refused:
			p.answer = refuses
		}

		if f.Group == wecomtest.DeadlineFault {
			p.short = quick
		}

		all = append(all, p)
	}

	return all
}

// connectionPoints close the connection in the answer of the send.
func connectionPoints() []point {
	all := []point{
		{name: "after the whole answer", effect: true, answer: accepts, faults: send(wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 1 << 20})},
	}

	for _, n := range []int{0, 1, 12, 30, 60} {
		all = append(all, point{name: fmt.Sprintf("after %d bytes of the answer", n), effect: true, faults: send(wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: n})})
	}

	return inGroup(wecomtest.ConnectionFault, all)
}

// deadlinePoints let the time of the call pass.
func deadlinePoints() []point {
	all := []point{
		{name: "before the body is read", faults: send(wecomsim.Fault{HangAt: wecomsim.BeforeRead})},
		{name: "after the request", faults: send(wecomsim.Fault{HangAt: wecomsim.BeforeEffect})},
		{name: "in the answer", effect: true, faults: send(wecomsim.Fault{HangAt: wecomsim.InAnswer, AnswerBytes: 20})},
		{name: "delayed answer", effect: true, faults: send(wecomsim.Fault{DelayAfter: 4 * quick, AbandonOnDisconnect: true})},
		{name: "delayed work, abandoned", faults: send(wecomsim.Fault{DelayBefore: 4 * quick, AbandonOnDisconnect: true})},
	}
	for i := range all {
		all[i].short = quick
	}

	return inGroup(wecomtest.DeadlineFault, all)
}

// statusPoints are HTTP statuses with and without WeCom's JSON.
func statusPoints() []point {
	var all []point

	// A filter or a gateway may have written them after WeCom has done its
	// work.
	for _, status := range []int{
		300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 407, 408, 409, 410, 413, 421, 422, 425, 429, 431, 451, 499,
		500, 501, 502, 503, 504, 511, 520, 599,
	} {
		for _, effect := range []bool{false, true} {
			all = append(all, point{name: fmt.Sprintf("%d without JSON, effect %t", status, effect), effect: effect, faults: send(wecomsim.Fault{
				Status: status, Body: []byte("<html>"), WithEffect: effect, Header: map[string]string{"Location": "/cgi-bin/externalcontact/add_msg_template"},
			})})
		}
	}

	for _, status := range []int{201, 302, 400, 404, 408, 500, 502} {
		all = append(all,
			point{name: fmt.Sprintf("%d with a msgid", status), effect: true, answer: accepts, faults: send(wecomsim.Fault{Status: status, WithEffect: true})},
			point{name: fmt.Sprintf("%d with a refusal", status), faults: send(wecomsim.Fault{Status: status, Errcode: 40096})},
			point{name: fmt.Sprintf("%d with a refusal, after the effect", status), effect: true, faults: send(wecomsim.Fault{Status: status, Errcode: 40096, WithEffect: true})},
			point{name: fmt.Sprintf("%d with errcode -1", status), faults: send(wecomsim.Fault{Status: status, Errcode: -1})},
		)
	}

	return inGroup(wecomtest.StatusFault, all)
}

// codePoints are errcodes: every one that the client knows, and one that it
// does not.
func codePoints() []point {
	all := []point{
		{name: "999999", answer: refuses, faults: send(wecomsim.Fault{Errcode: 999999})},
	}

	var known []wecom.Errcode
	for _, table := range wecom.ErrcodeTables() {
		known = append(known, table.Codes...)
	}

	for _, entry := range known {
		p := point{name: fmt.Sprint(entry.Code), answer: refuses, faults: send(wecomsim.Fault{Errcode: entry.Code})}

		switch entry.Code {
		case 0, -1:
			continue
		case 40001, 40014, 42001, 45009, 45033:
			// Repeated once, and the second one succeeds.
			p.effect, p.answer = true, accepts
			twice := p
			twice.name += " twice"
			twice.effect, twice.answer = false, refuses
			twice.faults = send(wecomsim.Fault{Errcode: entry.Code, Count: 2})
			// The first is refused, and the answer to the second is lost.
			lost := p
			lost.name += ", then a lost answer"
			lost.answer = silent

			lost.faults = append(send(wecomsim.Fault{Errcode: entry.Code}), send(wecomsim.Fault{DropAt: wecomsim.AfterEffect})...)
			all = append(all, twice, lost)
		}

		all = append(all, p)
	}

	return inGroup(wecomtest.ErrcodeFault, all)
}

// bodyPoints are answers that say nothing that can be relied on.
func bodyPoints() []point {
	var all []point

	bodies := map[string]string{
		"empty":                 "",
		"HTML":                  "<html><body>ok</body></html>",
		"null":                  "null",
		"a list":                "[]",
		"a string":              `"ok"`,
		"empty object":          "{}",
		"cut after errcode":     `{"errcode":0`,
		"cut in the msgid":      `{"errcode":0,"errmsg":"ok","msgid":"msg`,
		"cut before its end":    `{"errcode":0,"errmsg":"ok","msgid":"msgX"`,
		"two objects":           `{"errcode":0,"msgid":"msgX"}{"errcode":0}`,
		"ok without msgid":      `{"errcode":0,"errmsg":"ok"}`,
		"ok with empty msgid":   `{"errcode":0,"errmsg":"ok","msgid":""}`,
		"ok with null msgid":    `{"errcode":0,"errmsg":"ok","msgid":null}`,
		"ok with number msgid":  `{"errcode":0,"errmsg":"ok","msgid":12}`,
		"ok with damaged msgid": "{\"errcode\":0,\"msgid\":\"msg\xff\"}",
		"ok with huge msgid":    `{"errcode":0,"msgid":"` + strings.Repeat("m", 1000) + `"}`,
		"msgid without errcode": `{"msgid":"msgX"}`,
		"errcode null":          `{"errcode":null,"msgid":"msgX"}`,
		"errcode a word":        `{"errcode":"ok","msgid":"msgX"}`,
		"errcode a fraction":    `{"errcode":0.1,"msgid":"msgX"}`,
		"errcode true":          `{"errcode":true,"msgid":"msgX"}`,
		"too deep":              `{"errcode":0,"msgid":"msgX","a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`,
		"invalid UTF-8":         "\xff\xfe\xfd",
		"NUL bytes":             strings.Repeat("\x00", 100),
	}
	for _, name := range slices.Sorted(maps.Keys(bodies)) {
		body := bodies[name]
		for _, effect := range []bool{false, true} {
			all = append(all, point{name: fmt.Sprintf("%s, effect %t", name, effect), effect: effect, faults: send(wecomsim.Fault{Body: []byte(body), WithEffect: effect})})
		}
	}

	return inGroup(wecomtest.BodyFault, all)
}

func inGroup(name string, all []point) []point {
	for i := range all {
		all[i].group = name
	}

	return all
}
