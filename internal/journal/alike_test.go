package journal

import (
	"slices"
	"strings"
	"testing"
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
