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
// runs. They ask for its version before they make a workspace.
var onlyHere sync.Map

// inEveryEngine are tests that each engine runs as a whole: what they show is
// the engine's own doing, such as when it writes a state.
func inEveryEngine(name string) bool {
	return name == "TestAccJournal_killedInAForEachWithARemoteState" || name == "TestAccCampaign_largeExample"
}

func outermost(t *testing.T) string {
	name, _, _ := strings.Cut(t.Name(), "/")

	return name
}

// leaveToOthers leaves a test, or a case of one, to another run. `.ci/run` runs
// all of them with one engine and a part with each of the others, and
// testreport fails where one was left out by all.
//
//   - With CLI_CASES = n about one case in n runs, chosen by its name.
//   - With CLI_HALF = 0 or 1 it is half of these, and half of the tests without
//     cases: what the one half leaves the other one runs.
func leaveToOthers(t *testing.T) {
	t.Helper()

	if _, only := onlyHere.Load(outermost(t)); only || inEveryEngine(outermost(t)) {
		return
	}

	digest := fnv.New64a()
	_, _ = digest.Write([]byte(t.Name()))
	number := digest.Sum64()

	if n := numberIn("CLI_CASES"); n > 1 && strings.Contains(t.Name(), "/") {
		if number%n != 0 {
			t.Skipf("CLI_CASES=%d: make test-all runs it", n)
		}

		number /= n
	}

	if half := os.Getenv("CLI_HALF"); half != "" && number%2 != numberIn("CLI_HALF") {
		t.Skipf("CLI_HALF=%s: the other half has it, and make test-all", half)
	}
}

func numberIn(variable string) uint64 {
	n, _ := strconv.ParseUint(os.Getenv(variable), 10, 32)

	return n
}
