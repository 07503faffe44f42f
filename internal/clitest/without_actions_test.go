package clitest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// recipe is the script of the guide for engines without actions, as a reader
// would save it.
func recipe(t *testing.T, dir string) string {
	t.Helper()

	guide := readFile(t, "../../templates/guides/without-actions.md")

	_, script, found := strings.Cut(guide, "```sh\n")
	script, _, closed := strings.Cut(script, "```\n")

	if !found || !closed || !strings.HasPrefix(script, "#!/bin/sh\n") {
		t.Fatal("the guide has no script")
	}

	file := filepath.Join(dir, "wecom.sh")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}

	return file
}

// recipeRun runs the script on a message.
func (w *workspace) recipeRun(script, verb, msgid string, env ...string) result {
	w.t.Helper()

	cmd := exec.Command("sh", script, verb, msgid)

	cmd.Env = append(os.Environ(), "WECOM_BASE_URL="+w.url, "NO_PROXY=127.0.0.1",
		"WECOM_CORP_ID="+wecomsim.DemoCorpID, "WECOM_CORP_SECRET="+wecomsim.DemoSecret, "WECOM_ACCESS_TOKEN=")
	cmd.Env = append(cmd.Env, env...)

	out, err := cmd.CombinedOutput()

	return finish(err, cmd, string(out))
}

// The guide's script does what the actions do, on every engine.
func TestAccWithoutActions_theRecipeOfTheGuide(t *testing.T) {
	t.Parallel()

	for _, tool := range []string{"sh", "curl", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the recipe needs %s, which is not on the PATH", tool)
		}
	}

	w := newWorkspace(t)
	script := recipe(t, w.dir)
	w.write(twoMembers + "output \"msgid\" {\n  value = wecom_mass_message.it.msgid\n}\n")

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	msgid := strings.TrimSpace(w.run("output", "-raw", "-no-color", "msgid").output)
	if msgid != w.sim.Messages()[0].MsgID {
		t.Fatalf("the msgid is %q", msgid)
	}

	for i := range 3 {
		if got := w.recipeRun(script, "remind", msgid); got.code != 0 || w.reminders() != i+1 {
			t.Fatalf("%d reminders, want %d\n%s", w.reminders(), i+1, got.output)
		}
	}

	fourth := w.recipeRun(script, "remind", msgid)
	if fourth.code == 0 || w.reminders() != 3 {
		t.Errorf("the fourth: code %d, %d reminders", fourth.code, w.reminders())
	}

	fourth.wantWords(t, "possible in 24 hours at the latest")

	// A reminder whose answer is lost is not repeated.
	w.sim.AdvanceClock(25 * time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "remind_groupmsg_send", DropAt: wecomsim.AfterEffect, Count: 1})

	if lost := w.recipeRun(script, "remind", msgid); lost.code == 0 || w.reminders() != 4 {
		t.Errorf("a lost answer: code %d, %d reminders, want 4\n%s", lost.code, w.reminders(), lost.output)
	}

	if err := w.sim.Confirm(msgid, "zhangsan"); err != nil {
		t.Fatal(err)
	}

	numbers := []string{"members: 1 have not sent it, 1 have", "recipients: 2 not sent, 2 got it, 0 could not get it"}

	for _, said := range []string{"stopped", "it was stopped already"} {
		got := w.recipeRun(script, "cancel", msgid)
		if got.code != 0 || w.sim.Messages()[0].CancelTime.IsZero() {
			t.Errorf("code %d\n%s", got.code, got.output)
		}

		got.wantWords(t, append(numbers, said)...)
	}

	w.recipeRun(script, "count", msgid, "WECOM_CORP_SECRET=", "WECOM_ACCESS_TOKEN="+tokenFrom(t, w.url)).wantWords(t, numbers...)

	for what, got := range map[string]result{
		"an unknown msgid": w.recipeRun(script, "cancel", "msgNOBODYKNOWS"),
		"a wrong secret":   w.recipeRun(script, "cancel", msgid, "WECOM_CORP_SECRET=wrong"),
		"an unknown verb":  w.recipeRun(script, "send", msgid),
	} {
		if got.code == 0 {
			t.Errorf("%s: the script is content\n%s", what, got.output)
		}
	}

	w.sim.Arm(wecomsim.Fault{Endpoint: "cancel_groupmsg_send", Errcode: 48002, Errmsg: "api \u202E\x1b[2J\u2066 禁止", Count: 1})

	for what, fault := range map[string]wecomsim.Fault{
		"busy":               {Errcode: -1},
		"a code in HTTP 403": {Status: 403, Body: []byte(`{"errcode":48002}`)},
		"a status as a code": {Errcode: 403},
	} {
		fault.Endpoint, fault.Count = "remind_groupmsg_send", 1
		w.sim.Arm(fault)

		got := w.recipeRun(script, "remind", msgid)
		if got.code == 0 || !strings.Contains(got.output, "it is not known whether WeCom has done it") {
			t.Errorf("%s: exit code %d\n%s", what, got.code, got.output)
		}
	}

	refused := w.recipeRun(script, "cancel", msgid)
	refused.wantWords(t, "NOT stopped: ", "48002", "禁止")

	if refused.code == 0 || strings.ContainsAny(refused.output, "\u202E\u2066\x1b") {
		t.Errorf("a refusal with characters that no terminal should see: %q", refused.output)
	}

	if plan := w.plan(); plan.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages, want 1\n%s", w.sends(), plan.output)
	}
}
