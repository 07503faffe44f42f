package wecom_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// lookAt is a stub whose list holds the given records, all of them sent to
// customer 1 by zhangsan unless the test says otherwise.
func lookAt(records string, more stub) stub {
	s := stub{
		"get_groupmsg_list_v2":     says(http.StatusOK, `{"errcode":0,"group_msg_list":`+records+`}`),
		"get_groupmsg_task":        says(http.StatusOK, `{"errcode":0,"task_list":[{"userid":"zhangsan","status":0}]}`),
		"get_groupmsg_send_result": says(http.StatusOK, `{"errcode":0,"send_list":[{"external_userid":"`+customer(1)+`","userid":"zhangsan","status":0}]}`),
	}
	for endpoint, handler := range more {
		s[endpoint] = handler
	}

	return s
}

func find(t *testing.T, s stub) (wecom.Finding, error) {
	t.Helper()

	return stubClient(t, s).FindMassMessage(t.Context(), wecom.SentOf(single("x", "zhangsan", customer(1))), wecom.Trace{NotBefore: 999_999, NotAfter: 1_000_001})
}

func TestRecord_isReadInEveryDocumentedForm(t *testing.T) {
	for name, records := range map[string]string{
		"create_time as number":  `[{"msgid":"m","create_time":1000000,"text":{"content":"x"}}]`,
		"create_time as string":  `[{"msgid":"m","create_time":"1000000","text":{"content":"x"}}]`,
		"empty creator":          `[{"msgid":"m","creator":"","create_time":1000000,"text":{"content":"x"}}]`,
		"attachments null":       `[{"msgid":"m","create_time":1000000,"text":{"content":"x"},"attachments":null}]`,
		"attachments empty":      `[{"msgid":"m","create_time":1000000,"text":{"content":"x"},"attachments":[]}]`,
		"unknown fields":         `[{"msgid":"m","create_time":1000000,"text":{"content":"x","style":7},"state":{"a":[1]}}]`,
		"beside one of a person": `[{"msgid":"m","create_time":1000000,"text":{"content":"x"}},{"msgid":"n","creator":"lisi","create_time":1000000,"text":{"content":"x"}}]`,
		"beside another text":    `[{"msgid":"m","create_time":1000000,"text":{"content":"x"}},{"msgid":"n","create_time":1000000,"text":{"content":"y"}}]`,
		"beside an older one":    `[{"msgid":"m","create_time":1000000,"text":{"content":"x"}},{"msgid":"n","create_time":999998,"text":{"content":"x"}}]`,
		"beside a younger one":   `[{"msgid":"n","create_time":1000002,"text":{"content":"x"}},{"msgid":"m","create_time":1000000,"text":{"content":"x"}}]`,
	} {
		t.Run(name, func(t *testing.T) {
			finding, err := find(t, lookAt(records, nil))
			if err != nil || finding.Proven == nil || finding.Proven.MsgID != "m" {
				t.Errorf("found %+v, %v; want m", finding, err)
			}
		})
	}
}

// Whatever cannot be read proves nothing: neither that the message is there
// nor that it is not.
func TestRecord_aListThatCannotBeReadProvesNothing(t *testing.T) {
	for name, records := range map[string]string{
		"not a list":      `{"msgid":"m"}`,
		"a string":        `"m"`,
		"20,000 brackets": strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			finding, err := find(t, lookAt(records, nil))
			if err == nil || finding.Proven != nil {
				t.Errorf("found %+v, %v; want an error", finding, err)
			}
		})
	}
}

