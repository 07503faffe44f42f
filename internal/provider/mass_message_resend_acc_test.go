package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// The table "What sends again" with the real CLI, every row at once: the CLI
// accepts each plan, and agrees about what it does.
func TestAccMassMessage_whatSendsAgain(t *testing.T) {
	for _, resendOn := range []string{"content", "change", "triggers"} {
		t.Run(resendOn, func(t *testing.T) {
			sim := simulate(t)
			rows := edits()

			var (
				before  = map[string]object{}
				after   = map[string]object{}
				actions []plancheck.PlanCheck
			)

			for name, row := range rows {
				id := strings.NewReplacer(" ", "_", "[]", "empty", "{}", "empty", ",", "").Replace(name)
				before[id] = marked(with(row.before, object{"resend_on": resendOn}), name)
				after[id] = marked(with(row.after, object{"resend_on": resendOn}), name)

				actions = append(actions, plancheck.ExpectResourceAction(massMessage+"."+id, cliAction(row.decided(resendOn).action)))
			}

			if len(before) != len(rows) {
				t.Fatalf("%d resources for %d rows", len(before), len(rows))
			}

			sentFirst := map[string]string{}

			resource.ParallelTest(t, resource.TestCase{
				ProtoV6ProviderFactories: factories(),
				Steps: []resource.TestStep{
					{
						Config: sim.jsonConfig(t, before),
						Check: resource.ComposeTestCheckFunc(
							checkSends(sim, len(rows), "the first apply"),
							remember("msgid", sentFirst),
						),
					},
					{
						Config:           sim.jsonConfig(t, after),
						ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: actions},
						Check: resource.ComposeTestCheckFunc(
							checkSends(sim, len(rows)+count(rows, resendOn, replace), "the second apply"),
							checkReplaced(sentFirst, count(rows, resendOn, replace)),
						),
					},
				},
			})
		})
	}
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

func count(rows map[string]edit, resendOn, action string) int {
	n := 0

	for _, row := range rows {
		if row.decided(resendOn).action == action {
			n++
		}
	}

	return n
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
// before, each naming the one that it replaces.
func checkReplaced(before map[string]string, want int) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		replaced := 0

		for address, r := range state.RootModule().Resources {
			now := r.Primary.Attributes
			if now["msgid"] == before[address] {
				continue
			}

			replaced++

			if now["replaces_msgid"] != before[address] {
				return fmt.Errorf("%s replaces %q, want %q", address, now["replaces_msgid"], before[address])
			}
		}

		if replaced != want {
			return fmt.Errorf("%d messages were replaced, want %d", replaced, want)
		}

		return nil
	}
}
