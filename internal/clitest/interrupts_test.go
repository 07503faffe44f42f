package clitest_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// interrupt is something that happens to a running apply.
type interrupt struct {
	name string
	do   func(*testing.T, *exec.Cmd)
	// kills is true if a process dies without a word, so that nothing is
	// written to the state.
	kills bool
}

func interrupts() []interrupt {
	signal := func(s syscall.Signal) func(*testing.T, *exec.Cmd) {
		return func(t *testing.T, cmd *exec.Cmd) {
			t.Helper()

			// To the process group, as a terminal does.
			if err := signalGroup(cmd, s); err != nil {
				t.Error(err)
			}
		}
	}

	return []interrupt{
		{name: "Ctrl-C", do: signal(syscall.SIGINT)},
		{name: "SIGTERM", do: func(t *testing.T, cmd *exec.Cmd) {
			t.Helper()

			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Error(err)
			}
		}},
		// As timeout, a runner or a container does.
		{name: "SIGTERM to the engine and the provider", do: signal(syscall.SIGTERM)},
		{name: "kill -9 of the provider", do: killProvider, kills: true},
		// As the system does where memory is short. The provider lives on.
		{name: "kill -9 of the CLI", do: killCLI, kills: true},
		{name: "kill -9 of the CLI and the provider", do: signal(syscall.SIGKILL), kills: true},
	}
}

// phase is the call that is under way when the interrupt comes.
type phase struct {
	endpoint string
	// effect is true if WeCom has the message, whatever becomes of the apply.
	effect bool
}

func phases() []phase {
	return []phase{
		{"gettoken", false},
		{"get_groupmsg_list_v2", false},
		{"media/upload", false},
		{send, true},
	}
}

// An apply is interrupted at every call, and then applied again with the check
// for duplicates on (list fresh or lagging), or off, with and without a
// journal. With -short only the first of these is in, and with a journal also
// that without a check.
func TestAccInterrupt_atEveryCallSendsOnce(t *testing.T) {
	for _, c := range interruptCells() {
		if c.isCovered() || testing.Short() && c.after != "check on" && !(c.journal == journalOn && c.after == "check off") {
			continue
		}

		t.Run(c.String(), func(t *testing.T) {
			t.Parallel()
			runInterrupt(t, c)
		})
	}
}

func runInterrupt(t *testing.T, c interruptCell) {
	in, ph, after := c.in, c.ph, c.after
	w := newWorkspace(t)
	w.tls = after == "check on" // one of the three notices an end as users do
	held := holdAnswer(w.sim, ph.endpoint)
	w.url = wecomtest.Serve(t, held)
	w.providerArgs = `request_timeout = "10s"`
	w.picture("pic.png", 10)
	w.write(messageWithPicture)

	journal := ""
	if c.journal != journalOff {
		journal = w.keepsJournal()
	}

	if after == "list lags" {
		w.sim.SetListLag(time.Hour)
	}

	cmd := w.command("apply", "-auto-approve", "-json")

	var out bytes.Buffer

	cmd.Stdout, cmd.Stderr = &out, &out

	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}

	held.wait(t)
	in.do(t, cmd)
	// The CLI tells the provider of a signal by a call.
	time.AfterFunc(1200*time.Millisecond, held.letGo)

	first := finish(cmd.Wait(), cmd, out.String())

	if first.code == 0 && (in.kills || !ph.effect) {
		t.Errorf("the interrupted apply ended with exit code 0")
	}

	accepted := 0
	if ph.effect {
		accepted = 1
	}

	if got := w.sends(); got != accepted {
		t.Fatalf("after the interrupt the simulator has %d messages, want %d\n%s", got, accepted, first.output)
	}

	wantStatus := "none"
	if ph.effect && !in.kills {
		wantStatus = "created"
	}

	if got := w.status(); got != wantStatus {
		t.Errorf("after the interrupt the state says %s, want %s\n%s", got, wantStatus, first.output)
	}

	if after == "check off" {
		w.providerArgs += "\n" + `duplicate_check_interval = "0s"`
		w.write(messageWithPicture)
	}

	if c.journal == journalLost {
		if err := os.RemoveAll(journal); err != nil {
			t.Fatal(err)
		}
	}

	second := w.apply("-lock=false")

	// A provider that lives on is a run that sends, and nothing is sent beside
	// it.
	for deadline := time.Now().Add(30 * time.Second); strings.Contains(second.errorText(), "another run is sending") && time.Now().Before(deadline); {
		time.Sleep(300 * time.Millisecond)

		second = w.apply("-lock=false")
	}

	want := 1
	if c.forgets() {
		want = 2
	}

	if got := w.sends(); got != want {
		t.Errorf("after applying again the simulator has %d messages, want %d\n%s", got, want, second.errorText())
	}

	switch killed := in.kills && ph.effect; {
	case killed && c.journal == journalOn:
		w.findsKilled(second)
	case killed && after == "check on" && !second.has("error", "sent already"):
		t.Errorf("the second apply does not name the message that was sent\n%s", second.output)
	}
}

// findsKilled: what a killed run has sent is in the state, with its msgid, at
// the latest by an apply when WeCom's list shows it.
func (w *workspace) findsKilled(got result) {
	w.t.Helper()

	if got.code != 0 || !got.has("warning", "") {
		w.t.Errorf("exit code %d, want 0 and a warning\n%s", got.code, got.output)
	}

	w.sim.SetListLag(0)

	if w.status() == "unknown" {
		got = w.apply("-lock=false")
	}

	if msgid := w.msgidOf(); w.status() != "created" || w.recorded("msgid") != msgid {
		w.t.Errorf("the state has %v, want %s\n%s", w.state(), msgid, got.output)
	}
}

// messageWithPicture makes every call that a send can make.
const messageWithPicture = `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "一次就好" }
  attachments     = [{ msgtype = "image", image = { source = "pic.png" } }]
}
`

// waitForRequest waits until the simulator has a request for the endpoint.
func waitForRequest(t *testing.T, w *workspace, endpoint string) {
	t.Helper()

	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if len(w.sim.Requests(endpoint)) > 0 {
			// The effect comes a moment after the arrival.
			time.Sleep(100 * time.Millisecond)
			return
		}
	}

	t.Fatalf("no %s request came", endpoint)
}

// killCLI kills the engine, and with the end of the test whatever it leaves.
func killCLI(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	t.Cleanup(func() { _ = signalGroup(cmd, syscall.SIGKILL) })

	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
}

// killProvider kills the provider process that the engine has started.
func killProvider(t *testing.T, cmd *exec.Cmd) {
	t.Helper()

	killed := 0

	for _, pid := range providersOf(t, cmd.Process.Pid) {
		if provider, err := os.FindProcess(pid); err == nil && provider.Kill() == nil {
			killed++
		}
	}

	if killed == 0 {
		t.Error("the provider's process was not found")
	}
}

// providersOf are the provider processes that an engine has started, also one
// that is gone: each is in its process group.
func providersOf(t *testing.T, engine int) []int {
	t.Helper()

	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	if len(stats) == 0 {
		t.Skip("this system has no /proc to find the provider's process in")
	}

	var providers []int

	for _, stat := range stats {
		raw, err := os.ReadFile(stat)
		if err != nil {
			continue
		}

		var pid, parent, group int

		var name, state string

		if _, err := fmt.Sscanf(string(raw), "%d %s %s %d %d", &pid, &name, &state, &parent, &group); err == nil &&
			group == engine && strings.HasPrefix(name, "(terraform-prov") && state != "Z" {
			providers = append(providers, pid)
		}
	}

	return providers
}
