package provider_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Whichever bound of time ends a create, the error names that one, and advises
// to make no other longer. Nothing was sent.
func TestMassMessage_namesTheBoundThatIsOver(t *testing.T) {
	file := t.TempDir() + "/price-list.txt"
	write(t, file, "a list of prices")

	for name, row := range map[string]struct {
		endpoint       string
		block, message object
		path           string
		want, wantNot  string
	}{
		"create in an upload": {
			"upload",
			object{"request_timeout": "10m"},
			object{"timeouts": object{"create": "1s"}},
			"attachments[0].file", "longer timeouts.create", "request_timeout",
		},
		"create in a look": {
			"get_groupmsg_list_v2",
			object{"request_timeout": "10m", "duplicate_check_interval": "1h"},
			object{"timeouts": object{"create": "1s"}},
			"", "longer timeouts.create", "request_timeout",
		},
		"the call in an upload": {
			"upload",
			object{"request_timeout": "1s"},
			object{"timeouts": object{"create": "10m"}},
			"attachments[0].file", "request_timeout (1s) was over", "timeouts.create",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			sim, hasty := simulateHastily(t)
			sim.Arm(wecomsim.Fault{Endpoint: row.endpoint, HangAt: wecomsim.BeforeEffect})

			p := serve(t, hasty)
			p.configure(with(sim.block(), row.block)).expect(t, "problem of the provider block")

			message := p.message()

			_, applied := message.apply(with(with(hello(), object{"attachments": []any{object{"msgtype": "file", "file": object{"source": file}}}}), row.message))
			applied.errors().expect(t, "error of the apply", at(row.path, "Nothing was sent", row.want))

			if strings.Contains(applied.errors().String(), row.wantNot) {
				t.Errorf("it names %s: %s", row.wantNot, applied)
			}

			if sim.posts() != 0 {
				t.Errorf("%d POSTs", sim.posts())
			}
		})
	}
}
