package clitest_test

import (
	"strings"
	"testing"
)

// Nothing that is said of the provider block shows a line of it: a secret may
// be written there, in its own place or, by mistake, in another's.
func TestAccSecrets_noProblemShowsTheLineOfASecret(t *testing.T) {
	const (
		secret = "s3cr3tVALUE"
		suite  = `suite = { suite_id = "dk1", suite_secret = "s3cr3tVALUE", suite_ticket = "s3cr3tVALUE", permanent_code = "s3cr3tVALUE" }`
	)

	for name, block := range map[string]struct{ args, says string }{
		"two kinds":                    {"corp_id = \"ww1\"\ncorp_secret = \"s3cr3tVALUE\"\naccess_token = \"s3cr3tVALUE\"", "Two kinds of credentials"},
		"a secret and a suite":         {"corp_id = \"ww1\"\ncorp_secret = \"s3cr3tVALUE\"\n" + suite, "Two kinds of credentials"},
		"a token and a suite":          {"access_token = \"s3cr3tVALUE\"\n" + suite, "Two kinds of credentials"},
		"a suite of a 代开发 app":         {"corp_id = \"ww1\"\n" + suite, "代开发"},
		"a suite that lacks something": {"suite = { suite_id = \"s\", suite_secret = \"s3cr3tVALUE\" }", "No WeCom credentials"},
		"a blank in a suite":           {"corp_id = \"ww1\"\nsuite = { suite_id = \"s\", suite_secret = \" s3cr3tVALUE\", suite_ticket = \"t\", permanent_code = \"s3cr3tVALUE\" }", "Invalid suite.suite_secret"},
		"a blank in a secret":          {"corp_id = \"ww1\"\ncorp_secret = \"s3cr3tVALUE \"", "Invalid corp_secret"},
		"a blank in a token":           {"access_token = \"s3cr3tVALUE \"", "Invalid access_token"},
		"a secret as corp_id":          {"corp_id = \"s3cr3tVALUE\"", "No WeCom credentials"},
		"a blank in it":                {"corp_id = \"s3cr3tVALUE \"\ncorp_secret = \"s3cr3tVALUE\"", "Invalid corp_id"},
		"a user of an address":         {"base_url = \"https://u:s3cr3tVALUE@a.example\"", "Invalid base_url"},
		"the token in an address":      {"base_url = \"https://a.example/cgi-bin/gettoken?access_token=s3cr3tVALUE\"", "Invalid base_url"},
		"a token in a query":           {"base_url = \"https://a.example/?access_token=s3cr3tVALUE\"", "Invalid base_url"},
		"plain http":                   {"base_url = \"http://u:s3cr3tVALUE@a.example\"", "Invalid base_url"},
		"no address":                   {"base_url = \"s3cr3tVALUE\"", "Invalid base_url"},
		"a proxy of another kind":      {"proxy_url = \"ftp://u:s3cr3tVALUE@p\"", "Invalid proxy_url"},
		"a proxy without a host":       {"proxy_url = \"http://u:s3cr3tVALUE@\"", "Invalid proxy_url"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(oneMessage)
			w.file("main.tf", "terraform {\n  required_providers {\n    wecom = { source = \"wecom-community/wecom\" }\n  }\n}\n\nprovider \"wecom\" {\n"+block.args+"\n}\n"+oneMessage)

			w.env = append(w.env, "WECOM_CORP_ID=", "WECOM_CORP_SECRET=", "WECOM_ACCESS_TOKEN=")
			output := w.run("validate", "-no-color").output + w.run("plan", "-no-color").output

			if !strings.Contains(output, block.says) {
				t.Errorf("%q is not said:\n%s", block.says, output)
			}

			if strings.Contains(output, secret) {
				t.Errorf("the secret is shown: %s", around(output, secret))
			}
		})
	}
}
