package provider_test

import "testing"

// A directory of blanks is nobody's wish.
func TestProvider_aJournalDirOfBlanksIsAnError(t *testing.T) {
	for name, c := range map[string]struct {
		block    object
		variable string
	}{
		"the block":    {block: object{"journal_dir": " \t"}},
		"the variable": {variable: " "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("WECOM_JOURNAL_DIR", c.variable)

			got := serve(t).configure(with(simulate(t).block(), c.block))
			got.errors().expect(t, "error", at("journal_dir", "Invalid journal directory", "nothing but white space"))
		})
	}

	// The control: none at all switches it off.
	got := serve(t).configure(with(simulate(t).block(), object{"journal_dir": ""}))
	got.errors().expect(t, "error")
}
