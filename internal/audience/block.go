package audience

import "strings"

// blockBytes is how many bytes of ids stand side by side.
const blockBytes = 64 << 10

// blocks keeps many short texts without an allocation for each, and without
// what they were cut from: a row of a table.
type blocks struct{ block *strings.Builder }

func (b *blocks) keep(text string) string {
	if b.block == nil || b.block.Len()+len(text) > b.block.Cap() {
		b.block = &strings.Builder{}
		b.block.Grow(max(blockBytes, len(text)))
	}

	// It is never grown again, so what was taken of it stays where it is.
	begin := b.block.Len()
	b.block.WriteString(text)

	return b.block.String()[begin:]
}
