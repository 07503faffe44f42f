package provider

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// credentialForm judges how the credentials in use are written, before they are
// sent anywhere: a line break of a file or quotation marks of a .env file make
// a secret that WeCom refuses, and many refusals block the address of the
// caller.
func (m providerModel) credentialForm(chosen wecom.Credentials) diag.Diagnostics {
	if chosen.Suite == nil {
		chosen.Suite = &wecom.Suite{}
	}

	suite := m.suite()

	var diags diag.Diagnostics

	for _, one := range []struct {
		value      string
		attribute  string
		configured types.String
		variable   string
	}{
		{chosen.CorpID, "corp_id", m.CorpID, envCorpID},
		{chosen.CorpSecret, "corp_secret", m.CorpSecret, envCorpSecret},
		{chosen.AccessToken, "access_token", m.AccessToken, envAccessToken},
		{chosen.Suite.SuiteID, "suite.suite_id", suite.SuiteID, envSuiteID},
		{chosen.Suite.SuiteSecret, "suite.suite_secret", suite.SuiteSecret, envSuiteSecret},
		{chosen.Suite.SuiteTicket, "suite.suite_ticket", suite.SuiteTicket, envSuiteTicket},
		{chosen.Suite.PermanentCode, "suite.permanent_code", suite.PermanentCode, envPermanentCode},
	} {
		source := "the environment variable " + one.variable
		name := one.variable

		if isSet(one.configured) {
			source, name = one.attribute+" of the provider block", one.attribute
		}

		if n := len(one.value); one.attribute == "corp_id" && n > maxCorpID {
			diags.AddError("Invalid "+name, fmt.Sprintf("The value of %s has %d characters, more than any corp id (most have 18, and begin with ww). Is it the secret? A plan would show it. No call was made. The value is not shown here.", source, n))
		}

		// At the block, see [providerModel.check].
		if problem := credentialProblem(one.value); problem != "" {
			diags.AddError("Invalid "+name, fmt.Sprintf("The value of %s %s. No call was made. The value is not shown here.", source, problem))
		}
	}

	return diags
}

// maxCorpID is more characters than any corp id has: ww or wx and 16 more, or
// 32 of one that is encrypted for a provider of apps. A secret has 43.
const maxCorpID = 40

// credentialProblem says what no credential of WeCom holds, or "". It never
// repeats the value.
func credentialProblem(value string) string {
	at := 0

	for i, r := range value {
		at++

		what := oddCharacter(r)

		switch {
		case what == "":
			continue
		case i == 0:
			return "begins with " + what
		case strings.TrimFunc(value[i:], func(r rune) bool { return oddCharacter(r) != "" }) == "":
			return "ends with " + what
		default:
			return fmt.Sprintf("holds %s as character %d", what, at)
		}
	}

	return ""
}

// oddCharacter names a character that credentials do not hold; "" for others.
func oddCharacter(r rune) string {
	switch {
	case r == '\n':
		return "a line break"
	case r == '\r':
		return "a carriage return (a line end of Windows)"
	case r == '\t':
		return "a tab"
	case r == ' ':
		return "a blank"
	case r == '\uFEFF':
		return "a byte order mark"
	case r == utf8.RuneError:
		return "bytes that are no UTF-8"
	case strings.ContainsRune("\"'`“”„‘’«»「」『』", r):
		return fmt.Sprintf("a quotation mark (%c)", r)
	case unicode.IsSpace(r):
		return fmt.Sprintf("white space (U+%04X)", r)
	case r < '!' || r > '~':
		return fmt.Sprintf("a character that is no printable ASCII (U+%04X)", r)
	default:
		return ""
	}
}
