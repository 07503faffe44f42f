package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

// A value of a sent message that is unknown at plan sends nothing: the plan
// keeps to what was sent, warns, and leaves the judgement to the next plan.
func TestMassMessage_anUnknownValueSendsNothing(t *testing.T) {
	tags := with(hello(), object{"tag_filter": tagged([]string{vip, regular})})
	groups := with(helloGroups(), object{"chat_id_list": []string{teaGroup}})
	link := attached(linkAttachment(nil))

	tests := map[string]struct {
		before, after object
		path          string
	}{
		"chat_type":       {hello(), with(hello(), object{"chat_type": unknown}), "chat_type"},
		"sender":          {hello(), with(hello(), object{"sender": unknown}), "sender"},
		"allow_select":    {with(hello(), object{"allow_select": true}), with(hello(), object{"allow_select": unknown}), "allow_select"},
		"text":            {hello(), with(hello(), object{"text": unknown}), "text"},
		"content":         {hello(), with(hello(), object{"text": object{"content": unknown}}), "text"},
		"attachments":     {link, with(link, object{"attachments": unknown}), "attachments"},
		"a title":         {link, attached(linkAttachment(object{"title": unknown})), "attachments"},
		"an attachment":   {link, attached(linkAttachment(nil), unknown), "attachments"},
		"customers":       {helloTo(chen), with(helloTo(), object{"external_userid": unknown}), "external_userid"},
		"a customer":      {helloTo(chen, lin), with(helloTo(), object{"external_userid": []any{chen, unknown}}), "external_userid"},
		"a customer more": {helloTo(chen), with(helloTo(), object{"external_userid": []any{chen, unknown}}), "external_userid"},
		"groups":          {groups, with(groups, object{"chat_id_list": unknown}), "chat_id_list"},
		"a tag filter":    {tags, with(tags, object{"tag_filter": unknown}), "tag_filter"},
		"a tag":           {tags, with(tags, object{"tag_filter": object{"group_list": []any{object{"tag_list": []any{vip, unknown}}}}}), "tag_filter"},
		"triggers":        {with(hello(), object{"triggers": object{"v": "1"}}), with(hello(), object{"triggers": unknown}), "triggers"},
		"a trigger":       {with(hello(), object{"triggers": object{"v": "1"}}), with(hello(), object{"triggers": object{"v": unknown}}), "triggers"},
	}

	for name, test := range tests {
		for _, resendOn := range []string{"content", "change", "triggers"} {
			t.Run(name+"/"+resendOn, func(t *testing.T) {
				sim := simulate(t)
				message := connected(t, sim)
				message.apply(with(test.before, object{"resend_on": resendOn}))

				first := message.sent()

				p := message.plan(with(test.after, object{"resend_on": resendOn}))
				p.problems.expect(t, "problem of the plan", at(test.path, notKnownYet))

				if p.action != noOp {
					t.Errorf("the plan is: %s; want none", p.action)
				}

				message.checkSent(sim, first, false)
			})
		}
	}
}

// A policy that is unknown at plan is recorded once it is known; until then
// the recorded one decides.
func TestMassMessage_anUnknownPolicyDoesNotDecide(t *testing.T) {
	for policy, want := range map[string]string{"content": replace, "triggers": update} {
		t.Run(policy, func(t *testing.T) {
			message := connected(t, simulate(t))
			message.apply(with(hello(), object{"resend_on": policy}))

			p := message.plan(with(hello(), object{"resend_on": unknown, "text": object{"content": "再见"}}))
			if p.action != want {
				t.Errorf("with the recorded resend_on = %q the plan is: %s; want: %s", policy, p.action, want)
			}
		})
	}
}

// What is certain to send again does so beside an unknown value.
func TestMassMessage_aTriggerSendsBesideAnUnknownValue(t *testing.T) {
	message := connected(t, simulate(t))
	message.apply(with(hello(), object{"triggers": object{"v": "1"}}))

	p := message.plan(with(hello(), object{"triggers": object{"v": "2"}, "text": object{"content": unknown}}))
	p.problems.expect(t, "problem of the plan", at("audience", newMessage))

	if p.action != replace {
		t.Errorf("the plan is: %s; want: %s", p.action, replace)
	}
}

// The real CLI: the apply that makes the value known sends nothing, and the
// plan after it judges it. A postcondition, which every example carries, does
// not change that.
func TestAccMassMessage_theNextPlanJudgesALateValue(t *testing.T) {
	sim := simulate(t)

	config := func(text string) string {
		return sim.provider() + `
resource "terraform_data" "late" {
  input = "` + text + `"
}

resource "wecom_mass_message" "test" {
  sender = "zhangsan"
  text   = { content = terraform_data.late.output }

  lifecycle {
    postcondition {
      condition     = self.status == "created"
      error_message = "not created"
    }
  }
}
`
	}

	const address = "wecom_mass_message.test"

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: config("你好"),
				Check:  checkSends(sim, 1, "the first apply"),
			},
			{
				Config: config("再见"),
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionNoop)},
					PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionReplace)},
				},
				ExpectNonEmptyPlan: true,
				Check:              checkSends(sim, 1, "the apply that learns the value"),
			},
			{
				Config: config("再见"),
				Check:  checkSends(sim, 2, "the apply after it"),
			},
		},
	})
}

// Where nothing was before, Terraform does not let a plan keep to null: it
// would be an update in place, and when the value turns out to call for a new
// message, Terraform itself would stop the apply and call it a bug. So it is an
// error at plan. Nothing is sent, and once the value is known, the message is
// replaced.
func TestAccMassMessage_aLateValueWhereNoneWasStopsTheApply(t *testing.T) {
	sim := simulate(t)

	config := func(late, sender string) string {
		return sim.provider() + `
resource "terraform_data" "late" {
  input = "` + late + `"
}

resource "wecom_mass_message" "test" {
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]
  ` + sender + `
  text = { content = "你好" }
}
`
	}

	const address = "wecom_mass_message.test"

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				Config: config("zhangsan", ""),
				Check:  checkSends(sim, 1, "the first apply"),
			},
			{
				Config:      config("lisi", "sender = terraform_data.late.output"),
				ExpectError: wrapped("A value that is known too late"),
			},
			{
				Config: config("lisi", ""), // what the sender depends on, by itself
				Check:  checkSends(sim, 1, "the apply of the value"),
			},
			{
				PreConfig: func() {
					if got := sim.posts(); got != 1 {
						t.Errorf("%d POSTs after the apply that stopped, want the 1 of the first", got)
					}
				},
				Config: config("lisi", "sender = terraform_data.late.output"),
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionReplace)},
				},
				Check: checkSends(sim, 2, "the apply after it"),
			},
		},
	})
}
