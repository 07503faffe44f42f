package main

import (
	"context"
	"os/exec"
	"path/filepath"

	"github.com/wecom-community/terraform-provider-wecom/internal/enginetest"
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
		if err := enginetest.Build(ctx, folder, b.binary(name)); err != nil {
			return nil, err
		}
	}

	folders := map[string]string{}
	for _, name := range []string{"wecom", "bare"} {
		folders[name] = filepath.Dir(b.binary(name))
	}

	config := filepath.Join(dir, "cli.tfrc")
	b.env = enginetest.Env(config)

	return b, enginetest.WriteConfig(config, folders)
}

// binary is the path of a built provider.
func (b *workbench) binary(name string) string {
	return filepath.Join(b.dir, "providers", name, "terraform-provider-"+name)
}
