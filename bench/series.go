package main

import (
	"slices"
)

// series are the samples of one subject at one step, one for each run.
type series struct {
	Subject string   `json:"subject"`
	Step    string   `json:"step"`
	Samples []sample `json:"samples"`
	Wall    spread   `json:"wall_seconds"`
	CPU     spread   `json:"cpu_seconds"`
}

// allSeries are in the order in which they were first measured.
type allSeries []*series

func (all *allSeries) add(subject, step string, s sample) {
	at := all.of(subject, step)
	if at == nil {
		at = &series{Subject: subject, Step: step}
		*all = append(*all, at)
	}

	at.Samples = append(at.Samples, s)
	at.Wall, at.CPU = spreadOf(at.values(wall)), spreadOf(at.values(cpu))
}

// of is nil when nothing was measured.
func (all *allSeries) of(subject, step string) *series {
	for _, s := range *all {
		if s.Subject == subject && s.Step == step {
			return s
		}
	}

	return nil
}

// highestPeak is the memory of the subject's provider at the step that takes
// most of it.
func (all *allSeries) highestPeak(subject string) spread {
	var highest spread

	for _, step := range steps() {
		if s := all.of(subject, step); s != nil {
			if at := spreadOf(s.values(memory)); at.Median > highest.Median {
				highest = at
			}
		}
	}

	return highest
}

func wall(s sample) float64   { return s.WallSeconds }
func cpu(s sample) float64    { return s.CPUSeconds }
func memory(s sample) float64 { return s.ProviderMiB }

func (s *series) values(of func(sample) float64) []float64 {
	var values []float64
	for _, sample := range s.Samples {
		values = append(values, of(sample))
	}

	return values
}

// spread is a median with the lowest and the highest value.
type spread struct {
	Median float64 `json:"median"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
}

func spreadOf(values []float64) spread {
	if len(values) == 0 {
		return spread{}
	}

	sorted := slices.Sorted(slices.Values(values))
	middle := sorted[len(sorted)/2]

	if len(sorted)%2 == 0 {
		middle = (sorted[len(sorted)/2-1] + middle) / 2
	}

	return spread{Median: middle, Min: sorted[0], Max: sorted[len(sorted)-1]}
}

// ratio compares two series run by run: what slows one run down slows both of
// a pair.
func ratio(a, b *series, of func(sample) float64) spread {
	var ratios []float64

	for i, value := range a.values(of) {
		if base := of(b.Samples[i]); base > 0 {
			ratios = append(ratios, value/base)
		}
	}

	return spreadOf(ratios)
}
