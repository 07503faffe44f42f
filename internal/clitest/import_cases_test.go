package clitest_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A message that somebody has sent is imported into a configuration that has
// triggers already. What differs by one character is refused, whatever triggers
// says; what agrees is recorded, and sends when triggers changes later.
func TestAccImport_withTriggers(t *testing.T) {
	t.Parallel()

	sender, p := behindProxy(t)
	sender.write(oneMessage)

	if got := sender.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	id := importBlock(p.sent()[0].msgid)
	with := func(run, text string) string {
		body := strings.Replace(oneMessage, "text ", "triggers = { run = \""+run+"\" }\n  text ", 1)
		return strings.Replace(body, "一次就好", text, 1)
	}

	w := sender.sharing()
	w.write(with("1", "一次就好。") + id)

	if got := w.plan(); got.code != 1 || !got.says("error", "一次就好。") || !got.says("error", `"一次就好"`) {
		t.Errorf("the plan ends with %d, want an error with both values\n%s", got.code, got.output)
	}

	if got := w.apply(); got.code == 0 || len(p.sent()) != 1 {
		t.Errorf("exit code %d, %d messages, want an error and 1\n%s", got.code, len(p.sent()), got.output)
	}

	if len(w.state()) != 0 {
		t.Errorf("the state is %v, want nothing", w.state())
	}

	w.write(with("1", "一次就好") + id)

	if got := w.apply(); got.code != 0 || len(p.sent()) != 1 {
		t.Errorf("exit code %d, %d messages, want 0 and 1\n%s", got.code, len(p.sent()), got.errorText())
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the plan after the import is not empty\n%s", plan.output)
	}

	w.write(with("2", "一次就好") + id)

	if got := w.apply(); got.code != 0 || len(p.sent()) != 2 {
		t.Errorf("a change of triggers after the import: %d messages, want 2\n%s", len(p.sent()), got.errorText())
	}
}

// The import is recorded first, and the difference comes with a change of
// triggers before an apply has ended the import.
func TestAccImport_triggersBeforeItEnds(t *testing.T) {
	t.Parallel()

	sender, p := behindProxy(t)
	sender.write(oneMessage)
	sender.apply()

	w := sender.sharing()
	w.write(oneMessage)

	if got := w.run("import", "wecom_mass_message.it", p.sent()[0].msgid); got.code != 0 {
		t.Fatal(got.output)
	}

	w.write(strings.Replace(oneMessage, `"一次就好" }`, `"一次就好。" }`+"\n  triggers = { run = \"1\" }", 1))

	if got := w.apply(); got.code == 0 || len(p.sent()) != 1 {
		t.Errorf("exit code %d, %d messages, want an error and 1\n%s", got.code, len(p.sent()), got.output)
	}
}

// An import into a configuration with a file that is gone or emptied, or with
// an audience that has become empty, keeps what WeCom tells: how many customers
// there were. Nothing is sent.
func TestAccImport_withTheFileGone(t *testing.T) {
	t.Parallel()

	for name, damage := range map[string]func(w *workspace, file string) error{
		"gone":    func(_ *workspace, file string) error { return os.Remove(file) },
		"emptied": func(_ *workspace, file string) error { return os.Truncate(file, 0) },
		"an empty list": func(w *workspace, file string) error {
			config := filepath.Join(w.dir, "main.tf")

			text, err := os.ReadFile(config)
			if err != nil {
				return err
			}

			quoted := `recipients_file = "` + filepath.Base(file) + `"`
			if !strings.Contains(string(text), quoted) {
				return errors.New("no " + quoted)
			}

			return os.WriteFile(config, []byte(strings.Replace(string(text), quoted, "external_userid = []", 1)), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			importWithoutAudience(t, damage)
		})
	}
}

func importWithoutAudience(t *testing.T, damage func(w *workspace, file string) error) {
	t.Helper()

	sender, p := behindProxy(t)
	m := sameWords("m")
	sender.writeMessages(m)

	if got := sender.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	w := sender.sharing()
	m.file = true
	w.writeMessages(m)

	if got := w.run("import", "wecom_mass_message.m", p.sent()[0].msgid); got.code != 0 {
		t.Fatal(got.output)
	}

	if err := damage(w, filepath.Join(w.dir, m.fileName())); err != nil {
		t.Fatal(err)
	}

	got := w.apply()
	if got.code != 0 || strings.Contains(got.output, "invalid result object") || strings.Contains(got.output, "bug in the provider") {
		t.Errorf("the apply ends in a bug\n%s", got.errorText())
	}

	w.recordsTwo()

	if len(p.sent()) != 1 {
		t.Errorf("%d messages, want 1", len(p.sent()))
	}
}
