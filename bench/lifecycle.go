package main

import (
	"context"
	"fmt"
)

// The steps of a configuration's life, in their order.
const (
	stepValidate = "validate"
	stepPlan     = "plan"
	stepApply    = "apply"
	stepNoChange = "no change"
)

func steps() []string { return []string{stepValidate, stepPlan, stepApply, stepNoChange} }

// subject is a configuration that is measured beside others.
type subject struct {
	name  string
	space *workspace
	// sends is how many messages an apply must make.
	sends int
	// quietNoChange has the plan without change answer in JSON: the CLI then
	// does not compare every list with itself, which takes 3 s and 0.9 GB for
	// each.
	quietNoChange bool
}

// args are the arguments of the engine for a step.
func (s *subject) args(step string) []string {
	switch step {
	case stepValidate:
		return []string{"validate", "-no-color"}
	case stepApply:
		return []string{"apply", "-no-color", "-input=false", "-auto-approve"}
	}

	args := []string{"plan", "-no-color", "-input=false"}
	if step == stepNoChange && s.quietNoChange {
		args = append(args, "-json")
	}

	return args
}

// live takes the subjects through their lives, runs times, side by side: each
// step is measured for all of them before the next one begins, with another
// subject first in each run, so that what disturbs the machine disturbs all.
func live(ctx context.Context, say func(string), what string, runs int, subjects []*subject) (allSeries, error) {
	all := allSeries{}

	for _, s := range subjects {
		// Into the file cache, not measured.
		if _, err := s.space.run(ctx, s.args(stepValidate)...); err != nil {
			return nil, err
		}
	}

	for run := range runs {
		for _, s := range subjects {
			if err := s.space.forget(); err != nil {
				return nil, err
			}
		}

		for _, step := range steps() {
			say(fmt.Sprintf("%s, run %d of %d: %s", what, run+1, runs, step))

			for i := range subjects {
				s := subjects[(i+run)%len(subjects)]

				got, err := s.step(ctx, step)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", s.name, err)
				}

				all.add(s.name, step, got)
			}
		}
	}

	return all, nil
}

func (s *subject) step(ctx context.Context, step string) (sample, error) {
	sim := s.space.bench.sim
	sim.fresh()

	got, err := s.space.run(ctx, s.args(step)...)
	if err != nil || step != stepApply {
		return got, err
	}

	if sent, _ := sim.Counts(); sent != s.sends {
		return got, fmt.Errorf("%d messages were sent, want %d", sent, s.sends)
	}

	return got, nil
}
