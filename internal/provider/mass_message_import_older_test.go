package provider_test

import "testing"

// A message to a group whose answer was lost was imported, and an older state
// has it as unknown: it is a candidate there as it was before, also by a block
// that says what an import does not tell. It is found once WeCom's list shows
// who got it.
func TestMassMessage_anImportAndAnOlderState(t *testing.T) {
	for _, isSent := range []bool{false, true} {
		w := adoptWrongly(t)
		w.block = with(w.block, object{"journal_dir": t.TempDir() + "/journal"}) // which knows of no wrong answer

		names := at("status", "", w.right+", created at")
		w.again(w.older).refresh().expect(t, "warning before the import", names)

		imports := w.lost()
		imports.imported(w.right)
		imports.apply(w.config)

		if isSent {
			w.confirm()
		}

		after := names
		if isSent {
			after = at("msgid", "", "found as "+w.right)
		}

		w.again(w.older).refresh().expect(t, "warning after it", after)

		later := w.again(w.older)
		_, got := later.apply(with(w.config, object{"adopt_msgid": w.right}))
		got.errors().expect(t, "error")

		if later.attribute("msgid") != w.right {
			t.Errorf("sent %t: recorded as %q\n%s", isSent, later.attribute("msgid"), got)
		}
	}
}
