package journal

import (
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"
)

const (
	dataSuffix = ".jsonl"
	lockSuffix = ".lock"
)

// newRun names a run by its time, for the eye, and at random: two may start in
// the same millisecond.
func newRun(now time.Time, random io.Reader) (run, unique string, err error) {
	var id [16]byte
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return "", "", fmt.Errorf("the run cannot be given a random name: %w", err)
	}

	unique = hex.EncodeToString(id[:])

	return now.UTC().Format("20060102T150405.000Z") + "-" + unique, unique, nil
}

// runOf is the run that a file name stands for.
func runOf(name string) (run string, isData bool) {
	run, isData = strings.CutSuffix(name, dataSuffix)

	return run, isData && run != ""
}

func (j *Journal) dataPath(run string) string { return filepath.Join(j.dir, run+dataSuffix) }

func (j *Journal) lockPath(run string) string { return filepath.Join(j.dir, run+lockSuffix) }
