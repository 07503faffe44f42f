package wecom_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// No page documents an answer without its list as an empty one. If it were
// taken for one, a message that is there would be sent again, and nobody would
// miss the customers of a member.
func TestAnAnswerWithoutItsListIsRefused(t *testing.T) {
	ctx, now := t.Context(), time.Now()
	tasks := says(200, `{"errcode":0,"task_list":[{"userid":"zhangsan","status":"2"}]}`)

	for name, row := range map[string]struct {
		field, endpoint string
		call            func(*wecom.Client) error
	}{
		"customers":    {"external_contact_list", "get_by_user", func(c *wecom.Client) error { return c.Customers(ctx, []string{"zhangsan"}, noRows) }},
		"customer ids": {"external_userid", "list", func(c *wecom.Client) error { return errorOf(c.CustomerIDs(ctx, "zhangsan")) }},
		"groups":       {"group_chat_list", "list", func(c *wecom.Client) error { return errorOf(c.GroupChats(ctx, "", wecom.GroupsAll)) }},
		"members":      {"follow_user", "get_follow_user_list", func(c *wecom.Client) error { return errorOf(c.FollowUsers(ctx)) }},
		"tags":         {"tag_group", "get_corp_tag_list", func(c *wecom.Client) error { return errorOf(c.EnterpriseTags(ctx)) }},
		"tags of rule": {"tag_group", "get_strategy_tag_list", func(c *wecom.Client) error { return errorOf(c.StrategyTags(ctx, 0)) }},
		"messages": {"group_msg_list", "get_groupmsg_list_v2", func(c *wecom.Client) error {
			return errorOf(c.MassMessages(ctx, wecom.RecordQuery{ChatType: wecom.ChatTypeSingle, Start: now.Add(-time.Hour), End: now}))
		}},
		"tasks":   {"task_list", "get_groupmsg_task", results(ctx)},
		"results": {"send_list", "get_groupmsg_send_result", results(ctx)},
	} {
		t.Run(name, func(t *testing.T) {
			for body, ok := range map[string]bool{
				`{"errcode":0,"errmsg":"ok"}`:            false,
				`{"errcode":0,"` + row.field + `":null}`: false,
				`{"errcode":0,"` + row.field + `":[]}`:   true,
			} {
				s := stub{"get_groupmsg_task": tasks}
				s[row.endpoint] = says(200, body)

				err := row.call(stubClient(t, s))
				if (err == nil) != ok || !ok && !strings.Contains(err.Error(), "the list is missing") {
					t.Errorf("%s: error %v", body, err)
				}
			}
		})
	}
}

func errorOf[T any](_ T, err error) error { return err }

func results(ctx context.Context) func(*wecom.Client) error {
	return func(c *wecom.Client) error {
		return c.MassMessageResults(ctx, "msg1", func(wecom.MemberTask) {}, func(wecom.SendResult) {})
	}
}

// A list that lacks the field is no empty one: the look before the send fails.
func TestTheLookDoesNotPassWithoutTheList(t *testing.T) {
	w := newWorld(t)
	m := single("hello", "zhangsan", customer(1))
	wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(m)), wecom.Accepted)
	w.withFront().on(nil, rewrites("get_groupmsg_list_v2", func(string) string { return `{"errcode":0,"errmsg":"ok"}` }))

	d := checked(m)
	d.CheckStrictly = true

	wantKind(t, w.client().DeliverMassMessage(t.Context(), d), wecom.Refused)
	w.wantPosts(1)
}

// What is neither a number nor a string of one is still told in WeCom's words.
func TestAFieldOfAnotherKindIsTold(t *testing.T) {
	for field, want := range map[string]string{
		`"add_way":"QR code"`: "add_way is a string, and a number is documented",
		`"add_way":{}`:        "add_way is an object, and a number is documented",
		`"add_way":1.5`:       "add_way is a number, and a number is documented",
		`"state":[]`:          "state is a list, and a string is documented",
		`"state":true`:        "state is true or false, and a string is documented",
	} {
		client := stubClient(t, stub{"get_by_user": says(200, `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"},"follow_info":{`+field+`}}]}`)})

		if err := client.Customers(t.Context(), []string{"zhangsan"}, noRows); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", field, err, want)
		}
	}
}
