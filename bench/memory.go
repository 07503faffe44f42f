package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// watchMemory watches all processes that run the program. The function that it
// returns ends the watch and gives the highest peak of one of them, in MiB. It
// reads /proc; on a system without that the peak is 0.
func watchMemory(program string) (peak func() float64) {
	stop, done := make(chan struct{}), make(chan float64)

	go func() {
		var highest float64

		ticks := time.NewTicker(20 * time.Millisecond)
		defer ticks.Stop()

		for {
			select {
			case <-stop:
				done <- highest
				return
			case <-ticks.C:
				highest = max(highest, peakNow(program))
			}
		}
	}()

	return func() float64 {
		close(stop)
		return <-done
	}
}

// peakNow is the highest peak so far among the processes that run now. The
// kernel keeps the peak (VmHWM), so nothing between two looks is missed.
func peakNow(program string) float64 {
	var highest float64

	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	for _, link := range links {
		if target, err := os.Readlink(link); err != nil || target != program {
			continue
		}

		// The process may have ended meanwhile.
		if status, err := os.ReadFile(filepath.Join(filepath.Dir(link), "status")); err == nil {
			highest = max(highest, peakIn(status))
		}
	}

	return highest
}

// peakIn is VmHWM of /proc/PID/status, in MiB.
func peakIn(status []byte) float64 {
	for lines := bufio.NewScanner(bytes.NewReader(status)); lines.Scan(); {
		var kib float64
		if n, _ := fmt.Sscanf(lines.Text(), "VmHWM: %f kB", &kib); n == 1 {
			return kib / 1024
		}
	}

	return 0
}
