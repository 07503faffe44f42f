package clitest_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Where the journal is: where it was asked for, else in the engine's directory
// of data if that is there, else nowhere.
func TestAccJournal_place(t *testing.T) {
	const inPlace = ".terraform/wecom-journal"

	for name, c := range map[string]struct {
		init bool
		args string   // of the provider block
		env  []string // %s is the root module
		want string   // below the root module, "" for no journal
	}{
		"without init":            {},
		"after init":              {init: true, want: inPlace},
		"TF_DATA_DIR":             {init: true, env: []string{"TF_DATA_DIR=%s/data"}, want: "data/wecom-journal"},
		"a relative TF_DATA_DIR":  {init: true, env: []string{"TF_DATA_DIR=data"}, want: "data/wecom-journal"},
		"switched off":            {init: true, args: `journal_dir = ""`},
		"journal_dir":             {init: true, args: `journal_dir = "kept"`, want: "kept"},
		"WECOM_JOURNAL_DIR":       {init: true, env: []string{"WECOM_JOURNAL_DIR=%s/kept"}, want: "kept"},
		"an empty variable":       {init: true, env: []string{"WECOM_JOURNAL_DIR="}, want: inPlace},
		"the block wins":          {args: `journal_dir = "kept"`, env: []string{"WECOM_JOURNAL_DIR=%s/other"}, want: "kept"},
		"the block switches off":  {args: `journal_dir = ""`, env: []string{"WECOM_JOURNAL_DIR=%s/other"}},
		"a token alone":           {args: `journal_dir = "kept"`, env: []string{"WECOM_CORP_ID=", "WECOM_CORP_SECRET=", "WECOM_ACCESS_TOKEN=token"}},
		"a token with its corpid": {args: `journal_dir = "kept"`, env: []string{"WECOM_CORP_SECRET=", "WECOM_ACCESS_TOKEN=token"}, want: "kept"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.unseen()

			w.providerArgs += "\n  " + c.args

			for _, variable := range c.env {
				w.env = append(w.env, w.fill(variable))
			}

			w.write(message("it", "一", ""))

			if c.init {
				w.runsInit()
			}

			w.sendsTwiceOrKeepsJournal(c.want, name == "a token alone")
		})
	}
}

// fill puts the root module and a token into a variable.
func (w *workspace) fill(variable string) string {
	if variable == "WECOM_ACCESS_TOKEN=token" {
		return "WECOM_ACCESS_TOKEN=" + tokenFrom(w.t, w.url)
	}

	if filepath.Base(variable) == variable {
		return variable
	}

	return fmt.Sprintf(variable, w.dir)
}

// sendsTwiceOrKeepsJournal sends, loses the state and applies again: with a
// journal nothing is sent again, and without one it is. unused is one that was
// asked for and cannot be used, which a warning says.
func (w *workspace) sendsTwiceOrKeepsJournal(place string, unused bool, args ...string) {
	w.t.Helper()

	apply := slices.Concat(args, []string{"apply", "-auto-approve", "-json"})

	got := w.run(apply...)
	if got.code != 0 {
		w.t.Fatalf("exit code %d\n%s", got.code, got.output)
	}

	if told := got.has("warning", "The journal was not used"); told != unused {
		w.t.Errorf("asked for and not used: %t, and a warning: %t\n%s", unused, told, got.output)
	}

	var found []string

	_ = filepath.WalkDir(cmp.Or(w.from, w.dir), func(name string, _ os.DirEntry, _ error) error {
		if filepath.Ext(name) == ".jsonl" {
			found = append(found, filepath.Dir(name))
		}

		return nil
	})

	want := []string{filepath.Join(w.dir, place)}
	if place == "" {
		want = nil
	}

	if fmt.Sprint(found) != fmt.Sprint(want) {
		w.t.Errorf("journals are in %v, want %v", found, want)
	}

	w.losesState()
	w.run(apply...)

	if sent := w.sends(); sent != 2-len(want) {
		w.t.Errorf("%d messages after the state was lost, want %d", sent, 2-len(want))
	}
}

// With -chdir the root module is another directory than the person's, and the
// journal is in the root module, wherever the engine keeps its own data.
func TestAccJournal_placeWithChdir(t *testing.T) {
	for name, c := range map[string]struct {
		args string
		env  string
		want string
	}{
		"default":      {want: ".terraform/wecom-journal"},
		"journal_dir":  {args: `journal_dir = "kept"`, want: "kept"},
		"TF_DATA_DIR":  {env: "TF_DATA_DIR=data", want: "data/wecom-journal"},
		"the variable": {env: "WECOM_JOURNAL_DIR=kept", want: "kept"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.unseen()

			w.providerArgs += "\n  " + c.args
			if c.env != "" {
				w.env = append(w.env, c.env)
			}

			w.from, w.dir = w.dir, filepath.Join(w.dir, "root")
			if err := os.Mkdir(w.dir, 0o700); err != nil {
				t.Fatal(err)
			}

			w.write(message("it", "一", ""))
			w.runsInit("-chdir=root")
			w.sendsTwiceOrKeepsJournal(c.want, false, "-chdir=root")
		})
	}
}
