package boltstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

const (
	branchPage   = 0x01
	leafPage     = 0x02
	elementBytes = 16
	bucketEntry  = 0x01
	// bucketBytes are the page of a bucket's tree, or 0, and a number that is
	// not used. A small bucket's only page follows them.
	bucketBytes = 16
	// maxDepth is far more than any tree that fits on a disk has.
	maxDepth = 32
)

// element is an entry of a page of a tree.
type element struct {
	isBucket bool
	key      []byte
	value    []byte
	child    uint64 // in a branch
}

// errElements: numbers in a page that point outside it, or keys out of order.
var errElements = errors.New("its entries are wrong")

// readElements wants keys from low on and before high; nil is no bound.
func readElements(page, low, high []byte) ([]element, error) {
	kind, count := kindAndCount(page)
	if headerBytes+count*elementBytes > len(page) {
		return nil, errElements
	}

	elements := make([]element, 0, count)
	for i := range count {
		rest := page[headerBytes+i*elementBytes:]
		number := func(at int) uint64 { return uint64(binary.NativeEndian.Uint32(rest[at:])) }

		var (
			e             element
			from, to, end uint64
		)
		if kind == branchPage {
			from = number(0)
			to = from + number(4)
			end = to
			e.child = binary.NativeEndian.Uint64(rest[8:])
		} else {
			from = number(4)
			to = from + number(8)
			end = to + number(12)

			e.isBucket = number(0) == bucketEntry
			if number(0) > bucketEntry {
				return nil, errElements
			}
		}

		if end > uint64(len(rest)) || from == to {
			return nil, errElements
		}

		e.key, e.value = rest[from:to], rest[to:end]
		if low != nil && bytes.Compare(e.key, low) < 0 || high != nil && bytes.Compare(e.key, high) >= 0 {
			return nil, errElements
		}

		low = append(bytes.Clone(e.key), 0) // the next key is a later one
		elements = append(elements, e)
	}

	return elements, nil
}

// checkTree walks a tree and gives the entries of its leaves to checkLeaf.
func (f *pageFile) checkTree(id uint64, low, high []byte, depth int, checkLeaf func([]element) error) error {
	page, err := f.read(id)
	if err != nil {
		return err
	}

	elements, err := readElements(page, low, high)
	if err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}

	kind, _ := kindAndCount(page)
	switch {
	case kind == leafPage:
		return checkLeaf(elements)
	case kind != branchPage || len(elements) == 0 || depth == maxDepth:
		return fmt.Errorf("page %d is not part of a tree", id)
	}

	for i, e := range elements {
		end := high
		if i+1 < len(elements) {
			end = elements[i+1].key
		}

		if err := f.checkTree(e.child, e.key, end, depth+1, checkLeaf); err != nil {
			return err
		}
	}

	return nil
}

// checkBuckets: the outer tree holds buckets alone.
func (f *pageFile) checkBuckets(elements []element) error {
	for _, e := range elements {
		if !e.isBucket || len(e.value) < bucketBytes {
			return fmt.Errorf("%q is not a bucket", e.key)
		}

		root := binary.NativeEndian.Uint64(e.value)
		if root != 0 {
			if err := f.checkTree(root, nil, nil, 0, checkValues); err != nil {
				return err
			}

			continue
		}

		inside := e.value[bucketBytes:]
		if len(inside) < headerBytes {
			return fmt.Errorf("bucket %q ends early", e.key)
		}

		elements, err := readElements(inside, nil, nil)
		if kind, _ := kindAndCount(inside); err != nil || kind != leafPage {
			return fmt.Errorf("bucket %q: %w", e.key, errElements)
		}

		if err := checkValues(elements); err != nil {
			return err
		}
	}

	return nil
}

// checkValues: the inner trees hold values alone.
func checkValues(elements []element) error {
	for _, e := range elements {
		if e.isBucket {
			return fmt.Errorf("%q is a bucket in a bucket", e.key)
		}
	}

	return nil
}
