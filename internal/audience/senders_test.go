package audience_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// A column that may name who sends, and is not read, is told.
func TestRead_overlookedSenders(t *testing.T) {
	for header, want := range map[string]string{
		"external_userid,负责人":              "负责人",
		"姓名,external_userid,客户经理,电话":       "客户经理",
		"external_userid,服务成员,senders":     "服务成员",
		"external_userid,企微账号":             "企微账号",
		"external_userid,account manager":  "account manager",
		"external_userid,工号":               "工号",
		"external_userid,agent":            "agent",
		"external_userid,账号,user agent":    "账号",
		"external_userid,user agent":       "",
		"external_userid,群主":               "群主",
		"external_userid,姓名,电话":            "",
		"external_userid,member_level,销售额": "",
		"external_userid,销售":               "销售",
		"external_userid,跟进时间,成员数":         "",
		"external_userid,follow_time":      "",
		"external_userid":                  "",
	} {
		a, problems := customers(t, header+"\nwm1,wm1,wm1,wm1\n")
		if header == "姓名,external_userid,客户经理,电话" {
			a, problems = customers(t, header+"\n甲,wm1,lisi,1\n")
		}

		if a.Overlooked != want || problems != "" {
			t.Errorf("%s: %q, want %q\n%s", header, a.Overlooked, want, problems)
		}
	}

	// Where one is read, none is overlooked.
	if a, problems := customers(t, "external_userid,sender,负责人\nwm1,lisi,甲\n"); a.Overlooked != "" || problems != "" {
		t.Errorf("%q\n%s", a.Overlooked, problems)
	}
}

// What can hardly be a userid is told: it would be known only when WeCom has
// refused it, and the file counts as it was by then.
func TestRead_sendersThatAreNone(t *testing.T) {
	for sender, warned := range map[string]bool{
		"NULL": true, "null": true, "None": true, "1.0": true, "unknown": true, "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA": true,
		"lisi": false, "13800138000": false, "nullah": false, "v1.0a": false, "wolf": false,
	} {
		_, problems := customers(t, "external_userid,sender\nwm1,"+sender+"\n")
		if got := strings.Contains(problems, "line 2"); got != warned {
			t.Errorf("%s: %q", sender, problems)
		}
	}
}

// A userid that the configuration names is no cell of the file.
func TestRead_aSenderThatCannotBeOne(t *testing.T) {
	_, problems := audience.Read(audience.Source{File: file(t, "external_userid,sender\nwm1,\n"), Kind: draft.CustomerID, Sender: "zhang san"})
	if len(problems) != 1 || problems[0].At.Attribute() != "sender" {
		t.Error(problems)
	}
}

// So many members have no company: the columns were mistaken, and no plan is
// made of them.
func TestRead_tooManySenders(t *testing.T) {
	for more, wrong := range map[int]bool{0: false, 1: true} {
		rows := []string{"external_userid,sender"}
		for i := range audience.MaxSenders + more {
			rows = append(rows, fmt.Sprintf("wm%d,m%d", i, i))
		}

		if _, problems := customers(t, strings.Join(rows, "\n")); strings.Contains(problems, "names more than 20,000 members") != wrong || !wrong && problems != "" {
			t.Errorf("%d more: %q", more, problems)
		}
	}
}
