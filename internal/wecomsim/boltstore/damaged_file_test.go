package boltstore_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim/boltstore"
)

// wholeFile is the content of a valid file with everything that a file can
// have: buckets in their parent's page and with pages of their own, branches,
// values over many pages, and free pages.
func wholeFile(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sim.db")
	store := open(t, path)
	save := func(kind string, key, size int) {
		t.Helper()

		value := fmt.Sprintf(`{"%d":%q}`, key, strings.Repeat("v", size))
		if err := store.Save(wecomsim.StoredValue{Kind: kind, Key: fmt.Sprintf("%012d", key), Value: []byte(value)}); err != nil {
			t.Fatal(err)
		}
	}
	save("clock", 0, 5)

	for i := range 60 {
		save("message", i, 400)
	}

	save("medium", 1, 9_000)

	for i := range 20 {
		if err := store.Save(wecomsim.StoredValue{Kind: "message", Key: fmt.Sprintf("%012d", i)}); err != nil {
			t.Fatal(err)
		}
	}

	if err := store.Close(); err != nil {
		t.Fatal(err)
	}

	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// After the last page that is in use bbolt leaves room.
	pages := func(meta int) int { return int(binary.NativeEndian.Uint64(raw[meta*os.Getpagesize()+56:])) }

	return raw[:max(pages(0), pages(1))*os.Getpagesize()]
}

// everything is what a whole file holds.
func everything(t *testing.T, store *boltstore.Store) string {
	t.Helper()

	var all []string
	for _, kind := range []string{"clock", "message", "medium"} {
		all = append(all, keys(t, store, kind)...)
	}

	return strings.Join(all, "\n")
}

// tryDamaged opens a file with this content. It fails in words, or holds what
// one of the last states held and, where the test has time to wait for the
// disk, can be written. It says whether it opened.
func tryDamaged(t *testing.T, name, path string, content []byte, states map[string]bool, write bool) bool {
	t.Helper()

	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}

	store, err := boltstore.Open(path)
	if err != nil {
		if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: words %q", name, err)
		}

		return false
	}

	if !states[everything(t, store)] {
		t.Errorf("%s: it opened with other values", name)
	}

	if write {
		if err := store.Save(wecomsim.StoredValue{Kind: "message", Key: "new", Value: []byte(strings.Repeat("w", 9000))}); err != nil {
			t.Errorf("%s: save: %v", name, err)
		}
	}

	if err := store.Close(); err != nil {
		t.Errorf("%s: close: %v", name, err)
	}

	return true
}

// lastStates: a file with one of its two meta pages damaged goes on with the
// state before the last write, as after a power cut in that write.
func lastStates(t *testing.T, whole []byte) map[string]bool {
	t.Helper()

	states := map[string]bool{}

	for _, damaged := range []int{0, os.Getpagesize() + 40, 40} {
		content := append([]byte(nil), whole...)
		if damaged > 0 {
			content[damaged] ^= 1
		}

		path := filepath.Join(t.TempDir(), "sim.db")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}

		states[everything(t, open(t, path))] = true
	}

	if len(states) != 2 {
		t.Fatalf("%d states", len(states))
	}

	return states
}
