package journal

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// WeCom's list does not show all that makes a key. What it may show as it shows
// another message is told by the digest that both have of that.
func TestAlike_tellsOfWhatTheListMayShowAlike(t *testing.T) {
	listed, other := strings.Repeat("1", 64), strings.Repeat("2", 64)
	dir := t.TempDir()

	// sends is a run that says what the list shows of its message.
	sends := func(q Query, listed, msgid string, outcome Outcome) string {
		t.Helper()

		j, _ := opened(t, dir)
		op, _, err := j.Begin(look(t, j, q), Intent{Lookup: Lookup{Listed: listed}})
		ends(t, err)

		if outcome != "" {
			ends(t, j.End(op, Result{Outcome: outcome, MsgID: msgid}))
		}

		ends(t, j.Close())

		return op
	}
	query := func(n string) Query { return Query{Key: strings.Repeat(n, 64), Content: strings.Repeat(n, 64)} }

	sends(asked(), listed, "m-own", OutcomeCreated)
	sends(query("3"), listed, "m-alike", OutcomeCreated)
	sends(query("4"), other, "m-other", OutcomeCreated)
	sends(query("5"), "", "m-old", OutcomeCreated)
	sends(query("6"), listed, "", OutcomeRefused)
	died := sends(query("7"), listed, "", "")
	lost := sends(query("8"), listed, "", OutcomeUnknown)
	sends(query("9"), other, "", OutcomeUnknown)

	found, _ := opened(t, dir)
	ends(t, found.Resolve(Resolution{Key: strings.Repeat("d", 64), Content: content, MsgID: "m-found"}))

	// As imports: one into a block that says the same, and one into another.
	imported := strings.Repeat("e", 64)
	ends(t, found.Enter(
		Holding{Key: strings.Repeat("f", 64), Content: imported, Words: listed, MsgID: "m-same"},
		Holding{Key: strings.Repeat("1", 64), Content: other, Words: listed, MsgID: "m-imported"},
	))

	j, _ := opened(t, dir)

	msgids, open, err := j.Alike(key, listed, imported)
	ends(t, err)

	slices.Sort(msgids)

	if want := []string{"m-alike", "m-found", "m-imported", "m-old"}; !slices.Equal(msgids, want) {
		t.Errorf("%v, want %v", msgids, want)
	}

	var ops []string
	for _, e := range open {
		ops = append(ops, e.Op)
	}

	slices.Sort(ops)

	if want := slices.Sorted(slices.Values([]string{died, lost})); !slices.Equal(ops, want) {
		t.Errorf("open: %v, want %v", ops, want)
	}

	// No text may stand where a digest is expected.
	if _, _, err := j.Begin(look(t, j, query("0")), Intent{Lookup: Lookup{Listed: "春茶上新"}}); err == nil {
		t.Error("a text is taken for a digest")
	}
}

// An import into another block is that of a key where a person has named it for
// that key, and until another one is imported into that.
func TestAlike_anImportThatIsNamedForTheKey(t *testing.T) {
	for _, isDoubted := range []bool{false, true} {
		dir := t.TempDir()
		other := Holding{Key: otherKey, Content: otherKey, Words: strings.Repeat("d", 64), MsgID: "m1", SentAt: noon}
		own := Holding{Key: key, Content: content, Words: strings.Repeat("d", 64), MsgID: "m2", SentAt: noon}

		j, now := opened(t, dir)
		look(t, j, asked())
		ends(t, j.Resolve(Resolution{Key: key, Content: content, MsgID: "m1", Named: true}))

		*now = now.Add(time.Minute)

		ends(t, j.Enter(other))

		if isDoubted {
			ends(t, j.Enter(own))
		}

		msgids, _, err := j.Alike(key, strings.Repeat("e", 64), strings.Repeat("f", 64))
		ends(t, err)

		if isOthers := slices.Contains(msgids, "m1"); isOthers != isDoubted {
			t.Errorf("in doubt: %t; of others: %v", isDoubted, msgids)
		}
	}
}
