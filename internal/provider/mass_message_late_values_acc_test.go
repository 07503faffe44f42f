package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// A value that the CLI learns only during the apply, and that breaks a rule,
// stops the apply before any request.
func TestAccMassMessage_aLateValueStopsTheApply(t *testing.T) {
	tests := map[string]struct {
		late    string // input of the resource that is created first
		message string
		words   string
	}{
		"a text over the limit": {
			late:    `join("", [for i in range(667) : "中中"])`,
			message: `text = { content = terraform_data.late.output }`,
			words:   "1,334 characters are 4,002 bytes; the limit is 4,000 bytes, 2 too many",
		},
		"no customers": {
			late:    `[]`,
			message: "text = { content = \"你好\" }\n external_userid = terraform_data.late.output",
			words:   "never 'everyone'",
		},
		"null groups of tags": {
			late:    `"none"`,
			message: "text = { content = \"你好\" }\n tag_filter = { group_list = terraform_data.late.output == \"none\" ? null : [] }",
			words:   "tag_filter.group_list",
		},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)

			config := sim.provider() + `
resource "terraform_data" "late" {
  input = ` + test.late + `
}

resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  ` + test.message + `
}
`

			resource.ParallelTest(t, resource.TestCase{
				ProtoV6ProviderFactories: factories(),
				Steps: []resource.TestStep{
					{Config: config, ExpectError: wrapped(test.words)},
				},
			})

			if got := len(sim.Requests("")); got != 0 {
				t.Errorf("the simulator got %d requests, want none", got)
			}
		})
	}
}

// The positive control: a late value that is right is sent.
func TestAccMassMessage_aLateValueIsSent(t *testing.T) {
	sim := simulate(t)

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: sim.provider() + `
resource "terraform_data" "late" {
  input = "你好"
}

resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = terraform_data.late.output }
}
`,
			Check: checkSends(sim, 1, "apply"),
		}},
	})
}

// An attachment that is wholly unknown at plan is planned, and sent.
func TestAccMassMessage_aLateAttachmentIsSent(t *testing.T) {
	sim := simulate(t)

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: sim.provider() + `
resource "terraform_data" "late" {
  input = { msgtype = "link", link = { title = "新品", url = "https://example.com/new" } }
}

resource "wecom_mass_message" "test" {
  sender      = "zhangsan"
  attachments = [terraform_data.late.output]
}
`,
			Check: checkSends(sim, 1, "apply"),
		}},
	})
}
