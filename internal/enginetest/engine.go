// Package enginetest runs a real engine, Terraform or OpenTofu, with providers
// built from this tree, and with nothing of the user's own set-up. Tests and
// benchmarks import it, nothing else does.
package enginetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
)

// Find gives the engine of the tests: the program that WECOM_TEST_ENGINE names,
// else terraform, else tofu of the PATH.
func Find() (string, error) {
	if named := os.Getenv("WECOM_TEST_ENGINE"); named != "" {
		return named, nil
	}

	for _, name := range []string{"terraform", "tofu"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}

	return "", errors.New("neither terraform nor tofu is on the PATH, and WECOM_TEST_ENGINE is not set")
}

// Version is what an engine says of itself.
type Version struct {
	// Name is Terraform or OpenTofu.
	Name string
	// Minor is x in 1.x.
	Minor int
	// Line is the whole of it, such as "Terraform v1.14.3".
	Line string
}

// VersionOf asks the engine.
func VersionOf(ctx context.Context, engine string, env []string) (Version, error) {
	cmd := exec.CommandContext(ctx, engine, "version")
	cmd.Env = env

	out, err := cmd.Output()
	if err != nil {
		return Version{}, fmt.Errorf("%s version: %w", engine, err)
	}

	// An engine may warn of something before it says this.
	found := regexp.MustCompile(`(?m)^(Terraform|OpenTofu) v1\.(\d+)\..*$`).FindSubmatch(out)
	if found == nil {
		return Version{}, fmt.Errorf("%s does not say its version: %s", engine, out)
	}

	minor, err := strconv.Atoi(string(found[2]))

	return Version{Name: string(found[1]), Minor: minor, Line: string(found[0])}, err
}
