package clitest_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// The matrix of campaigns: a message goes wrong, and then it is applied again,
// with a person's answers, until nothing is left. Everybody is in one accepted
// message, and what the state says is true.
func TestAccCampaignMatrix(t *testing.T) {
	cells, leftOut := 0, 0

	t.Run("cells", func(t *testing.T) {
		for _, c := range campaignCells() {
			if c.isLeftOut() {
				leftOut++
				continue
			}

			cells++

			t.Run(c.String(), func(t *testing.T) {
				t.Parallel()
				runCampaignCell(t, c)
			})
		}
	})

	t.Logf("report: fault matrix of campaigns through %s: %d cells, %d not in the sample", engine, cells, leftOut)
}

// The control: where nothing can tell what a killed run has sent, the oracle of
// the matrix sees that people have it twice.
func TestAccCampaignMatrix_control(t *testing.T) {
	t.Parallel()

	w := campaignWorkspace(t)
	w.journalIs(journalOff)
	w.providerArgs += "\n  duplicate_check_interval = \"0s\""
	w.writeCampaign("")

	last := slices.IndexFunc(interrupts(), func(in interrupt) bool { return in.name == "kill -9 of the CLI and the provider" })
	w.goesWrong(campaignCell{interrupt: interrupts()[last], moment: afterEffect, place: 1, journal: journalOff})
	w.apply("-lock=false")

	if twice := w.twice(); len(twice) != 4 {
		t.Errorf("%v have it twice, want the customers of two members", twice)
	}
}

func runCampaignCell(t *testing.T, c campaignCell) {
	w := campaignWorkspace(t)
	w.providerArgs = `request_timeout = "1s"`
	w.journalIs(c.journal)

	front := &counter{Handler: w.sim}
	w.url = wecomtest.Serve(t, front)
	t.Cleanup(w.sim.ClearFaults)
	w.withTheRest()
	w.writeCampaign("")

	first := w.goesWrong(c)
	accepted := w.sends()

	if first.code == 0 && w.campaignState()["status"] != "complete" {
		t.Errorf("the first run ends with exit code 0\n%s", first.output)
	}

	// What is lost on its way is no message, so it is asked for again.
	posted := front.arrived()
	last := w.untilComplete()

	w.wantEachOnce(last)
	w.wantTrueCounts()

	// Right after an answer the next message may be on its way, or not.
	if got, want := front.arrived()-posted, len(campaignSenders())-accepted; got > want || got < want && !c.fault.Late && c.moment != betweenTwo {
		t.Errorf("%d requests after the first run, want %d\n%s", got, want, last.output)
	}

	if plan := w.plan("-lock=false"); plan.code != 0 {
		t.Errorf("the plan is not empty\n%s", plan.output)
	}
}

// journalIs keeps a journal, or switches it off.
func (w *workspace) journalIs(journal string) {
	if journal == journalOff {
		w.providerArgs += "\n  journal_dir = \"\""
	} else {
		w.keepsJournal()
	}
}

// goesWrong is the run in which something goes wrong.
func (w *workspace) goesWrong(c campaignCell) result {
	w.t.Helper()

	for _, fault := range c.faults() {
		w.sim.Arm(fault)
	}

	defer w.sim.ClearFaults()

	if c.interrupt.name == "" {
		return w.apply()
	}

	cmd := w.command("apply", "-auto-approve", "-json")

	var out bytes.Buffer

	cmd.Stdout, cmd.Stderr = &out, &out

	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}

	come := func() bool { return w.sends() > c.place }

	switch c.moment {
	case beforeEffect:
		come = func() bool { return len(w.sim.Requests(send)) > c.place }
	case betweenTwo:
		come = func() bool { return w.sends() == c.next() }
	}

	for deadline := time.Now().Add(60 * time.Second); !come(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			_ = signalGroup(cmd, syscall.SIGKILL)
			w.t.Fatalf("message %d never came: %v", c.place+1, finish(cmd.Wait(), cmd, out.String()))
		}
	}

	c.interrupt.do(w.t, cmd)

	return finish(cmd.Wait(), cmd, out.String())
}

// untilComplete applies again until nothing is left. A person looks into
// WeCom's list for what two runs could not find.
func (w *workspace) untilComplete() result {
	w.t.Helper()

	for round, started := 0, time.Now(); round < 6; round++ {
		if round > 1 {
			w.writeCampaign(w.answers())
		}

		last := w.apply("-lock=false")
		if last.code == 0 {
			return last
		}

		// The provider of a killed CLI ends its call first.
		if strings.Contains(last.output, "Apply again when it has ended.") && time.Since(started) < time.Minute {
			time.Sleep(250 * time.Millisecond)

			round--
		}
	}

	w.t.Fatalf("it never ends: %v", w.campaignState())

	return result{}
}

// answers are those of a person for each message that nobody knows of.
func (w *workspace) answers() string {
	answers := ""

	for key, one := range w.deliveries() {
		if one["status"] != "unknown" {
			continue
		}

		answer := "not_sent"

		for _, m := range w.sim.Messages() {
			if m.Sender == key {
				answer = m.MsgID
			}
		}

		answers += fmt.Sprintf("%q = %q\n", one["msgid"], answer)
	}

	return "resolve = {\n" + answers + "}"
}

// twice are the customers in more than one accepted message.
func (w *workspace) twice() []string {
	var all, twice []string

	for _, m := range w.sim.Messages() {
		for _, id := range m.ExternalUserID {
			if slices.Contains(all, id) {
				twice = append(twice, id)
			}

			all = append(all, id)
		}
	}

	return twice
}

// wantTrueCounts fails unless the state of a complete campaign counts what
// WeCom has, under the right msgids, and nobody who is excluded is in it.
func (w *workspace) wantTrueCounts() {
	w.t.Helper()

	state := w.campaignState()
	n := len(campaignSenders())

	for name, want := range map[string]int{"recipients_count": 4 * n, "sent_count": 3 * n, "failed_count": n, "excluded_count": n} {
		if got := fmt.Sprint(state[name]); got != fmt.Sprint(want) {
			w.t.Errorf("%s is %s, want %d", name, got, want)
		}
	}

	deliveries := w.deliveries()

	for _, m := range w.sim.Messages() {
		if !slices.Contains(m.ExternalUserID, strangerTo(m.Sender)) || slices.Contains(m.ExternalUserID, excludedOf(m.Sender)) {
			w.t.Errorf("%s sends to %q", m.Sender, m.ExternalUserID)
		}

		if got := deliveries[m.Sender]; got["msgid"] != m.MsgID || got["status"] != "created" {
			w.t.Errorf("the message of %s is %v, want %s", m.Sender, got, m.MsgID)
		}
	}
}
