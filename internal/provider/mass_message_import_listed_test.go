package provider_test

import "testing"

// An import of a message to a group is recorded again after a lost state once
// WeCom lists that the group has it, and only then.
func TestMassMessage_anImportThatWeComListsByNow(t *testing.T) {
	for _, isSent := range []bool{false, true} {
		w := adoptWrongly(t)
		w.block = with(w.block, object{"journal_dir": t.TempDir() + "/journal"}) // which knows of no wrong answer

		imports := w.lost()
		imports.imported(w.right)
		imports.apply(w.config)

		if isSent {
			w.confirm()
		}

		later := w.lost()
		_, got := later.apply(w.config)

		if !isSent {
			got.errors().expect(t, "error", at("", "it was sent already", "import it again: its id for import is "+w.right))
			continue
		}

		got.errors().expect(t, "error")

		if later.attribute("msgid") != w.right || w.sim.posts() != 2 {
			t.Errorf("recorded as %q, %d POSTs\n%s", later.attribute("msgid"), w.sim.posts(), got)
		}
	}
}
