package repositorytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/cmd"
)

// root is the repository of the provider.
const root = "../.."

// programs is where TestMain puts what the commands of a pipeline find on their
// PATH, and the provider in a mirror.
var programs string

// TestMain is also OPA, and what stands in for two programs that a pipeline
// starts: each is this program under another name.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case "opa":
		if cmd.RootCommand.Execute() != nil {
			os.Exit(1)
		}

		return
	case "go": // install: the programs are there already
		return
	case "wecomsim": // runs already
		at := slices.Index(os.Args, "--ready-file")
		if at < 0 || os.WriteFile(os.Args[at+1], []byte("ready"), 0o600) != nil {
			os.Exit(1)
		}

		return
	}

	dir, err := os.MkdirTemp("", "repositorytest")
	if err == nil {
		programs = dir
		err = prepare(dir)
	}

	if err != nil {
		fmt.Fprintln(os.Stderr, "repositorytest:", err)
		os.Exit(1)
	}

	code := m.Run()
	_ = os.RemoveAll(dir)

	os.Exit(code)
}

func prepare(dir string) error {
	engine, err := findEngine()
	if err != nil {
		return err
	}

	self, err := os.Executable()
	if err != nil {
		return err
	}

	build := exec.Command("go", "build", "-ldflags", "-s -w", "-o", filepath.Join(dir, "built")+string(filepath.Separator), ".", "./cmd/wecomsim", "./cmd/wecomctl")

	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the programs: %w\n%s", err, out)
	}

	links := map[string]string{"bin/terraform": engine, "bin/opa": self, "bin/go": self, "bin/wecomsim": self, "bin/wecomctl": filepath.Join(dir, "built", "wecomctl")}

	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		link := "mirror/" + host + "/wecom-community/wecom/0.1.0/" + runtime.GOOS + "_" + runtime.GOARCH + "/terraform-provider-wecom_v0.1.0"
		links[link] = filepath.Join(dir, "built", "terraform-provider-wecom")
	}

	for link, target := range links {
		link = filepath.Join(dir, filepath.FromSlash(link))
		if err := errors.Join(os.MkdirAll(filepath.Dir(link), 0o700), os.Symlink(target, link)); err != nil {
			return err
		}
	}

	config := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", filepath.Join(dir, "mirror"))

	return os.WriteFile(filepath.Join(dir, "cli.tfrc"), []byte(config), 0o600)
}

func findEngine() (string, error) {
	if named := os.Getenv("WECOM_TEST_ENGINE"); named != "" {
		return filepath.Abs(named)
	}

	for _, name := range []string{"terraform", "tofu"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}

	return "", errors.New("neither terraform nor tofu is on the PATH, and WECOM_TEST_ENGINE is not set")
}

// bash runs commands as a pipeline does, with nothing of the user's own set-up.
func bash(t *testing.T, dir, script string, env map[string]string) (code int, output string) {
	t.Helper()

	command := exec.CommandContext(t.Context(), "bash", "-e", "-o", "pipefail", "-c", script)
	command.Dir = dir

	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); !strings.HasPrefix(name, "TF_") && !strings.HasPrefix(name, "WECOM_") && name != "PATH" {
			command.Env = append(command.Env, variable)
		}
	}

	command.Env = append(command.Env, "PATH="+filepath.Join(programs, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
		"TF_CLI_CONFIG_FILE="+filepath.Join(programs, "cli.tfrc"), "CHECKPOINT_DISABLE=1", "NO_COLOR=1")

	for name, value := range env {
		command.Env = append(command.Env, name+"="+value)
	}

	out, err := command.CombinedOutput()

	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}

	return command.ProcessState.ExitCode(), string(out)
}

// simulator runs one until the test ends, and gives its address.
func simulator(t *testing.T) string {
	t.Helper()

	ready := filepath.Join(t.TempDir(), "ready")

	command := exec.CommandContext(t.Context(), filepath.Join(programs, "built", "wecomsim"), "--listen", "127.0.0.1:0", "--ready-file", ready)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { _ = command.Wait() })

	for range 600 {
		if line, err := os.ReadFile(ready); err == nil && len(line) > 0 {
			address, _, _ := strings.Cut(string(line), " ")
			return strings.TrimSpace(strings.TrimPrefix(address, "base_url="))
		}

		time.Sleep(50 * time.Millisecond)
	}

	t.Fatal("the simulator does not begin")

	return ""
}

// texts are those of the messages that a simulator has accepted, sorted.
func texts(t *testing.T, address string) []string {
	t.Helper()

	response, err := http.Get(address + "/_sim/messages")
	if err != nil {
		t.Fatal(err)
	}

	defer func() { _ = response.Body.Close() }()

	var answer struct {
		Messages []struct {
			Text string `json:"text"`
		} `json:"messages"`
	}

	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}

	all := []string{}
	for _, message := range answer.Messages {
		all = append(all, message.Text)
	}

	slices.Sort(all)

	return all
}

// copyOfRepository is examples/repository, with its states on disk and its
// tests at this simulator.
func copyOfRepository(t *testing.T, tested string) string {
	t.Helper()

	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(root+"/examples/repository")); err != nil {
		t.Fatal(err)
	}

	backends, err := filepath.Glob(filepath.Join(dir, "campaigns/*/backend.tf"))
	if err != nil || len(backends) != 2 {
		t.Fatalf("%d backends: %v", len(backends), err)
	}

	for _, backend := range backends {
		if err := os.Remove(backend); err != nil {
			t.Fatal(err)
		}
	}

	files, _ := filepath.Glob(filepath.Join(dir, "campaigns/*/tests/*.hcl"))
	for _, file := range files {
		replaceIn(t, file, "http://127.0.0.1:8765", tested)
	}

	return dir
}

func replaceIn(t *testing.T, file, old, replacement string) {
	t.Helper()

	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%s does not have %q: %v", file, old, err)
	}

	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), old, replacement)), 0o600); err != nil {
		t.Fatal(err)
	}
}
