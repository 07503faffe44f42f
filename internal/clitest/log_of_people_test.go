package clitest_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Warnings and errors show the ids and texts that they are about, and the log
// does not, TRACE included: neither does the server of the protocol write
// diagnostics into it, nor the engine.
func TestAccLog_showsNoPeopleAndNoText(t *testing.T) {
	const (
		stranger = "wmMARKEDperson"
		broken   = "wmMARKED person"
		words    = "MARKED words"
	)

	message := func(ids, text, rest string) string {
		return fmt.Sprintf("resource \"wecom_mass_message\" \"it\" {\n  external_userid = [%s]\n  text = { content = %q }\n  %s\n}\n", ids, text, rest)
	}

	both := fmt.Sprintf("%q, %q", wecomsim.DemoCustomer, stranger)
	one := fmt.Sprintf("%q", wecomsim.DemoCustomer)

	for _, level := range []string{"TRACE", "WARN"} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			log := filepath.Join(w.dir, "engine.log")
			w.env = append(w.env, "TF_LOG="+level, "TF_LOG_PATH="+log)

			for _, step := range []struct {
				config, shown string
				apply         bool
			}{
				{config: message(fmt.Sprintf("%q, %q", broken, stranger), words, ""), shown: "MARKED person"},
				{config: message(both, words, `attachments = [{ msgtype = "link", link = { title = "`+strings.Repeat(words, 20)+`", url = "https://a b/MARKED" } }]`), shown: words},
				{config: message(both, words, ""), shown: stranger, apply: true},
				{config: message(both, "MARKED\u00a0words", ""), shown: `\u00a0`},
				{config: message(one+", \"wmother\"", words, ""), shown: "1 added and 1 removed"},
				// An error of Create: the id is known only then. The engine
				// itself logs the values of terraform_data.
				{config: message(both, words, "") + "resource \"terraform_data\" \"crm\" {}\n" +
					strings.ReplaceAll(message("\""+broken+"${substr(terraform_data.crm.id, 0, 0)}\"", "later", ""), `"it"`, `"later"`), shown: "MARKED person", apply: true},
				{config: message(one, words, "") + strings.ReplaceAll(message(one, words, ""), `"it"`, `"again"`), shown: "already", apply: true},
			} {
				w.write(step.config)

				run := w.plan
				if step.apply {
					run = w.apply
				}

				// The control: the run shows what the log must not.
				if got := run(); !strings.Contains(got.output, strings.Split(step.shown, `\u`)[0]) {
					t.Errorf("%q is not shown:\n%s", step.shown, got.output)
				}
			}

			if w.sends() != 1 {
				t.Errorf("%d messages, want 1", w.sends())
			}

			text := readFile(t, log)
			if level == "TRACE" && !strings.Contains(text, "[TRACE]") {
				t.Error("no line of TRACE in the log")
			}

			for _, mark := range []string{"MARKED", wecomsim.DemoCustomer} {
				if strings.Contains(text, mark) {
					t.Errorf("the log has %q: %s", mark, around(text, mark))
				}
			}
		})
	}
}
