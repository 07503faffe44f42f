package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func exactList(texts ...string) knownvalue.Check {
	checks := make([]knownvalue.Check, len(texts))
	for i, text := range texts {
		checks[i] = knownvalue.StringExact(text)
	}

	return knownvalue.ListExact(checks)
}

func attribute(address, name string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(name), want)
}

// Every data source with the real CLI.
func TestAccDataSources_read(t *testing.T) {
	sim := simulate(t)
	sim.Add(wecomsim.Message{
		MsgID: "msgOLD", Creator: "zhangsan", CreateType: 1, CreateTime: time.Date(2025, 2, 3, 4, 5, 6, 0, time.UTC), Text: "你好",
		Tasks: []wecomsim.Task{{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: customer1}, {ExternalUserID: customer2}}}},
	})

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: sim.provider() + `
data "wecom_follow_users" "test" {}

data "wecom_customers" "test" {
  userid_list = data.wecom_follow_users.test.follow_user
  tag_id      = data.wecom_customer_tags.test.tag_list
  details     = true
}

data "wecom_customer_tags" "test" {
  names = ["重要客户"]
}

data "wecom_group_chats" "test" {
  owner_filter = { userid_list = ["lisi"] }
}

data "wecom_mass_messages" "test" {
  start_time = "2025-01-01T00:00:00+08:00"
  end_time   = "2025-06-01T00:00:00+08:00"
}

data "wecom_mass_message_results" "test" {
  msgid        = data.wecom_mass_messages.test.msgids[0]
  include_rows = true
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				attribute("data.wecom_follow_users.test", "follow_user", exactList("lisi", "wangwu", "zhangsan")),
				attribute("data.wecom_customer_tags.test", "tag_list", exactList(tagVIP)),
				attribute("data.wecom_customers.test", "external_userid", exactList(customer1, customer3)),
				attribute("data.wecom_customers.test", "customers", knownvalue.ListPartial(map[int]knownvalue.Check{0: knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"external_userid": knownvalue.StringExact(customer1), "name": knownvalue.StringExact("陈晓明"),
				})})),
				attribute("data.wecom_group_chats.test", "chat_id_list", exactList(group3)),
				attribute("data.wecom_mass_messages.test", "msgids", exactList("msgOLD")),
				attribute("data.wecom_mass_message_results.test", "counts", knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"total": knownvalue.Int64Exact(2), "not_sent": knownvalue.Int64Exact(2),
				})),
				attribute("data.wecom_mass_message_results.test", "rows", knownvalue.ListSizeExact(2)),
			},
		}},
	})
}

// A customer who comes between two applies changes the audience of the next
// plan, but sends nothing.
func TestAccCustomers_aLiveAudience(t *testing.T) {
	sim := simulate(t)
	config := sim.provider() + `
data "wecom_customers" "all" {
  userid_list = ["zhangsan"]
}

resource "wecom_mass_message" "test" {
  external_userid = data.wecom_customers.all.external_userid
  text            = { content = "你好" }
}
`
	oneMore := wecomsim.Fault{Endpoint: "externalcontact/list", Body: []byte(`{"errcode":0,"external_userid":["` + customer1 + `","woNEW"]}`)}

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: config, Check: checkSends(sim, 1, "the first apply")},
			{
				PreConfig: func() { sim.Arm(oneMore) },
				Config:    config,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("wecom_mass_message.test", plancheck.ResourceActionNoop),
				}},
				Check: checkSends(sim, 1, "a customer was added"),
			},
		},
	})
}

// Results change while members confirm. The message shows no diff.
func TestAccMassMessageResults_neverMakeADiff(t *testing.T) {
	sim := simulate(t)
	config := sim.provider() + `
resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = "你好" }
}

