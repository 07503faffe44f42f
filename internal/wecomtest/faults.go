package wecomtest

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What the exchange alone proves of a send.
const (
	Created = "created"
	Unknown = "unknown"
	// Refused leaves nothing in the state.
	Refused = "none"
)

// SendFault is a way in which a send goes wrong that the simulator has a fault
// for. The matrices of the client and of the whole CLI both begin with these.
type SendFault struct {
	Group, Name string
	// Faults is empty where nothing goes wrong.
	Faults []wecomsim.Fault
	// Accepted is how many messages WeCom has after it.
	Accepted int
	// Outcome is what the client can know without the list.
	Outcome string
	// Stands is true for the one that stands for all faults of its outcome and
	// its effect, but for late ones: in a sample, and where the list fails.
	Stands bool
	// Late is true if the effect comes while the client looks for it, or after.
	Late bool
}

// Groups of faults, by what breaks.
const (
	NothingBreaks   = "none"
	ConnectionFault = "connection"
	DeadlineFault   = "deadline"
	StatusFault     = "status"
	ErrcodeFault    = "errcode"
	BodyFault       = "body"
)

// SendFaults are the faults of one send of a client with a request timeout.
func SendFaults(timeout time.Duration) []SendFault {
	return []SendFault{
		{Group: NothingBreaks, Name: "no fault", Accepted: 1, Outcome: Created, Stands: true},
		{Group: ConnectionFault, Name: "closed before the request is read", Faults: once(wecomsim.Fault{DropAt: wecomsim.BeforeRead}), Outcome: Unknown},
		{Group: ConnectionFault, Name: "closed before the effect", Faults: once(wecomsim.Fault{DropAt: wecomsim.BeforeEffect}), Outcome: Unknown, Stands: true},
		{Group: ConnectionFault, Name: "closed after the effect", Faults: once(wecomsim.Fault{DropAt: wecomsim.AfterEffect}), Accepted: 1, Outcome: Unknown, Stands: true},
		{Group: ConnectionFault, Name: "answer cut in the middle", Faults: once(wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 9}), Accepted: 1, Outcome: Unknown},
		{Group: DeadlineFault, Name: "no answer in time", Faults: once(wecomsim.Fault{HangAt: wecomsim.AfterEffect}), Accepted: 1, Outcome: Unknown},
		{Group: DeadlineFault, Name: "effect after the deadline", Faults: once(wecomsim.Fault{DelayBefore: timeout + 300*time.Millisecond}), Accepted: 1, Outcome: Unknown, Late: true},
		{Group: StatusFault, Name: "HTTP 302", Faults: once(wecomsim.Fault{Status: 302, Header: map[string]string{"Location": "http://127.0.0.1:1/"}}), Outcome: Unknown},
		{Group: StatusFault, Name: "HTTP 307", Faults: once(wecomsim.Fault{Status: 307, Header: map[string]string{"Location": "/cgi-bin/externalcontact/add_msg_template"}}), Outcome: Unknown},
		{Group: StatusFault, Name: "HTTP 403 of a gateway", Faults: once(answer(403, "<html>no</html>", false)), Outcome: Unknown},
		{Group: StatusFault, Name: "HTTP 403 of a filter, with effect", Faults: once(answer(403, "<html>no</html>", true)), Accepted: 1, Outcome: Unknown},
		{Group: StatusFault, Name: "HTTP 504 with an errcode, with effect", Faults: once(answer(504, `{"errcode":504}`, true)), Accepted: 1, Outcome: Unknown},
		{Group: StatusFault, Name: "HTTP 408", Faults: once(wecomsim.Fault{Status: 408}), Outcome: Unknown},
		{Group: StatusFault, Name: "HTTP 502 without effect", Faults: once(answer(502, "<html>bad gateway</html>", false)), Outcome: Unknown},
		{Group: StatusFault, Name: "HTTP 504 with effect", Faults: once(answer(504, "<html>time-out</html>", true)), Accepted: 1, Outcome: Unknown},
		{Group: ErrcodeFault, Name: "errcode 40096", Faults: once(wecomsim.Fault{Errcode: 40096}), Outcome: Refused},
		{Group: ErrcodeFault, Name: "errcode 41048", Faults: once(wecomsim.Fault{Errcode: 41048}), Outcome: Refused},
		{Group: ErrcodeFault, Name: "errcode 60020", Faults: once(wecomsim.Fault{Errcode: 60020}), Outcome: Refused, Stands: true},
		{Group: ErrcodeFault, Name: "errcode -1 without effect", Faults: once(wecomsim.Fault{Errcode: -1}), Outcome: Unknown},
		{Group: ErrcodeFault, Name: "errcode -1 with effect", Faults: once(wecomsim.Fault{Errcode: -1, WithEffect: true}), Accepted: 1, Outcome: Unknown},
		{Group: StatusFault, Name: "errcode 0 under HTTP 500", Faults: once(wecomsim.Fault{Status: 500, WithEffect: true}), Accepted: 1, Outcome: Created},
		{Group: BodyFault, Name: "not JSON, with effect", Faults: once(answer(0, "ok", true)), Accepted: 1, Outcome: Unknown},
		{Group: BodyFault, Name: "errcode 0 without msgid, with effect", Faults: once(answer(0, `{"errcode":0,"errmsg":"ok"}`, true)), Accepted: 1, Outcome: Unknown},
		{Group: BodyFault, Name: "msgid of another type, with effect", Faults: once(answer(0, `{"errcode":0,"msgid":[1],"fail_list":"x"}`, true)), Accepted: 1, Outcome: Unknown},
		{Group: BodyFault, Name: "empty answer, with effect", Faults: once(answer(0, "", true)), Accepted: 1, Outcome: Unknown},
	}
}

// once strikes the first send.
func once(fault wecomsim.Fault) []wecomsim.Fault {
	fault.Endpoint, fault.Count = "add_msg_template", 1
	return []wecomsim.Fault{fault}
}

// answer is what something between the client and WeCom answers.
func answer(status int, body string, withEffect bool) wecomsim.Fault {
	return wecomsim.Fault{Status: status, Body: []byte(body), WithEffect: withEffect}
}
