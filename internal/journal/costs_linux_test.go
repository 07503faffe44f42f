package journal

import (
	"bytes"
	"encoding/binary"
	"maps"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// opens are the files of a directory that are opened while something is done,
// and how often, as the kernel counts them. The directory itself is ".".
func opens(t *testing.T, dir string, do func()) map[string]int {
	t.Helper()

	watch, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	ends(t, err)

	defer func() { _ = syscall.Close(watch) }()

	// Two equal events are one. With what closes it, no two are.
	_, err = syscall.InotifyAddWatch(watch, dir, syscall.IN_OPEN|syscall.IN_CLOSE)
	ends(t, err)

	do()

	all := map[string]int{}
	buffer := make([]byte, 1<<20)

	n, err := syscall.Read(watch, buffer)
	if err != nil && err != syscall.EAGAIN {
		t.Fatal(err)
	}

	for rest := buffer[:max(n, 0)]; len(rest) > 0; {
		const head = syscall.SizeofInotifyEvent

		// After the descriptor, the mask and the cookie comes how long the name
		// is, which is filled up with zeros.
		length := int(binary.NativeEndian.Uint32(rest[12:]))

		name, _, _ := bytes.Cut(rest[head:head+length], []byte{0})
		if len(name) == 0 {
			name = []byte(".")
		}

		if binary.NativeEndian.Uint32(rest[4:])&syscall.IN_OPEN != 0 {
			all[string(name)]++
		}

		rest = rest[head+length:]
	}

	return all
}

// Before a POST the directory is listed once, and each file whose run lives is
// opened once: so a network file system shows what was appended to it. Those
// that have ended are left alone, however many there are.
func TestCosts_oneListingAndEachLiveFileOnce(t *testing.T) {
	dir := t.TempDir()
	old(t, dir, 50, true)

	living := map[string]int{".": 1}

	for _, k := range []string{"1", "2", "3"} {
		q := Query{Key: strings.Repeat(k, 64), Content: strings.Repeat(k, 64)}

		a, _ := opened(t, dir)
		ends(t, a.End(begin(t, a, q), Result{Outcome: OutcomeCreated, MsgID: "lives" + k}))

		living[a.Run()+dataSuffix], living[a.Run()+lockSuffix] = 1, 1
	}

	j, _ := opened(t, dir)
	ends(t, j.Withdraw(begin(t, j, Query{Key: otherKey, Content: otherKey})))

	s := look(t, j, asked())

	var op string

	got := opens(t, dir, func() {
		var err error

		op, _, err = j.Begin(s, Intent{})
		ends(t, err)
	})

	if !maps.Equal(got, living) {
		t.Errorf("opened %v, want %v", got, living)
	}

	if got := opens(t, dir, func() { ends(t, j.End(op, Result{Outcome: OutcomeRefused})) }); len(got) > 0 {
		t.Errorf("a result opens %v", got)
	}
}

// The first line of a run makes two names in the directory, and a directory
// that it makes is a name in another one. Each is synced, once: a crash of the
// machine must not take a file whose lines are safe.
func TestAppend_syncsTheDirectories(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "journal")
	j, _ := opened(t, dir)
	first := line{Kind: kindIntent, Op: "1", Key: key, Content: content}

	if got := opens(t, above, func() { ends(t, j.append(first)) }); got["."] != 1 {
		t.Errorf("the directory above was opened %d times, to sync it", got["."])
	}

	if got := opens(t, dir, func() { ends(t, j.append(first)) }); len(got) > 0 {
		t.Errorf("a later line opens %v", got)
	}

	// One that is there is not made.
	j, _ = opened(t, dir)

	if got := opens(t, dir, func() { ends(t, j.append(first)) }); got["."] != 1 || !j.dirSynced {
		t.Errorf("the directory was opened %d times, to sync it", got["."])
	}
}
