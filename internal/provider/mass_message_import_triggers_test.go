package provider_test

import "testing"

// An import ends with the first apply that records something: that of triggers
// sends nothing, however long ago it was, and the plan says so. The next change
// sends.
func TestImport_theFirstTriggersAreRecorded(t *testing.T) {
	sim := simulate(t)
	sent := connected(t, sim)
	config := helloTo(chen, lin)
	sent.apply(config)

	imports := connected(t, sim)
	imports.imported(sim.Messages()[0].MsgID)

	planned, got := imports.apply(config)
	got.errors().expect(t, "error without triggers")
	planned.problems.expect(t, "problem without triggers")

	triggered := with(config, object{"triggers": object{"run": "1"}})
	planned, got = imports.apply(triggered)
	got.errors().expect(t, "error")
	planned.problems.expect(t, "problem", at("triggers", "recorded and sends nothing", sim.Messages()[0].MsgID, "change triggers once more"))

	if planned.action != update || sim.posts() != 1 {
		t.Errorf("%s, %d POSTs", planned.action, sim.posts())
	}

	if planned := imports.plan(triggered); planned.action != noOp || len(planned.problems) > 0 {
		t.Errorf("then %s\n%s", planned.action, planned.problems)
	}

	imports.apply(with(config, object{"triggers": object{"run": "2"}}))

	if sim.posts() != 2 {
		t.Errorf("%d POSTs after another change of triggers", sim.posts())
	}
}
