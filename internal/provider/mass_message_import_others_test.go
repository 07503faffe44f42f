package provider_test

import (
	"path/filepath"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The journal knows to which groups a message goes by WeCom's answer, long
// before WeCom's list shows them. An import into a block for others is an
// error; one of some that were added since is a warning that names them.
func TestImport_groupsThatItWasNotAskedFor(t *testing.T) {
	const first, second = wecomsim.DemoGroup, "wrSIM00000000000000000000002AA"

	to := func(ids ...string) object {
		return object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": ids, "text": object{"content": "你好"}}
	}

	for name, c := range map[string]struct {
		first    []string // nil: the first group
		now      object
		errors   []expectation
		warnings []expectation
	}{
		"the same":              {now: to(first)},
		"others":                {now: to(second), errors: []expectation{at("chat_id_list", "1 group in the configuration", "was sent with none of them, by the journal")}},
		"fewer":                 {first: []string{wecomsim.DemoGroup, second}, now: to(second), warnings: []expectation{at("chat_id_list", "sent to others as well")}},
		"some were added since": {now: to(first, second), warnings: []expectation{at("chat_id_list", "was not sent to 1 of 2 groups: "+second, "they get nothing")}},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			block := object{"journal_dir": filepath.Join(t.TempDir(), "journal")}

			if c.first == nil {
				c.first = []string{first}
			}

			_, got := journaled(t, sim, block).apply(to(c.first...))
			got.errors().expect(t, "error of the send")

			endRuns(t, block)

			imports := journaled(t, sim, block)
			imports.imported(sim.Messages()[0].MsgID)

			planned := imports.plan(c.now)
			planned.problems.errors().expect(t, "error", c.errors...)
			planned.problems.warnings().expect(t, "warning", c.warnings...)

			if sim.posts() != 1 {
				t.Errorf("%d POSTs", sim.posts())
			}
		})
	}
}
