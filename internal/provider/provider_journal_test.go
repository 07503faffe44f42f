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

// A directory that differs in what nobody sees is another journal, which knows
// nothing of what was sent.
func TestProvider_aJournalDirectoryThatNobodyMeans(t *testing.T) {
	for dir, want := range map[string]string{
		"j\n": "U+000A line feed", "j ": "U+0020 space", " j": "U+0020 space", "j\u200b/k": "U+200B zero width space", "\"j\"": "quotation mark",
		" \u200bj": "Take it out.", "j\u0001": "Take it out.", "k ": "Take it out; trimspace() does.",
		"~/j": "only a shell replaces", "s3://bucket/j": "a URL", "${DIR}/j": "was not filled in", "$HOME/j": "was not filled in", "$(pwd)/j": "was not filled in", `%TEMP%\j`: "was not filled in",
	} {
		got := serve(t).configure(object{"base_url": "http://127.0.0.1:1", "corp_id": "ww1", "corp_secret": "s", "journal_dir": dir})
		got.errors().expect(t, "error of "+dir, at("journal_dir", want))
	}
}
