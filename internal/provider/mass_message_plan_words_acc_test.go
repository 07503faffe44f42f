package provider_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// The words of a refusal arrive in the CLI, at validate or plan, all in one
// run.
func TestAccMassMessage_theCLIShowsWhatIsWrong(t *testing.T) {
	sim := simulate(t)

	const wrong = `
resource "wecom_mass_message" "test" {
  external_userid = [" wo1"]
  chat_id_list    = []

  text = {
    content = join("", [for i in range(701) : "福福"])
  }

  attachments = [{
    msgtype = "link"
    link    = { title = "新品", url = "www.example.com" }
  }]
}
`

	// Every step runs the same plan: one run tells all of it.
	var steps []resource.TestStep
	for _, words := range []string{
		"1,402 characters are 4,206 bytes; the limit is 4,000 bytes, 206 too many",
		"never 'everyone'",
		`" wo1" has white space around it`,
		`"www.example.com" is not a URL that begins with http:// or https://`,
		"attachments[0].link.url",
	} {
		steps = append(steps, resource.TestStep{
			Config:      sim.provider() + wrong,
			PlanOnly:    true,
			ExpectError: wrapped(words),
		})
	}

	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: factories(), Steps: steps})

	if got := len(sim.Requests("")); got != 0 {
		t.Errorf("the simulator got %d requests, want none", got)
	}
}

// wrapped matches words however the CLI has broken the lines.
func wrapped(words string) *regexp.Regexp {
	fields := strings.Fields(words)
	for i, field := range fields {
		fields[i] = regexp.QuoteMeta(field)
	}

	return regexp.MustCompile(strings.Join(fields, `[\s│]+`))
}
