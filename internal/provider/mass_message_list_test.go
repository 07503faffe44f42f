package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// threeMonths fills the simulator with 250 messages, one every eight hours up
// to now: every fifth is a member's own, every tenth goes to groups.
func threeMonths(sim simulation) {
	for i := range 250 {
		message := wecomsim.Message{
			MsgID: fmt.Sprintf("msgOLD%04d", i), Text: fmt.Sprintf("第 %d 封", i),
			CreateTime: sim.Now().Add(-time.Duration(250-i) * 8 * time.Hour),
		}

		if i%5 == 0 {
			message.CreateType, message.Creator = 1, "lisi"
		}

		if i%10 == 0 {
			message.ChatType = "group"
		}

		sim.Add(message)
	}
}

func TestList_filters(t *testing.T) {
	sim := simulate(t)
	threeMonths(sim)

	p := connected(t, sim).protocol
	at := func(days int) string { return sim.Now().AddDate(0, 0, -days).Format(time.RFC3339) }

	for name, c := range map[string]struct {
		config object
		want   int
	}{
		"the last 28 days":      {object{}, 83},
		"everything":            {object{"start_time": at(90)}, 250},
		"everything, 3 years":   {object{"start_time": at(1100)}, 250},
		"to customers":          {object{"start_time": at(90), "chat_type": "single"}, 225},
		"to groups":             {object{"start_time": at(90), "chat_type": "group"}, 25},
		"of the company":        {object{"start_time": at(90), "create_type": "enterprise"}, 200},
		"of members":            {object{"start_time": at(90), "create_type": "member"}, 50},
		"of both":               {object{"start_time": at(90), "create_type": "any"}, 250},
		"of lisi":               {object{"start_time": at(90), "creator": "lisi"}, 50},
		"of nobody":             {object{"start_time": at(90), "creator": "zhangsan"}, 0},
		"28 days before a time": {object{"end_time": at(30)}, 84},
		"an old window":         {object{"start_time": at(80), "end_time": at(70)}, 30},
	} {
		results := p.all(listing{config: c.config})

		seen := map[string]bool{}

		for _, r := range results {
			r.problems.expect(t, "problem")

			seen[r.msgid] = true

			if r.resource != nil {
				t.Errorf("%s: a resource came unasked", name)
			}
		}

		// The window ends in whole seconds, so a message on its edge may be in
		// it or not.
		if n := len(seen); n != len(results) || n < c.want || n > c.want+1 {
			t.Errorf("%s: %d results, %d messages; want %d", name, len(results), n, c.want)
		}
	}

	if sim.posts() != 0 || len(sim.Requests("get_groupmsg_task")) != 0 {
		t.Error("listing made other calls than those of the list")
	}
}

// With a limit, or a caller that goes away, no page is read for nothing.
func TestList_stopsWhenTheCallerHasEnough(t *testing.T) {
	sim := simulate(t)
	threeMonths(sim)

	p := connected(t, sim).protocol
	all := object{"start_time": sim.Now().AddDate(-1, 0, 0).Format(time.RFC3339), "chat_type": "single"}
	calls := func() int { return len(sim.Requests("get_groupmsg_list_v2")) }

	before := calls()
	if got := p.all(listing{config: all, limit: 10}); len(got) != 10 || calls()-before != 1 {
		t.Errorf("limit 10: %d results, %d calls; want 10 and 1", len(got), calls()-before)
	}

	before = calls()
	first := ""

	p.list(listing{config: all}, func(r listed) bool {
		first = r.msgid
		return false
	})

	// The newest comes first, since the newest month does.
	if first != "msgOLD0249" || calls()-before != 1 {
		t.Errorf("the first is %s after %d calls; want msgOLD0249 after 1", first, calls()-before)
	}

	before = calls()
	if got := p.all(listing{config: all}); len(got) != 225 || calls()-before < 13 {
		t.Errorf("no limit: %d results, %d calls; want 225 and one call at least for each of 13 windows", len(got), calls()-before)
	}
}

// include_resource gives what an import gives.
func TestList_includesTheResource(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, with(hello(), object{"external_userid": []string{wecomsim.DemoCustomer}, "sender": "zhangsan"}))
	_, group := sentMessage(t, sim, helloGroups())

	results := p.all(listing{includeResource: true})
	if len(results) != 2 {
		t.Fatalf("%d results, want 2", len(results))
	}

	for _, r := range results {
		r.problems.expect(t, "problem")

		resp, err := p.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: massMessage, ID: r.msgid})
		if err != nil || len(resp.ImportedResources) != 1 {
			t.Fatalf("import of %s: %v %v", r.msgid, err, resp)
		}

		imported, err := resp.ImportedResources[0].State.Unmarshal(p.resourceType())
		if err != nil {
			t.Fatal(err)
		}

		if r.resource == nil || !r.resource.Equal(imported) {
			t.Errorf("%s: listed %v\nimported %v", r.msgid, r.resource, imported)
		}
	}

	if ids := results[0].msgid + results[1].msgid; ids != msgid+group {
		t.Errorf("the ids are %s", ids)
	}

	if sim.sends() != 2 {
		t.Errorf("%d messages, want 2", sim.sends())
	}
}

