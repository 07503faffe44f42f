package boltstore_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim/boltstore"
)

func open(t *testing.T, path string) *boltstore.Store {
	t.Helper()

	store, err := boltstore.Open(path)
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { _ = store.Close() })

	return store
}

func keys(t *testing.T, store *boltstore.Store, kind string) []string {
	t.Helper()

	var found []string

	if err := store.Load(kind, func(key string, value []byte) error {
		found = append(found, key+"="+string(value))
		return nil
	}); err != nil {
		t.Fatal(err)
	}

	return found
}

func TestStore_keepsValuesInTheOrderOfKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sim.db")
	store := open(t, path)

	stored := func(kind, key, value string) wecomsim.StoredValue {
		return wecomsim.StoredValue{Kind: kind, Key: key, Value: []byte(value)}
	}
	for _, values := range [][]wecomsim.StoredValue{
		{stored("a", "2", "two"), stored("a", "1", "one"), stored("b", "1", "other")},
		{{Kind: "a", Key: "2"}, stored("a", "3", "three")},
		{{Kind: "a", Key: "never there"}},
	} {
		if err := store.Save(values...); err != nil {
			t.Fatal(err)
		}
	}

	if err := store.Close(); err != nil {
		t.Fatal(err)
	}

	store = open(t, path)
	if got, want := keys(t, store, "a"), []string{"1=one", "3=three"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	if got := keys(t, store, "none"); got != nil {
		t.Errorf("a kind without records: %v", got)
	}

	if err := store.Replace(stored("c", "1", "new")); err != nil {
		t.Fatal(err)
	}

	if a, b, c := keys(t, store, "a"), keys(t, store, "b"), keys(t, store, "c"); a != nil || b != nil || len(c) != 1 {
		t.Errorf("after Replace: %v %v %v", a, b, c)
	}
}

func TestStore_savesAllValuesOrNone(t *testing.T) {
	store := open(t, filepath.Join(t.TempDir(), "sim.db"))
	// bbolt refuses an empty key.
	if err := store.Save(wecomsim.StoredValue{Kind: "a", Key: "1", Value: []byte("x")}, wecomsim.StoredValue{Kind: "a", Value: []byte("x")}); err == nil {
		t.Fatal("an empty key was saved")
	}

	if got := keys(t, store, "a"); got != nil {
		t.Errorf("half a save is there: %v", got)
	}
}

func TestOpen_refusesADirectory(t *testing.T) {
	if _, err := boltstore.Open(t.TempDir()); err == nil {
		t.Error("a directory was opened")
	}
}
