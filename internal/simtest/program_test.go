package simtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// root is the repository.
const root = "../.."

// binaries is where TestMain builds the provider, the simulator and wecomctl.
var binaries string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "simtest")
	if err == nil {
		binaries = dir
		err = build(dir)
	}

	if err != nil {
		fmt.Fprintln(os.Stderr, "simtest:", err)
		os.Exit(1)
	}

	code := m.Run()
	_ = os.RemoveAll(dir)

	os.Exit(code)
}

func build(dir string) error {
	command := exec.Command("go", "build", "-ldflags", "-s -w", "-o", dir+string(filepath.Separator), ".", "./cmd/wecomsim", "./cmd/wecomctl")

	command.Dir = root
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("building the programs: %w\n%s", err, out)
	}

	return nil
}

// program is a running simulator.
type program struct {
	t       *testing.T
	url     string
	corpID  string
	secret  string
	command *exec.Cmd
	out     *bytes.Buffer
	http    *http.Client
}

// start runs the simulator until the test ends.
func start(t *testing.T, args ...string) *program {
	t.Helper()
	ready := filepath.Join(t.TempDir(), "ready")
	p := &program{t: t, out: &bytes.Buffer{}, http: &http.Client{}}
	p.command = exec.Command(filepath.Join(binaries, "wecomsim"), append([]string{"--listen", "127.0.0.1:0", "--ready-file", ready}, args...)...)

	p.command.Stdout, p.command.Stderr = p.out, p.out
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}

	t.Cleanup(p.stop)

	for range 600 {
		if line, err := os.ReadFile(ready); err == nil {
			values := map[string]string{}

			for _, word := range strings.Fields(string(line)) {
				name, value, _ := strings.Cut(word, "=")
				values[name] = value
			}

			p.url, p.corpID, p.secret = values["base_url"], values["corp_id"], values["corp_secret"]

			return p
		}

		time.Sleep(20 * time.Millisecond)
	}

	t.Fatalf("the simulator is not ready: %s", p.out)

	return nil
}

// stop ends the program and waits for it. It may be called again.
func (p *program) stop() {
	if p.command.ProcessState == nil {
		_ = p.command.Process.Signal(os.Interrupt)
		_ = p.command.Wait()
	}
}

// call asks the simulator and gives the answer's JSON.
func (p *program) call(method, path, body string) map[string]any {
	p.t.Helper()

	request, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}

	response, err := p.http.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()

	raw, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}

	var answer map[string]any
	if err := json.Unmarshal(raw, &answer); err != nil {
		p.t.Fatalf("%s %s: %v: %.300s", method, path, err, raw)
	}

	return answer
}

// token is an access token of the company's first app.
func (p *program) token() string {
	p.t.Helper()
	token, _ := p.call("GET", "/cgi-bin/gettoken?corpid="+p.corpID+"&corpsecret="+p.secret, "")["access_token"].(string)

	return token
}

// create sends a mass message and gives its msgid.
func (p *program) create(token, body string) string {
	p.t.Helper()

	answer := p.call("POST", "/cgi-bin/externalcontact/add_msg_template?access_token="+token, body)
	if answer["errcode"] != 0.0 {
		p.t.Fatalf("add_msg_template: %v", answer)
	}

	return answer["msgid"].(string)
}

// messages are the accepted messages, as the control API lists them.
func (p *program) messages() []any {
	p.t.Helper()
	list, _ := p.call("GET", "/_sim/messages", "")["messages"].([]any)

	return list
}
