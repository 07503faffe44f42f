package clitest_test

import (
	"fmt"
	"strings"
	"testing"
)

// A test that nobody has pinned, where no credentials are, sends nothing.
func TestAccEngineTests_withoutCredentialsNothingIsSent(t *testing.T) {
	w := newWorkspace(t)
	w.env = append(w.env, "WECOM_CORP_ID=", "WECOM_CORP_SECRET=")
	w.write(fmt.Sprintf(judgedMessage, ""))

	if got := w.testFile("run \"it\" {}\n"); got.code == 0 || w.sends() != 0 || !strings.Contains(got.output, "WECOM_CORP_SECRET") {
		t.Errorf("code %d, %d messages\n%s", got.code, w.sends(), got.output)
	}
}

// Mocks in a folder of their own are read by Terraform only.
func TestAccEngineTests_mocksInAFolder(t *testing.T) {
	name, _ := engineVersion(t)

	w := newWorkspace(t)
	w.write(fmt.Sprintf(judgedMessage, ""))
	w.file("mocks/wecom.tfmock.hcl", "mock_resource \"wecom_mass_message\" {\n  defaults = { status = \"created\" }\n}\n")

	got := w.testFile("mock_provider \"wecom\" {\n  source = \"./mocks\"\n}\nrun \"it\" {}\n")
	if (got.code == 0) != (name == "Terraform") {
		t.Errorf("code %d\n%s", got.code, got.output)
	}
}

// A test file cannot call the functions of a provider.
func TestAccEngineTests_callNoFunctions(t *testing.T) {
	w := newWorkspace(t)
	w.write(fmt.Sprintf(judgedMessage, ""))

	got := w.testFile(mockedAs("created") + "run \"it\" {\n  command = plan\n  variables {\n    text = provider::wecom::truncate_bytes(\"一二\", 3)\n  }\n}\n")
	if got.code == 0 || !strings.Contains(got.output, "provider::wecom::") {
		t.Errorf("code %d\n%s", got.code, got.output)
	}
}