data "wecom_mass_message_results" "test" {
  msgid = wecom_mass_message.test.msgid
}
`
	counts := func(name string, n int64) statecheck.StateCheck {
		return attribute("data.wecom_mass_message_results.test", "counts", knownvalue.ObjectPartial(map[string]knownvalue.Check{name: knownvalue.Int64Exact(n)}))
	}

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: config, ConfigStateChecks: []statecheck.StateCheck{counts("not_sent", 4), counts("sent", 0)}},
			{
				PreConfig: func() {
					if err := sim.Confirm(sim.Messages()[0].MsgID, "zhangsan"); err != nil {
						t.Error(err)
					}
				},
				Config: config,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("wecom_mass_message.test", plancheck.ResourceActionNoop),
				}},
				ConfigStateChecks: []statecheck.StateCheck{counts("not_sent", 0), counts("sent", 3), counts("not_friend", 1)},
				Check:             checkSends(sim, 1, "the members have confirmed"),
			},
		},
	})
}

func TestAccDataSources_whatIsWrong(t *testing.T) {
	sim := simulate(t)

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config:      sim.provider() + `data "wecom_customer_tags" "test" { names = ["重要客人"] }`,
				ExpectError: wrapped(`WeCom has no tag "重要客人". Near are: "客户等级/重要客户"`),
			},
			{
				Config:      sim.provider() + `data "wecom_customers" "test" { userid_list = [] }`,
				ExpectError: wrapped("userid_list: it is empty"),
			},
			{
				Config:      `data "wecom_follow_users" "test" {}`,
				ExpectError: wrapped("Missing: corp_id (or WECOM_CORP_ID) and corp_secret (or WECOM_CORP_SECRET)"),
			},
			{
				Config:      sim.provider() + `data "wecom_customers" "test" { userid_list = ["zhaoliu"] }`,
				ExpectError: wrapped("these may not serve customers: zhaoliu."),
			},
		},
	})
}

// A third-party app, with the real CLI.
func TestAccProvider_suite(t *testing.T) {
	sim := simulate(t)

	for variable, value := range suiteEnvironment() {
		t.Setenv(variable, value)
	}

	t.Setenv("WECOM_BASE_URL", sim.URL)

	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: `
provider "wecom" {
  suite = {}
}

resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = "你好" }
}
`,
				Check: checkSends(sim, 1, "the apply"),
			},
			{
				// The ticket is 31 minutes old.
				PreConfig:   func() { sim.AdvanceClock(31 * time.Minute) },
				Config:      `data "wecom_follow_users" "test" {}`,
				ExpectError: wrapped("errcode 40085"),
			},
		},
	})
}

// The examples of data sources and functions are applied as they are written.
func TestAccExamples_dataSourcesAndFunctions(t *testing.T) {
	root := filepath.Join("..", "..", "examples")

	var files []string

	for _, pattern := range []string{"data-sources/*/*.tf", "functions/*/*.tf"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}

		files = append(files, found...)
	}

	if len(files) < 8 {
		t.Fatalf("only %d examples: %v", len(files), files)
	}

	for _, file := range files {
		config, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		// The framework of these tests knows no for_each. An example with it
		// is planned by TestAccDocuments_everyExamplePlans, and
		// TestAccMsgids_results applies it.
		if strings.Contains(string(config), "for_each") {
			continue
		}

		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			// The provider runs in this process, so what an example writes
			// lands in its working directory.
			t.Chdir(t.TempDir())

			sim := simulate(t)
			t.Setenv("TF_ACC_PROVIDER_NAMESPACE", "wecom-community")
			t.Setenv("WECOM_BASE_URL", sim.URL)
			t.Setenv("WECOM_CORP_ID", wecomsim.DemoCorpID)
			t.Setenv("WECOM_CORP_SECRET", wecomsim.DemoSecret)

			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: factories(),
				Steps:                    []resource.TestStep{{Config: string(config)}},
			})
		})
	}
}

func TestAccFunctions_giveWhatTheyShould(t *testing.T) {
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: `
terraform {
  required_providers {
    wecom = { source = "` + providerSource() + `" }
  }
}

output "bytes" { value = provider::wecom::byte_length("秋茶到店了 🍵") }
output "cut" { value = provider::wecom::truncate_bytes("秋茶👨‍👩‍👧‍👦", 30) }
output "whole" { value = provider::wecom::truncate_bytes("秋茶👨‍👩‍👧‍👦", 31) }
`,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownOutputValue("bytes", knownvalue.Int64Exact(20)),
					statecheck.ExpectKnownOutputValue("cut", knownvalue.StringExact("秋茶")),
					statecheck.ExpectKnownOutputValue("whole", knownvalue.StringExact("秋茶👨‍👩‍👧‍👦")),
				},
			},
			{
				Config: `
terraform {
  required_providers {
    wecom = { source = "` + providerSource() + `" }
  }
}

output "cut" { value = provider::wecom::truncate_bytes("秋茶", -1) }
`,
				ExpectError: wrapped("-1 is not a whole number from 0"),
			},
		},
	})
}

// providerSource is the address under which the tests serve the provider.
func providerSource() string {
	if namespace := os.Getenv("TF_ACC_PROVIDER_NAMESPACE"); namespace != "" {
		return namespace + "/wecom"
	}

	return "hashicorp/wecom"
}
