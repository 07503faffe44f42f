package clitest_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/enginetest"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// What TestMain finds: the engine, and a CLI configuration that makes it use
// the provider built from this tree.
var (
	engine    string
	version   enginetest.Version
	cliConfig string
)

func TestMain(m *testing.M) {
	if isDyingProvider() {
		serveDyingProvider()
	}

	if os.Getenv("TF_ACC") == "" {
		fmt.Println("clitest: TF_ACC is not set, so every test is skipped")
		os.Exit(m.Run())
	}

	dir, err := os.MkdirTemp("", "clitest")
	if err == nil {
		err = prepare(dir)
	}

	if err != nil {
		fmt.Fprintln(os.Stderr, "clitest:", err)
		os.Exit(1)
	}

	code := m.Run()

	_ = os.RemoveAll(dir)

	os.Exit(code)
}

func prepare(dir string) error {
	var err error
	if engine, err = enginetest.Find(); err != nil {
		return err
	}

	cliConfig = filepath.Join(dir, "cli.tfrc")
	ctx := context.Background()

	if err := enginetest.Build(ctx, "../..", filepath.Join(dir, "terraform-provider-wecom")); err != nil {
		return err
	}

	if err := enginetest.WriteConfig(cliConfig, map[string]string{"wecom": dir}); err != nil {
		return err
	}

	version, err = enginetest.VersionOf(ctx, engine, enginetest.Env(cliConfig))

	return err
}

// workspace is one directory with a configuration, and the simulator it sends
// to.
type workspace struct {
	t   *testing.T
	dir string
	// from is where the engine is started, dir if it is empty.
	from string
	url  string
	sim  *wecomsim.Server
	// providerArgs go into the provider block.
	providerArgs string
	// campaignArgs go into the campaign, see writeCampaign.
	campaignArgs string
	// env is added to the environment of the engine.
	env []string
	// tls lets engine and provider make certificates and talk under TLS, as
	// they do for users. It is more than half of what a run costs, and nothing
	// of ours, so only some tests have it.
	tls bool
}

func newWorkspace(t *testing.T, options ...wecomsim.Option) *workspace {
	t.Helper()

	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	leaveToOthers(t)

	sim := wecomsim.New(wecomsim.DemoCompany(), append([]wecomsim.Option{wecomsim.WithUnknownMedia(true)}, options...)...)

	return &workspace{t: t, dir: t.TempDir(), url: wecomtest.Simulate(t, sim), sim: sim, providerArgs: `request_timeout = "1s"`}
}

// write puts a configuration in place: the provider block and body.
func (w *workspace) write(body string) {
	w.t.Helper()

	config := fmt.Sprintf(`
terraform {
  required_providers {
    wecom = { source = "wecom-community/wecom" }
  }
}

provider "wecom" {
  base_url = %q
  %s
}
%s`, w.url, w.providerArgs, body)

	if err := os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(config), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// result is what one run of the engine left behind.
type result struct {
	code   int
	output string
	diags  []diagnostic
}

type diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
}

// has tells whether a diagnostic with this summary came.
func (r result) has(severity, summary string) bool {
	for _, d := range r.diags {
		if d.Severity == severity && strings.Contains(d.Summary, summary) {
			return true
		}
	}

	return false
}

// errorText is all error diagnostics, for a failed test.
func (r result) errorText() string {
	var b strings.Builder

	for _, d := range r.diags {
		if d.Severity == "error" {
			fmt.Fprintf(&b, "%s: %s\n", d.Summary, d.Detail)
		}
	}

	return b.String()
}

func (w *workspace) command(args ...string) *exec.Cmd {
	w.t.Helper()

	// The second and the third engine run the tests of this name only.
	if !strings.HasPrefix(w.t.Name(), "TestAcc") {
		w.t.Fatal("a test that runs an engine is called TestAcc")
	}

	cmd := exec.Command(engine, args...)
	cmd.Dir = cmp.Or(w.from, w.dir)

	cmd.Env = append(enginetest.Env(cliConfig), "WECOM_CORP_ID="+wecomsim.DemoCorpID, "WECOM_CORP_SECRET="+wecomsim.DemoSecret)

	// A sixth of what a run of the engine computes is garbage collection.
	cmd.Env = append(cmd.Env, "GOGC=off", "GOMEMLIMIT=256MiB")

	if !w.tls {
		cmd.Env = append(cmd.Env, "TF_DISABLE_PLUGIN_TLS=1")
	}

	cmd.Env = append(cmd.Env, w.env...)

	inItsOwnGroup(cmd)

	return cmd
}

// run runs the engine to its end.
func (w *workspace) run(args ...string) result {
	w.t.Helper()

	cmd := w.command(args...)

	var out bytes.Buffer

	cmd.Stdout, cmd.Stderr = &out, &out

	return finish(cmd.Run(), cmd, out.String())
}

func finish(err error, cmd *exec.Cmd, output string) result {
	r := result{output: output}

	if err != nil {
		r.code = -1
		if cmd.ProcessState != nil {
			r.code = cmd.ProcessState.ExitCode()
		}
	}

	for line := range strings.Lines(output) {
		var entry struct {
			Diagnostic *diagnostic `json:"diagnostic"`
		}

		if json.Unmarshal([]byte(line), &entry) == nil && entry.Diagnostic != nil {
			r.diags = append(r.diags, *entry.Diagnostic)
		}
	}

	return r
}

// apply applies without asking. Its diagnostics are read from the JSON output.
func (w *workspace) apply(args ...string) result {
	w.t.Helper()
	return w.run(append([]string{"apply", "-auto-approve", "-json"}, args...)...)
}

// tainted has the engine create again what nobody has edited.
func (w *workspace) tainted(address string) result {
	w.t.Helper()

	if got := w.run("taint", address); got.code != 0 {
		w.t.Fatal(got.output)
	}

	return w.apply()
}

func (w *workspace) destroy() result {
	w.t.Helper()
	return w.run("destroy", "-auto-approve", "-json")
}

// plan gives 0 for an empty plan, 2 for one with changes, 1 for an error.
func (w *workspace) plan(args ...string) result {
	w.t.Helper()
	return w.run(append([]string{"plan", "-detailed-exitcode", "-json"}, args...)...)
}
