package draft_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// What is written and not known yet counts as written.
func TestAudienceKind(t *testing.T) {
	single := wecom.MassMessage{ChatType: wecom.ChatTypeSingle}
	group := wecom.MassMessage{ChatType: wecom.ChatTypeGroup, Sender: "zhangsan"}
	notYet := wecom.MassMessage{}
	of := func(m wecom.MassMessage, change func(*wecom.MassMessage)) wecom.MassMessage {
		change(&m)
		return m
	}
	sender := func(m *wecom.MassMessage) { m.Sender = "zhangsan" }

	for name, row := range map[string]struct {
		message wecom.MassMessage
		file    string
		unknown []string
		want    string
	}{
		"customers":                    {of(single, func(m *wecom.MassMessage) { m.ExternalUserID = []string{"wm1"} }), "", nil, "named"},
		"customers, later":             {of(single, sender), "", []string{"external_userid"}, "named"},
		"a file":                       {single, "ids.txt", nil, "named"},
		"a file, later":                {of(single, sender), "", []string{"recipients_file", "tag_filter"}, "named"},
		"tags":                         {of(single, func(m *wecom.MassMessage) { m.TagFilter = &wecom.TagFilter{} }), "", nil, "tagged"},
		"tags, later":                  {of(single, sender), "", []string{"tag_filter"}, "tagged_of_sender"},
		"tags of a sender, later":      {single, "", []string{"tag_filter", "sender"}, "tagged_of_sender"},
		"a sender":                     {of(single, sender), "", nil, "of_sender"},
		"a sender, groups are ignored": {of(single, sender), "", []string{"chat_id_list"}, "of_sender"},
		"groups":                       {of(group, func(m *wecom.MassMessage) { m.ChatIDList = []string{"wr1"} }), "", nil, "named"},
		"groups, later":                {group, "", []string{"chat_id_list"}, "named"},
		"groups that are picked":       {group, "", nil, "picked_by_sender"},
		"customers are ignored":        {group, "", []string{"external_userid"}, "picked_by_sender"},
		"of a kind that comes later":   {of(notYet, sender), "", []string{"chat_type"}, ""},
		"customers of such a kind":     {of(notYet, sender), "", []string{"chat_type", "external_userid"}, "named"},
		"groups of such a kind":        {of(notYet, sender), "", []string{"chat_type", "chat_id_list"}, "named"},
	} {
		unknown := map[string]bool{}
		for _, name := range row.unknown {
			unknown[name] = true
		}

		if got, known := draft.New(row.message, row.file, unknown, nil).AudienceKind(); got != row.want || known != (row.want != "") {
			t.Errorf("%s: %q, %t; want %q", name, got, known, row.want)
		}
	}
}
