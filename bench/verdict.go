package main

import "fmt"

// verdict is a figure beside its target.
type verdict struct {
	Row  string `json:"row"`
	What string `json:"what"`
	// Step is empty where the figure is not about one step.
	Step string `json:"step,omitempty"`
	// Got is judged by its median.
	Got spread `json:"got"`
	// CPU is the same figure in processor time; nil where there is none.
	CPU *spread `json:"cpu,omitempty"`
	// AtMost is the target; 0 where none is set.
	AtMost float64 `json:"at_most,omitempty"`
	// None is true where the target is that there is none at all.
	None bool   `json:"none,omitempty"`
	Unit string `json:"unit"`
}

// judgement is "met", "missed", or empty without a target.
func (v *verdict) judgement() string {
	switch {
	case v.AtMost == 0 && !v.None:
		return ""
	case v.Got.Median <= v.AtMost:
		return "met"
	}

	return "missed"
}

func (v *verdict) target() string {
	if v.AtMost == 0 && !v.None {
		return ""
	}

	return fmt.Sprintf("%.4g", v.AtMost)
}

// compare judges the ratio of two subjects at each step. The targets stand in
// the order of steps; a single one holds for all of them, and 0 is none.
func compare(row string, all allSeries, subject, beside string, atMost ...float64) []verdict {
	var verdicts []verdict

	for i, step := range steps() {
		a, b := all.of(subject, step), all.of(beside, step)
		if a == nil || b == nil {
			continue
		}

		inCPU := ratio(a, b, cpu)
		verdicts = append(verdicts, verdict{
			Row:    row,
			What:   subject + " / " + beside,
			Step:   step,
			Got:    ratio(a, b, wall),
			CPU:    &inCPU,
			AtMost: atMost[min(i, len(atMost)-1)],
			Unit:   "times",
		})
	}

	return verdicts
}
