package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// The table "What sends again" with the real CLI: it accepts each plan, and
// agrees about what it does. All rows are in one configuration; of "change"
// and "triggers" one of each decision that differs from the default's.
func TestAccMassMessage_whatSendsAgain(t *testing.T) {
	sim := simulate(t)

	var (
		before  = map[string]object{}
		after   = map[string]object{}
		actions []plancheck.PlanCheck
		again   int
	)

	rows := edits()
	seen := map[string]bool{}

	for _, name := range slices.Sorted(maps.Keys(rows)) {
		row := rows[name]

		for _, resendOn := range []string{"content", "change", "triggers"} {
			want := row.decided(resendOn)

			decision := fmt.Sprint(resendOn, want)
			if resendOn != "content" && (want == row.content || seen[decision]) {
				continue
			}

			seen[decision] = true

			mark := resendOn + " " + name
			id := strings.NewReplacer(" ", "_", "[]", "empty", "{}", "empty", ",", "").Replace(mark)
			before[id] = marked(with(row.before, object{"resend_on": resendOn}), mark)
			after[id] = marked(with(row.after, object{"resend_on": resendOn}), mark)
			actions = append(actions, plancheck.ExpectResourceAction(massMessage+"."+id, cliAction(want.action)))

			if want.action == replace {
				again++
			}
		}
	}

	if len(before) != len(actions) {
		t.Fatalf("%d resources for %d cells", len(before), len(actions))
	}

	sentFirst := map[string]string{}

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: sim.write(t, before),
				Check: resource.ComposeTestCheckFunc(
					checkSends(sim, len(before), "the first apply"),
					remember("msgid", sentFirst),
				),
			},
			{
				Config:           sim.write(t, after),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: actions},
				Check: resource.ComposeTestCheckFunc(
					checkSends(sim, len(before)+again, "the second apply"),
					checkReplaced(sentFirst, again),
				),
			},
		},
	})
}

func cliAction(action string) plancheck.ResourceActionType {
	switch action {
	case replace:
		return plancheck.ResourceActionReplace
	case update:
		return plancheck.ResourceActionUpdate
	default:
		return plancheck.ResourceActionNoop
	}
}

// remember keeps an attribute of every message in the state.
func remember(attribute string, values map[string]string) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		for address, r := range state.RootModule().Resources {
			values[address] = r.Primary.Attributes[attribute]
		}

		return nil
	}
}

// checkReplaced fails when not exactly want messages have another msgid than
// before, none naming another one as the one that it replaces.
func checkReplaced(before map[string]string, want int) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		replaced := 0

		for address, r := range state.RootModule().Resources {
			now := r.Primary.Attributes
			if now["msgid"] == before[address] {
				continue
			}

			replaced++

			// Null where the new message does not say the same.
			if name := now["replaces_msgid"]; name != "" && name != before[address] {
				return fmt.Errorf("%s replaces %q, want %q", address, name, before[address])
			}
		}

		if replaced != want {
			return fmt.Errorf("%d messages were replaced, want %d", replaced, want)
		}

		return nil
	}
}

// Several messages say the same to different customers, and all are sent again
// at once: each names its own predecessor.
func TestAccMassMessage_eachRepetitionNamesItsOwnPredecessor(t *testing.T) {
	sim := simulate(t)

	config := func(version string) string {
		return sim.provider() + `
resource "wecom_mass_message" "test" {
  count = 3

  external_userid = [["` + chen + `", "` + lin + `", "` + zhou + `"][count.index]]
  text            = { content = "你好" }
  triggers        = { version = "` + version + `" }
}
`
	}

	first, second := map[string]string{}, map[string]string{}

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: config("1"),
				Check:  resource.ComposeTestCheckFunc(checkSends(sim, 3, "the first apply"), remember("msgid", first)),
			},
			{
				Config: config("2"),
				Check:  resource.ComposeTestCheckFunc(checkSends(sim, 6, "the second apply"), remember("replaces_msgid", second)),
			},
		},
	})

	for address, msgid := range first {
		if second[address] != msgid {
			t.Errorf("%s replaces %q, want %q", address, second[address], msgid)
		}
	}
}
