package enginetest

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Build builds the program of a folder as a release does, stripped, and with
// further flags of the compiler.
func Build(ctx context.Context, folder, binary string, flags ...string) error {
	args := slices.Concat([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", binary}, flags, []string{folder})
	build := exec.CommandContext(ctx, "go", args...) //nolint:gosec // all are the caller's own

	build.Env = append(os.Environ(), "CGO_ENABLED=0")

	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", folder, err, out)
	}

	return nil
}

// WriteConfig writes a CLI configuration with which an engine takes providers
// from folders, by their names.
func WriteConfig(file string, folders map[string]string) error {
	var overrides strings.Builder

	for _, name := range slices.Sorted(maps.Keys(folders)) {
		fmt.Fprintf(&overrides, "    \"wecom-community/%s\" = %q\n", name, folders[name])
	}

	return os.WriteFile(file, []byte("provider_installation {\n  dev_overrides {\n"+overrides.String()+"  }\n  direct {}\n}\n"), 0o600)
}

// Env is this process's environment without what would change the engine or
// the provider, and with the CLI configuration.
func Env(config string) []string {
	var env []string

	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "WECOM_") {
			env = append(env, variable)
		}
	}

	return append(env, "TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
}
