package clitest_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The positive control of the soak: its first case, run with the real CLI. Two
// rules that this provider once had are put back by hand: the time of proof
// reaches into the next run, and a part of the people is proof. With them run 3
// records as m the message that run 2 has sent as y, and puts the customer who
// is not in it on fail_list. The judge must complain, and does not before.
func TestAccSoakScenarios_findTheFirstCaseUnderTheOldRules(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	t.Parallel()

	m, y := sameWords("m"), smaller(sameWords("y"))
	y.after = "m"

	first := step("apply", m, y)
	first.faults = []soakFault{{endpoint: send, name: "lost before", reply: lostBefore()}}

	for name, later := range map[string]soakStep{"apply": step("apply", m, y), "refresh": step("refresh", m, y)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := newSoak(t, soakPlan{roots: 1, companies: 1, lists: listsFresh})
			defer s.close()

			for _, one := range []soakStep{first, step("apply", m, y)} {
				s.do(one)

				if complaints := s.judge(); len(complaints) > 0 {
					t.Fatalf("under the rules of today: %q\n%s", complaints, s.log.String())
				}
			}

			s.roots[0].recordByOldRules("m", "y")
			s.do(later)

			got := strings.Join(s.judge(), "\n")
			for _, want := range []string{"WRONG ADOPTION: m of root 0", "LOST CUSTOMER: " + customerTwo, "TWO OWNERS"} {
				if !strings.Contains(got, want) {
					t.Errorf("the judge does not say %q but %q\n%s", want, got, s.log.String())
				}
			}
		})
	}
}

// recordByOldRules makes of an unknown message what the old rules made of it
// when they found another one with a part of its people.
func (r *soakRoot) recordByOldRules(lost, found string) {
	r.w.t.Helper()

	var msgid any

	state := r.w.state()
	for _, in := range state {
		if in.Name == found && in.Attributes["status"] == "created" {
			msgid = in.Attributes["msgid"]
		}
	}

	isLost := func(in instance) bool { return in.Name == lost && in.Attributes["status"] == "unknown" }
	if msgid == nil || !slices.ContainsFunc(state, isLost) {
		r.w.t.Fatalf("the case did not come about: %s", r.summary())
	}

	r.w.changeState(lost, map[string]any{"status": "created", "msgid": msgid, "fail_list": []string{customerTwo}})
}

// changeState writes attributes of a message into the state file.
func (w *workspace) changeState(name string, changes map[string]any) {
	w.t.Helper()

	var state map[string]any

	if err := json.Unmarshal([]byte(w.stateText()), &state); err != nil {
		w.t.Fatal(err)
	}

	all, _ := state["resources"].([]any)
	for _, one := range all {
		resource, _ := one.(map[string]any)
		if resource["name"] != name {
			continue
		}

		instances, _ := resource["instances"].([]any)
		for _, in := range instances {
			attributes, _ := in.(map[string]any)["attributes"].(map[string]any)
			for attribute, v := range changes {
				attributes[attribute] = v
			}
		}
	}

	changed, err := json.Marshal(state)
	if err == nil {
		err = os.WriteFile(filepath.Join(w.dir, "terraform.tfstate"), changed, 0o600)
	}

	if err != nil {
		w.t.Fatal(err)
	}
}
