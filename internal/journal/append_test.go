package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// faulty is a file on a disk that gets full: the next write takes some bytes
// only, or the next sync fails.
type faulty struct {
	file
	takes   int // of the next write, if fails is set
	fails   error
	noSync  error
	written int
	synced  int
}

func (f *faulty) Write(p []byte) (int, error) {
	f.written++

	if f.fails == nil {
		return f.file.Write(p)
	}

	n, err := f.file.Write(p[:min(f.takes, len(p))])
	if err == nil {
		err = f.fails
	}

	return n, err
}

func (f *faulty) Sync() error {
	f.synced++

	if f.noSync != nil {
		return f.noSync
	}

	return f.file.Sync()
}

// withFaulty is a run that has sent something, and from now on has a disk with
// faults.
func withFaulty(t *testing.T, dir string) (*Journal, *faulty) {
	t.Helper()

	j, _ := opened(t, dir)
	ends(t, j.Withdraw(begin(t, j, Query{Key: otherKey, Content: otherKey})))

	f := &faulty{file: j.file}
	j.file = f

	return j, f
}

func TestBegin_aFullDiskSendsNothing(t *testing.T) {
	for _, takes := range []int{0, 1, 30, 1 << 20} {
		dir := t.TempDir()
		j, disk := withFaulty(t, dir)
		s := look(t, j, asked())

		disk.takes, disk.fails = takes, syscall.ENOSPC

		op, v, err := j.Begin(s, Intent{})
		if op != "" || v.Decision == Send || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the disk is full") {
			t.Fatalf("%d bytes taken: op %q, %v, %v", takes, op, v.Decision, err)
		}

		// There is room again: this run goes on, and a later one reads all but
		// what is torn.
		disk.fails = nil

		ends(t, j.End(begin(t, j, asked()), Result{Outcome: OutcomeCreated, MsgID: "m1"}))
		ends(t, j.Close())

		later, _ := opened(t, dir)
		if s := wants(t, later, asked(), Record); s.Entry.MsgID != "m1" {
			t.Errorf("%d bytes taken: entry %+v", takes, s.Entry)
		}
	}
}

// The line may be on the disk or not. A later run must not find an outcome that
// is not known.
func TestBegin_aSyncThatFailsSendsNothing(t *testing.T) {
	dir := t.TempDir()
	j, disk := withFaulty(t, dir)
	s := look(t, j, asked())

	disk.noSync = syscall.EIO

	if op, v, err := j.Begin(s, Intent{}); op != "" || v.Decision == Send || err == nil {
		t.Fatalf("op %q, %v, %v", op, v.Decision, err)
	}

	ends(t, j.Close())

	later, _ := opened(t, dir)
	wants(t, later, asked(), Send)
}

func TestEnd_aFullDiskLeavesTheOutcomeUnknown(t *testing.T) {
	dir := t.TempDir()
	j, disk := withFaulty(t, dir)
	op := begin(t, j, asked())

	disk.takes, disk.fails = 40, syscall.ENOSPC

	if err := j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v", err)
	}

	// This run knows better than its file.
	if s := wants(t, j, asked(), RefuseSameRun); len(s.Told) != 1 {
		t.Errorf("told of: %v", s.Told)
	}

	ends(t, j.Close())

	later, _ := opened(t, dir)
	wants(t, later, asked(), LookUp)
}

// What follows a torn line begins a line of its own.
func TestAppend_afterATornLine(t *testing.T) {
	j, disk := withFaulty(t, t.TempDir())
	op := begin(t, j, asked())

	disk.takes, disk.fails = 40, syscall.ENOSPC

	if err := j.End(op, Result{Outcome: OutcomeRefused}); err == nil {
		t.Fatal("the disk is not full")
	}

	disk.fails = nil

	begin(t, j, Query{Key: content, Content: key})

	lines := strings.Split(textOf(t, j.dataPath(j.Run())), "\n")
	if last := lines[len(lines)-2]; len(lines) != 6 || len(lines[3]) != 41 || j.memory.damage.lines["old"] != nil || !strings.HasPrefix(last, `{"v":1,"kind":"intent"`) {
		t.Errorf("the journal holds\n%s", strings.Join(lines, "\n"))
	}
}

func TestBegin_whereNothingCanBeWritten(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "file")
	put(t, filepath.Dir(plain), "file", "")

	tests := []struct {
		name, dir string
		want      error
	}{
		{"a directory that is a file", plain, errNoDir},
		{"a directory in a file", filepath.Join(plain, "journal"), syscall.ENOTDIR},
		{"a directory whose parent is not there", filepath.Join(t.TempDir(), "volume", "journal"), fs.ErrNotExist},
	}

	for _, test := range tests {
		j, _ := opened(t, test.dir)

		// To read can fail as well. Then there is nothing to begin with.
		s, err := j.Look(asked())
		if err == nil {
			_, _, err = j.Begin(s, Intent{})
		}

		isAFile := errors.Is(test.want, syscall.ENOTDIR) && !errors.Is(err, fs.ErrNotExist)
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), strconv.Quote(test.dir)) || strings.Contains(err.Error(), "a part of the path") != isAFile {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}

		// Nothing was sent, so another try is no other block.
		if s.query.Key != "" {
			wants(t, j, asked(), Send)
		}
	}
}

func TestCannot_saysWhyInPlainWords(t *testing.T) {
	j, _ := opened(t, "there")

	tests := map[error]string{
		syscall.ENOSPC: "the disk is full", syscall.EROFS: "the file system is read-only", os.ErrPermission: "permission is missing",
		syscall.EACCES: "permission is missing", syscall.ENOTDIR: "not a directory",
	}

	// Windows has one error for both.
	if errors.Is(syscall.ENOTDIR, fs.ErrNotExist) {
		delete(tests, syscall.ENOTDIR)
	}

	for err, want := range tests {
		if got := j.cannot("written", &os.PathError{Op: "write", Path: "p", Err: err}); !strings.Contains(got.Error(), want) || !errors.Is(got, err) {
			t.Errorf("%v: %v", err, got)
		}
	}
}

func TestBegin_bounds(t *testing.T) {
	j, disk := withFaulty(t, t.TempDir())
	s := look(t, j, asked())

	before := disk.written

	if _, v, err := j.Begin(s, Intent{Lookup: Lookup{Known: []string{strings.Repeat("m", maxLine)}}}); err == nil || v.Decision == Send {
		t.Errorf("a line that no reader takes: %v, %v", v.Decision, err)
	}

	op := begin(t, j, asked())
	j.size = maxIntents + 1

	if _, v, err := j.Begin(look(t, j, Query{Key: content, Content: key}), Intent{}); err == nil || v.Decision == Send {
		t.Errorf("a file that no reader takes: %v, %v", v.Decision, err)
	}

	ends(t, j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1"}))

	if disk.written == before {
		t.Error("nothing was written at all")
	}
}
