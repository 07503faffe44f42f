package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// runsInit runs init with the provider in a mirror on disk, as a pipeline
// does. The other tests need no init.
func (w *workspace) runsInit(args ...string) {
	w.t.Helper()

	w.usesMirror()

	if got := w.run(append(args, "init", "-input=false", "-no-color")...); got.code != 0 {
		w.t.Fatal(got.output)
	}
}

// usesMirror lets the engine take the provider from a mirror on disk, in the
// version that the lock files of the examples name.
func (w *workspace) usesMirror() {
	w.t.Helper()

	const release = "0.1.0"

	mirror := w.t.TempDir()
	binary := filepath.Join(filepath.Dir(cliConfig), "terraform-provider-wecom")

	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		dir := filepath.Join(mirror, host, "wecom-community", "wecom", release, runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			w.t.Fatal(err)
		}

		if err := os.Symlink(binary, filepath.Join(dir, "terraform-provider-wecom_v"+release)); err != nil {
			w.t.Skip("no symbolic links here: ", err)
		}
	}

	config := filepath.Join(mirror, "cli.tfrc")

	text := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}

	w.env = append(w.env, "TF_CLI_CONFIG_FILE="+config)
}
