package clitest_test

import (
	"fmt"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// to is a message of the same words to whom the argument says.
func to(name, people string) string {
	return fmt.Sprintf(`
resource "wecom_mass_message" %q {
  sender   = "zhangsan"
  triggers = { a = "1" }
  text     = { content = "一" }
  %s
}
`, name, people)
}

// sentElsewhere is a message that neither the state nor the journal knows.
func (w *workspace) sentElsewhere(body string) (msgid string) {
	w.t.Helper()
	w.write(body)

	if got := w.apply(); got.code != 0 {
		w.t.Fatal(got.errorText())
	}

	w.losesState()
	w.keepsJournal() // another one

	return w.msgidOf()
}

// A message is imported into a block that names more people than it went to.
// The journal has it as the message that it was: no block records it as sent to
// the others.
func TestAccJournal_importedIntoAWiderBlock(t *testing.T) {
	const one = `external_userid = ["` + wecomsim.DemoCustomer + `"]`

	widers := map[string]string{
		"a longer list":        `external_userid = ["` + wecomsim.DemoCustomer + `", "` + customerTwo + `"]`,
		"all of the member's":  "",
		"those who have a tag": `tag_filter = { group_list = [{ tag_list = ["ete19278asuMT123109rBAAAA"] }] }`,
	}

	for name, wider := range widers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			msgid := w.sentElsewhere(to("it", one))

			w.write(to("it", wider))

			if got := w.run("import", "wecom_mass_message.it", msgid); got.code != 0 {
				t.Fatal(got.output)
			}

			if got := w.apply(); got.code != 0 || fmt.Sprint(w.recorded("recipients_count")) != "1" {
				t.Fatalf("recipients_count %v\n%s", w.recorded("recipients_count"), got.errorText())
			}

			w.write(to("it", wider) + to("other", wider))

			if got := w.apply(); got.code == 0 || len(w.state()) != 1 || !got.says("error", msgid) || w.sends() != 1 {
				t.Errorf("another block: exit code %d, %d messages, %d in the state, want an error that names %s\n%s", got.code, w.sends(), len(w.state()), msgid, got.output)
			}

			w.write(to("it", wider))

			if got := w.tainted("wecom_mass_message.it"); got.code == 0 || !got.says("error", msgid) || w.sends() != 1 || len(w.state()) != 0 {
				t.Errorf("taint: exit code %d, %d messages, want an error that names %s\n%s", got.code, w.sends(), msgid, got.output)
			}

			// The control: a block that names whom it went to.
			w.write(to("it", one))

			if got := w.apply(); got.code != 0 || w.recorded("msgid") != msgid || w.sends() != 1 {
				t.Errorf("the same people: %v, want %s\n%s", w.recorded("msgid"), msgid, got.output)
			}
		})
	}
}
