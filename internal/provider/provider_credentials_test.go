package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Where credentials come from: the provider block wins over the environment,
// and a kind that it names switches the other off.
func TestProvider_credentialsOfBlockAndEnvironment(t *testing.T) {
	pair := object{"corp_id": wecomsim.DemoCorpID, "corp_secret": wecomsim.DemoSecret}
	environment := map[string]string{"WECOM_CORP_ID": wecomsim.DemoCorpID, "WECOM_CORP_SECRET": wecomsim.DemoSecret}
	token := map[string]string{"WECOM_ACCESS_TOKEN": "a-token-of-the-environment"}

	tests := map[string]struct {
		block       object
		environment map[string]string
		// what gettoken, or the send, is called with
		secret, token string
	}{
		"the pair of the block":           {block: pair, secret: wecomsim.DemoSecret},
		"the pair of the environment":     {environment: environment, secret: wecomsim.DemoSecret},
		"the pair of both":                {block: with(pair, object{"corp_secret": wecomsim.DemoOtherSecret}), environment: environment, secret: wecomsim.DemoOtherSecret},
		"half of each":                    {block: object{"corp_secret": wecomsim.DemoSecret}, environment: environment, secret: wecomsim.DemoSecret},
		"the other half of each":          {block: object{"corp_id": wecomsim.DemoCorpID}, environment: environment, secret: wecomsim.DemoSecret},
		"the token of the block":          {block: object{"access_token": "a-token-of-the-block"}, token: "a-token-of-the-block"},
		"the token of the environment":    {environment: token, token: "a-token-of-the-environment"},
		"the token of both":               {block: object{"access_token": "a-token-of-the-block"}, environment: token, token: "a-token-of-the-block"},
		"a token switches off a pair":     {block: object{"access_token": "a-token-of-the-block"}, environment: environment, token: "a-token-of-the-block"},
		"a pair switches off a token":     {block: pair, environment: token, secret: wecomsim.DemoSecret},
		"an empty string is not given":    {block: with(pair, object{"access_token": ""}), environment: token, secret: wecomsim.DemoSecret},
		"an empty variable is not either": {block: object{}, environment: map[string]string{"WECOM_CORP_ID": "", "WECOM_CORP_SECRET": "", "WECOM_ACCESS_TOKEN": "a-token-of-the-environment"}, token: "a-token-of-the-environment"},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for variable, value := range test.environment {
				t.Setenv(variable, value)
			}

			sim := simulate(t)
			p := serve(t)
			p.configure(with(object{"base_url": sim.URL}, test.block)).expect(t, "problem of the provider block")
			p.message().apply(with(hello(), object{"sender": "lisi"}))

			if test.token != "" {
				if n := len(sim.Requests("gettoken")); n != 0 {
					t.Errorf("%d gettoken calls beside a token", n)
				}

				if sent := sim.Requests("add_msg_template"); len(sent) != 1 || !strings.Contains(sent[0].Query, test.token) {
					t.Errorf("the send was not called with the token %q", test.token)
				}

				return
			}

			if calls := sim.Requests("gettoken"); len(calls) != 1 || !strings.Contains(calls[0].Query, "corpsecret="+test.secret) {
				t.Errorf("gettoken was not called once with the secret %q", test.secret)
			}

			if sim.sends() != 1 {
				t.Errorf("%d messages, want 1", sim.sends())
			}
		})
	}
}

// Both kinds of credentials in one place are an error that says so.
func TestProvider_twoKindsOfCredentialsInOnePlaceAreAnError(t *testing.T) {
	t.Run("block", func(t *testing.T) {
		both := with(credentials(), object{"access_token": "a-token-of-the-block"})

		serve(t).validateProvider(both).expect(t, "problem", at("", "either corp_id and corp_secret, or access_token"))
	})

	t.Run("environment", func(t *testing.T) {
		t.Setenv("WECOM_CORP_ID", "ww1")
		t.Setenv("WECOM_CORP_SECRET", "a-secret-of-the-app")
		t.Setenv("WECOM_ACCESS_TOKEN", "a-token-of-the-environment")

		serve(t).configure(object{}).expect(t, "problem", at("", "WECOM_CORP_SECRET", "WECOM_ACCESS_TOKEN", "the block names wins"))
	})

	t.Run("block and environment are two places", func(t *testing.T) {
		t.Setenv("WECOM_ACCESS_TOKEN", "a-token-of-the-environment")

		serve(t).configure(credentials()).expect(t, "problem")
	})
}

