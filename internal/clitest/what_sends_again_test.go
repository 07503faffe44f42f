package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// message writes one message with the given name, text and further arguments.
func message(name, text, more string) string {
	return fmt.Sprintf(`
resource "wecom_mass_message" %q {
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]
  text            = { content = %q }
  %s
}
`, name, text, more)
}

// triggeredBy is a message that Terraform replaces when another resource
// changes.
func triggeredBy(version string) string {
	return fmt.Sprintf("resource \"terraform_data\" \"version\" { input = %q }\n", version) +
		message("it", "一", "lifecycle { replace_triggered_by = [terraform_data.version] }")
}

// Everything with which Terraform can be made to create again, and how many
// messages that sends in all. The first apply sends one.
func TestAccWhatSendsAgain_isWhatThePageSays(t *testing.T) {
	cases := []struct {
		name   string
		before string // the configuration of the first apply
		do     func(*workspace) result
		want   int
		fails  string // the summary of the expected error
	}{
		{
			name: "triggers, the positive control", before: message("it", "一", ""), want: 2,
			do: func(w *workspace) result {
				w.write(message("it", "一", `triggers = { again = "1" }`))
				return w.apply()
			},
		},
		{
			name: "-replace", before: message("it", "一", ""), want: 1, fails: "not created anew",
			do: func(w *workspace) result {
				w.sim.AdvanceClock(31 * time.Minute)
				return w.apply("-replace=wecom_mass_message.it")
			},
		},
		{
			name: "replace_triggered_by", before: triggeredBy("1"), want: 1, fails: "not created anew",
			do: func(w *workspace) result {
				w.sim.AdvanceClock(31 * time.Minute)
				w.write(triggeredBy("2"))

				return w.apply()
			},
		},
		{
			name: "triggers beside replace_triggered_by", before: triggeredBy("1"), want: 2,
			do: func(w *workspace) result {
				w.write(strings.Replace(triggeredBy("2"), "lifecycle {", "triggers = { again = \"1\" }\n  lifecycle {", 1))
				return w.apply()
			},
		},
		{
			name: "an edit that sends nothing, and -replace", before: message("it", "一", `resend_on = "triggers"`), want: 1, fails: "not created anew",
			do: func(w *workspace) result {
				w.write(message("it", "二", `resend_on = "triggers"`))
				w.apply()

				return w.apply("-replace=wecom_mass_message.it")
			},
		},
		{
			name: "an edit that is ignored, and -replace", before: message("it", "一", "lifecycle { ignore_changes = all }"), want: 1, fails: "not created anew",
			do: func(w *workspace) result {
				w.write(message("it", "二", "lifecycle { ignore_changes = all }"))
				w.apply()

				return w.apply("-replace=wecom_mass_message.it")
			},
		},
		{
			name: "taint within the interval", before: message("it", "一", ""), want: 1, fails: "sent already",
			do: func(w *workspace) result {
				w.run("taint", "wecom_mass_message.it")
				return w.apply()
			},
		},
		{
			name: "taint after the interval", before: message("it", "一", ""), want: 2,
			do: func(w *workspace) result {
				w.sim.AdvanceClock(31 * time.Minute)
				w.run("taint", "wecom_mass_message.it")

				return w.apply()
			},
		},
		{
			name: "create_before_destroy, text changed", want: 2,
			before: message("it", "一", `lifecycle { create_before_destroy = true }`),
			do: func(w *workspace) result {
				w.write(message("it", "二", `lifecycle { create_before_destroy = true }`))
				return w.apply()
			},
		},
		{
			name: "create_before_destroy, triggers changed within the interval", want: 1, fails: "sent already",
			before: message("it", "一", `lifecycle { create_before_destroy = true }`),
			do: func(w *workspace) result {
				w.write(message("it", "一", "triggers = { again = \"1\" }\n lifecycle { create_before_destroy = true }"))
				return w.apply()
			},
		},
		{
			name: "renamed with moved", before: message("it", "一", ""), want: 1,
			do: func(w *workspace) result {
				w.write(message("that", "一", "") + `
moved {
  from = wecom_mass_message.it
  to   = wecom_mass_message.that
}`)

				return w.apply()
			},
		},
		{
			name: "renamed without moved, within the interval", before: message("it", "一", ""), want: 1, fails: "sent already",
			do: func(w *workspace) result {
				w.write(message("that", "一", ""))
				return w.apply()
			},
		},
		{
			name: "an older state restored", before: message("it", "一", ""), want: 2,
			do: func(w *workspace) result {
				state := filepath.Join(w.dir, "terraform.tfstate")

				older, err := os.ReadFile(state)
				if err != nil {
					w.t.Fatal(err)
				}

				w.write(message("it", "二", ""))
				w.apply()

				if err := os.WriteFile(state, older, 0o600); err != nil {
					w.t.Fatal(err)
				}

				return w.apply()
			},
			fails: "sent already",
		},
		{
			name: "-refresh-only", before: message("it", "一", ""), want: 1,
			do: func(w *workspace) result {
				w.write(message("it", "二", ""))
				return w.apply("-refresh-only")
			},
		},
		{
			name: "-target at another message", before: message("it", "一", "") + message("other", "三", ""), want: 2,
			do: func(w *workspace) result {
				w.write(message("it", "二", "") + message("other", "三", ""))
				return w.apply("-target=wecom_mass_message.other")
			},
		},
		{
			name: "-target at the changed message", before: message("it", "一", "") + message("other", "三", ""), want: 3,
			do: func(w *workspace) result {
				w.write(message("it", "二", "") + message("other", "四", ""))
				return w.apply("-target=wecom_mass_message.it")
			},
		},
	}

	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(c.before)

			if first := w.apply(); first.code != 0 {
				t.Fatal(first.errorText())
			}

			got := c.do(w)

			if c.fails == "" && got.code != 0 {
				t.Errorf("the apply failed\n%s", got.errorText())
			}

			if c.fails != "" && !got.has("error", c.fails) {
				t.Errorf("no error %q\n%s", c.fails, got.output)
			}

			if w.sends() != c.want {
				t.Errorf("%d messages in all, want %d", w.sends(), c.want)
			}
		})
	}
}

// A count whose list loses its first element shifts every text by one. Each
// shifted message is one that was sent already, so none is sent again within
// the interval; for_each with keys has nothing to shift.
func TestAccWhatSendsAgain_countLosesItsFirst(t *testing.T) {
	t.Parallel()

	counted := func(texts ...string) string {
		return fmt.Sprintf(`
locals { texts = ["%s"] }

resource "wecom_mass_message" "it" {
  count           = length(local.texts)
  sender          = "zhangsan"
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]
  text            = { content = local.texts[count.index] }
}
`, strings.Join(texts, `", "`))
	}

	w := newWorkspace(t)
	w.write(counted("一", "二", "三"))

	if first := w.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	w.write(counted("二", "三"))

	second := w.apply("-parallelism=1")

	if !second.has("error", "sent already") {
		t.Errorf("no error\n%s", second.output)
	}

	if got := w.sends(); got != 3 {
		t.Errorf("%d messages in all, want the 3 of the first apply", got)
	}
}
