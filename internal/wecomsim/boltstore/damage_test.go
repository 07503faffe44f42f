package boltstore_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim/boltstore"
)

func TestFile_truncatedIsAnErrorInWords(t *testing.T) {
	whole := wholeFile(t)
	states := lastStates(t, whole)
	path := filepath.Join(t.TempDir(), "sim.db")
	failed := 0

	for size := 1; size < len(whole); size += 251 {
		for _, size := range []int{size, size / 512 * 512} {
			if size > 0 && !tryDamaged(t, fmt.Sprintf("%d of %d bytes", size, len(whole)), path, whole[:size], states, true) {
				failed++
			}
		}
	}

	if failed < 500 {
		t.Errorf("only %d failed", failed)
	}
}

func TestFile_withAFlippedBitIsAnErrorInWords(t *testing.T) {
	whole := wholeFile(t)
	states := lastStates(t, whole)
	path := filepath.Join(t.TempDir(), "sim.db")
	random := rand.New(rand.NewPCG(1, 2))
	failed := 0
	try := func(at, bit int, write bool) {
		content := append([]byte(nil), whole...)

		content[at] ^= 1 << bit
		if !tryDamaged(t, fmt.Sprintf("byte %d, bit %d", at, bit), path, content, states, write) {
			failed++
		}
	}
	// The headers of all pages bit by bit: they hold numbers that lead
	// elsewhere.
	for page := 0; page < len(whole); page += os.Getpagesize() {
		for at := range 48 {
			try(page+at, random.IntN(8), at%8 == 0)
		}
	}

	for i := range 1200 {
		try(random.IntN(len(whole)), random.IntN(8), i%20 == 0)
	}

	if failed < 700 {
		t.Errorf("only %d failed", failed)
	}
}

func TestFile_ofAnotherProgramIsAnErrorInWords(t *testing.T) {
	whole := wholeFile(t)

	path := filepath.Join(t.TempDir(), "sim.db")
	for name, content := range map[string]string{
		"text": strings.Repeat("not a data file\n", 1000), "a word": "x", "zeros": string(make([]byte, 1<<16)),
		"both metas gone": string(make([]byte, 2*os.Getpagesize())) + string(whole[2*os.Getpagesize():]),
	} {
		if tryDamaged(t, name, path, []byte(content), nil, true) {
			t.Errorf("%s: opened", name)
		}
	}
}

// What a random bit rarely hits.
func TestFile_pagesThatLeadAstrayAreAnErrorInWords(t *testing.T) {
	whole := wholeFile(t)
	size := os.Getpagesize()
	number := func(at int) uint64 { return binary.NativeEndian.Uint64(whole[at:]) }

	meta := 16 // of the first page; the second has another transaction
	if number(size+64) > number(64) {
		meta += size
	}

	list := int(number(meta+32)) * size

	stale := map[uint64]bool{}
	for i := range int(binary.NativeEndian.Uint16(whole[list+10:])) {
		stale[number(list+16+8*i)] = true
	}

	page := func(content []byte, kind uint16) []byte {
		t.Helper()

		for at := 2 * size; at < len(content); at += size {
			if binary.NativeEndian.Uint16(content[at+8:]) == kind && number(at) == uint64(at/size) && !stale[uint64(at/size)] {
				return content[at : at+size]
			}
		}

		t.Fatalf("no page of kind %d", kind)

		return nil
	}

	const branch, leaf, free = 1, 2, 16

	put := func(kind uint16, at int, value any) func([]byte) {
		return func(content []byte) {
			if _, err := binary.Encode(page(content, kind)[at:], binary.NativeEndian, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "sim.db")

	for name, damage := range map[string]func([]byte){
		"a branch to itself": func(content []byte) {
			own := page(content, branch)
			copy(own[24:32], own[:8])
		},
		"a branch to the page of the next": func(content []byte) {
			own := page(content, branch)
			copy(own[24:32], own[40:48])
		},
		"a branch outside":            put(branch, 24, uint64(1)<<60),
		"a branch to the first page":  put(branch, 24, uint64(0)),
		"a branch of nothing":         put(branch, 10, uint16(0)),
		"a leaf with too many":        put(leaf, 10, uint16(0xFFFF)),
		"a page that goes on for all": put(leaf, 12, uint32(0xFFFFFFFF)),
		"a key outside":               put(leaf, 20, uint32(0xFFFFFFF0)),
		"a key of nothing":            put(leaf, 24, uint32(0)),
		"a value outside":             put(leaf, 28, uint32(0xFFFFFFF0)),
		"too many free pages":         put(free, 10, uint16(0xFFFE)),
		"far too many free pages":     put(free, 10, []uint16{0xFFFF, 0, 0, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF}),
		"free pages out of order":     put(free, 16, uint64(1)<<40),
		"a free page that is in use":  put(free, 16, uint64(2)),
		"one more free page": func(content []byte) {
			own := page(content, free)
			count := binary.NativeEndian.Uint16(own[10:])
			binary.NativeEndian.PutUint16(own[10:], count+1)

			for id := uint64(len(content)/size - 1); ; id-- { // the last one that is not free
				if !stale[id] {
					binary.NativeEndian.PutUint64(own[16+8*int(count):], id)
					break
				}
			}
		},
	} {
		content := append([]byte(nil), whole...)
		damage(content)

		if tryDamaged(t, name, path, content, nil, true) {
			t.Errorf("%s: opened", name)
		}
	}
}

// A file of bbolt without the sum: values may be missing.
func TestFile_withoutSumIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sim.db")

	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}

	if err := db.Update(func(tx *bbolt.Tx) error {
		bucket, err := tx.CreateBucket([]byte("message"))
		if err != nil {
			return err
		}

		return bucket.Put([]byte("1"), []byte("{}"))
	}); err != nil {
		t.Fatal(err)
	}

	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	if _, err := boltstore.Open(path); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("opened: %v", err)
	}
}

func TestFile_cutWhileInUseIsAnErrorInWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sim.db")
	store := open(t, path)

	value := wecomsim.StoredValue{Kind: "message", Key: "1", Value: []byte("{}")}
	if err := store.Save(value); err != nil {
		t.Fatal(err)
	}

	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}

	for _, err := range []error{
		store.Save(value), store.Replace(value), store.Load("message", func(string, []byte) error { return nil }), store.Close(),
	} {
		if err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("words: %v", err)
		}
	}
}
