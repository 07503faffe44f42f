package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// sample is one run of one command.
type sample struct {
	// WallSeconds is the time from start to end.
	WallSeconds float64 `json:"wall_seconds"`
	// CPUSeconds is the processor time of engine and providers; another program
	// that runs at the same time hardly changes it.
	CPUSeconds float64 `json:"cpu_seconds"`
	// ProviderMiB is the peak memory of the provider, 0 where it was not
	// watched.
	ProviderMiB float64 `json:"provider_mib,omitempty"`
}

// workspace is a folder with a configuration.
type workspace struct {
	bench *workbench
	dir   string
	// watched is the provider whose memory is watched, empty for none.
	watched string
	// env is added to the environment of the engine.
	env []string
}

func (b *workbench) workspace(name string, files map[string]string) (*workspace, error) {
	w := &workspace{bench: b, dir: filepath.Join(b.dir, "workspaces", name)}

	if err := os.RemoveAll(w.dir); err != nil {
		return nil, err
	}

	if err := os.MkdirAll(w.dir, 0o750); err != nil {
		return nil, err
	}

	for file, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(w.dir, file)), 0o750); err != nil {
			return nil, err
		}

		if err := os.WriteFile(filepath.Join(w.dir, file), []byte(text), 0o600); err != nil {
			return nil, err
		}
	}

	return w, nil
}

// journalDir is where a workspace has its journal, if it has one.
const journalDir = "journal"

// forget removes the state and the journal, so that the next apply creates.
func (w *workspace) forget() error {
	for _, name := range []string{"terraform.tfstate", "terraform.tfstate.backup", journalDir} {
		if err := os.RemoveAll(filepath.Join(w.dir, name)); err != nil {
			return err
		}
	}

	return nil
}

// run runs the engine once.
func (w *workspace) run(ctx context.Context, args ...string) (sample, error) {
	var output bytes.Buffer

	cmd := exec.CommandContext(ctx, w.bench.engine, args...) //nolint:gosec // the engine is the caller's choice
	cmd.Dir, cmd.Env = w.dir, slices.Concat(w.bench.env, w.env)
	cmd.Stdout, cmd.Stderr = &output, &output

	var peak func() float64
	if w.watched != "" {
		peak = watchMemory(w.watched)
	}

	start := time.Now()
	err := cmd.Run()
	s := sample{WallSeconds: time.Since(start).Seconds()}

	if peak != nil {
		s.ProviderMiB = peak()
	}

	if err != nil {
		return s, fmt.Errorf("%v in %s: %w\n%s", args, w.dir, err, tail(output.Bytes()))
	}

	s.CPUSeconds = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()

	return s, nil
}

// tail is the end of an output, where an error stands.
func tail(output []byte) []byte { return output[max(0, len(output)-4000):] }
