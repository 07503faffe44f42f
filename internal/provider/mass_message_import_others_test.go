package provider_test

import (
	"path/filepath"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The journal knows to which groups a message goes by WeCom's answer, long
// before WeCom's list shows them. An import into a block for others is an
// error, and so is one into a block for fewer; one of some that were added
// since is a warning that names them.
func TestImport_groupsThatItWasNotAskedFor(t *testing.T) {
	const first, second, third = wecomsim.DemoGroup, "wrSIM00000000000000000000002AA", "wrSIM00000000000000000000003AA"

	to := func(ids ...string) object {
		return object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": ids, "text": object{"content": "你好"}}
	}

	for name, c := range map[string]struct {
		first    []string // nil: the first group
		now      object
		errors   []expectation
		warnings []expectation
	}{
		"the same":                   {now: to(first)},
		"others":                     {now: to(second), errors: []expectation{at("chat_id_list", "1 group in the configuration", "was sent with none of them, by the journal")}},
		"fewer":                      {first: []string{wecomsim.DemoGroup, second}, now: to(second), errors: []expectation{at("chat_id_list", "1 group in the configuration", "was sent with 2 groups by the journal, 1 of them not in the configuration")}},
		"fewer, and others":          {first: []string{wecomsim.DemoGroup, second}, now: to(second, third), errors: []expectation{at("chat_id_list", "was sent with 2 groups by the journal, 1 of them not in the configuration")}},
		"those that the owner picks": {now: object{"chat_type": "group", "sender": "zhangsan", "text": object{"content": "你好"}}, errors: []expectation{at("chat_id_list", "chat_id_list is left out in the configuration", "was sent with 1 group by the journal")}},
		"some were added since":      {now: to(first, second), warnings: []expectation{at("chat_id_list", "does not go to 1 of 2 groups: "+second, "they get nothing")}},
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

// A message that was imported into a block for more groups counts those whom it
// was sent to. To correct the block to them sends nothing, whatever resend_on
// says. To write others does.
func TestImport_groupsCorrectedToThoseOfTheMessage(t *testing.T) {
	const first, second = wecomsim.DemoGroup, "wrSIM00000000000000000000002AA"

	for name, row := range map[string]struct {
		listed bool // by WeCom, and no journal knows of it
		then   []string
		sends  int
	}{
		"those of the message":              {false, []string{first}, 1},
		"as imported":                       {false, []string{first, second}, 1},
		"others: the control":               {false, []string{second}, 2},
		"those of the message, by the list": {true, []string{first}, 1},
		"as imported, by the list":          {true, []string{first, second}, 1},
		"others, by the list: the control":  {true, []string{second}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)

			block := object{"journal_dir": filepath.Join(t.TempDir(), "journal")}
			if row.listed {
				block = object{"journal_dir": ""}
			}

			to := func(ids ...string) object {
				return object{"chat_type": "group", "sender": "zhangsan", "chat_id_list": ids, "text": object{"content": "你好"}, "resend_on": "change"}
			}

			_, got := journaled(t, sim, block).apply(to(first))
			got.errors().expect(t, "error of the send")

			if row.listed {
				if err := sim.ConfirmAll(sim.Messages()[0].MsgID); err != nil {
					t.Fatal(err)
				}
			} else {
				endRuns(t, block)
			}

			imports := journaled(t, sim, block)
			imports.imported(sim.Messages()[0].MsgID)

			_, got = imports.apply(to(first, second))
			got.errors().expect(t, "error of the import")

			if audience := imports.attribute("audience"); audience != "1 customer group" {
				t.Errorf("audience %q", audience)
			}

			_, got = imports.apply(to(row.then...))
			got.errors().expect(t, "error of the edit")

			if sim.posts() != row.sends {
				t.Errorf("%d POSTs, want %d", sim.posts(), row.sends)
			}
		})
	}
}
