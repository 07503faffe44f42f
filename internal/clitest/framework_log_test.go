package clitest_test

import (
	"strings"
	"testing"
)

// TF_LOG=TRACE shows the framework's own log, which is not even made where
// nobody asks for one. That of the protocol, which has all diagnostics in it,
// takes a variable of its own.
func TestAccFrameworkLog_isThereForWhoAsks(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(oneMessage)

	if got := w.run("plan", "-no-color"); got.code != 0 || strings.Contains(got.output, "sdk.framework") {
		t.Errorf("code %d, or a log without TF_LOG\n%s", got.code, got.output)
	}

	w.env = append(w.env, "TF_LOG=TRACE")

	got := w.run("plan", "-no-color")
	if got.code != 0 || !strings.Contains(got.output, "module=sdk.framework") || strings.Contains(got.output, "module=sdk.proto") {
		t.Errorf("code %d, or no module=sdk.framework with TF_LOG=TRACE, or module=sdk.proto", got.code)
	}

	w.env = append(w.env, "TF_LOG_SDK_PROTO=TRACE")

	if got := w.run("plan", "-no-color"); got.code != 0 || !strings.Contains(got.output, "module=sdk.proto") {
		t.Errorf("code %d, or no module=sdk.proto with TF_LOG_SDK_PROTO=TRACE", got.code)
	}
}
