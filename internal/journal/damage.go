package journal

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// damage is what may have told of a message and cannot be read.
type damage struct {
	lines map[string]map[int64]bool // of each file, by its run: where they begin
	names map[string]bool           // of what is no regular file
}

func newDamage() damage { return damage{lines: map[string]map[int64]bool{}, names: map[string]bool{}} }

// add takes a line that begins where the reader is.
func (d *damage) add(s *source) {
	if d.lines[s.run] == nil {
		d.lines[s.run] = map[int64]bool{}
	}

	d.lines[s.run][s.offset] = true
}

// Damage says that some of what was read so far cannot be read; nil normally.
// It reads the directory, where this run has not yet.
func (j *Journal) Damage() error {
	j.mu.Lock()
	defer j.mu.Unlock()

	if !j.loaded {
		if err := j.refresh(); err != nil {
			return err
		}
	}

	return j.damaged()
}

// shownDamage is how many files an error names.
const shownDamage = 3

// damaged is an error that names the files of the journal that cannot be read
// in full, or nil if there is none.
func (j *Journal) damaged() error {
	var files []string

	for run, lines := range j.memory.damage.lines {
		files = append(files, fmt.Sprintf("%s (damaged lines: %d)", filepath.Base(j.dataPath(run)), len(lines)))
	}

	for name := range j.memory.damage.names {
		files = append(files, name+" (not a regular file)")
	}

	if len(files) == 0 {
		return nil
	}

	slices.Sort(files)

	more := ""
	if n := len(files); n > shownDamage {
		files, more = files[:shownDamage], fmt.Sprintf(", and %d more", n-shownDamage)
	}

	return fmt.Errorf("the journal in %q cannot be read in full, and what is missing may be a send: %s%s. Restore them from a copy, or move them away once you know that all they tell of is in a state", j.dir, strings.Join(files, ", "), more)
}
