package clitest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// secretBlocks are the ways to give the provider its secrets, each secret by
// the variable of its name.
var secretBlocks = map[string]string{
	"corp_secret":  `corp_secret = var.corp_secret`,
	"access_token": `access_token = var.access_token`,
	"suite": `suite = {
    suite_id       = "` + wecomsim.DemoSuiteID + `"
    suite_secret   = var.suite_secret
    suite_ticket   = var.suite_ticket
    permanent_code = var.permanent_code
  }`,
}

// secretsOf are the values of the variables of a block.
func secretsOf(t *testing.T, w *workspace, method string) map[string]string {
	t.Helper()

	switch method {
	case "corp_secret":
		return map[string]string{"corp_secret": wecomsim.DemoSecret}
	case "access_token":
		return map[string]string{"access_token": tokenFrom(t, w.url)}
	default:
		return map[string]string{
			"suite_secret": wecomsim.DemoSuiteSecret, "suite_ticket": wecomsim.DemoSuiteTicket, "permanent_code": wecomsim.DemoPermanentCode,
		}
	}
}

// tokenFrom asks the simulator for a token, as a company's token service does.
func tokenFrom(t *testing.T, base string) string {
	t.Helper()

	resp, err := http.Get(base + "/cgi-bin/gettoken?" + url.Values{"corpid": {wecomsim.DemoCorpID}, "corpsecret": {wecomsim.DemoSecret}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()

	var answer struct {
		AccessToken string `json:"access_token"`
	}

	raw, err := io.ReadAll(resp.Body)
	if err != nil || json.Unmarshal(raw, &answer) != nil || answer.AccessToken == "" {
		t.Fatalf("no token: %v %s", err, raw)
	}

	return answer.AccessToken
}

// An ephemeral variable may feed every secret of the provider, and none of
// them is in the plan file or the state then. An ordinary variable is the
// positive control: its value is in the plan file.
func TestAccEphemeral_secretsAreInNoFile(t *testing.T) {
	if name, minor := engineVersion(t); name == "Terraform" && minor < 10 || name == "OpenTofu" && minor < 11 {
		t.Skipf("ephemeral variables need Terraform 1.10 or OpenTofu 1.11; this is %s 1.%d", name, minor)
	}

	for method, block := range secretBlocks {
		for _, ephemeral := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, ephemeral %t", method, ephemeral), func(t *testing.T) {
				t.Parallel()

				w := newWorkspace(t)
				secrets := secretsOf(t, w, method)
				secrets["proxy_url"] = proxyOf(t, w)

				// Nothing comes from the environment but the variables.
				w.env = []string{"WECOM_CORP_SECRET="}
				variables := ""

				for _, name := range slices.Sorted(maps.Keys(secrets)) {
					w.env = append(w.env, "TF_VAR_"+name+"="+secrets[name])
					variables += fmt.Sprintf("variable %q {\n  type = string\n  sensitive = true\n  ephemeral = %t\n}\n", name, ephemeral)
				}

				w.providerArgs = "proxy_url = var.proxy_url\n  " + block
				w.write(variables + oneMessage)

				if plan := w.run("plan", "-no-color", "-out=saved.tfplan"); plan.code != 0 {
					t.Fatal(plan.output)
				}

				if apply := w.run("apply", "-no-color", "saved.tfplan"); apply.code != 0 || w.sends() != 1 {
					t.Fatalf("%d messages, want 1\n%s", w.sends(), apply.output)
				}

				planned := unzip(t, filepath.Join(w.dir, "saved.tfplan"))
				state := w.stateText()

				secrets["proxy_url"] = proxyPassword

				for name, secret := range secrets {
					if inPlan := strings.Contains(planned, secret); inPlan == ephemeral {
						t.Errorf("%s is in the plan file: %t", name, inPlan)
					}

					if strings.Contains(state, secret) {
						t.Errorf("%s is in the state", name)
					}
				}
			})
		}
	}
}

// proxyOf is the URL of a proxy that a test must use, password included.
func proxyOf(t *testing.T, w *workspace) string {
	t.Helper()

	throughProxy(t, w)

	for _, entry := range w.env {
		if proxy, ok := strings.CutPrefix(entry, "WECOM_PROXY_URL="); ok {
			return proxy
		}
	}

	t.Fatal("there is no proxy")

	return ""
}
