package main

import (
	"context"
	"fmt"
	"os"
)

// startsPerRun: a start takes little time, and its spread is wide.
const startsPerRun = 5

// measureStart measures the time from the start of the process to the schema,
// beside an empty provider, and the size of the binary.
func measureStart(ctx context.Context, b *workbench, say func(string), runs int) (result, error) {
	const (
		ours  = "our provider"
		empty = "empty provider"
		step  = "start to schema"
	)

	var all allSeries

	for run := range runs * startsPerRun {
		if run%startsPerRun == 0 {
			say(fmt.Sprintf("%s, run %d of %d", rowStart, run/startsPerRun+1, runs))
		}

		pair := []struct{ name, binary string }{{ours, b.binary("wecom")}, {empty, b.binary("empty")}}
		for i := range pair {
			one := pair[(i+run)%2]

			got, err := startAndAsk(ctx, one.binary)
			if err != nil {
				return result{}, fmt.Errorf("%s: %w", one.name, err)
			}

			all.add(one.name, step, got)
		}
	}

	a, e := all.of(ours, step), all.of(empty, step)
	inCPU := ratio(a, e, cpu)
	r := result{Title: "Start", Series: all, Verdicts: []verdict{
		{Row: rowStart, What: ours + " / " + empty, Step: step, Got: ratio(a, e, wall), CPU: &inCPU, AtMost: 1.3, Unit: "times"},
	}}

	for _, one := range []struct{ what, name string }{{ours, "wecom"}, {empty, "empty"}} {
		file, err := os.Stat(b.binary(one.name))
		if err != nil {
			return result{}, err
		}

		size := float64(file.Size()) / (1 << 20)
		r.Verdicts = append(r.Verdicts, verdict{Row: rowStart, What: one.what + ", stripped binary", Got: spreadOf([]float64{size}), Unit: "MiB"})
	}

	return r, nil
}
