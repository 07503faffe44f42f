package faultmatrix

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// list is a state of WeCom's sent-message list.
type list struct {
	name     string
	readable bool
	fresh    bool // it shows what was sent a moment ago
	arm      func(sim *wecomsim.Server)
	spoil    func(records []map[string]any) []any
	renames  bool // it shows media under other names,
	always   bool // and never under those that were sent
}

const listEndpoint = "get_groupmsg_list_v2"

// listLag is longer than a lookup and shorter than the check looks back.
const listLag = 20 * time.Minute

func lists() []list {
	return []list{
		{name: "works", readable: true, fresh: true, arm: func(*wecomsim.Server) {}},
		{name: "lags", readable: true, arm: func(sim *wecomsim.Server) { sim.SetListLag(listLag) }},
		{name: "has odd records", readable: true, fresh: true, arm: func(*wecomsim.Server) {}, spoil: withOddRecords},
		{name: "renames media", readable: true, fresh: true, renames: true, arm: func(*wecomsim.Server) {}, spoil: withOtherMedia},
		{name: "has names of its own for media", readable: true, fresh: true, renames: true, always: true, arm: func(*wecomsim.Server) {}},
		{name: "alters texts", readable: true, arm: func(*wecomsim.Server) {}, spoil: withOtherTexts},
		{name: "refuses", arm: func(sim *wecomsim.Server) {
			sim.Arm(wecomsim.Fault{Endpoint: listEndpoint, Errcode: 48002})
		}},
		{name: "absent", arm: func(sim *wecomsim.Server) {
			sim.Arm(wecomsim.Fault{Endpoint: listEndpoint, Status: 404, Body: []byte("no such page")})
		}},
	}
}
