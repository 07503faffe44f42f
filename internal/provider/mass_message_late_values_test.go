package provider_test

import "testing"

// A value that Terraform learns only during the apply is judged before the
// send: a rule that it breaks stops the apply before any request.
func TestMassMessage_aLateValueIsJudgedBeforeTheSend(t *testing.T) {
	tags := func(groups any) object { return with(hello(), object{"tag_filter": object{"group_list": groups}}) }

	tests := map[string]struct {
		planned, applied object
		path             string
	}{
		"a text over the limit": {
			with(hello(), object{"text": object{"content": unknown}}),
			with(hello(), object{"text": object{"content": repeat("中", 1334)}}),
			"text.content",
		},
		"no customers": {
			with(hello(), object{"external_userid": unknown}),
			with(hello(), object{"external_userid": []any{}}),
			"external_userid",
		},
		"a null customer": {
			with(hello(), object{"external_userid": []any{"a", unknown}}),
			with(hello(), object{"external_userid": []any{"a", nil}}),
			"external_userid[1]",
		},
		"no groups of tags": {tags(unknown), tags([]any{}), "tag_filter.group_list"},
		// Left out it would mean all customers of the sender.
		"null groups of tags": {tags(unknown), tags(nil), "tag_filter.group_list"},
		"a null group of tags": {
			tags([]any{object{"tag_list": []string{"a"}}, unknown}), tags([]any{object{"tag_list": []string{"a"}}, nil}),
			"tag_filter.group_list[1]",
		},
		"null tags of a group": {
			tags([]any{object{"tag_list": unknown}}), tags([]any{object{"tag_list": nil}}),
			"tag_filter.group_list[0].tag_list",
		},
		"no sender of a group message": {
			with(helloGroups(), object{"sender": unknown}), with(helloGroups(), object{"sender": nil}), "sender",
		},
		"customers in a group message": {
			with(helloTo("a"), object{"chat_type": unknown, "sender": "zhangsan"}),
			with(helloTo("a"), object{"chat_type": "group", "sender": "zhangsan"}),
			"external_userid",
		},
		"a null kind of attachment": {
			attached(object{"msgtype": unknown, "link": object{"title": "a", "url": "https://a.io"}}),
			attached(object{"msgtype": nil, "link": object{"title": "a", "url": "https://a.io"}}),
			"attachments[0].msgtype",
		},
		"a null attachment":   {attached(unknown), attached(nil), "attachments[0]"},
		"a null title":        {attached(linkAttachment(object{"title": unknown})), attached(linkAttachment(object{"title": nil})), "attachments[0].link.title"},
		"nothing to say":      {with(hello(), object{"text": unknown}), with(hello(), object{"text": nil}), "text"},
		"an unknown policy":   {with(hello(), object{"resend_on": unknown}), with(hello(), object{"resend_on": "never"}), "resend_on"},
		"a sender of nothing": {with(hello(), object{"sender": unknown}), with(hello(), object{"sender": ""}), "sender"},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)

			message.validate(test.planned).errors().expect(t, "error of validate")

			planned := message.plan(test.planned)
			planned.problems.errors().expect(t, "error of the plan")

			// Terraform puts the values that it has learned into the plan.
			applied := message.change(message.state, message.learned(planned, test.applied), message.value(test.applied), planned.private, planned.identity)
			applied.errors().expect(t, "error of the apply", at(test.path))

			if got := len(sim.Requests("")); got != 0 {
				t.Errorf("the simulator got %d requests, want none", got)
			}

			// Positive control: the same way, a right value is sent.
			_, applied = message.apply(hello())
			applied.errors().expect(t, "error of the control")

			if got := sim.sends(); got != 1 {
				t.Errorf("the control sent %d messages, want 1", got)
			}
		})
	}
}
