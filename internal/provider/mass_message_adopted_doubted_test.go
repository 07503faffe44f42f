package provider_test

import "testing"

// A person has named the message of the second block for the first one, and put
// that right by an import. Whoever still has the first one as unknown is not
// told the wrong one for it: WeCom's list tells which it is, or nobody does.
func TestMassMessage_anOlderStateAfterAnAdoptionThatWasPutRight(t *testing.T) {
	for _, isSent := range []bool{false, true} {
		w, _, _ := loseTwo(t)
		w.adoptAndImport()

		message := w.again(w.older)
		before := message.attribute("msgid")

		if isSent {
			w.confirmed(w.right)
		}

		got := message.refresh()

		switch msgid := message.attribute("msgid"); {
		case isSent && msgid != w.right:
			t.Errorf("recorded as %s, want %s, which WeCom's list shows to have gone there\n%s", msgid, w.right, got)
		case !isSent && msgid != before:
			t.Errorf("recorded as %s, want none\n%s", msgid, got)
		case !isSent:
			got.expect(t, "warning", at("status", "", w.right+", created at", w.wrong+", created at"))
		}

		// The last word counts.
		_, got = w.again(message).apply(with(w.config, object{"adopt_msgid": w.right}))
		got.errors().expect(t, "error of the right adoption")
	}

	// Without an import the person's word stands.
	w, _, _ := loseTwo(t)
	_, got := w.again(w.older).apply(with(w.config, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error of the wrong adoption")

	message := w.again(w.older)
	message.refresh()

	if msgid := message.attribute("msgid"); msgid != w.wrong {
		t.Errorf("recorded as %s, want %s, which the person has named", msgid, w.wrong)
	}
}

// Also where nobody has named anything: what was imported is the message, once
// WeCom's list shows that it went to these groups.
func TestMassMessage_anOlderStateAfterAnImport(t *testing.T) {
	w, _, _ := loseTwo(t)

	imported := w.lost()
	imported.imported(w.right)
	imported.apply(w.config)

	message := w.again(w.older)
	before := message.attribute("msgid")

	if message.refresh(); message.attribute("msgid") != before {
		t.Errorf("recorded as %s, before the list shows who got it", message.attribute("msgid"))
	}

	w.confirmed(w.right)

	message = w.again(message)
	if got := message.refresh(); message.attribute("msgid") != w.right {
		t.Errorf("recorded as %s, want %s\n%s", message.attribute("msgid"), w.right, got)
	}
}

// The second block is then told of its message, and may adopt it. As long as
// nothing puts the wrong word in doubt, it is the first one's; but whoever asks
// for a new message is told that the word may be wrong, and of the import.
func TestMassMessage_whatWasAdoptedWronglyIsTheOthers(t *testing.T) {
	for _, isPutRight := range []bool{true, false} {
		w, second, others := loseTwo(t)

		if isPutRight {
			w.adoptAndImport()
		} else {
			_, got := w.again(w.older).apply(with(w.config, object{"adopt_msgid": w.wrong}))
			got.errors().expect(t, "error of the wrong adoption")
		}

		other := w.again(second)
		got := other.refresh()

		if isPutRight {
			got.expect(t, "warning", at("status", "", w.wrong+", created at"))
		} else {
			got.expect(t, "warning", at("status", "", "does not prove"))
		}

		w.block["duplicate_check_interval"] = "24h"
		_, got = w.again(second).apply(with(others, object{"triggers": object{"again": "1"}, "not_duplicate_of": []string{w.right}}))

		want := "could not be compared"
		if !isPutRight {
			want = "goes to none of these groups"
		}

		got.expect(t, "error", at("", "sent already", want, "mport it: its id for import is "+w.wrong))

		w.block["duplicate_check_interval"] = "0s"
		other = w.again(other)
		_, got = other.apply(with(others, object{"adopt_msgid": w.wrong}))

		switch msgid := other.attribute("msgid"); {
		case isPutRight && msgid != w.wrong:
			t.Errorf("recorded as %s, want %s\n%s", msgid, w.wrong, got)
		case !isPutRight:
			got.errors().expect(t, "error", at("adopt_msgid", "", "import "+w.wrong+" here"))
		}

		if w.sim.posts() != 2 {
			t.Errorf("%d POSTs, want 2", w.sim.posts())
		}
	}
}

// The second block had lost its state before that, and so was told that its
// message is the first one's. It forgets that.
func TestMassMessage_aClaimThatIsPutRightIsForgotten(t *testing.T) {
	w, _, others := loseTwo(t)

	_, got := w.again(w.older).apply(with(w.config, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error of the wrong adoption")

	other := w.lost()
	other.apply(others)

	_, got = w.again(other).apply(with(others, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error before it is put right", at("adopt_msgid", "", "by the journal it is another message"))

	first := w.lost()
	first.imported(w.right)
	first.apply(w.config)

	other = w.again(other)
	other.refresh().expect(t, "warning", at("status", "", w.wrong+", created at"))

	_, got = other.apply(with(others, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error of the right adoption")

	if other.attribute("msgid") != w.wrong {
		t.Errorf("recorded as %s, want %s", other.attribute("msgid"), w.wrong)
	}
}

// What was put right is not taken a second time where another block has it by
// now. As long as none has, the last word counts, whatever it is.
func TestMassMessage_aWrongAdoptionOnceMore(t *testing.T) {
	for _, isTaken := range []bool{true, false} {
		w, _, others := loseTwo(t)
		w.adoptAndImport()

		if isTaken {
			other := w.lost()
			other.imported(w.wrong)
			other.apply(others)
		}

		message := w.again(w.older)
		before := message.attribute("msgid")
		_, got := message.apply(with(w.config, object{"adopt_msgid": w.wrong}))

		if isTaken {
			got.errors().expect(t, "error", at("adopt_msgid", "", "by the journal it is another message"))
		}

		if isRecorded := message.attribute("msgid") != before; isRecorded == isTaken {
			t.Errorf("another block has it: %t; recorded as %s\n%s", isTaken, message.attribute("msgid"), got)
		}
	}
}

// The line that lets others pass stands in a for_each, and so for the block
// whose message that is: it is not taken over beside it.
func TestMassMessage_adoptsWhatItIsSaidNotToBe(t *testing.T) {
	w, _, _ := loseTwo(t)
	line := object{"not_duplicate_of": []string{w.right}}

	message := w.again(w.older)
	before := message.attribute("msgid")

	both := with(w.config, with(line, object{"adopt_msgid": w.right}))
	message.plan(both).problems.errors().expect(t, "error", at("not_duplicate_of", "said not to be itself", "and so does adopt_msgid", "each.key"))

	if message.attribute("msgid") != before {
		t.Errorf("recorded as %s beside the line", message.attribute("msgid"))
	}

	_, got := w.again(message).apply(with(w.config, object{"adopt_msgid": w.right}))
	got.errors().expect(t, "error without it")
}

func (w *wronglyAdopted) confirmed(msgid string) {
	w.t.Helper()

	if err := w.sim.ConfirmAll(msgid); err != nil {
		w.t.Fatal(err)
	}
}

// adoptAndImport names the second message for the first block, and then
// imports the right one into it.
func (w *wronglyAdopted) adoptAndImport() {
	w.t.Helper()

	_, got := w.again(w.older).apply(with(w.config, object{"adopt_msgid": w.wrong}))
	got.errors().expect(w.t, "error of the wrong adoption")

	message := w.lost()
	message.imported(w.right)
	_, got = message.apply(w.config)
	got.errors().expect(w.t, "error after the import")
}

// Two blocks have one message: the answers were given with two journals. When
// both states are lost, whoever comes second is told so, and not that it is the
// same message as the other.
func TestMassMessage_oneMessageForTwoBlocks(t *testing.T) {
	w, second, others := loseTwo(t)

	kept := w.block["journal_dir"]
	w.block["journal_dir"] = t.TempDir() + "/another"
	first := w.again(w.older)
	_, got := first.apply(with(w.config, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error of the wrong adoption")

	w.block["journal_dir"] = kept
	_, got = w.again(second).apply(with(others, object{"adopt_msgid": w.wrong}))
	got.errors().expect(t, "error of the right adoption")

	first = w.again(first)
	first.apply(w.config)

	endRuns(t, w.block)

	p := serve(t)
	p.configure(with(w.sim.block(), w.block)).expect(t, "problem of the provider block")

	_, got = p.message().apply(w.config)
	got.errors().expect(t, "error of the first one")

	_, got = p.message().apply(others)
	got.errors().expect(t, "error", at("", "Two resources for one message", "another resource of this run has that message, with other", "import each with its own"))

	if w.sim.posts() != 2 {
		t.Errorf("%d POSTs, want 2", w.sim.posts())
	}
}
