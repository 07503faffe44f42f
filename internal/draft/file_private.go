package draft

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// judgePrivate warns of a file that every customer would get and that is hardly
// for them: a path that was copied once too often.
func (d *Draft) judgePrivate(at problem.Path, name string) {
	why := privateName(name)

	switch {
	case d.RecipientsFile != "" && isSameFile(name, d.RecipientsFile):
		why = "is the recipients_file of this message"
	case why == "":
		why = privateContent(name)
	}

	if why != "" {
		d.odd.Warnf(at, "A file that is hardly for customers", "%s %s, and every customer would get it.", wording.Path(name), why)
	}
}

func isSameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}

	second, err := os.Stat(b)

	return err == nil && os.SameFile(first, second)
}

// privateName says by its name what a file is that holds secrets.
func privateName(name string) string {
	base := strings.ToLower(filepath.Base(name))

	switch {
	case filepath.Ext(base) == ".env", strings.HasPrefix(base, ".env."), slices.Contains([]string{".netrc", ".npmrc", ".terraformrc", ".git-credentials"}, base):
		return "is a file of settings and secrets by its name"
	case strings.Contains(base, ".tfstate"), strings.HasSuffix(strings.TrimSuffix(base, ".json"), ".tfvars"), slices.Contains([]string{".tf", ".tfplan"}, filepath.Ext(base)):
		return "is a file of Terraform by its name"
	case slices.Contains([]string{".pem", ".p12", ".pfx", ".jks", ".kdbx"}, filepath.Ext(base)), base == "id_rsa", base == "id_ed25519":
		return "is a key by its name"
	default:
		return ""
	}
}

// privateContent says what the beginning of a file holds that is not for
// customers.
func privateContent(name string) string {
	const begin = 64 << 10

	f, _, err := regularfile.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()

	raw, err := io.ReadAll(io.LimitReader(f, begin))
	if err != nil {
		return ""
	}

	// UTF-16, as Excel saves "Unicode text", has a zero byte in each of these
	// characters.
	raw = bytes.ReplaceAll(raw, []byte{0}, nil)

	switch {
	case bytes.Contains(raw, []byte("PRIVATE KEY-----")):
		return "holds a private key"
	case regexp.MustCompile(`(^|[^0-9A-Za-z_-])w[mor][0-9A-Za-z_-]{30}([^0-9A-Za-z_-]|$)`).Match(raw):
		return "holds ids of customers or groups"
	default:
		return ""
	}
}