// A record that can be read in part may be the message, and is never proven to
// be it.
func TestOddRecord_isACandidate(t *testing.T) {
	for name, records := range map[string]string{
		"null":                    `[null]`,
		"a number":                `[7]`,
		"a list":                  `[[]]`,
		"no create_time":          `[{"msgid":"m","text":{"content":"x"}}]`,
		"create_time null":        `[{"msgid":"m","create_time":null,"text":{"content":"x"}}]`,
		"create_time a word":      `[{"msgid":"m","create_time":"xxxx","text":{"content":"x"}}]`,
		"create_time a fraction":  `[{"msgid":"m","create_time":1000000.5,"text":{"content":"x"}}]`,
		"create_time an object":   `[{"msgid":"m","create_time":{},"text":{"content":"x"}}]`,
		"create_time too large":   `[{"msgid":"m","create_time":99999999999999999999,"text":{"content":"x"}}]`,
		"no msgid":                `[{"create_time":1000000,"text":{"content":"x"}}]`,
		"msgid a number":          `[{"msgid":7,"create_time":1000000,"text":{"content":"x"}}]`,
		"msgid with a space":      `[{"msgid":"m n","create_time":1000000,"text":{"content":"x"}}]`,
		"msgid with a bad byte":   "[{\"msgid\":\"m\xff\",\"create_time\":1000000,\"text\":{\"content\":\"x\"}}]",
		"msgid with a line break": `[{"msgid":"m\n","create_time":1000000,"text":{"content":"x"}}]`,
		"msgid of 600 characters": `[{"msgid":"` + strings.Repeat("m", 600) + `","create_time":1000000,"text":{"content":"x"}}]`,
		"text a string":           `[{"msgid":"m","create_time":1000000,"text":"x"}]`,
		"attachments an object":   `[{"msgid":"m","create_time":1000000,"text":{"content":"x"},"attachments":{}}]`,
	} {
		t.Run(name, func(t *testing.T) {
			finding, err := find(t, lookAt(records, nil))
			if err != nil || finding.Proven != nil || len(finding.Candidates) != 1 {
				t.Errorf("found %+v, %v; want one candidate", finding, err)
			}
		})
	}
}

