package wecomsim_test

import (
	"reflect"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The case of a userid does not count, and every answer has WeCom's own
// spelling.
func TestUserids_areAnsweredAsTheCompanySpellsThem(t *testing.T) {
	c := newClient(t)
	id := c.create(`{"sender":"ZhangSan","text":{"content":"x"}}`)

	want := []any{map[string]any{"userid": wecomsim.DemoSender, "status": 0.0}}
	if got := c.contact("get_groupmsg_task", `{"msgid":"`+id+`"}`).list("task_list"); !reflect.DeepEqual(got, want) {
		t.Errorf("tasks %v, want %v", got, want)
	}

	for _, asked := range []string{wecomsim.DemoSender, "ZHANGSAN"} {
		rows := c.contact("get_groupmsg_send_result", `{"msgid":"`+id+`","userid":"`+asked+`"}`).list("send_list")
		if len(rows) != 4 {
			t.Errorf("%d rows for %s, want 4", len(rows), asked)
		}

		for _, row := range rows {
			if got := row.(map[string]any)["userid"]; got != wecomsim.DemoSender {
				t.Errorf("the result for %s names %v", asked, got)
			}
		}
	}
}
