package clitest_test

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const send = "add_msg_template"

// point is a place of the exchange at which something goes wrong.
type point struct {
	name  string
	fault wecomsim.Fault
	// accepted is how many messages WeCom has after it.
	accepted int
	// outcome is what the client can know without the list.
	outcome string // "created", "unknown", "none" (refused)
	// stands is true for the one that stands for all faults of its outcome: the
	// sample of the matrix, and where the list fails.
	stands bool
	// late is true if the effect comes while the client looks for it, or after.
	late bool
}

// points are the faults of the send itself.
func points() []point {
	raw := func(body string, effect bool) wecomsim.Fault {
		return wecomsim.Fault{Body: []byte(body), WithEffect: effect}
	}

	all := []point{
		{name: "no fault", fault: wecomsim.Fault{Endpoint: "nothing"}, accepted: 1, outcome: "created", stands: true},
		{name: "closed before the request is read", fault: wecomsim.Fault{DropAt: wecomsim.BeforeRead}, accepted: 0, outcome: "unknown"},
		{name: "closed before the effect", fault: wecomsim.Fault{DropAt: wecomsim.BeforeEffect}, accepted: 0, outcome: "unknown", stands: true},
		{name: "closed after the effect", fault: wecomsim.Fault{DropAt: wecomsim.AfterEffect}, accepted: 1, outcome: "unknown", stands: true},
		{name: "answer cut in the middle", fault: wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 9}, accepted: 1, outcome: "unknown"},
		{name: "no answer in time", fault: wecomsim.Fault{HangAt: wecomsim.AfterEffect}, accepted: 1, outcome: "unknown"},
		{name: "effect after the deadline", fault: wecomsim.Fault{DelayBefore: 1300 * time.Millisecond}, accepted: 1, outcome: "unknown", late: true},
		{name: "HTTP 302", fault: wecomsim.Fault{Status: 302, Header: map[string]string{"Location": "http://127.0.0.1:1/"}}, accepted: 0, outcome: "unknown"},
		{name: "HTTP 307", fault: wecomsim.Fault{Status: 307, Header: map[string]string{"Location": "/cgi-bin/externalcontact/add_msg_template"}}, accepted: 0, outcome: "unknown"},
		{name: "HTTP 403 of a gateway", fault: wecomsim.Fault{Status: 403, Body: []byte("<html>no</html>")}, accepted: 0, outcome: "unknown"},
		{name: "HTTP 403 of a filter, with effect", fault: wecomsim.Fault{Status: 403, Body: []byte("<html>no</html>"), WithEffect: true}, accepted: 1, outcome: "unknown"},
		{name: "HTTP 504 with an errcode, with effect", fault: wecomsim.Fault{Status: 504, Body: []byte(`{"errcode":504}`), WithEffect: true}, accepted: 1, outcome: "unknown"},
		{name: "HTTP 408", fault: wecomsim.Fault{Status: 408}, accepted: 0, outcome: "unknown"},
		{name: "HTTP 502 without effect", fault: wecomsim.Fault{Status: 502, Body: []byte("<html>bad gateway</html>")}, accepted: 0, outcome: "unknown"},
		{name: "HTTP 504 with effect", fault: wecomsim.Fault{Status: 504, Body: []byte("<html>time-out</html>"), WithEffect: true}, accepted: 1, outcome: "unknown"},
		{name: "errcode 40096", fault: wecomsim.Fault{Errcode: 40096}, accepted: 0, outcome: "none"},
		{name: "errcode 41048", fault: wecomsim.Fault{Errcode: 41048}, accepted: 0, outcome: "none"},
		{name: "errcode 60020", fault: wecomsim.Fault{Errcode: 60020}, accepted: 0, outcome: "none", stands: true},
		{name: "errcode -1 without effect", fault: wecomsim.Fault{Errcode: -1}, accepted: 0, outcome: "unknown"},
		{name: "errcode -1 with effect", fault: wecomsim.Fault{Errcode: -1, WithEffect: true}, accepted: 1, outcome: "unknown"},
		{name: "errcode 0 under HTTP 500", fault: wecomsim.Fault{Status: 500, WithEffect: true}, accepted: 1, outcome: "created"},
		{name: "not JSON, with effect", fault: raw("ok", true), accepted: 1, outcome: "unknown"},
		{name: "errcode 0 without msgid, with effect", fault: raw(`{"errcode":0,"errmsg":"ok"}`, true), accepted: 1, outcome: "unknown"},
		{name: "msgid of another type, with effect", fault: raw(`{"errcode":0,"msgid":[1],"fail_list":"x"}`, true), accepted: 1, outcome: "unknown"},
		{name: "empty answer, with effect", fault: wecomsim.Fault{Body: []byte{}, WithEffect: true}, accepted: 1, outcome: "unknown"},
	}

	for i := range all {
		if all[i].fault.Endpoint == "" {
			all[i].fault.Endpoint = send
		}

		all[i].fault.Count = 1
	}

	return all
}

// listMode is how the sent-message list behaves.
type listMode struct {
	name string
	arm  func(*wecomsim.Server)
	// shows is true if the list shows a message at once.
	shows bool
	// lags is true if it shows it later, fails if it cannot be read.
	lags, fails bool
}

func listModes() []listMode {
	const list = "get_groupmsg_list_v2"

	return []listMode{
		{name: "list works", arm: func(*wecomsim.Server) {}, shows: true},
		{name: "list lags", arm: func(s *wecomsim.Server) { s.SetListLag(time.Hour) }, lags: true},
		{name: "list refuses", arm: func(s *wecomsim.Server) { s.Arm(wecomsim.Fault{Endpoint: list, Errcode: 48002}) }, fails: true},
		{name: "list is absent", arm: func(s *wecomsim.Server) { s.Arm(wecomsim.Fault{Endpoint: list, Status: 404}) }, fails: true},
	}
}
