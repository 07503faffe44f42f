package clitest_test

import (
	"hash/fnv"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// onlyHere are the tests, by the name of the outermost, that not every engine
// runs.
var onlyHere sync.Map

// inEveryEngine are tests that each engine runs as a whole: what they show is
// the engine's own doing, such as when it writes a state.
func inEveryEngine(name string) bool {
	return name == "TestAccJournal_killedInAForEachWithARemoteState"
}

func outermost(t *testing.T) string {
	name, _, _ := strings.Cut(t.Name(), "/")

	return name
}

// leaveCases leaves most cases of a test to another run. With CLI_CASES = n
// about one in n runs, chosen by its name. `.ci/run` runs all of them with one
// engine and a part with each of the others, and testreport fails where one was
// left out by all.
func leaveCases(t *testing.T) {
	t.Helper()

	n, err := strconv.ParseUint(os.Getenv("CLI_CASES"), 10, 32)
	if err != nil || n < 2 || !strings.Contains(t.Name(), "/") {
		return
	}

	if _, only := onlyHere.Load(outermost(t)); only || inEveryEngine(outermost(t)) {
		return
	}

	digest := fnv.New64a()
	_, _ = digest.Write([]byte(t.Name()))

	if digest.Sum64()%n != 0 {
		t.Skipf("CLI_CASES=%d: make test-all runs it", n)
	}
}
