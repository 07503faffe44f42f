package clitest_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// judged runs what is written out and lets the judge look at it.
func judged(t *testing.T, lists listKind, steps []soakStep) *soak {
	t.Helper()

	s := newSoak(t, soakPlan{roots: 1, companies: 1, lists: lists, steps: steps})

	if complaints := s.run(); len(complaints) > 0 {
		t.Errorf("%s\n%s", strings.Join(complaints, "\n"), s.log.String())
	}

	return s
}

// step is one command of a run that is written out.
func step(verb string, messages ...soakMessage) soakStep {
	return soakStep{verb: verb, target: messages[0].name, parallelism: 10, messages: messages}
}

// gatewayFaults are what a gateway does to the POST, beside losing it.
func gatewayFaults() []soakFault {
	const page = "<html>no</html>"

	named := func(name string, r reply) soakFault { return soakFault{endpoint: send, name: name, reply: r} }

	return []soakFault{
		named("lost before", lostBefore()),
		named("lost after", lostAfter()),
		named("1.5 s late", reply{late: 1500 * time.Millisecond}),
		named("errcode of a gateway, after", gateway(504, `{"errcode":504,"errmsg":"time-out"}`, true)),
		named("filter of answers, after", gateway(403, page, true)),
		named("filter of requests, before", gateway(403, page, false)),
		named("redirect, after", gateway(302, page, true)),
		named("Date ahead, after", gateway(502, page, true).dated(8*time.Hour)),
		named("Date behind, before", gateway(429, page, false).dated(-8*time.Hour)),
		named("101, after", reply{forward: true, upgrade: true}),
		named("103 and the answer", reply{forward: true, early: true}),
		named("half an answer", reply{forward: true, cut: true}),
	}
}

// Every fault of a gateway, with every way on that a person or a pipeline has.
// With -short only the faults of a lost and a late request are in.
func TestAccSoakMatrix_gateway(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	m, more, renamed, again := smaller(sameWords("m")), sameWords("m"), sameWords("n"), smaller(sameWords("m"))
	again.triggers = "again"

	rename := step("apply", renamed)
	rename.renamed = map[string]string{"n": "m"}

	ways := map[string][]soakStep{
		"apply again":                    {step("apply", m), step("refresh", m)},
		"triggers":                       {step("saved plan", again), step("apply", again)},
		"edited audience":                {step("apply", more), step("apply", m)},
		"lost state":                     {step("lost state", m)},
		"renamed, and one more customer": {rename},
		"taint":                          {step("taint", m)},
		"taint after an edited audience": {step("apply", more), step("taint", more)},
		"-replace after one":             {step("apply", more), step("replace", more)},
	}

	table := newJudgedTable(t)

	faults := gatewayFaults()
	if testing.Short() {
		faults = faults[:3]
	}

	for _, fault := range faults {
		for way, then := range ways {
			for _, lists := range []listKind{listsFresh, listsLag} {
				if lists == listsLag && way != "apply again" && way != "triggers" && way != "edited audience" {
					continue // what has lost its state depends on the list
				}

				t.Run(fmt.Sprintf("%s/%s/list %s", fault.name, way, lists), func(t *testing.T) {
					t.Parallel()

					first := step("apply", m)
					first.faults = []soakFault{fault}

					table.add(judged(t, lists, append([]soakStep{first}, then...)))
				})
			}
		}
	}
}

// Edits between every pair of forms in which a message can name its people,
// after the send and while its outcome is unknown: nothing is sent, and the
// next apply still knows what was. With -short only the edits from and to a
// list are in.
//
// Customers and groups are two kinds: the one does not become the other.
func TestAccSoakMatrix_forms(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	list, file, nobody := sameWords("m"), sameWords("m"), sameWords("m")
	file.file, file.people = true, []string{customerTwo, customerThree}
	nobody.sender = ""

	forms := map[string]soakMessage{
		"list": list, "file": file, "list without a sender": nobody,
		"sender": tagged(sameWords("m"), ""), "tag": tagged(sameWords("m"), "ete19278asuMT123109rBAAAA"),
		"tag without a sender": tagged(nobody, "ete19278asuMT123109rBAAAA"),
		"groups":               groups(wecomsim.DemoGroup, groupTwo),
		"file of groups":       inFile(groups(groupTwo)),
		"groups of the sender": groups(),
	}

	table := newJudgedTable(t)

	for from, before := range forms {
		for to, after := range forms {
			for _, unknown := range []bool{true, false} {
				if from == to || before.group != after.group || testing.Short() && from != "list" && to != "list" && from != "groups" {
					continue
				}

				t.Run(fmt.Sprintf("%s to %s/unknown %t", from, to, unknown), func(t *testing.T) {
					t.Parallel()

					first, lists := step("apply", before), listsFresh
					if unknown {
						first.faults, lists = []soakFault{{endpoint: send, name: "lost after", reply: lostAfter()}}, listsLag
					}

					// A sender is content: an edit of it sends, and is not
					// taken back here.
					last, want := before, 1
					if before.sender != after.sender {
						last, want = after, 2
					}

					s := judged(t, lists, []soakStep{first, step("apply", after), step("saved plan", last)})

					if sent := len(s.sentMessages()); sent != want {
						t.Errorf("%d messages, want %d\n%s", sent, want, s.log.String())
					}

					table.add(s)
				})
			}
		}
	}
}

// groupTwo is another group of the owner of the first one.
const groupTwo = "wrSIM00000000000000000000002AA"

// groups is a message to groups, or to those that its sender picks.
func groups(ids ...string) soakMessage {
	m := sameWords("m")
	m.group, m.people = true, ids

	return m
}

func inFile(m soakMessage) soakMessage {
	m.file = true
	return m
}

// judgedTable counts over all cells, and reports when the last one has ended.
type judgedTable struct {
	mu    sync.Mutex
	cells int
	sum   soakSum
}

func newJudgedTable(t *testing.T) *judgedTable {
	t.Helper()

	table := &judgedTable{}

	t.Cleanup(func() { t.Logf("report: %s through %s: %d cells, %+v", t.Name(), engine, table.cells, table.sum) })

	return table
}

func (table *judgedTable) add(s *soak) {
	table.mu.Lock()
	defer table.mu.Unlock()

	table.cells++
	table.sum.add(s.sum, nil)
}
