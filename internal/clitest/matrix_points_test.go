package clitest_test

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

const send = "add_msg_template"

// points are the faults of the send itself, for workspaces with a request
// timeout of one second.
func points() []wecomtest.SendFault { return wecomtest.SendFaults(time.Second) }

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
