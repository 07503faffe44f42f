package wecom_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// idPlace is a place in an answer where a server gives an id, and the call that
// would record it.
type idPlace struct {
	// answers are by endpoint; ID stands for the id, with its quotation marks.
	answers map[string]string
	// call gives everything that it would record.
	call func(ctx context.Context, c *wecom.Client) (any, error)
}

func idPlaces(t *testing.T) map[string]idPlace {
	t.Helper()

	picture := filepath.Join(t.TempDir(), "picture.png")
	if err := os.WriteFile(picture, []byte("a picture"), 0o600); err != nil {
		t.Fatal(err)
	}

	sum := sha256.Sum256([]byte("a picture"))
	upload := wecom.Upload{Path: picture, Name: "picture.png", SHA256: hex.EncodeToString(sum[:])}

	records := func(ctx context.Context, c *wecom.Client) (any, error) {
		start := time.Unix(1_700_000_000, 0)
		return c.MassMessages(ctx, wecom.RecordQuery{ChatType: wecom.ChatTypeSingle, Start: start, End: start.Add(time.Hour)})
	}
	results := func(ctx context.Context, c *wecom.Client) (any, error) {
		var all []any

		err := c.MassMessageResults(ctx, "m", func(task wecom.MemberTask) { all = append(all, task) }, func(r wecom.SendResult) { all = append(all, r) })

		return all, err
	}
	customers := func(ctx context.Context, c *wecom.Client) (any, error) {
		var all []any

		err := c.Customers(ctx, []string{"zhangsan"}, func(customer wecom.Customer, follow wecom.Follow) { all = append(all, customer, follow) })

		return all, err
	}
	tags := func(ctx context.Context, c *wecom.Client) (any, error) { return c.EnterpriseTags(ctx) }
	noResult := `{"errcode":0,"send_list":[]}`
	onlyTask := `{"errcode":0,"task_list":[{"userid":"zhangsan","status":2}]}`

	return map[string]idPlace{
		"a record":     {map[string]string{"get_groupmsg_list_v2": `{"errcode":0,"group_msg_list":[{"msgid":ID,"create_time":1700000000}]}`}, records},
		"a task":       {map[string]string{"get_groupmsg_task": `{"errcode":0,"task_list":[{"userid":ID,"status":2}]}`, "get_groupmsg_send_result": noResult}, results},
		"a customer":   {map[string]string{"get_by_user": `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":ID},"follow_info":{"userid":"z"}}]}`}, customers},
		"a member":     {map[string]string{"get_by_user": `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"},"follow_info":{"userid":ID}}]}`}, customers},
		"a tag of one": {map[string]string{"get_by_user": `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"},"follow_info":{"userid":"z","tag_id":["t",ID]}}]}`}, customers},
		"unlicensed":   {map[string]string{"get_by_user": `{"errcode":0,"external_contact_list":[],"fail_info":{"unlicensed_userid_list":[ID]}}`}, customers},
		"a tag":        {map[string]string{"get_corp_tag_list": `{"errcode":0,"tag_group":[{"group_id":"g","tag":[{"id":ID,"name":"n"}]}]}`}, tags},
		"a tag group":  {map[string]string{"get_corp_tag_list": `{"errcode":0,"tag_group":[{"group_id":ID,"tag":[{"id":"t","name":"n"}]}]}`}, tags},
		"a sender":     {map[string]string{"get_follow_user_list": `{"errcode":0,"follow_user":["zhangsan",ID]}`}, func(ctx context.Context, c *wecom.Client) (any, error) { return c.FollowUsers(ctx) }},
		"a group": {map[string]string{"list": `{"errcode":0,"group_chat_list":[{"chat_id":ID,"status":0}]}`}, func(ctx context.Context, c *wecom.Client) (any, error) {
			return c.GroupChats(ctx, "zhangsan", wecom.GroupsAll)
		}},
		"one of a list": {map[string]string{"list": `{"errcode":0,"external_userid":["wm1",ID]}`}, func(ctx context.Context, c *wecom.Client) (any, error) {
			return c.CustomerIDs(ctx, "zhangsan")
		}},
		"one in a group": {map[string]string{"get": `{"errcode":0,"group_chat":{"member_list":[{"userid":"z","type":1},{"userid":ID,"type":2}]}}`}, func(ctx context.Context, c *wecom.Client) (any, error) {
			return c.GroupChatCustomers(ctx, "wr1")
		}},
		"a recipient":   {map[string]string{"get_groupmsg_task": onlyTask, "get_groupmsg_send_result": `{"errcode":0,"send_list":[{"external_userid":ID,"userid":"z"}]}`}, results},
		"a chat":        {map[string]string{"get_groupmsg_task": onlyTask, "get_groupmsg_send_result": `{"errcode":0,"send_list":[{"chat_id":ID,"userid":"z"}]}`}, results},
		"one who sends": {map[string]string{"get_groupmsg_task": onlyTask, "get_groupmsg_send_result": `{"errcode":0,"send_list":[{"external_userid":"wm1","userid":ID}]}`}, results},
		"the found one": {map[string]string{"get_groupmsg_task": `{"errcode":0,"task_list":[{"userid":ID}]}`, "get_groupmsg_send_result": noResult}, func(ctx context.Context, c *wecom.Client) (any, error) {
			return c.PeopleOf(ctx, "m", wecom.ChatTypeSingle)
		}},
		"a file": {map[string]string{"upload": `{"errcode":0,"media_id":ID}`, "add_msg_template": `{"errcode":0,"msgid":"m"}`}, func(ctx context.Context, c *wecom.Client) (any, error) {
			m := single("x", "zhangsan", customer(1))
			m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeFile, File: &wecom.File{Upload: &upload}}}
			got := c.DeliverMassMessage(ctx, unchecked(m))

			return m.Attachments[0].File.MediaID, got.Err
		}},
		"an image": {map[string]string{"uploadimg": `{"errcode":0,"url":ID}`}, func(ctx context.Context, c *wecom.Client) (any, error) { return c.UploadImage(ctx, upload) }},
		"a cursor": {map[string]string{"get_groupmsg_list_v2": `{"errcode":0,"group_msg_list":[{"msgid":"m","create_time":1700000000}],"next_cursor":ID}`}, records},
		"a msgid": {map[string]string{"add_msg_template": `{"errcode":0,"msgid":ID}`}, func(ctx context.Context, c *wecom.Client) (any, error) {
			got := c.DeliverMassMessage(ctx, unchecked(single("x", "zhangsan", customer(1))))
			if got.Err != nil && got.Kind != wecom.Unknown {
				return nil, nil // fails the test: a send without a usable msgid is unknown
			}

			return got.MsgID, got.Err
		}},
	}
}

