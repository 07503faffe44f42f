package clitest_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/enginetest"
)

// The positive control of the soak: what it draws has the first case that an
// adversary found, and it finds that case in a provider that has two of its old
// rules again. The time of proof reaches into the next run, and a part of the
// people is proof. So run 3 records as m the message that run 2 has sent as y,
// and puts the customer who is not in it on fail_list.
func TestAccSoak_findsTheFirstCaseUnderTheOldRules(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}

	t.Parallel()

	plan := drawnFirstCase(t)

	today := newSoak(t, plan)
	if complaints := today.run(); len(complaints) > 0 {
		t.Errorf("under the rules of today: %q\n%s\n%s", complaints, plan, today.log.String())
	}

	old := newSoak(t, plan)
	old.env = []string{"TF_CLI_CONFIG_FILE=" + underOldRules(t)}

	got := strings.Join(old.run(), "\n")
	for _, want := range []string{"WRONG ADOPTION", "LOST CUSTOMER", "TWO OWNERS"} {
		if !strings.Contains(got, want) {
			t.Errorf("under the old rules the judge does not say %q but %q\n%s\n%s", want, got, plan, old.log.String())
		}
	}
}

// drawnFirstCase is the first plan of the soak that is the case. As many seeds
// as the soak usually runs have one.
func drawnFirstCase(t *testing.T) soakPlan {
	t.Helper()

	for seed := range uint64(60) {
		if p := newSoakPlan(seed); p.isFirstCase() {
			return p
		}
	}

	t.Fatal("the soak does not draw the first case")

	return soakPlan{}
}

// isFirstCase: two messages say the same, the second to fewer people and after
// the first, which is lost on its way. Two runs of the same configuration
// follow.
func (p soakPlan) isFirstCase() bool {
	if p.roots != 1 || p.lists != listsFresh || len(p.steps) < 3 || len(p.steps[0].messages) != 2 {
		return false
	}

	m, y := p.steps[0].messages[0], p.steps[0].messages[1]
	faults := p.steps[0].faults

	if y.after != m.name || len(faults) != 1 || faults[0].name != "lost before" || faults[0].endpoint != send ||
		y.block != m.block || len(y.people) == 0 || len(y.people) >= len(m.people) || !y.said("").within(m.said("")) ||
		slices.Contains(m.people, customerNobody) || slices.Contains(y.people, customerThree) {
		return false
	}

	for i, step := range p.steps[1:3] {
		if step.edit != p.steps[0].edit || len(step.faults) > 0 || step.verb != "apply" && (i == 0 || step.verb != "refresh") {
			return false
		}
	}

	return true
}

// underOldRules builds the provider with the old rules, and gives the CLI
// configuration that uses it.
func underOldRules(t *testing.T) string {
	t.Helper()

	dir := t.TempDir()
	overlay := struct{ Replace map[string]string }{map[string]string{}}

	for _, rule := range []struct{ file, today, old string }{
		{
			"delivery_trace.go",
			"return !t.Unprovable && !r.CreateTime.IsZero() && created >= t.NotBefore && created <= t.NotAfter",
			"return created >= t.NotBefore && t.mayBe(r)",
		},
		{"delivery_find.go", "return out, lacking, err", "return out || err == nil, lacking, nil"},
	} {
		file, err := filepath.Abs(filepath.Join("../wecom", rule.file))
		if err != nil {
			t.Fatal(err)
		}

		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		if strings.Count(string(source), rule.today) != 1 {
			t.Fatalf("%s no longer says %q: put the old rule back in another way", rule.file, rule.today)
		}

		overlay.Replace[file] = filepath.Join(dir, rule.file)

		if err := os.WriteFile(overlay.Replace[file], []byte(strings.Replace(string(source), rule.today, rule.old, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	replaced, err := json.Marshal(overlay)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "overlay.json"), replaced, 0o600)
	}

	if err == nil {
		err = enginetest.Build(context.Background(), "../..", filepath.Join(dir, providerBinary), "-overlay", filepath.Join(dir, "overlay.json"))
	}

	config := filepath.Join(dir, "cli.tfrc")
	if err == nil {
		err = enginetest.WriteConfig(config, map[string]string{"wecom": dir})
	}

	if err != nil {
		t.Fatal(err)
	}

	return config
}