func TestList_displayNames(t *testing.T) {
	sim := simulate(t)
	p := connected(t, sim).protocol
	created := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

	for text, want := range map[string]string{
		"春茶到店":                  "春茶到店 (2026-03-02T08:00:00Z)",
		"一行\n两行\t三":             "一行 两行 三 (2026-03-02T08:00:00Z)",
		strings.Repeat("字", 24): strings.Repeat("字", 24) + " (2026-03-02T08:00:00Z)",
		strings.Repeat("字", 25): strings.Repeat("字", 24) + "… (2026-03-02T08:00:00Z)",
		"":                      "[image, link] t (2026-03-02T08:00:00Z)",
		"\u202E店\u2066到\x1b[2J茶\u200F\u061C": "店到 [2J茶 (2026-03-02T08:00:00Z)",
		"\u202E\u200F": "[image, link] t (2026-03-02T08:00:00Z)",
	} {
		message := wecomsim.Message{Text: text, CreateTime: created}
		if strings.HasPrefix(want, "[") {
			message.Attachments = []wecomsim.Attachment{
				{MsgType: "image", Image: &wecomsim.Image{MediaID: "m"}}, {MsgType: "link", Link: &wecomsim.Link{Title: "t", URL: "https://example.com"}},
			}
		}

		id := sim.Add(message)

		for _, r := range p.all(listing{config: object{"start_time": "2026-03-01T00:00:00Z", "end_time": "2026-03-03T00:00:00+08:00"}}) {
			if r.msgid == id && r.name != want {
				t.Errorf("%q is shown as %q, want %q", text, r.name, want)
			}
		}
	}
}

// One message whose recipients cannot be read does not hide the others; a list
// that cannot be read to its end is an error.
func TestList_whatCannotBeRead(t *testing.T) {
	sim := simulate(t)
	p, msgid := sentMessage(t, sim, twoMembers(), provider.WithClock(hastyClock()))

	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", Errcode: 41063})

	results := p.all(listing{includeResource: true})
	if len(results) != 1 || results[0].msgid != msgid || results[0].resource == nil {
		t.Fatalf("%v, want the message", results)
	}

	results[0].problems.expect(t, "problem", at("", "without its recipients", msgid, "41063"))

	sim.ClearFaults()
	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_task", Errcode: 48002})

	results = p.all(listing{includeResource: true})
	results[0].problems.expect(t, "problem", at("", "Unable to List Mass Messages", msgid, "errcode 48002", "What to do:"))

	sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})

	results = p.all(listing{})
	results[0].problems.expect(t, "problem", at("", "could not be read to its end", "errcode 48002", "What to do:"))
}

func TestList_validation(t *testing.T) {
	p := serve(t)

	for name, c := range map[string]struct {
		config object
		want   []expectation
	}{
		"nothing":       {object{}, nil},
		"everything":    {object{"start_time": "2026-01-01T00:00:00Z", "end_time": "2026-06-01T00:00:00+08:00", "chat_type": "group", "creator": "lisi", "create_type": "any"}, nil},
		"unknown":       {object{"start_time": unknown, "end_time": "2026-06-01T00:00:00Z", "chat_type": unknown}, nil},
		"a date":        {object{"start_time": "2026-01-01"}, []expectation{at("start_time", "RFC 3339")}},
		"an old end":    {object{"start_time": "2026-06-01T00:00:00Z", "end_time": "2026-01-01T00:00:00Z"}, []expectation{at("end_time", "before start_time")}},
		"a chat type":   {object{"chat_type": "both"}, []expectation{at("chat_type", `"both"`, "single, group")}},
		"a create type": {object{"create_type": "company"}, []expectation{at("create_type", "enterprise, member, any")}},
		"no creator":    {object{"creator": ""}, []expectation{at("creator", "empty")}},
	} {
		t.Run(name, func(t *testing.T) {
			p.validateList(c.config).expect(t, "problem", c.want...)
		})
	}

	p.configure(object{"base_url": "http://127.0.0.1:1"})
	p.all(listing{})[0].problems.expect(t, "problem without credentials", at("", "No WeCom credentials", "corp_id (or WECOM_CORP_ID)"))

	sim := simulate(t)
	future := object{"start_time": sim.Now().AddDate(1, 0, 0).Format(time.RFC3339)}
	connected(t, sim).all(listing{config: future})[0].problems.expect(t, "problem of a future window", at("start_time", "in the future"))

	for _, attribute := range p.schemas.ListResourceSchemas[massMessage].Block.Attributes {
		if attribute.Description == "" {
			t.Errorf("%s has no description", attribute.Name)
		}
	}
}
