package clitest_test

import (
	"os"
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

	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	onlyHere.Store(outermost(t), true)

	return version.Name, version.Minor
}
