package review_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

type object = map[string]any

// message is what a plan says of a new message, with changes to it.
func message(changes object) object {
	after := object{
		"chat_type": "single", "sender": "zhangsan", "recipients_count": 2, "recipients_sha256": strings.Repeat("a", 64),
		"recipients_file": "ids.txt", "text": object{"content": "你好"}, "audience_kind": "named",
	}
	for name, value := range changes {
		after[name] = value
	}

	return after
}

// change is one of a plan.
func change(address string, actions []string, before, after any, more object) object {
	kind, _, _ := strings.Cut(address, ".")
	one := object{"address": address, "type": kind, "mode": "managed"}
	how := object{"actions": actions, "before": before, "after": after}

	for name, value := range more {
		switch name {
		case "importing", "replace_paths", "after_unknown", "after_sensitive", "before_sensitive":
			how[name] = value
		default:
			one[name] = value
		}
	}

	one["change"] = how

	return one
}

func planOf(t testing.TB, changes ...object) []byte {
	t.Helper()

	raw, err := json.Marshal(object{"format_version": "1.2", "terraform_version": "1.15.0", "resource_changes": changes})
	if err != nil {
		t.Fatal(err)
	}

	return raw
}

func reportOf(t testing.TB, options review.Options, changes ...object) *review.Report {
	t.Helper()

	if options.Now.IsZero() {
		options.Now = time.Date(2026, 11, 11, 2, 0, 0, 0, time.UTC)
	}

	report, err := review.Read(bytes.NewReader(planOf(t, changes...)), options)
	if err != nil {
		t.Fatal(err)
	}

	return report
}

// created is a message in the state.
func created(changes object) object {
	after := message(changes)
	after["status"], after["msgid"] = "created", "msg1"

	return after
}