func (p idPlace) with(t *testing.T, id string) *wecom.Client {
	t.Helper()

	quoted, err := json.Marshal(id)
	if err != nil {
		t.Fatal(err)
	}

	s := stub{}
	for endpoint, answer := range p.answers {
		s[endpoint] = says(200, strings.ReplaceAll(answer, "ID", string(quoted)))
	}

	return stubClient(t, s, func(c *wecom.Config) { c.Credentials = wecom.Credentials{AccessToken: oddSecret} })
}

// An id that is or holds a secret is neither recorded nor said, and neither is
// one with characters that no id has, which the state could not tell from a
// mark of its own.
func TestIDs_thatCannotBeAreNotRecorded(t *testing.T) {
	forms := formsOf(oddSecret)

	damaged := map[string]string{
		"a mark of the state": "\x00held list 0", "a blank": "a b", "a wide blank": "a\u3000b", "a line break": "a\nb", "an escape": "a\x1b[2Jb",
		"not UTF-8": "a\xffb", "a sign that nobody sees": "a\u200bb", "a change of direction": "a\u202eb", "too long": strings.Repeat("a", 5000),
	}

	for place, p := range idPlaces(t) {
		for name, id := range forms {
			t.Run(place+"/"+name, func(t *testing.T) {
				recorded, err := p.call(t.Context(), p.with(t, id))
				if err == nil || shows(err.Error()+fmt.Sprintf("%+v", recorded), id) {
					t.Errorf("%q: recorded %+v, error %v", id, recorded, err)
				}

				if err != nil && place == "a cursor" && !strings.Contains(err.Error(), "cursor of page 1 is damaged or holds a secret") {
					t.Errorf("error %v", err)
				}
			})
		}

		for name, id := range damaged {
			if place == "a cursor" && name != "too long" {
				continue // a cursor is only handed back
			}

			t.Run(place+"/"+name, func(t *testing.T) {
				recorded, err := p.call(t.Context(), p.with(t, id))
				if err == nil || strings.Contains(err.Error()+fmt.Sprintf("%+v", recorded), id) || place == "a cursor" && !strings.Contains(err.Error(), "is damaged") {
					t.Errorf("%q: recorded %+v, error %v", id, recorded, err)
				}
			})
		}

		// The positive control: an id as WeCom gives them.
		recorded, err := p.call(t.Context(), p.with(t, "wmAbc-_1.2@x"))
		if place != "unlicensed" && place != "a cursor" && (err != nil || !strings.Contains(fmt.Sprintf("%+v", recorded), "wmAbc-_1.2@x") && place != "a tag of one") {
			t.Errorf("%s: a good id: recorded %+v, error %v", place, recorded, err)
		}
	}
}

