package provider_test

import (
	"strings"
	"testing"
)

// What a file, a .env file or a document adds to a credential is an error that
// names the source, before any call.
func TestProvider_theFormOfCredentials(t *testing.T) {
	odd := map[string]string{ // what the error says, by the value for X
		"X\n": "ends with a line break", "X\r\n": "ends with a carriage return", "X ": "ends with a blank", " X": "begins with a blank",
		"\tX": "begins with a tab", `"X"`: "begins with a quotation mark", "'X'": "begins with a quotation mark", "“X”": "begins with a quotation mark",
		`X"`: "ends with a quotation mark", "X X": "holds a blank", "X\u3000": "ends with white space", "\uFEFFX": "begins with a byte order mark",
		"X\u200b": "U+200B", "X\u00a0X": "white space", " \n": "begins with a blank", "X\x00": "U+0000", "客户": "no printable ASCII", "X\xff": "no UTF-8",
	}

	const secret = "a-secret-of-the-app"

	suite := func(name, value string) object {
		parts := object{"suite_id": "ww2", "suite_secret": secret, "suite_ticket": secret, "permanent_code": secret}
		parts[name] = value

		return object{"corp_id": "ww1", "suite": parts}
	}

	sources := map[string]struct {
		block    func(value string) object
		variable string
	}{
		"corp_id":              {block: func(v string) object { return object{"corp_id": v, "corp_secret": secret} }},
		"corp_secret":          {block: func(v string) object { return object{"corp_id": "ww1", "corp_secret": v} }},
		"access_token":         {block: func(v string) object { return object{"access_token": v} }},
		"suite.suite_id":       {block: func(v string) object { return suite("suite_id", v) }},
		"suite.suite_secret":   {block: func(v string) object { return suite("suite_secret", v) }},
		"suite.suite_ticket":   {block: func(v string) object { return suite("suite_ticket", v) }},
		"suite.permanent_code": {block: func(v string) object { return suite("permanent_code", v) }},
		"WECOM_CORP_ID":        {block: func(string) object { return object{"corp_secret": secret} }, variable: "WECOM_CORP_ID"},
		"WECOM_CORP_SECRET":    {block: func(string) object { return object{"corp_id": "ww1"} }, variable: "WECOM_CORP_SECRET"},
		"WECOM_ACCESS_TOKEN":   {block: func(string) object { return object{} }, variable: "WECOM_ACCESS_TOKEN"},
		"WECOM_SUITE_TICKET": {variable: "WECOM_SUITE_TICKET", block: func(string) object {
			return object{"corp_id": "ww1", "suite": object{"suite_id": "ww2", "suite_secret": secret, "permanent_code": secret}}
		}},
	}

	for name, source := range sources {
		for form, words := range odd {
			value := strings.ReplaceAll(form, "X", "sim-secret")

			if source.variable != "" && strings.Contains(value, "\x00") {
				continue // no variable can hold it
			}

			t.Run(name+" "+words, func(t *testing.T) {
				if source.variable != "" {
					t.Setenv(source.variable, value)
				}

				sim := simulate(t)
				got := serve(t).configure(with(source.block(value), object{"base_url": sim.URL}))
				got.errors().expect(t, "error", at("", "Invalid "+name, name, words, "No call was made"))

				if strings.Contains(got.String(), "sim-secret") {
					t.Errorf("the error shows the value: %s", got)
				}

				if n := len(sim.Requests("")); n != 0 {
					t.Errorf("%d calls", n)
				}
			})
		}
	}
}

// A secret in the place of the corp id would be in every plan.
func TestProvider_aSecretAsCorpID(t *testing.T) {
	const secret = "aB3-xyzAbCdEfGhIjKlMnOpQrStUvWxYz0123456789"

	sim := simulate(t)

	got := serve(t).configure(object{"base_url": sim.URL, "corp_id": secret, "corp_secret": "ww1"})
	got.errors().expect(t, "error", at("", "Invalid corp_id", "43 characters", "Is it the secret?"))

	if strings.Contains(got.String(), secret) || len(sim.Requests("")) != 0 {
		t.Errorf("the error shows the value, or a call was made: %s", got)
	}

	serve(t).configure(object{"base_url": sim.URL, "corp_id": "wp" + strings.Repeat("A", 30), "corp_secret": secret}).expect(t, "problem")
}

// What is not used is not judged, and neither is an ordinary value.
func TestProvider_theFormOfCredentialsThatAreNotUsed(t *testing.T) {
	t.Setenv("WECOM_ACCESS_TOKEN", "a-token\n")
	t.Setenv("WECOM_CORP_SECRET", `"a-secret"`)

	sim := simulate(t)
	serve(t).configure(sim.block()).expect(t, "problem")
	serve(t).configure(object{"base_url": sim.URL, "corp_id": "ww1", "corp_secret": "Az09-_=+/.~!$%&()*,:;<>?@[]^{|}#"}).expect(t, "problem")
}
