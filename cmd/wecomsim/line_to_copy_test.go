package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The line to copy gives a shell the three variables, whatever the secret looks
// like.
func TestLineToCopy_isForAShell(t *testing.T) {
	for _, secret := range []string{"sim-secret", "it's $HOME `x` \"y\"", "", "*"} {
		if strings.ContainsAny(secret, " ") {
			secret = strings.ReplaceAll(secret, " ", "") // the ready line has none
		}

		line := lineToCopy("base_url=http://127.0.0.1:8765 corp_id=wwsim corp_secret="+secret+"\n", "linux")

		out, err := exec.Command("sh", "-c", line+`printf '%s|%s|%s' "$WECOM_BASE_URL" "$WECOM_CORP_ID" "$WECOM_CORP_SECRET"`).CombinedOutput()
		if err != nil || string(out) != "http://127.0.0.1:8765|wwsim|"+secret {
			t.Errorf("%q gives %q, %v", line, out, err)
		}
	}
}

// PowerShell has single quotes in which only a quote is doubled.
func TestLineToCopy_isForPowerShellOnWindows(t *testing.T) {
	got := lineToCopy("base_url=http://127.0.0.1:8765 corp_id=wwsim corp_secret=it's$x\n", "windows")

	want := "$env:WECOM_BASE_URL = 'http://127.0.0.1:8765'; $env:WECOM_CORP_ID = 'wwsim'; $env:WECOM_CORP_SECRET = 'it''s$x'\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProgram_printsWhatToCopy(t *testing.T) {
	command, url, out := process(t)
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}

	if err := command.Wait(); err != nil {
		t.Fatal(err)
	}

	want := "export WECOM_BASE_URL=" + url + " WECOM_CORP_ID=wwsim0000000000001 WECOM_CORP_SECRET=sim-secret\n"
	if !strings.Contains(out.String(), "\n"+want) {
		t.Errorf("printed %q", out)
	}
}