// The rest of a fail_list is recorded, and the warning says how many are not.
func TestIDs_aFailListIsRecordedWithoutSecrets(t *testing.T) {
	quoted, err := json.Marshal([]string{customer(1), oddSecret, customer(2), "x" + oddSecret, "\x00held list 0"})
	if err != nil {
		t.Fatal(err)
	}

	client := stubClient(t, stub{"add_msg_template": says(200, `{"errcode":0,"errmsg":"Warning: `+"and more"+`","msgid":"m","fail_list":`+string(quoted)+`}`)},
		func(c *wecom.Config) { c.Credentials = wecom.Credentials{AccessToken: oddSecret} })

	got := client.DeliverMassMessage(t.Context(), unchecked(single("x", "zhangsan", customer(1), customer(2))))
	wantKind(t, got, wecom.Accepted)

	if fmt.Sprint(got.FailList) != fmt.Sprint(customers(1, 2)) || !strings.Contains(got.Warning, "provider: 3.") || !strings.Contains(got.Warning, "and more") || shows(got.Warning, oddSecret) {
		t.Errorf("fail_list %v, warning %q", got.FailList, got.Warning)
	}
}

// What is no id, and what a record says, is shown without the secret.
func TestRedact_masksNamesAndTexts(t *testing.T) {
	quoted, err := json.Marshal("of " + oddSecret)
	if err != nil {
		t.Fatal(err)
	}

	text := func(shape string) string { return strings.ReplaceAll(shape, "TEXT", string(quoted)) }
	client := stubClient(t, stub{
		"get_by_user":       says(200, text(`{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1","name":TEXT},"follow_info":{"userid":"z","remark":TEXT,"state":TEXT}}]}`)),
		"get_corp_tag_list": says(200, text(`{"errcode":0,"tag_group":[{"group_id":"g","group_name":TEXT,"tag":[{"id":"t","name":TEXT}]}]}`)),
		"get_groupmsg_list_v2": says(200, text(`{"errcode":0,"group_msg_list":[{"msgid":"m","creator":TEXT,"create_time":1700000000,"text":{"content":TEXT},"attachments":[
			{"msgtype":TEXT,"image":{"media_id":TEXT,"pic_url":TEXT}},{"link":{"title":TEXT,"picurl":TEXT,"desc":TEXT,"url":TEXT}},
			{"miniprogram":{"title":TEXT,"pic_media_id":TEXT,"appid":TEXT,"page":TEXT}},{"video":{"media_id":TEXT}},{"file":{"media_id":TEXT}}]}]}`)),
	}, func(c *wecom.Config) { c.Credentials = wecom.Credentials{AccessToken: oddSecret} })

	var shown []any

	collect := func(value any, err error) {
		if err != nil {
			t.Error(err)
		}

		shown = append(shown, value)
	}

	start := time.Unix(1_700_000_000, 0)
	query := wecom.RecordQuery{ChatType: wecom.ChatTypeSingle, Start: start, End: start.Add(time.Hour)}

	err = client.Customers(t.Context(), []string{"z"}, func(c wecom.Customer, f wecom.Follow) { shown = append(shown, c, f) })
	collect(client.EnterpriseTags(t.Context()))
	collect(client.MassMessages(t.Context(), query))
	collect(client.RecordByMsgID(t.Context(), "m", []string{wecom.ChatTypeSingle}, start))

	for record, err := range client.MassMessageStream(t.Context(), query, []string{wecom.ChatTypeSingle}) {
		collect(record, err)
	}

	encoded, encodeErr := json.Marshal(shown)
	if err != nil || encodeErr != nil || strings.Contains(string(encoded), "nobody-may-read") || strings.Count(string(encoded), "***") != 5+3*15 {
		t.Errorf("%v %v: %d masked of %s", err, encodeErr, strings.Count(string(encoded), "***"), encoded)
	}
}
