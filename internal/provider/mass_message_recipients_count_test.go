package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The number of recipients is known for lists and files, and null where WeCom
// decides who they are.
func TestMassMessage_recipientsCountIsNullWhereWeComDecides(t *testing.T) {
	for name, test := range map[string]struct {
		message object
		want    any // nil is null
	}{
		"list, one twice":      {helloTo("wm1", "wm2", "wm1"), 2},
		"file":                 {with(hello(), object{"recipients_file": recipientsFile(t, "wm1\nwm2\nwm3")}), 3},
		"all of a member":      {with(hello(), object{"sender": "zhangsan"}), nil},
		"tags":                 {with(hello(), object{"tag_filter": object{"group_list": []any{object{"tag_list": []any{"et1"}}}}}), nil},
		"groups, owner's pick": {helloGroups(), nil},
	} {
		t.Run(name, func(t *testing.T) {
			l := connected(t, simulate(t))
			got := attributesOf(t, l.plan(test.message).state)["recipients_count"]

			if want := tftypes.NewValue(tftypes.Number, test.want); !got.Equal(want) {
				t.Errorf("recipients_count is planned as %s, want %s", got, want)
			}
		})
	}
}