// Without credentials validate and plan work; an apply fails before any
// request, and names what is missing.
func TestProvider_withoutCredentialsOnlyApplyFails(t *testing.T) {
	const (
		id     = "corp_id (or WECOM_CORP_ID)"
		secret = "corp_secret (or WECOM_CORP_SECRET)"
		token  = "access_token (or WECOM_ACCESS_TOKEN)"
	)

	tests := map[string]struct {
		block  object
		names  []string
		absent string
	}{
		"nothing is given":        {object{}, []string{id, secret, token}, "no such words"},
		"only corp_id is given":   {object{"corp_id": "ww1"}, []string{secret, token}, id},
		"only the secret is":      {object{"corp_secret": "a-secret-of-the-app"}, []string{id, token}, secret},
		"all of them are empty":   {object{"corp_id": "", "corp_secret": "", "access_token": ""}, []string{id, secret, token}, "no such words"},
		"the block is left alone": {object{}, []string{id, secret, token}, "no such words"},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			block := with(object{"base_url": sim.URL}, test.block)

			p := serve(t)
			p.validateProvider(block).expect(t, "problem of validate")
			p.configure(block).expect(t, "problem of the provider block", at("", append(test.names, "apply will not send")...))

			message := p.message()

			planned, applied := message.apply(hello())
			planned.problems.errors().expect(t, "error of the plan")
			applied.expect(t, "problem of the apply", at("", append(test.names, "Nothing was sent")...))

			if strings.Contains(applied.String(), test.absent) {
				t.Errorf("%s is named, but is there:\n%s", test.absent, applied)
			}

			if !message.state.IsNull() {
				t.Error("a message that was not sent is in the state")
			}

			if n := len(sim.Requests("")); n != 0 {
				t.Errorf("%d requests, want none", n)
			}
		})
	}
}

// What the provider block does not know yet at plan is no error and no
// warning.
func TestProvider_unknownValuesAreNotJudged(t *testing.T) {
	everything := object{
		"corp_id": unknown, "corp_secret": unknown, "access_token": unknown,
		"base_url": unknown, "proxy_url": unknown, "request_timeout": unknown,
	}

	for name, value := range everything {
		everything[name] = value

		t.Run(name, func(t *testing.T) {
			p := serve(t)
			block := with(credentials(), object{name: value})
			p.validateProvider(block).expect(t, "problem of validate")
			p.configure(block).expect(t, "problem of configure")

			planned := p.message().plan(hello())
			planned.problems.errors().expect(t, "error of the plan")
		})
	}

	t.Run("all at once", func(t *testing.T) {
		p := serve(t)
		p.validateProvider(everything).expect(t, "problem of validate")
		p.configure(everything).expect(t, "problem of configure")

		planned := p.message().plan(hello())
		planned.problems.errors().expect(t, "error of the plan")
	})
}

// The real CLI in a directory without credentials or network: a plan works,
// and an apply is refused.
func TestAccProvider_planWithoutCredentialsOrNetwork(t *testing.T) {
	const config = `
provider "wecom" {
  base_url = "http://127.0.0.1:9"
}

resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = "你好" }
}
`

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config:             config,
				PlanOnly:           true,
				ExpectNonEmptyPlan: true,
			},
			{
				Config: config,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("wecom_mass_message.test", plancheck.ResourceActionCreate),
				}},
				ExpectError: wrapped("corp_secret (or WECOM_CORP_SECRET)"),
			},
		},
	})
}

// The real CLI with credentials that are known only at apply.
func TestAccProvider_lateCredentials(t *testing.T) {
	sim := simulate(t)

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: `
resource "terraform_data" "late" {
  input = { url = "` + sim.URL + `", secret = "` + wecomsim.DemoSecret + `" }
}

provider "wecom" {
  base_url    = terraform_data.late.output.url
  corp_id     = "` + wecomsim.DemoCorpID + `"
  corp_secret = terraform_data.late.output.secret
}

resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = "你好" }
}
`,
			Check: checkSends(sim, 1, "apply"),
		}},
	})
}
