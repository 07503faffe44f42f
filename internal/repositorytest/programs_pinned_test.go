package repositorytest

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pins are the programs that a file of the repository to copy asks for, each
// with its version.
func pins(t *testing.T, file string) map[string]string {
	t.Helper()

	text, err := os.ReadFile(filepath.Join(root, "examples/repository", file))
	if err != nil {
		t.Fatal(err)
	}

	found := map[string]string{}

	for _, pin := range regexp.MustCompile(`go install (\S+)@v(\S+)|setup-(opa)@v2\s+with: \{version: ([\d.]+)|(terraform)(?:_version)?: ?([\d.]+)`).FindAllStringSubmatch(string(text), -1) {
		name, version := cmp.Or(pin[1], pin[3], pin[5]), cmp.Or(pin[2], pin[4], pin[6])

		if old, ok := found[filepath.Base(name)]; ok && old != version {
			t.Errorf("%s: %s %s and %s", file, name, old, version)
		}

		if dir, ours := strings.CutPrefix(name, "github.com/wecom-community/terraform-provider-wecom/"); ours {
			if _, err := os.Stat(filepath.Join(root, dir, "main.go")); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}

		found[filepath.Base(name)] = version
	}

	return found
}

// Both pipelines run the same programs, of the versions that are tested here.
// What a platform without Docker cannot show is that the image can be made.
func TestPrograms_areThoseThatAreTested(t *testing.T) {
	image, workflow := pins(t, "ci/Dockerfile"), pins(t, ".github/workflows/campaigns.yml")

	for _, program := range []string{"terraform", "opa", "wecomsim", "wecomctl"} {
		if image[program] == "" || image[program] != workflow[program] {
			t.Errorf("%s: %q in the image, %q in the workflow", program, image[program], workflow[program])
		}
	}

	for module, version := range map[string]string{"github.com/open-policy-agent/opa": image["opa"], "github.com/hashicorp/terraform": image["terraform"]} {
		dir := "."
		if strings.HasSuffix(module, "terraform") {
			dir = filepath.Join(root, "tools/terraform")
		}

		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if want := module + " v" + version; err != nil || !slices.ContainsFunc(strings.Split(string(mod), "\n"), func(line string) bool {
			return strings.HasPrefix(strings.TrimSpace(line), want)
		}) {
			t.Errorf("%s/go.mod does not have %q: %v", dir, want, err)
		}
	}
}

// The guide takes the members from the list of WeCom, and the choice from that
// of the CRM, whatever a spreadsheet makes of it.
func TestGuide_choosesAsTheCRM(t *testing.T) {
	if _, err := exec.LookPath("awk"); err != nil {
		t.Skip("there is no awk")
	}

	for _, guide := range []string{"from-the-crm.md", "from-the-crm-zh.md"} {
		text, err := os.ReadFile(filepath.Join(root, "docs/guides", guide))
		if err != nil {
			t.Fatal(err)
		}

		command := regexp.MustCompile(`(?m)^awk .*$`).FindString(string(text))

		for form, crm := range map[string]string{
			"plain":       "external_userid,name\nwoA,茶\nwoC,\n",
			"of Windows":  "\xef\xbb\xbfexternal_userid,name\r\nwoA,茶\r\nwoC,\r\n",
			"quoted":      "\"external_userid\",\"name\"\r\n\"woA\",\"茶, 酒\"\r\n\"woC\",\"\"\r\n",
			"with blanks": "external_userid ,name\n woA ,茶\nwoC , 酒\n",
			"one column":  "external_userid\nwoC\nwoA\nwoZ",
		} {
			dir := t.TempDir()

			for name, content := range map[string]string{"crm.csv": crm, "all.csv": "external_userid,sender\nwoA,zhangsan\nwoB,lisi\nwoC,lisi\nwoAB,lisi\n"} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}

			code, out := bash(t, dir, command+"\ncat customers.csv", nil)
			if want := "external_userid,sender\nwoA,zhangsan\nwoC,lisi\n"; command == "" || code != 0 || out != want {
				t.Errorf("%s, %s: code %d, %q, want %q", guide, form, code, out, want)
			}
		}
	}
}
