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
}

// points are the faults of the send itself.
func points() []point {
	raw := func(body string, effect bool) wecomsim.Fault {
		return wecomsim.Fault{Body: []byte(body), WithEffect: effect}
	}

	all := []point{
		{"no fault", wecomsim.Fault{Endpoint: "nothing"}, 1, "created"},
		{"closed before the request is read", wecomsim.Fault{DropAt: wecomsim.BeforeRead}, 0, "unknown"},
		{"closed before the effect", wecomsim.Fault{DropAt: wecomsim.BeforeEffect}, 0, "unknown"},
		{"closed after the effect", wecomsim.Fault{DropAt: wecomsim.AfterEffect}, 1, "unknown"},
		{"answer cut in the middle", wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 9}, 1, "unknown"},
		{"no answer in time", wecomsim.Fault{HangAt: wecomsim.AfterEffect}, 1, "unknown"},
		{"effect after the deadline", wecomsim.Fault{DelayBefore: 1300 * time.Millisecond}, 1, "unknown"},
		{"HTTP 302", wecomsim.Fault{Status: 302, Header: map[string]string{"Location": "http://127.0.0.1:1/"}}, 0, "unknown"},
		{"HTTP 307", wecomsim.Fault{Status: 307, Header: map[string]string{"Location": "/cgi-bin/externalcontact/add_msg_template"}}, 0, "unknown"},
		{"HTTP 403 of a gateway", wecomsim.Fault{Status: 403, Body: []byte("<html>no</html>")}, 0, "unknown"},
		{"HTTP 403 of a filter, with effect", wecomsim.Fault{Status: 403, Body: []byte("<html>no</html>"), WithEffect: true}, 1, "unknown"},
		{"HTTP 504 with an errcode, with effect", wecomsim.Fault{Status: 504, Body: []byte(`{"errcode":504}`), WithEffect: true}, 1, "unknown"},
		{"HTTP 408", wecomsim.Fault{Status: 408}, 0, "unknown"},
		{"HTTP 502 without effect", wecomsim.Fault{Status: 502, Body: []byte("<html>bad gateway</html>")}, 0, "unknown"},
		{"HTTP 504 with effect", wecomsim.Fault{Status: 504, Body: []byte("<html>time-out</html>"), WithEffect: true}, 1, "unknown"},
		{"errcode 40096", wecomsim.Fault{Errcode: 40096}, 0, "none"},
		{"errcode 41048", wecomsim.Fault{Errcode: 41048}, 0, "none"},
		{"errcode 60020", wecomsim.Fault{Errcode: 60020}, 0, "none"},
		{"errcode -1 without effect", wecomsim.Fault{Errcode: -1}, 0, "unknown"},
		{"errcode -1 with effect", wecomsim.Fault{Errcode: -1, WithEffect: true}, 1, "unknown"},
		{"errcode 0 under HTTP 500", wecomsim.Fault{Status: 500, WithEffect: true}, 1, "created"},
		{"not JSON, with effect", raw("ok", true), 1, "unknown"},
		{"errcode 0 without msgid, with effect", raw(`{"errcode":0,"errmsg":"ok"}`, true), 1, "unknown"},
		{"msgid of another type, with effect", raw(`{"errcode":0,"msgid":[1],"fail_list":"x"}`, true), 1, "unknown"},
		{"empty answer, with effect", wecomsim.Fault{Body: []byte{}, WithEffect: true}, 1, "unknown"},
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
}

func listModes() []listMode {
	const list = "get_groupmsg_list_v2"

	return []listMode{
		{"list works", func(*wecomsim.Server) {}, true},
		{"list lags", func(s *wecomsim.Server) { s.SetListLag(time.Hour) }, false},
		{"list refuses", func(s *wecomsim.Server) { s.Arm(wecomsim.Fault{Endpoint: list, Errcode: 48002}) }, false},
		{"list is absent", func(s *wecomsim.Server) { s.Arm(wecomsim.Fault{Endpoint: list, Status: 404}) }, false},
	}
}
