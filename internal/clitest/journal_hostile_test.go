package clitest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// hostilePlaces are directories that hold no journal. Each takes the path that
// it is to have, which is not there, and gives what an error says of it.
func hostilePlaces() map[string]func(t *testing.T, dir string) (says string) {
	return map[string]func(*testing.T, string) string{
		"a file": func(t *testing.T, dir string) string {
			t.Helper()
			lay(t, dir, "not a directory")

			return "not a directory"
		},
		"a symbolic link to nowhere": func(t *testing.T, dir string) string {
			t.Helper()

			if err := os.Symlink(dir+"-that-is-gone", dir); err != nil {
				t.Skip("no symbolic links here: ", err)
			}

			return "no such file"
		},
		"a full disk": func(t *testing.T, dir string) string {
			t.Helper()
			fill(t, smallDisk(t, dir))

			return "the disk is full"
		},
		"a read-only disk": func(t *testing.T, dir string) string {
			t.Helper()
			mount(t, "-o", "remount,ro", smallDisk(t, dir))

			return "the file system is read-only"
		},
		"permission is missing": func(t *testing.T, dir string) string {
			t.Helper()

			// root may write everywhere but where the kernel lets nobody.
			forbid := func() error { return os.Mkdir(dir, 0) }
			if os.Geteuid() == 0 {
				forbid = func() error { return os.Symlink("/sys/kernel", dir) }
			}

			if err := forbid(); err != nil {
				t.Fatal(err)
			}

			return "permission is missing"
		},
		"an older file that is too large": func(t *testing.T, dir string) string {
			t.Helper()

			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}

			lay(t, filepath.Join(dir, "older.jsonl"), "")

			if err := os.Truncate(filepath.Join(dir, "older.jsonl"), 1<<30); err != nil {
				t.Fatal(err)
			}

			return "older.jsonl"
		},
	}
}

// A journal that was asked for must be there before a message leaves. The error
// says what is wrong and what to do, and then it is sent once.
func TestAccJournal_askedForAndNotThere(t *testing.T) {
	places := hostilePlaces()
	places["a parent that is missing"] = func(*testing.T, string) string { return "no such file" }

	for name, lay := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)

			dir := filepath.Join(w.dir, "journal")
			says := lay(t, dir)

			if name == "a parent that is missing" {
				dir = filepath.Join(dir, "below")
			}

			w.keepsJournalIn(dir)
			w.write(message("it", "一", ""))

			if plan := w.plan(); plan.code != 2 {
				t.Errorf("the plan ended with %d\n%s", plan.code, plan.output)
			}

			got := w.apply()
			if got.code == 0 || w.status() != "none" || len(w.sim.Requests(send)) != 0 {
				t.Errorf("exit code %d, status %s, %d POSTs, want an error and none\n%s", got.code, w.status(), len(w.sim.Requests(send)), got.output)
			}

			for _, words := range []string{"Nothing was sent", "the journal in", dir, says, "WECOM_JOURNAL_DIR", `set journal_dir = "" to send without one`} {
				if !strings.Contains(got.errorText(), words) {
					t.Errorf("the error does not say %q\n%s", words, got.errorText())
				}
			}

			// As it says.
			w.providerArgs += "\n" + `journal_dir = ""`
			w.write(message("it", "一", ""))

			if got := w.apply(); got.code != 0 || w.sends() != 1 {
				t.Errorf("switched off: exit code %d, %d messages, want 0 and 1\n%s", got.code, w.sends(), got.errorText())
			}

			// Asked for again: what only the state knows cannot be told.
			w.providerArgs = strings.TrimSuffix(w.providerArgs, "\n"+`journal_dir = ""`)
			w.write(message("it", "一", ""))

			if got := w.plan(); got.code != 0 || !got.has("warning", "The journal was not used") {
				t.Errorf("a refresh: exit code %d, want 0 and a warning\n%s", got.code, got.output)
			}
		})
	}
}

// The journal that nobody asked for is left out where it cannot be, with a
// warning, and the message is sent.
func TestAccJournal_unaskedAndNotThere(t *testing.T) {
	for name, lay := range hostilePlaces() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)

			data := filepath.Join(w.dir, ".terraform")
			if err := os.Mkdir(data, 0o700); err != nil {
				t.Fatal(err)
			}

			says := lay(t, filepath.Join(data, "wecom-journal"))

			w.write(message("it", "一", ""))

			got := w.apply()
			if got.code != 0 || w.sends() != 1 || w.status() != "created" {
				t.Errorf("exit code %d, %d messages, status %s, want 0, 1 and created\n%s", got.code, w.sends(), w.status(), got.errorText())
			}

			if !got.has("warning", "The journal was not used") || !got.says("warning", says) {
				t.Errorf("no warning says %q\n%s", says, got.output)
			}

			if again := w.apply(); again.code != 0 || w.sends() != 1 || again.has("warning", "journal") {
				t.Errorf("applied again: exit code %d, %d messages, want 0, 1 and no warning\n%s", again.code, w.sends(), again.output)
			}
		})
	}
}

// The disk fills up while a run sends. What leaves is in the state all the
// same, the rest is an error, and goes out when there is room again.
func TestAccJournal_diskFillsUp(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.unseen()

	dir := smallDisk(t, filepath.Join(w.dir, "journal"))
	w.keepsJournalIn(dir)
	w.write(strings.Replace(eightMessages, `"h"`, `"h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s"`, 1))

	first := passed()
	first.hold = func() { fill(t, dir) }
	p.on(send, first)

	got := w.apply("-parallelism=1")
	if n := w.sends(); got.code == 0 || n == 0 || n == 18 || len(w.state()) != n || !strings.Contains(got.errorText(), "the disk is full") {
		t.Errorf("exit code %d, %d messages, %d in the state, want an error and some\n%s", got.code, n, len(w.state()), got.errorText())
	}

	t.Logf("%d messages until the disk was full", w.sends())

	if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
		t.Fatal(err)
	}

	if again := w.apply(); again.code != 0 || w.sends() != 18 {
		t.Errorf("exit code %d, %d messages, want 0 and 18\n%s", again.code, w.sends(), again.errorText())
	}

	w.holdsEach(w.state(), got)
}

func lay(t *testing.T, name, content string) {
	t.Helper()

	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// smallDisk mounts a small disk at a path.
func smallDisk(t *testing.T, dir string) string {
	t.Helper()

	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}

	mount(t, "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir)

	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})

	return dir
}

func mount(t *testing.T, args ...string) {
	t.Helper()

	if out, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v: %s", err, out)
	}
}

// fill leaves no room on a small disk.
func fill(t *testing.T, dir string) {
	t.Helper()

	filler, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Error(err)
		return
	}

	for err == nil {
		_, err = filler.Write(make([]byte, 4096))
	}

	_ = filler.Close()
}
