package clitest_test

import (
	"regexp"
	"strconv"
	"testing"
)

// needsTerraform skips, and says why, unless the engine is Terraform of this
// minor version or later. OpenTofu has none of what such tests are about.
func needsTerraform(t *testing.T, minor int, feature string) {
	t.Helper()

	name, have := engineVersion(t)
	if name != "Terraform" || have < minor {
		t.Skipf("%s need Terraform 1.%d; this is %s 1.%d", feature, minor, name, have)
	}
}

// engineVersion is the name of the engine, and its version 1.x.
func engineVersion(t *testing.T) (name string, minor int) {
	t.Helper()

	w := newWorkspace(t)
	output := w.run("version").output

	found := regexp.MustCompile(`(Terraform|OpenTofu) v1\.(\d+)\.`).FindStringSubmatch(output)
	if found == nil {
		t.Fatalf("the engine does not tell its version: %s", output)
	}

	minor, err := strconv.Atoi(found[2])
	if err != nil {
		t.Fatal(err)
	}

	return found[1], minor
}