// A record of somebody else that is odd hides no other one where what can be
// read of it differs, or where nothing can. One that went to the same people,
// or says the same, may be the message.
func TestOddRecord_hidesTheOthersWhereItMayBeTheMessage(t *testing.T) {
	const other = `{"msgid":"m","create_time":1000000,"create_type":"0","text":{"content":"x"}}`

	for name, odd := range map[string]string{
		"create_time unreadable":  `{"msgid":"n","create_time":"?"}`,
		"text of another type":    `{"msgid":"n","create_time":1000000,"text":["x"]}`,
		"attachments of another":  `{"msgid":"n","create_time":1000000,"text":{"content":"x"},"attachments":"none"}`,
		"content of another type": `{"msgid":"n","create_time":1000000,"text":{"content":7}}`,
	} {
		t.Run(name, func(t *testing.T) {
			finding, err := find(t, lookAt(`[`+odd+`,`+other+`]`, nil))
			if err != nil || finding.Proven != nil || len(finding.Candidates) != 2 {
				t.Errorf("found %+v, %v; want two candidates", finding, err)
			}
		})
	}

	for name, odd := range map[string]string{
		"null":                      `null`,
		"nothing but a time":        `{"create_time":1000000}`,
		"create_type a string":      `{"msgid":"n","create_time":1000000,"create_type":"0","text":{"content":"y"}}`,
		"create_type a word":        `{"msgid":"n","create_time":1000000,"create_type":"robot","text":{"content":"y"}}`,
		"no create_time":            `{"msgid":"n","text":{"content":"y"}}`,
		"no msgid":                  `{"create_time":1000000,"text":{"content":"y"}}`,
		"content of another time":   `{"msgid":"n","create_time":999000,"text":{"content":7}}`,
		"odd creator, another text": `{"msgid":"n","creator":{},"create_time":1000000,"text":{"content":"y"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			finding, err := find(t, lookAt(`[`+odd+`,`+other+`]`, nil))
			if err != nil || finding.Proven == nil || finding.Proven.MsgID != "m" {
				t.Errorf("found %+v, %v; want m", finding, err)
			}
		})
	}
}

// One that can be read but for its time may be the message as well as the
// other.
func TestOddRecord_withoutATimeIsNotIgnored(t *testing.T) {
	finding, err := find(t, lookAt(`[{"msgid":"n","text":{"content":"x"}},{"msgid":"m","create_time":1000000,"text":{"content":"x"}}]`, nil))
	if err != nil || len(finding.Candidates) != 2 {
		t.Errorf("found %+v, %v; want two candidates", finding, err)
	}
}

func TestProof_needsPeopleThatCanBeRead(t *testing.T) {
	const record = `[{"msgid":"m","create_time":1000000,"text":{"content":"x"}}]`

	for name, more := range map[string]stub{
		"no tasks":             {"get_groupmsg_task": says(200, `{"errcode":0,"task_list":[]}`)},
		"tasks null":           {"get_groupmsg_task": says(200, `{"errcode":0,"task_list":null}`)},
		"tasks absent":         {"get_groupmsg_task": says(200, `{"errcode":0}`)},
		"tasks of wrong type":  {"get_groupmsg_task": says(200, `{"errcode":0,"task_list":"zhangsan"}`)},
		"tasks refused":        {"get_groupmsg_task": says(200, `{"errcode":41047,"errmsg":"invalid msgid"}`)},
		"still dispatching":    {"get_groupmsg_task": says(200, `{"errcode":41063,"errmsg":"dispatching"}`)},
		"busy":                 {"get_groupmsg_task": says(200, `{"errcode":-1,"errmsg":"busy"}`)},
		"results empty":        {"get_groupmsg_send_result": says(200, `{"errcode":0,"send_list":[]}`)},
		"results refused":      {"get_groupmsg_send_result": says(200, `{"errcode":48002,"errmsg":"forbidden"}`)},
		"results not JSON":     {"get_groupmsg_send_result": says(502, `<html>`)},
		"results without end":  {"get_groupmsg_send_result": says(200, `{"errcode":0,"next_cursor":"a","send_list":[{"external_userid":"`+customer(1)+`"}]}`)},
		"another customer":     {"get_groupmsg_send_result": says(200, `{"errcode":0,"send_list":[{"external_userid":"`+customer(2)+`"}]}`)},
		"one customer more":    {"get_groupmsg_send_result": says(200, `{"errcode":0,"send_list":[{"external_userid":"`+customer(1)+`"},{"external_userid":"`+customer(2)+`"}]}`)},
		"another member":       {"get_groupmsg_task": says(200, `{"errcode":0,"task_list":[{"userid":"lisi","status":0}]}`)},
		"one more member":      {"get_groupmsg_task": says(200, `{"errcode":0,"task_list":[{"userid":"lisi"},{"userid":"zhangsan"}]}`)},
		"only in a group":      {"get_groupmsg_send_result": says(200, `{"errcode":0,"send_list":[{"chat_id":"wrG1"}]}`)},
		"status a list":        {"get_groupmsg_task": says(200, `{"errcode":0,"task_list":[{"userid":"zhangsan","status":[0]}]}`)},
		"results absent":       {"get_groupmsg_send_result": says(200, `{"errcode":0}`)},
		"userid of wrong type": {"get_groupmsg_task": says(200, `{"errcode":0,"task_list":[{"userid":7,"status":0}]}`)},
	} {
		t.Run(name, func(t *testing.T) {
			finding, _ := find(t, lookAt(record, more))
			if finding.Proven != nil {
				t.Errorf("adopted %+v", finding.Proven)
			}
		})
	}
}

func TestProof_isNotInTwoRecords(t *testing.T) {
	finding, err := find(t, lookAt(`[{"msgid":"m","create_time":1000000,"text":{"content":"x"}},{"msgid":"n","create_time":1000000,"text":{"content":"x"}}]`, nil))
	if err != nil || finding.Proven != nil {
		t.Fatalf("found %+v, %v", finding, err)
	}

	if got := []string{finding.Candidates[0].MsgID, finding.Candidates[1].MsgID}; !slices.Equal(got, []string{"m", "n"}) {
		t.Errorf("candidates %v, want m and n", got)
	}
}
