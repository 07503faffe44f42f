package clitest_test

import (
	"strings"
	"testing"
)

// An engine plans as usual before it plans a destroy, and a broken edit is an
// error of that. -refresh=false leaves it out. What could never have been sent
// is an error of validate, which comes before every plan.
func TestAccDestroy_beforeABrokenEdit(t *testing.T) {
	const sent = "resource \"wecom_mass_message\" \"it\" {\n  sender = \"zhangsan\"\n  %\n}\n"

	with := func(rest string) string { return strings.Replace(sent, "%", rest, 1) }

	for name, test := range map[string]struct {
		edited string
		// codes of plan -destroy, the same with -refresh=false, and
		// -refresh-only.
		codes [3]int
	}{
		"a blank text":     {with(`text = { content = " " }`), [3]int{1, 0, 0}},
		"a new block":      {with(`text = { content = "一" }`) + strings.Replace(with(`recipients_file = "none.txt"`), "it", "new", 1), [3]int{1, 0, 0}},
		"never to be sent": {with("text = { content = \"一\" }\n  resend_on = \"never\""), [3]int{1, 1, 1}},
		"the control":      {with(`text = { content = "一" }`), [3]int{0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(with(`text = { content = "一" }`))

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.output)
			}

			w.write(test.edited)

			for i, args := range [][]string{{"-destroy"}, {"-destroy", "-refresh=false"}, {"-refresh-only"}} {
				if got := w.run(append([]string{"plan", "-no-color"}, args...)...); got.code != test.codes[i] {
					t.Errorf("plan %v: code %d, want %d\n%s", args, got.code, test.codes[i], got.output)
				}
			}
		})
	}
}
