package clitest_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// stops are the moments and signals of a test in which the run is stopped at
// random. The seed is printed, and STOP_SEED repeats a run.
type stops struct{ random *rand.Rand }

func newStops(t *testing.T) stops {
	t.Helper()

	seed := time.Now().UnixNano()

	if given := os.Getenv("STOP_SEED"); given != "" {
		n, err := strconv.ParseInt(given, 10, 64)
		if err != nil {
			t.Fatal(err)
		}

		seed = n
	}

	t.Logf("STOP_SEED=%d", seed)

	return stops{rand.New(rand.NewPCG(uint64(seed), 21))}
}

// stop is what happens to one run: Ctrl-C in a terminal, or the SIGTERM of a
// pipeline, so long after the first call to WeCom.
type stop struct {
	after time.Duration
	term  bool
}

func (s stops) next(most time.Duration) stop {
	return stop{after: time.Duration(s.random.Int64N(int64(most))), term: s.random.IntN(2) == 0}
}

func (s stop) signal(t *testing.T, cmd *exec.Cmd) {
	t.Helper()

	time.Sleep(s.after)

	var err error
	if s.term {
		err = cmd.Process.Signal(syscall.SIGTERM)
	} else {
		err = signalGroup(cmd, syscall.SIGINT)
	}

	// The run may have ended before its time to be stopped.
	if err != nil && !strings.Contains(err.Error(), "process") {
		t.Error(err)
	}
}

// runStopped runs the engine, and stops it after its first call to an endpoint.
func (w *workspace) runStopped(s stop, endpoint string, args ...string) result {
	w.t.Helper()

	before := len(w.sim.Requests(endpoint))
	cmd := w.command(args...)

	var out bytes.Buffer

	cmd.Stdout, cmd.Stderr = &out, &out

	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}

	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()

	for deadline := time.Now().Add(60 * time.Second); len(w.sim.Requests(endpoint)) == before; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("no %s came\n%s", endpoint, out.String())
		}
	}

	s.signal(w.t, cmd)

	err := <-ended

	return finish(err, cmd, out.String())
}

// engineCrashed tells whether Terraform itself broke down: 1.15 does where the
// last words of an action meet its stop, and no provider can prevent it.
func (r result) engineCrashed() bool { return strings.Contains(r.output, "TERRAFORM CRASH") }
