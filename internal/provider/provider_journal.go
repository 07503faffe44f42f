package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// openJournal gives the client its journal. It touches no file: that is left to
// the first send.
func (m providerModel) openJournal(config *wecom.Config, clock wecom.Clock) diag.Diagnostics {
	var diags diag.Diagnostics

	dir, asked := m.journalDir()
	if dir == "" {
		return diags
	}

	if strings.TrimSpace(dir) == "" {
		diags.AddAttributeError(path.Root("journal_dir"), "Invalid journal directory",
			"journal_dir (or "+envJournalDir+") holds nothing but white space. Give a path, or \"\" to send without a journal.")

		return diags
	}

	if wrong := journalDirProblem(dir); asked && wrong != "" {
		diags.AddAttributeError(path.Root("journal_dir"), "Invalid journal directory", "journal_dir (or "+envJournalDir+"): "+wrong)
		return diags
	}

	j, err := journal.Open(dir, journal.Options{Now: clock.Now})
	if err != nil {
		diags.AddError("The journal cannot be opened", err.Error())
		return diags
	}

	config.Journal, config.JournalStrictly = j, asked

	if asked && config.Credentials.AccessToken != "" && config.Credentials.CorpID == "" {
		diags.AddAttributeWarning(path.Root("journal_dir"), summaryJournal,
			"access_token does not tell its company, and the journal keeps the messages of each company apart. Set corp_id (or "+envCorpID+") beside it.")
	}

	return diags
}

// journalDirProblem says why a directory is hardly the one that is meant, or
// "". One that differs in what nobody sees is another journal, which has heard
// of nothing.
func journalDirProblem(dir string) string {
	if strings.HasPrefix(dir, "~") {
		return "it begins with ~, which only a shell replaces. Write the whole path, or pathexpand(\"~/...\")."
	}

	notFilledIn := regexp.MustCompile(`\$[A-Za-z_{(]|%[A-Za-z_]+%`) // of a shell

	if strings.Contains(dir, "://") || notFilledIn.MatchString(dir) || strings.ContainsAny(dir, "\"") {
		return wording.Quoted(dir) + " is no path of a directory of this machine: it is a URL, holds a quotation mark, or was not filled in."
	}

	return unseenInDir(dir)
}

// unseenInDir says what nobody sees in a part of a directory, or "".
func unseenInDir(dir string) string {
	for _, name := range strings.FieldsFunc(dir, func(r rune) bool { return r == '/' || r == filepath.Separator }) {
		if r, at, found := draft.UnseenInName(name); found {
			return fmt.Sprintf("%s holds %s as character %d of %s, which nobody sees. %s", wording.Quoted(dir), wording.CharacterName(r), at+1, wording.Quoted(name),
				draft.AdviceUnseen(dir, func(dir string) bool { return unseenInDir(dir) != "" }))
		}
	}

	return ""
}

// journalDir is where the journal is, or "" for none, and whether a person has
// asked for it there.
func (m providerModel) journalDir() (dir string, asked bool) {
	switch {
	case m.JournalDir.IsUnknown():
		return "", false // known when it is applied
	case !m.JournalDir.IsNull():
		return m.JournalDir.ValueString(), true
	}

	if dir := os.Getenv(envJournalDir); dir != "" {
		return dir, true
	}

	data := os.Getenv("TF_DATA_DIR")
	if data == "" {
		data = ".terraform"
	}

	if info, err := os.Stat(data); err != nil || !info.IsDir() {
		return "", false
	}

	return filepath.Join(data, "wecom-journal"), false
}

// companyOfToken is what is said of the company of a token, from where the
// token is: a variable does not speak of a token that stands in the block.
func (m providerModel) companyOfToken() string {
	if isSet(m.AccessToken) {
		return m.CorpID.ValueString()
	}

	return orEnv(m.CorpID, envCorpID)
}
