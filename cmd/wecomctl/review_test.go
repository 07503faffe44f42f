package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	nothingPlan = `{"format_version": "1.2", "resource_changes": []}`
	sendPlan    = `{"format_version": "1.2", "variables": {"token": {"value": "hunter2"}}, "resource_changes": [{"address": "wecom_mass_message.it", "type": "wecom_mass_message", "mode": "managed",
		"change": {"actions": ["create"], "before": null, "after": {"chat_type": "single", "sender": "zhangsan", "external_userid": ["wmA"], "recipients_count": 1, "text": {"content": "你好"}}, "after_unknown": {}}}]}`
)

// ran is what the program did with standard input and arguments.
func ran(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	t.Setenv("LC_ALL", "en_GB.UTF-8")

	var b, e bytes.Buffer

	code = run(args, strings.NewReader(in), &b, &e)

	return code, b.String(), e.String()
}

func file(t *testing.T, name, content string) string {
	t.Helper()

	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

// The exit code says what the plan does.
func TestReview_exitCodes(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		args []string
		code int
		out  string
	}{
		"nothing is sent":       {nothingPlan, nil, exitNothing, "sends nothing\n"},
		"something is":          {sendPlan, []string{"-"}, exitSends, "sends 1 message to 1 customer"},
		"from a file":           {"", []string{file(t, "plan.json", sendPlan)}, exitSends, "sends 1 message"},
		"a flag is a gate":      {sendPlan, []string{"--sender", "lisi"}, exitGate, "zhangsan may not send"},
		"a gate that is kept":   {sendPlan, []string{"--sender", "lisi,zhangsan", "--max-recipients", "1"}, exitSends, ""},
		"a list, twice":         {sendPlan, []string{"--sender", "lisi", "--sender", "zhangsan"}, exitSends, ""},
		"a word":                {sendPlan, []string{"--forbidden-words", file(t, "words.txt", "# 极限词\r你好\r再见")}, exitGate, "你好"},
		"a policy":              {sendPlan, []string{"--policy", file(t, "policy.yaml", "senders: [lisi]\n")}, exitGate, "zhangsan may not send"},
		"a flag goes before it": {sendPlan, []string{"--policy", file(t, "policy.yaml", "senders: [lisi]\n"), "--sender", "zhangsan"}, exitSends, ""},
		"in Chinese":            {sendPlan, []string{"--lang", "zh"}, exitSends, "发送 1 条消息，发给 1 位客户"},
		"digests":               {sendPlan, []string{"--digest"}, exitSends, "v1:"},
		"no digest":             {strings.Replace(sendPlan, `"after_unknown": {}`, `"after_unknown": {"text": {"content": true}}`, 1), []string{"--digest"}, exitSends, "-  wecom_mass_message.it\n"},
		"not approved":          {sendPlan, []string{"--approved", file(t, "approved.txt", "v1:"+strings.Repeat("0", 64))}, exitGate, "not among those approved"},
	} {
		code, out, errs := ran(t, c.in, append([]string{"review"}, c.args...)...)
		if errs != "" || code != c.code || !strings.Contains(out, c.out) {
			t.Errorf("%s: code %d, %s, want %d and %q\n%s", name, code, errs, c.code, c.out, out)
		}

		if strings.Contains(out, "hunter2") || strings.Contains(out, "wmA") {
			t.Errorf("%s shows a variable or an id:\n%s", name, out)
		}
	}
}

