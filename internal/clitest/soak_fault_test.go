package clitest_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// soakFault is what the proxy does to one request of a command.
type soakFault struct {
	endpoint, name string
	reply          reply
	// foreign: somebody else sends the same words at this moment.
	foreign bool
}

func drawFault(r *rand.Rand) soakFault {
	f := soakFault{endpoint: send}

	switch r.IntN(12) {
	case 0, 1, 2:
		f.name, f.reply = "lost before", lostBefore()
	case 3, 4:
		f.name, f.reply = "lost after", lostAfter()
	case 5:
		f.reply = reply{late: time.Duration(r.IntN(30)) * 100 * time.Millisecond}
		f.reply.late += time.Millisecond // zero is no late
		f.name = fmt.Sprintf("%s late", f.reply.late)
	case 6, 7, 8:
		status := pick(r, 200, 302, 403, 413, 429, 499, 500, 502, 503, 504)
		body := pick(r, "<html>no</html>", fmt.Sprintf(`{"errcode":%d,"errmsg":"gateway"}`, status))
		f.reply = gateway(status, body, r.IntN(3) > 0)
		f.name = fmt.Sprintf("gateway's %d %s, forwarded %t", status, body, f.reply.forward)

		if r.IntN(2) == 0 {
			ahead := pick(r, 8, -8)
			f.reply = f.reply.dated(time.Duration(ahead) * time.Hour)
			f.name += fmt.Sprintf(", Date %d h off", ahead)
		}
	case 9:
		f.reply = pick(r, reply{forward: true, cut: true}, reply{forward: true, early: true}, reply{forward: true, upgrade: true}, reply{upgrade: true})
		f.name = fmt.Sprintf("cut %t, 103 %t, 101 %t, forwarded %t", f.reply.cut, f.reply.early, f.reply.upgrade, f.reply.forward)
	case 10:
		f.reply = gateway(200, pick(r, `{"errcode":40096,"errmsg":"invalid"}`, `{"errcode":-1,"errmsg":"busy"}`, `{"errcode":40014,"errmsg":"token"}`), false)
		f.name = "WeCom's own " + f.reply.body
	default:
		// One answer of a gateway beside the send. The call is repeated, so
		// nothing is hidden by it.
		f.endpoint = pick(r, "gettoken", list)
		f.reply = gateway(502, "<html>bad gateway</html>", false).dated(time.Duration(pick(r, 8, -8)) * time.Hour)
		f.name = "502 with a Date 8 h off"
	}

	f.foreign = f.endpoint == send && r.IntN(5) == 0
	if f.foreign {
		f.name += ", while somebody else says the same to another customer"
	}

	return f
}

// sayTheSame is somebody else's message with the words of the command, to a
// customer who is nobody's only recipient.
func sayTheSame(sim *wecomsim.Server, messages []soakMessage) {
	for _, m := range messages {
		sim.Add(wecomsim.Message{Text: m.text, Tasks: []wecomsim.Task{{
			UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: customerThree}},
		}}})
	}
}
