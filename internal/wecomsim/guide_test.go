package wecomsim_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What the guide shows must work.
func TestGuide_showsASeedFileAndFaultsThatWork(t *testing.T) {
	raw, err := os.ReadFile("../../templates/guides/testing-with-the-simulator.md")
	if err != nil {
		t.Fatal(err)
	}

	guide := string(raw)
	_, rest, _ := strings.Cut(guide, "```json\n")
	seed, _, _ := strings.Cut(rest, "```")

	company, err := wecomsim.ReadCompany(strings.NewReader(seed))
	if err != nil || len(company.Customers) != 1 {
		t.Errorf("the seed file: %v", err)
	}

	faults := regexp.MustCompile("`({.*?})`|--fault '({.*?})'|/_sim/faults\" -d '({.*?})'").FindAllStringSubmatch(guide, -1)
	if len(faults) < 8 {
		t.Errorf("%d faults", len(faults))
	}

	for _, found := range faults {
		text := strings.Join(found[1:], "")
		if fault, err := wecomsim.ParseFault([]byte(text)); err != nil || fault.String() == "nothing" {
			t.Errorf("%s: %v, does %s", text, err, fault.String())
		}
	}
}