func TestReview_errors(t *testing.T) {
	approvals := file(t, "policy.yaml", "approved: approved.txt\n")
	if err := os.WriteFile(filepath.Join(filepath.Dir(approvals), "approved.txt"), []byte("v1:x\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	linked := t.TempDir()
	if err := os.Symlink(linked, linked+"-link"); err != nil {
		t.Fatal(err)
	}

	plan, gates := file(t, "plan.json", sendPlan), file(t, "policy.yaml", "max_recipients: 5\n")

	for name, c := range map[string]struct {
		in   string
		args []string
		want string
	}{
		"no plan":                {"PK", nil, "show -json"},
		"no file":                {"", []string{filepath.Join(t.TempDir(), "none.json")}, "none.json"},
		"a language":             {sendPlan, []string{"--lang", "de"}, "en and zh"},
		"two forms":              {sendPlan, []string{"--json", "--digest"}, "json"},
		"a small comment":        {sendPlan, []string{"--markdown", "-", "--max-bytes", "10"}, "1,000 bytes"},
		"a folder in a file":     {sendPlan, []string{"--html", filepath.Join(t.TempDir(), "none", "a.html")}, "a.html"},
		"a policy":               {sendPlan, []string{"--policy", file(t, "policy.yaml", "sender: lisi\n")}, "sender"},
		"no name of a file":      {sendPlan, []string{"--html", ""}, "--html"},
		"one file for two":       {sendPlan, []string{"--html", "x", "--junit", "x"}, "x, too"},
		"one file by two":        {sendPlan, []string{"--html", "x", "--junit", "./x"}, "x, too"},
		"over the plan":          {"", []string{plan, "--html", plan}, "or it is read"},
		"over the policy":        {sendPlan, []string{"--policy", gates, "--html", filepath.Join(filepath.Dir(gates), ".", "policy.yaml")}, "or it is read"},
		"over the approvals":     {sendPlan, []string{"--policy", approvals, "--html", filepath.Join(filepath.Dir(approvals), "approved.txt")}, "or it is read"},
		"through a link":         {sendPlan, []string{"--html", filepath.Join(linked, "a"), "--junit", filepath.Join(linked+"-link", "a")}, "or it is read"},
		"a gate twice":           {sendPlan, []string{"--policy", filepath.Join(t.TempDir(), "none"), "--policy", gates}, "given twice"},
		"a number twice":         {sendPlan, []string{"--max-recipients", "1", "--max-recipients", "100"}, "given twice"},
		"words that no one sees": {sendPlan, []string{"--forbidden-words", file(t, "words.txt", "# 极限词\r#\r#\tb\n\u200b\n\u00ad\n")}, "holds no word"},
		"two on stdout":          {sendPlan, []string{"--html", "-", "--json"}, "only one form"},
		"no such folder":         {sendPlan, []string{"--folder", filepath.Join(t.TempDir(), "none")}, "no such folder"},
		"a gate of nothing":      {sendPlan, []string{"--max-recipients", "0"}, "says nothing"},
		"a policy of nobody":     {sendPlan, []string{"--policy", ""}, "says nothing"},
		"unknown actions":        {strings.Replace(sendPlan, `["create"]`, `["CREATE"]`, 1), nil, "later version"},
		"no actions":             {strings.Replace(sendPlan, `["create"]`, `[]`, 1), nil, "later version"},
		"an id in a key":         {strings.Replace(strings.Replace(sendPlan, `.it"`, `.it[\"woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA\"]"`, 1), `"sender": "zhangsan"`, `"sender": 1`, 1), nil, `it["wo_`},
		"two plans":              {sendPlan, []string{"a", "b"}, "at most 1"},
		"a flag":                 {sendPlan, []string{"--nope"}, "nope"},
	} {
		if code, out, errs := ran(t, c.in, append([]string{"review"}, c.args...)...); code != exitError || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%s: code %d, %s%s, want %q", name, code, out, errs, c.want)
		}
	}
}

// What is approved by its digest passes the gate, and each form is written.
func TestReview_forms(t *testing.T) {
	folder := t.TempDir()
	name := func(base string) string { return filepath.Join(folder, base) }

	_, digests, _ := ran(t, sendPlan, "review", "--digest")

	approved := file(t, "approved.txt", "# 批准\n"+digests)

	code, out, errs := ran(t, sendPlan, "review", "--approved", approved, "--html", name("a.html"), "--markdown", name("a.md"), "--junit", name("a.xml"), "--json")
	if errs != "" || code != exitSends {
		t.Fatalf("code %d, %s\n%s", code, errs, out)
	}

	var report struct {
		Version int
		Sends   bool
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || report.Version != 1 || !report.Sends {
		t.Errorf("%v\n%s", err, out)
	}

	for base, want := range map[string]string{"a.html": "<!doctype html>", "a.md": "<!-- wecomctl review -->", "a.xml": "<testsuites>"} {
		if raw, err := os.ReadFile(name(base)); err != nil || !strings.Contains(string(raw), want) {
			t.Errorf("%s: %v\n%.200s", base, err, raw)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for want, locales := range map[string][]map[string]string{
		"zh": {{"LANG": "zh_CN.UTF-8"}, {"LC_ALL": "zh_TW", "LANG": "en_US"}, {"LC_MESSAGES": "ZH"}},
		"en": {{}, {"LANG": "C"}, {"LC_ALL": "en_US", "LANG": "zh_CN"}, {"LANG": "de_DE"}},
	} {
		for _, locale := range locales {
			if got, err := languageOf("", func(name string) string { return locale[name] }); err != nil || got != want {
				t.Errorf("%v: %s, %v", locale, got, err)
			}
		}
	}
}

func TestIsColoured_onlyATerminal(t *testing.T) {
	if isColoured(&bytes.Buffer{}, func(string) string { return "" }) {
		t.Error("a buffer is coloured")
	}
}
