package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// workbench holds what all rows share: the engine, the built providers and the
// simulator.
type workbench struct {
	engine string // path of the CLI
	dir    string // holds the binaries and the workspaces
	env    []string
	sim    *simulator
}

// build makes the provider as a release does, stripped, and the two providers
// that it is compared with. It must run in the folder of the module.
func build(ctx context.Context, engine, dir string, sim *simulator) (*workbench, error) {
	path, err := exec.LookPath(engine)
	if err == nil {
		path, err = filepath.Abs(path)
	}

	if err != nil {
		return nil, err
	}

	b := &workbench{engine: path, dir: dir, sim: sim}

	for name, folder := range map[string]string{"wecom": ".", "bare": "./bench/bareprovider", "empty": "./bench/emptyprovider"} {
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", b.binary(name), folder) //nolint:gosec // all of it is written above

		build.Env = append(os.Environ(), "CGO_ENABLED=0")

		if out, err := build.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("go build %s: %w\n%s", folder, err, out)
		}
	}

	var overrides strings.Builder
	for _, name := range []string{"wecom", "bare"} {
		fmt.Fprintf(&overrides, "    \"wecom-community/%s\" = %q\n", name, filepath.Dir(b.binary(name)))
	}

	config := filepath.Join(dir, "cli.tfrc")
	b.env = append(cleanEnv(os.Environ()), "TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")

	return b, os.WriteFile(config, []byte("provider_installation {\n  dev_overrides {\n"+overrides.String()+"  }\n  direct {}\n}\n"), 0o600)
}

// cleanEnv leaves out what would change the engine or the provider.
func cleanEnv(env []string) []string {
	var clean []string

	for _, variable := range env {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "WECOM_") {
			clean = append(clean, variable)
		}
	}

	return clean
}

// binary is the path of a built provider.
func (b *workbench) binary(name string) string {
	return filepath.Join(b.dir, "providers", name, "terraform-provider-"+name)
}

// version is the first line of what the engine says of itself.
func (b *workbench) version(ctx context.Context) (string, error) {
	cmd := exec.CommandContext(ctx, b.engine, "version") //nolint:gosec // the engine is the caller's choice
	cmd.Env = b.env

	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s version: %w", b.engine, err)
	}

	line, _, _ := bytes.Cut(out, []byte("\n"))
	if len(line) == 0 {
		return "", errors.New("the engine does not say its version")
	}

	return string(line), nil
}
