package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
)

// countCampaign counts what does not depend on the machine: ids in plan and
// state, and the calls of a first run, of a plan without change that has no
// file to read, and of a further step of rollout.
func countCampaign(ctx context.Context, s *subject) ([]verdict, error) {
	var counted []verdict

	count := func(what, step string, got, atMost float64) {
		counted = append(counted, verdict{
			Row: rowCampaign, What: s.name + ", " + what, Step: step, Got: spreadOf([]float64{got}), AtMost: atMost, None: atMost == 0,
		})
	}

	// run does one step of the campaign, which should send so many messages.
	run := func(step string, sends int, commands ...[]string) error {
		before := s.space.bench.sim.lastRequest()

		for _, args := range commands {
			if _, err := s.space.run(ctx, args...); err != nil {
				return err
			}
		}

		calls, all := s.space.bench.sim.callsAfter(before)
		if calls["add_msg_template"] != sends {
			return fmt.Errorf("%s, %s: %d messages, want %d", s.name, step, calls["add_msg_template"], sends)
		}

		if sends == 0 {
			count("calls without its file", step, float64(all), 0)
			return nil
		}

		count("tokens", step, float64(calls["gettoken"]), 1)
		count("list calls", step, float64(calls["get_groupmsg_list_v2"]), 1)
		count("calls", step, float64(all), float64(2+sends))

		return nil
	}

	if err := s.space.afresh(100); err != nil {
		return nil, err
	}

	err := run("first run", s.sends, []string{"plan", "-input=false", "-out=saved.tfplan"}, []string{"apply", "-input=false", "saved.tfplan"})
	if err != nil {
		return nil, err
	}

	ids, size, err := s.space.idsLeft(campaignIDs)
	if err != nil {
		return nil, err
	}

	counted = append(counted,
		verdict{Row: rowCampaign, What: s.name + ", ids of customers in plan and state", Got: spreadOf([]float64{float64(ids)}), None: true},
		verdict{Row: rowCampaign, What: s.name + ", size of plan and state", Got: spreadOf([]float64{float64(size) / (1 << 20)}), Unit: "MiB"},
	)

	// A change would be exit code 2, which is an error here.
	file := filepath.Join(s.space.dir, peopleFile)
	if err := os.Rename(file, file+".away"); err != nil {
		return nil, err
	}

	err = run(stepNoChange, 0, []string{"plan", "-input=false", "-detailed-exitcode"})
	if back := os.Rename(file+".away", file); err == nil {
		err = back
	}

	if err != nil {
		return nil, err
	}

	return counted, furtherStep(s, run)
}

// furtherStep sends a tenth, and then the rest.
func furtherStep(s *subject, run func(step string, sends int, commands ...[]string) error) error {
	const percent = 10

	apply := []string{"apply", "-input=false", "-auto-approve"}
	first := (s.sends*percent + 99) / 100

	if err := s.space.afresh(percent); err != nil {
		return err
	}

	if err := run(fmt.Sprintf("rollout = %d", percent), first, apply); err != nil {
		return err
	}

	if err := s.space.writeCampaign(100); err != nil {
		return err
	}

	return run("rollout = 100", s.sends-first, apply)
}

// afresh forgets what was sent, and writes a campaign that sends so many of a
// hundred messages.
func (w *workspace) afresh(rollout int) error {
	w.bench.sim.fresh()

	if err := w.forget(); err != nil {
		return err
	}

	return w.writeCampaign(rollout)
}

func (w *workspace) writeCampaign(rollout int) error {
	config := w.bench.sim.provider() + campaignConfig(rollout)

	return os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(config), 0o600)
}

// lastRequest is the number of the request that came last.
func (s *simulator) lastRequest() int {
	_, requests := s.Counts()

	return requests
}

// callsAfter counts the requests after that number, by endpoint and in all.
func (s *simulator) callsAfter(number int) (byEndpoint map[string]int, all int) {
	byEndpoint = map[string]int{}

	for _, request := range s.Requests("") {
		if request.Seq > number {
			byEndpoint[path.Base(request.Path)]++
		}
	}

	return byEndpoint, s.lastRequest() - number
}

// idsLeft counts the ids with a prefix in the saved plan and the state, and the
// bytes of both.
func (w *workspace) idsLeft(prefix string) (ids, size int, err error) {
	state, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		return 0, 0, err
	}

	plan, err := zip.OpenReader(filepath.Join(w.dir, "saved.tfplan"))
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = plan.Close() }()

	ids, size = bytes.Count(state, []byte(prefix)), len(state)

	for _, f := range plan.File {
		part, err := f.Open()
		if err != nil {
			return 0, 0, err
		}

		text, err := io.ReadAll(part)
		if err != nil {
			return 0, 0, err
		}

		ids += bytes.Count(text, []byte(prefix))
		size += len(text)
	}

	return ids, size, nil
}
