package clitest_test

import (
	"strings"
	"testing"
)

// TF_LOG=TRACE shows everything, the framework's own log among it, which is
// not even made where nobody asks for one.
func TestAccFrameworkLog_traceShowsEverything(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(oneMessage)

	if got := w.run("plan", "-no-color"); got.code != 0 || strings.Contains(got.output, "sdk.framework") {
		t.Errorf("code %d, or a log without TF_LOG\n%s", got.code, got.output)
	}

	w.env = append(w.env, "TF_LOG=TRACE")

	got := w.run("plan", "-no-color")
	for _, want := range []string{"module=sdk.framework", "module=sdk.proto"} {
		if got.code != 0 || !strings.Contains(got.output, want) {
			t.Errorf("code %d, or no %s with TF_LOG=TRACE", got.code, want)
		}
	}
}
