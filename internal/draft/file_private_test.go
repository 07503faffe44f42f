package draft_test

import (
	"os"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// A path that was copied once too often would give every customer the ids of
// all others, or a secret.
func TestDraft_filesThatAreHardlyForCustomers(t *testing.T) {
	t.Chdir(t.TempDir())

	const id = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"

	for name, c := range map[string]struct{ content, want string }{
		"customers.csv":      {"external_userid\nwm1\nwm2\n", "is the recipients_file"},
		"other.csv":          {"name,id\nA," + id + "\n", "holds ids of customers"},
		".env":               {"WECOM_CORP_SECRET=x\n", "settings and secrets"},
		"prod.tfvars":        {"a = 1\n", "a file of Terraform"},
		"terraform.tfstate":  {`{"version": 4}`, "a file of Terraform"},
		"a.txt":              {"-----BEGIN RSA PRIVATE KEY-----\n", "holds a private key"},
		"server.pem":         {"certificate", "is a key by its name"},
		"prod.env":           {"AAA=1\n", "settings and secrets"},
		".git-credentials":   {"https://a@b\n", "settings and secrets"},
		"x.auto.tfvars.json": {"{\"a\":1}", "a file of Terraform"},
		"a.tfplan":           {"PK\x03\x04--", "a file of Terraform"},
		"x.jks":              {"secret", "is a key by its name"},
		"unicode.csv":        {"\xff\xfe" + strings.Join(strings.Split("id\n"+id+"\n", ""), "\x00") + "\x00", "holds ids of customers"},
		"menu.txt":           {"新品 wo" + strings.Repeat("x", 40) + "\nwm1\n", ""},
		"prices.csv":         {"name,price\ntea,20\n", ""},
	} {
		if err := os.WriteFile(name, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}

		m := wecom.MassMessage{Attachments: []wecom.Attachment{{MsgType: wecom.MsgTypeFile, File: &wecom.File{Upload: &wecom.Upload{Path: name, Name: name}}}}}
		d := draft.New(m, "", nil, nil)

		if name == "customers.csv" {
			d.RecipientsFile = "./" + name
		}

		d.ReadFiles()

		if said := details(d.AllProblems()); c.want == "" && strings.Contains(said, "hardly") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s, want %q", name, said, c.want)
		}
	}
}
