package review_test

import (
	"slices"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

// All pairs of actions that engines write, and why they do it.
func TestRead_effects(t *testing.T) {
	const it = "wecom_mass_message.it"

	edit := object{"replace_paths": []any{[]any{"text"}}}

	for name, c := range map[string]struct {
		actions []string
		before  any
		after   any
		more    object
		effect  review.Effect
		reasons []review.Reason
	}{
		"create":                {[]string{"create"}, nil, message(nil), nil, review.Sends, []review.Reason{review.ReasonNew}},
		"delete, then create":   {[]string{"delete", "create"}, created(nil), message(nil), edit, review.SendsAgain, []review.Reason{review.ReasonEdit}},
		"create, then delete":   {[]string{"create", "delete"}, created(nil), message(nil), edit, review.SendsAgain, []review.Reason{review.ReasonEdit}},
		"create, then forget":   {[]string{"create", "forget"}, created(nil), message(nil), edit, review.SendsAgain, []review.Reason{review.ReasonEdit}},
		"forget, then create":   {[]string{"forget", "create"}, created(nil), message(nil), edit, review.SendsAgain, []review.Reason{review.ReasonEdit}},
		"-replace":              {[]string{"delete", "create"}, created(nil), message(nil), object{"action_reason": "replace_by_request"}, review.SendsAgain, []review.Reason{review.ReasonReplace}},
		"taint":                 {[]string{"delete", "create"}, created(nil), message(nil), object{"action_reason": "replace_because_tainted"}, review.SendsAgain, []review.Reason{review.ReasonTainted}},
		"replace_triggered_by":  {[]string{"delete", "create"}, created(nil), message(nil), object{"action_reason": "replace_by_triggers"}, review.SendsAgain, []review.Reason{review.ReasonReplaceTriggeredBy}},
		"triggers":              {[]string{"delete", "create"}, created(nil), message(nil), object{"action_reason": "replace_because_cannot_update", "replace_paths": []any{[]any{"triggers"}}}, review.SendsAgain, []review.Reason{review.ReasonTriggers}},
		"triggers and an edit":  {[]string{"delete", "create"}, created(nil), message(nil), object{"replace_paths": []any{[]any{"triggers"}, []any{"text", "content"}}}, review.SendsAgain, []review.Reason{review.ReasonTriggers, review.ReasonEdit}},
		"taint and an edit":     {[]string{"delete", "create"}, created(nil), message(object{"text": object{"content": "再见"}}), object{"action_reason": "replace_because_tainted"}, review.SendsAgain, []review.Reason{review.ReasonTainted, review.ReasonEdit}},
		"taint and triggers":    {[]string{"delete", "create"}, created(nil), message(object{"triggers": object{"a": "1"}}), object{"action_reason": "replace_because_tainted"}, review.SendsAgain, []review.Reason{review.ReasonTainted, review.ReasonTriggers}},
		"a reason to come":      {[]string{"delete", "create"}, created(nil), message(nil), object{"action_reason": "replace_by_moonlight"}, review.SendsAgain, []review.Reason{review.ReasonEdit}},
		"update":                {[]string{"update"}, created(nil), created(object{"resend_on": "change"}), nil, review.Changes, []review.Reason{review.ReasonEdit}},
		"an answer":             {[]string{"update"}, message(object{"status": "unknown"}), message(object{"adopt_msgid": "msg1"}), nil, review.Records, []review.Reason{review.ReasonAnswer}},
		"import":                {[]string{"no-op"}, created(nil), created(nil), object{"importing": object{"id": "msg1"}}, review.Records, []review.Reason{review.ReasonImport}},
		"import with an update": {[]string{"update"}, created(nil), created(nil), object{"importing": object{"id": "msg1"}}, review.Changes, []review.Reason{review.ReasonImport}},
		"moved":                 {[]string{"no-op"}, created(nil), created(nil), object{"previous_address": "wecom_mass_message.was"}, review.Records, []review.Reason{review.ReasonMoved}},
		"moved and edited":      {[]string{"delete", "create"}, created(nil), message(nil), object{"previous_address": "wecom_mass_message.was", "replace_paths": []any{[]any{"text"}}}, review.SendsAgain, []review.Reason{review.ReasonMoved, review.ReasonEdit}},
		"no-op":                 {[]string{"no-op"}, created(nil), created(nil), nil, review.Nothing, nil},
		"delete":                {[]string{"delete"}, created(nil), nil, nil, review.Forgets, []review.Reason{review.ReasonDestroy}},
		"removed":               {[]string{"delete"}, created(nil), nil, object{"action_reason": "delete_because_no_resource_config"}, review.Forgets, []review.Reason{review.ReasonRemoved}},
		"forget":                {[]string{"forget"}, created(nil), nil, nil, review.Forgets, []review.Reason{review.ReasonRemoved}},
		"a deposed one":         {[]string{"delete"}, created(nil), nil, object{"deposed": "abcd1234"}, review.Forgets, []review.Reason{review.ReasonDeposed}},
	} {
		report := reportOf(t, review.Options{}, change(it, c.actions, c.before, c.after, c.more))

		row := report.Rows[0]
		if row.Effect != c.effect || !slices.Equal(row.Reasons, c.reasons) {
			t.Errorf("%s: %s because of %v, want %s because of %v", name, row.Effect, row.Reasons, c.effect, c.reasons)
		}

		if sends := c.effect == review.Sends || c.effect == review.SendsAgain; report.Sends != sends || (row.Messages == 1) != sends {
			t.Errorf("%s: sends %v, %d messages", name, report.Sends, row.Messages)
		}
	}
}

// What is left of a campaign is sent in place, and an answer that names a
// message only records it.
func TestRead_campaigns(t *testing.T) {
	delivery := func(status string) object {
		return object{"recipients_count": 3, "delivery": object{"status": status, "msgid": "unknown-" + status}}
	}
	open := object{"recipients_count": 3}

	campaign := func(resolve object, messages object) object {
		return object{"chat_type": "single", "recipients_file": "c.csv", "recipients_sha256": "x", "recipients_count": 9, "rollout": 100, "text": object{"content": "你好"}, "messages": messages, "resolve": resolve}
	}

	for name, c := range map[string]struct {
		before, after object
		effect        review.Effect
		messages      int
		warnings      int
		reasons       []review.Reason
	}{
		"what is left": {campaign(nil, object{"a": delivery("created"), "b": delivery("pending")}), campaign(nil, object{"a": delivery("created"), "b": open}), review.Sends, 1, 0, []review.Reason{review.ReasonLeft}},
		"not sent":     {campaign(nil, object{"a": delivery("unknown")}), campaign(object{"unknown-unknown": "not_sent"}, object{"a": open}), review.Sends, 1, 1, []review.Reason{review.ReasonAnswer}},
		"it is there":  {campaign(nil, object{"a": delivery("unknown")}), campaign(object{"unknown-unknown": "msg1"}, object{"a": open}), review.Records, 0, 0, []review.Reason{review.ReasonAnswer}},
		"one is there, one is left": {
			campaign(nil, object{"a": delivery("unknown"), "b": delivery("pending")}), campaign(object{"unknown-unknown": "msg1"}, object{"a": open, "b": open}),
			review.Sends, 1, 0,
			[]review.Reason{review.ReasonLeft, review.ReasonAnswer},
		},
		"no answer": {campaign(nil, object{"a": delivery("unknown")}), campaign(nil, object{"a": delivery("unknown")}), review.Changes, 0, 1, []review.Reason{review.ReasonEdit}},
	} {
		report := reportOf(t, review.Options{}, change("wecom_campaign.it", []string{"update"}, c.before, c.after, nil))

		if row := report.Rows[0]; row.Effect != c.effect || row.Messages != c.messages || len(report.Warnings) != c.warnings || !slices.Equal(row.Reasons, c.reasons) {
			t.Errorf("%s: %s because of %v, %d messages, %v", name, row.Effect, row.Reasons, row.Messages, report.Warnings)
		}
	}
}
