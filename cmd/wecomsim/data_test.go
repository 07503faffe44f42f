package main

import (
	"bytes"
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

// runMain turns this test binary into the program, so that a test can kill it.
const runMain = "WECOMSIM_TEST_RUN_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(runMain) != "" {
		main()
		return
	}

	os.Exit(m.Run())
}

// process starts the program as a process and returns it with its base URL and
// its output.
func process(t *testing.T, args ...string) (*exec.Cmd, string, *bytes.Buffer) {
	t.Helper()
	ready := filepath.Join(t.TempDir(), "ready")
	out := &bytes.Buffer{}
	command := exec.Command(os.Args[0], append(args, "--listen", "127.0.0.1:0", "--ready-file", ready)...)
	command.Env = append(os.Environ(), runMain+"=1")

	command.Stdout, command.Stderr = out, os.Stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})

	for range 3000 {
		if line, err := os.ReadFile(ready); err == nil {
			url, _, _ := strings.Cut(strings.TrimPrefix(string(line), "base_url="), " ")
			return command, url, out
		}

		time.Sleep(10 * time.Millisecond)
	}

	t.Fatal("not ready")

	return nil, "", nil
}

func post(t *testing.T, url, body string) string {
	t.Helper()

	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()

	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}

	return string(answer)
}

// field gives the value of a string field, without a JSON parser.
func field(answer, name string) string {
	_, rest, _ := strings.Cut(answer, `"`+name+`":"`)
	value, _, _ := strings.Cut(rest, `"`)

	return value
}

const tokenQuery = "/cgi-bin/gettoken?corpid=wwsim0000000000001&corpsecret=sim-secret"

// Each round the program is killed right after its last answer.
func TestProgram_killedLosesNothingAccepted(t *testing.T) {
	data := filepath.Join(t.TempDir(), "sim.db")

	var accepted []string

	for round := range 3 {
		command, url, _ := process(t, "--data", data)

		before := get(t, url+"/_sim/messages")
		for _, msgid := range accepted {
			if !strings.Contains(before, msgid) {
				t.Fatalf("round %d: %s was accepted and is lost", round, msgid)
			}
		}

		if got := strings.Count(before, `"msgid"`); got != len(accepted) {
			t.Fatalf("round %d: %d messages, accepted were %d", round, got, len(accepted))
		}

		token := field(get(t, url+tokenQuery), "access_token")
		for i := range 5 {
			answer := post(t, url+"/cgi-bin/externalcontact/add_msg_template?access_token="+token,
				fmt.Sprintf(`{"sender":"zhangsan","text":{"content":"round %d message %d"}}`, round, i))
			accepted = append(accepted, field(answer, "msgid"))
		}

		last := accepted[len(accepted)-1]
		post(t, url+"/_sim/messages/"+last+"/confirm", "{}")

		if err := command.Process.Kill(); err != nil {
			t.Fatal(err)
		}

		_ = command.Wait()

		again, url, _ := process(t, "--data", data)
		if message := get(t, url+"/_sim/messages/"+last); !strings.Contains(message, fmt.Sprintf(`"text":"round %d message 4"`, round)) || !strings.Contains(message, `"status":2`) {
			t.Fatalf("round %d: after the kill %.500s", round, message)
		}

		_ = again.Process.Kill()
		_ = again.Wait()
	}
}

func TestProgram_saysWhatCameInWhenItStops(t *testing.T) {
	command, url, out := process(t)
	token := field(get(t, url+tokenQuery), "access_token")
	post(t, url+"/cgi-bin/externalcontact/add_msg_template?access_token="+token, `{"sender":"zhangsan","text":{"content":"x"}}`)
	get(t, url+"/_sim/messages")

	stream, err := http.Get(url + "/_sim/events") // an open page must not hold the program
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()

	begin := time.Now()

	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}

	if err := command.Wait(); err != nil {
		t.Fatal(err)
	}

	if !strings.HasSuffix(out.String(), "\nmessages=1 requests=2\n") {
		t.Errorf("printed %q", out)
	}

	// What holds it is cut off after three seconds.
	if took := time.Since(begin); took >= 3*time.Second {
		t.Errorf("stopping took %s", took)
	}
}

func TestDataFile_isForOneProgramAndOneCompany(t *testing.T) {
	data := filepath.Join(t.TempDir(), "sim.db")

	ready := start(t, "--data", data, "--customers", "10")
	if err := run(t.Context(), []string{"--data", data, "--listen", "127.0.0.1:0"}, io.Discard); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a second program: %v", err)
	}

	if ready["corp_id"] == "" {
		t.Error("no corp id")
	}
}

func TestDataFile_keepsItsCompany(t *testing.T) {
	data := filepath.Join(t.TempDir(), "sim.db")
	command, _, _ := process(t, "--data", data, "--customers", "10")
	_ = command.Process.Kill()
	_ = command.Wait()

	if err := run(t.Context(), []string{"--data", data, "--customers", "20", "--listen", "127.0.0.1:0"}, io.Discard); err == nil || !strings.Contains(err.Error(), "another company") {
		t.Errorf("another company: %v", err)
	}

	for _, args := range [][]string{{"--customers", "10"}, nil} {
		command, url, _ := process(t, append(args, "--data", data)...)
		if company := get(t, url+"/_sim/company"); strings.Count(company, `"external_userid"`) != 10 {
			t.Errorf("%v: company %.200s", args, company)
		}

		_ = command.Process.Kill()
		_ = command.Wait()
	}
}

func TestDataFile_aDamagedOneIsAnErrorInWords(t *testing.T) {
	data := filepath.Join(t.TempDir(), "sim.db")
	command, _, _ := process(t, "--data", data)
	_ = command.Process.Kill()
	_ = command.Wait()

	whole, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}

	company := bytes.Index(whole, []byte("wwsim0000000000001"))
	changed := bytes.Clone(whole)

	changed[company]++
	for name, content := range map[string][]byte{
		"cut": whole[:len(whole)/3], "a changed company": changed, "another kind of file": []byte(strings.Repeat("text\n", 5000)),
	} {
		if err := os.WriteFile(data, content, 0o600); err != nil {
			t.Fatal(err)
		}

		err := run(t.Context(), []string{"--data", data, "--listen", "127.0.0.1:0"}, io.Discard)
		if err == nil || !strings.HasPrefix(err.Error(), "--data: "+data+" is damaged, or not a data file of wecomsim: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
