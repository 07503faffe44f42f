package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// ignoringPeople is a message to an audience whose changes are ignored.
func ignoringPeople(audience, text, ignored, more string) string {
	return fmt.Sprintf(`
resource "wecom_mass_message" "it" {
  sender = "zhangsan"
  %s
  text   = { content = %q }
  %s
  lifecycle {
    ignore_changes = %s
  }
}
`, audience, text, more, ignored)
}

// A new message has nothing to ignore, so an edit of another attribute would
// send it to other people than the plan says. That is an error.
func TestAccIgnoreChanges_aNewMessageIgnoresNothing(t *testing.T) {
	t.Parallel()

	one := fmt.Sprintf("external_userid = [%q]", wecomsim.DemoCustomer)
	both := fmt.Sprintf("external_userid = [%q, %q]", wecomsim.DemoCustomer, customerTwo)
	file := `recipients_file = "ids.txt"`

	for name, c := range map[string]struct{ before, after, ignored string }{
		"a list":              {one, both, "[external_userid]"},
		"a list into a file":  {one, file, "[recipients_file]"},
		"a file into a list":  {file, one, "[external_userid]"},
		"all of the audience": {both, one, "[external_userid, recipients_file]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.file("ids.txt", wecomsim.DemoCustomer+"\n"+customerTwo+"\n")
			w.write(ignoringPeople(c.before, "一", c.ignored, ""))

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
			}

			// Ignored alone it is no edit.
			w.write(ignoringPeople(c.after, "一", c.ignored, ""))

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Errorf("%d messages, want 1\n%s", w.sends(), got.errorText())
			}

			w.write(ignoringPeople(c.after, "二", c.ignored, ""))

			if got := w.apply(); got.code == 0 || !got.has("error", "A new message ignores no changes") || w.sends() != 1 || w.status() != "created" {
				t.Errorf("exit code %d, %d messages, want an error and 1\n%s", got.code, w.sends(), got.output)
			}

			// The control: as it was sent, the other edit goes out.
			w.write(ignoringPeople(c.before, "二", c.ignored, ""))

			if got := w.apply(); got.code != 0 || w.sends() != 2 {
				t.Errorf("%d messages, want 2\n%s", w.sends(), got.errorText())
			}
		})
	}
}

// A list that became a file with the same ids, half of it ignored, is never a
// second message, and stops nothing else.
func TestAccIgnoreChanges_halfOfAnAudience(t *testing.T) {
	t.Parallel()

	list, file := fmt.Sprintf("external_userid = [%q, %q]", wecomsim.DemoCustomer, customerTwo), `recipients_file = "ids.txt"`

	for _, ignored := range []string{"[recipients_file]", "[external_userid]"} {
		for _, c := range [][2]string{{list, file}, {file, list}} {
			for _, resendOn := range []string{"content", "change"} {
				t.Run(fmt.Sprintf("%s/%s/%s", ignored, strings.Fields(c[0])[0], resendOn), func(t *testing.T) {
					t.Parallel()

					w := newWorkspace(t)
					more := fmt.Sprintf("resend_on = %q", resendOn)

					w.file("ids.txt", wecomsim.DemoCustomer+"\n"+customerTwo+"\n")
					w.write(ignoringPeople(c[0], "一", ignored, more))

					if got := w.apply(); got.code != 0 || w.sends() != 1 {
						t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
					}

					w.write(ignoringPeople(c[1], "一", ignored, more) + "resource \"terraform_data\" \"other\" {}\n")
					w.sim.SetListLag(1 << 40) // the look before the send sees nothing
					w.apply()

					if w.sends() != 1 || w.status() != "created" {
						t.Errorf("%d messages, status %s, want 1, created", w.sends(), w.status())
					}

					if got := w.destroy(); resendOn == "content" && got.code != 0 {
						t.Errorf("the destroy failed\n%s", got.errorText())
					}
				})
			}
		}
	}
}

// Empty text is no hash, and no bug of the provider either.
func TestAccIgnoreChanges_anEmptyHash(t *testing.T) {
	t.Parallel()

	for name, audience := range map[string]string{"list": fmt.Sprintf("external_userid = [%q]", wecomsim.DemoCustomer), "sender": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			with := func(more string) string { return ignoringPeople(audience, "一", "[]", more) }

			w.write(with(`recipients_sha256 = ""`))

			if got := w.plan(); got.code != 1 || !got.has("error", "Invalid hash") {
				t.Errorf("a first send: code %d\n%s", got.code, got.output)
			}

			w.write(with(""))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			w.write(with(`recipients_sha256 = ""`))

			for _, got := range []result{w.apply(), w.plan(), w.destroy()} {
				if got.code != 0 || strings.Contains(got.output, "bug in the provider") {
					t.Errorf("after the send: code %d\n%s", got.code, got.output)
				}
			}
		})
	}
}
