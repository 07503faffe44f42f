package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt trusts its file: a wrong number in a page makes it panic, read outside
// of the file, or loop forever. So every page is checked before bbolt reads any
// but the two meta pages. The format is that of bbolt's internal/common.
const (
	headerBytes  = 16 // of a page: number, kind, count, how many pages it goes on
	metaBytes    = 64
	freelistPage = 0x10
)

// meta says where everything starts.
type meta struct{ root, freelist, pages, transaction uint64 }

// pageFile is a file of pages that is being checked.
type pageFile struct {
	file     io.ReaderAt
	pageSize int64
	used     []bool // by page: it belongs to something, or is free
}

// checkPages reads the whole file.
func checkPages(file io.ReaderAt, size int64, pageSize int) error {
	f := &pageFile{file: file, pageSize: int64(pageSize)}
	if pageSize < headerBytes+metaBytes {
		return fmt.Errorf("its pages have %d bytes", pageSize)
	}

	m, err := f.newestMeta()
	if err != nil {
		return err
	}

	if has := size / f.pageSize; m.pages > uint64(has) { //nolint:gosec // a size is not negative
		return fmt.Errorf("it has %d pages of %d", has, m.pages)
	}

	f.used = make([]bool, m.pages)
	if err := f.claim(0, 1); err != nil {
		return err
	}

	if err := f.checkFree(m.freelist); err != nil {
		return err
	}

	if err := f.checkTree(m.root, nil, nil, 0, f.checkBuckets); err != nil {
		return err
	}

	for id, used := range f.used {
		if !used {
			return fmt.Errorf("page %d belongs to nothing", id)
		}
	}

	return nil
}

// newestMeta is the valid one of the last transaction. One of the two may be
// half written.
func (f *pageFile) newestMeta() (meta, error) {
	var newest *meta

	for id := range int64(2) {
		raw := make([]byte, metaBytes)
		if _, err := f.file.ReadAt(raw, id*f.pageSize+headerBytes); err != nil {
			return meta{}, err
		}

		sum := fnv.New64a()
		_, _ = sum.Write(raw[:metaBytes-8])

		number := func(at int) uint64 { return binary.NativeEndian.Uint64(raw[at:]) }
		if sum.Sum64() != number(56) {
			continue
		}

		found := meta{root: number(16), freelist: number(32), pages: number(40), transaction: number(48)}
		if newest == nil || found.transaction > newest.transaction {
			newest = &found
		}
	}

	if newest == nil {
		return meta{}, errors.New("its first two pages are wrong")
	}

	return *newest, nil
}

// claim refuses a page that does not exist, or that already belongs to
// something.
func (f *pageFile) claim(first, more uint64) error {
	pages := uint64(len(f.used))
	if first >= pages || more >= pages-first {
		return fmt.Errorf("page %d is outside", first)
	}

	for id := first; id <= first+more; id++ {
		if f.used[id] {
			return fmt.Errorf("page %d is there twice", id)
		}

		f.used[id] = true
	}

	return nil
}

// read gives a page with the pages that continue it.
func (f *pageFile) read(id uint64) ([]byte, error) {
	if id >= uint64(len(f.used)) {
		return nil, fmt.Errorf("page %d is outside", id)
	}

	header := make([]byte, headerBytes)

	at := int64(id) * f.pageSize //nolint:gosec // it is inside of the file
	if _, err := f.file.ReadAt(header, at); err != nil {
		return nil, err
	}

	if binary.NativeEndian.Uint64(header) != id {
		return nil, fmt.Errorf("page %d has another number", id)
	}

	more := binary.NativeEndian.Uint32(header[12:])
	if err := f.claim(id, uint64(more)); err != nil {
		return nil, err
	}

	page := make([]byte, (int64(more)+1)*f.pageSize)
	_, err := f.file.ReadAt(page, at)

	return page, err
}

func kindAndCount(page []byte) (kind, count int) {
	return int(binary.NativeEndian.Uint16(page[8:])), int(binary.NativeEndian.Uint16(page[10:]))
}

// checkFree reads the list of free pages.
func (f *pageFile) checkFree(id uint64) error {
	page, err := f.read(id)
	if err != nil {
		return err
	}

	kind, count := kindAndCount(page)

	numbers := page[headerBytes:]
	if count == 0xFFFF { // the number is too large for the header and stands in front
		count = int(min(binary.NativeEndian.Uint64(numbers), uint64(len(page)))) //nolint:gosec // at most len(page)
		numbers = numbers[8:]
	}

	if kind != freelistPage || count*8 > len(numbers) {
		return fmt.Errorf("page %d is no list of free pages", id)
	}

	var last uint64

	for i := range count {
		free := binary.NativeEndian.Uint64(numbers[i*8:])
		if free <= last {
			return fmt.Errorf("page %d is no list of free pages", id)
		}

		last = free
		if err := f.claim(free, 0); err != nil {
			return err
		}
	}

	return nil
}
