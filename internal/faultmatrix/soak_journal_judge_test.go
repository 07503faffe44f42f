package faultmatrix

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// sent are the messages of the server, each with what was written by whom it
// was sent.
func (s *journalSoak) sent() []made {
	var all []made

	for _, m := range s.Sim.Messages() {
		var body struct {
			Process string   `json:"x_process"`
			IDs     []string `json:"external_userid"`
		}

		if err := json.Unmarshal(m.Body, &body); err != nil {
			panic(err)
		}

		one := made{Message: m, written: written{text: m.Text, ids: body.IDs}}

		for i, block := range s.front.of(body.Process).blocks {
			if slices.Contains(pool(i), body.IDs[0]) {
				one.written.triggers = block.triggers
			}
		}

		all = append(all, one)
	}

	return all
}

// judgeAdoptions: whatever a state has is what was written for it. This holds
// after every run.
func (s *journalSoak) judgeAdoptions(run int) []string {
	var complaints []string

	sent := s.sent()

	for root, blocks := range s.states {
		for block, is := range blocks {
			i := slices.IndexFunc(sent, func(m made) bool { return m.MsgID == is.msgid })
			if is.status == created && (i < 0 || !sent[i].written.equal(is.written) || !equalSets(reached(sent[i].Message), is.written.ids)) {
				complaints = append(complaints, fmt.Sprintf("WRONG ADOPTION after run %d: root %d, block %d has %s for %+v", run, root, block, is.msgid, is.written))
			}
		}
	}

	return complaints
}

// judge says what is wrong when everything has worked for a while.
func (s *journalSoak) judge() []string {
	sent := s.sent()
	complaints := s.judgeDuplicates(sent)

	for root, blocks := range s.states {
		for block, now := range s.blocks {
			complaints = append(complaints, s.judgeBlock(root, block, now, blocks[block], sent)...)
		}
	}

	return complaints
}

// judgeDuplicates: nobody gets the same words twice without other triggers.
func (s *journalSoak) judgeDuplicates(sent []made) []string {
	var complaints []string

	got := map[string]string{}

	for _, m := range sent {
		for _, id := range reached(m.Message) {
			what := fmt.Sprintf("%s gets %q with triggers %d", id, m.Text, m.written.triggers)
			if other := got[what]; other != "" {
				complaints = append(complaints, fmt.Sprintf("DUPLICATE: %s as %s and as %s", what, other, m.MsgID))
			}

			got[what] = m.MsgID
		}
	}

	return complaints
}

// judgeBlock compares what the state of a root says of a block with what the
// server has.
func (s *journalSoak) judgeBlock(root, block int, now written, is held, sent []made) []string {
	var complaints []string

	complain := func(format string, args ...any) {
		complaints = append(complaints, fmt.Sprintf(format, args...)+fmt.Sprintf(" (root %d, block %d: %s %s, %v)", root, block, is.status, is.msgid, is.err))
	}

	// After an edit of the audience the state has the message as it was.
	if is.status == created || is.status == unknown {
		now = is.written
	}

	touched := false

	for _, m := range sent {
		same := m.written.equal(now)
		touched = touched || m.Text == now.text && slices.ContainsFunc(now.ids, func(id string) bool { return slices.Contains(reached(m.Message), id) })

		switch {
		case !same || is.status == created && is.msgid == m.MsgID:
		case s.kept && s.journalHas(m.MsgID):
			complain("LOST: the journal has %s, and the state does not", m.MsgID)
		case is.status == none:
			complain("LOST: %s is in no state, and nobody says so", m.MsgID)
		}
	}

	if (is.status == none || is.status == "") && !touched {
		complain("NOT SENT: nobody has the message")
	}

	return complaints
}

// journalHas tells whether the journal names a message as what became of a
// send.
func (s *journalSoak) journalHas(msgid string) bool {
	files, err := filepath.Glob(filepath.Join(s.dir, "journal", "*.jsonl"))
	if err != nil {
		panic(err)
	}

	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		defer f.Close()

		for lines := bufio.NewScanner(f); lines.Scan(); {
			var line struct {
				Kind  string `json:"kind"`
				MsgID string `json:"msgid"`
			}

			if json.Unmarshal(lines.Bytes(), &line) == nil && line.MsgID == msgid {
				return true
			}
		}
	}

	return false
}
