package provider_test

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

// The official page's own example, as .tf, arrives as the page's own JSON; and
// a second apply, a refresh and a destroy send nothing.
func TestAccMassMessage_officialExample(t *testing.T) {
	sim := simulate(t)

	config, err := os.ReadFile("testdata/official_example.tf")
	if err != nil {
		t.Fatal(err)
	}

	const address = "wecom_mass_message.example"

	sentOnce := func(step string) resource.TestCheckFunc {
		return checkSends(sim, 1, step)
	}

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: sim.provider() + string(config),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectKnownValue(address, tfjsonpath.New("audience"), knownvalue.StringExact("2 customers")),
					plancheck.ExpectUnknownValue(address, tfjsonpath.New("msgid")),
				}},
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("status"), knownvalue.StringExact("created")),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("msgid"), knownvalue.NotNull()),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("fail_list"), knownvalue.ListExact([]knownvalue.Check{
						// The page's own answer lists this customer as
						// unreachable.
						knownvalue.StringExact("wmqfasd1e1927831123109rBAAAA"),
					})),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("replaces_msgid"), knownvalue.Null()),
				},
				Check: sentOnce("apply"),
			},
			{
				Config: sim.provider() + string(config),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectEmptyPlan(),
				}},
				Check: sentOnce("second apply"),
			},
			{
				RefreshState: true,
				Check:        sentOnce("refresh"),
			},
		},
	})

	if got := sim.posts(); got != 1 {
		t.Errorf("%d POSTs after destroy, want the 1 of the apply", got)
	}

	want, err := os.ReadFile("testdata/official_example.json")
	if err != nil {
		t.Fatal(err)
	}

	if got := sim.Requests("add_msg_template")[0].Body; !sameJSON(t, got, want) {
		t.Errorf("body differs from the page's:\n%s", got)
	}
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()

	var left, right any

	if err := json.Unmarshal(a, &left); err != nil {
		t.Fatal(err)
	}

	if err := json.Unmarshal(b, &right); err != nil {
		t.Fatal(err)
	}

	return reflect.DeepEqual(left, right)
}
