package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A first run makes one call for the token, one for the list, one POST for each
// message, and nothing else; then nothing is left.
func TestCampaign_firstRun(t *testing.T) {
	of := members{"zhangsan": 3, "lisi": 2, "wangwu": 1}
	w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
	config := w.config(of, nil)

	p, _ := w.mustApply(config)
	p.problems.warnings().expect(t, "warning", at("audience", "6 customers of 3 members, in 3 messages"))
	w.wantOnce(people(of))

	var calls []string
	for _, r := range w.sim.Requests("") {
		calls = append(calls, r.Path[strings.LastIndex(r.Path, "/")+1:])
	}

	if want := []string{"gettoken", "get_groupmsg_list_v2", "add_msg_template", "add_msg_template", "add_msg_template"}; !slices.Equal(calls, want) {
		t.Errorf("calls %v, want %v", calls, want)
	}

	if got := w.statuses(); got != "lisi=created wangwu=created zhangsan=created" || w.attribute("status") != "complete" || w.attribute("created_at") == "" {
		t.Errorf("%s, %s", got, w.attribute("status"))
	}

	if w.number("recipients_count") != 6 || w.number("sent_count") != 6 || w.number("failed_count") != 0 || w.number("excluded_count") != 0 {
		t.Error("the numbers are not those of what was sent")
	}

	for id := range w.received() {
		if strings.Contains(w.state.String(), id) {
			t.Errorf("the state holds %s", id)
		}
	}

	// The file is not read any more.
	config["recipients_file"] = w.dir + "/none.csv"

	w.refresh().expect(t, "problem of a refresh")

	if p := w.plan(config); p.action != noOp || len(p.problems) > 0 {
		t.Errorf("a finished campaign plans %s\n%s", p.action, p.problems)
	}
}

// Each member gets one message, and 20,001 customers of one are three.
func TestCampaign_manyCustomersOfOneMember(t *testing.T) {
	of := members{"zhangsan": 20_001}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, nil))
	w.wantOnce(people(of))

	if got := w.statuses(); got != "zhangsan=created zhangsan/2=created zhangsan/3=created" {
		t.Error(got)
	}
}

func TestCampaign_withoutSenders(t *testing.T) {
	of := members{"zhangsan": 2, "lisi": 1}
	w := campaignOf(t, of, nil)
	file := w.file("ids.txt", customerOf("zhangsan", 0), customerOf("lisi", 0))

	p, _ := w.mustApply(w.config(of, object{"recipients_file": file}))
	p.problems.warnings().expect(t, "warning", at("audience", "2 customers, in 1 message"), at("sender", "Each message, of 1, is a task"))

	if got := w.statuses(); got != "1=created" {
		t.Error(got)
	}
}

func TestCampaign_twiceInTheFileAndExcluded(t *testing.T) {
	of := members{"zhangsan": 3, "lisi": 2}
	w := campaignOf(t, of, nil)

	rows := append(people(of), customerOf("zhangsan", 0)+",lisi", customerOf("lisi", 1)+",lisi")
	out := w.file("out.csv", "external_userid", customerOf("zhangsan", 1), customerOf("lisi", 0), customerOf("lisi", 1), "wmNOBODY")

	p, _ := w.mustApply(w.config(of, object{"recipients_file": w.file("rows.csv", rows...), "exclude_files": []string{out}}))
	p.problems.warnings().expect(t, "warning", at("audience", "get nothing: 3 of them"), at("recipients_file", "2 of 7 rows", "In 1 of them another member sends"))

	w.wantOnce([]string{"", customerOf("zhangsan", 0), customerOf("zhangsan", 2)})

	if got := w.statuses(); got != "lisi=excluded zhangsan=created" || w.attribute("status") != "complete" || w.number("excluded_count") != 3 || w.number("sent_count") != 2 {
		t.Errorf("%s, %s, %d excluded", got, w.attribute("status"), w.number("excluded_count"))
	}

	if p := w.plan(w.config(of, object{"exclude_files": []string{out}})); p.action != noOp {
		t.Errorf("a campaign whose rest is excluded plans %s\n%s", p.action, p.problems)
	}
}

func TestCampaign_groupsWithOwners(t *testing.T) {
	of := members{"zhangsan": 1, "lisi": 1}
	w := campaignOf(t, of, nil)
	file := w.file("groups.csv", "chat_id,群主", "wrzhangsan,zhangsan", "wrlisi,lisi")

	w.mustApply(w.config(of, object{"recipients_file": file, "chat_type": "group"}))
	w.wantOnce([]string{"", "wrzhangsan", "wrlisi"})

	// Without owners nothing can be sent.
	w = campaignOf(t, of, nil)
	p := w.plan(w.config(of, object{"recipients_file": w.file("groups.txt", "wrzhangsan"), "chat_type": "group"}))
	p.problems.errors().expect(t, "error", at("sender", "Missing sender"))
}

// WeCom says whom it cannot reach: they are counted, and named nowhere.
func TestCampaign_failed(t *testing.T) {
	of := members{"zhangsan": 2}
	w := campaignOf(t, of, nil)

	rows := append(people(of), "wmNOBODY,zhangsan")
	_, got := w.mustApply(w.config(of, object{"recipients_file": w.file("rows.csv", rows...)}))
	got.warnings().expect(t, "warning", at("failed_count", "1 recipient"))

	if w.number("failed_count") != 1 || strings.Contains(w.state.String(), "wmNOBODY") {
		t.Errorf("%d failed", w.number("failed_count"))
	}
}

// What forbids to send is an error of a plan that sends.
func TestCampaign_errorsOfAPlan(t *testing.T) {
	of := members{"zhangsan": 2}

	for name, c := range map[string]struct {
		change, block object
		want          expectation
	}{
		"no file":             {change: object{"recipients_file": "none.csv"}, want: at("recipients_file", "File not found")},
		"an empty path":       {change: object{"recipients_file": ""}, want: at("recipients_file", "it is required and may not be empty")},
		"year 1":              {change: object{"not_after": "0001-01-01T00:00:00Z"}, want: at("not_after", "later than not_after, 0001-01-01T00:00:00Z", "until 0001-01-01T00:00:00Z.")},
		"no blank in a salt":  {change: object{"sample": object{"salt": "a\u200b", "from": 0, "to": 100}}, want: at("sample.salt", "which nobody sees. Another salt cuts other people. Take it out.")},
		"no text":             {change: object{"text": nil}, want: at("text", "Empty message")},
		"too early":           {change: object{"not_before": "2100-01-01T00:00:00Z"}, want: at("not_before", "earlier than not_before")},
		"too late":            {change: object{"not_after": "2020-01-01T00:00:00Z"}, want: at("not_after", "later than not_after")},
		"a timeout of none":   {change: object{"timeouts": object{"update": "1ms"}}, want: at("timeouts.update", "Too short a timeout")},
		"a blank in a salt":   {change: object{"sample": object{"salt": "spring ", "from": 0, "to": 100}}, want: at("sample.salt", "U+0020 space as character 7", "Take it out; trimspace() does.")},
		"an empty sample":     {change: object{"sample": object{"salt": "", "from": 99.9999, "to": 100}}, want: at("sample", "Empty audience")},
		"max_recipients":      {block: object{"max_recipients": 1}, want: at("audience", "1 fewer")},
		"everybody excluded":  {change: object{"exclude_files": []string{"people.csv"}}, want: at("exclude_files", "Empty audience")},
		"a rollout of 0":      {change: object{"rollout": 0}, want: at("rollout", "0 is not a whole number from 1 to 100")},
		"half a percent":      {change: object{"rollout": 0.5}, want: at("rollout", "0.5 is not a whole number from 1 to 100")},
		"a rollout of 101":    {change: object{"rollout": 101}, want: at("rollout", "101 is not")},
		"an answer in words":  {change: object{"resolve": object{"unknown-1": "NOT_SENT"}}, want: at("resolve", "is no msgid", `Or it is "not_sent"`)},
		"an answer that's no": {change: object{"resolve": object{"unknown-1": "unknown-2"}}, want: at("resolve", "Invalid answer")},
	} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, of, c.block)
			config := w.config(of, c.change)

			if c.change["exclude_files"] != nil {
				config["exclude_files"] = []string{config["recipients_file"].(string)}
			}

			w.plan(config).problems.errors().expect(t, "error", c.want)
		})
	}

	// The control.
	w := campaignOf(t, of, nil)
	w.plan(w.config(of, nil)).problems.errors().expect(t, "error")
}

// Nothing sent is an error without a state, and something is a warning with
// one.
func TestCampaign_refusals(t *testing.T) {
	of := members{"a": 1, "b": 1, "c": 1}

	t.Run("all are refused alone", func(t *testing.T) {
		w := campaignOf(t, of, nil)
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 41048})

		_, got := w.apply(w.config(of, nil))
		got.errors().expect(t, "error", at("messages", "3 messages", "41048", "Nothing of this campaign was sent, so the next apply begins anew"))

		if !w.state.IsNull() || w.sim.posts() != 3 {
			t.Errorf("%d POSTs, and a state: %t", w.sim.posts(), !w.state.IsNull())
		}
	})

	t.Run("everything is refused", func(t *testing.T) {
		w := campaignOf(t, of, nil)
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 60020})

		_, got := w.apply(w.config(of, nil))
		got.errors().expect(t, "error", at("", "0 messages sent", "60020"))

		if !w.state.IsNull() || w.sim.posts() != 1 {
			t.Errorf("%d POSTs, and a state: %t", w.sim.posts(), !w.state.IsNull())
		}
	})

	t.Run("one is refused", func(t *testing.T) {
		w := campaignOf(t, of, nil)
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: 84061})

		_, got := w.apply(w.config(of, nil))
		got.errors().expect(t, "error")
		got.warnings().expect(t, "warning", at("messages", "84061", "the file counts as it was at the first apply"))

		if strings.Count(w.statuses(), "created") != 2 || strings.Count(w.statuses(), "refused") != 1 || w.attribute("status") != "partial" || w.sim.sends() != 2 {
			t.Fatalf("%s: %s", w.attribute("status"), w.statuses())
		}

		p, _ := w.mustApply(w.config(of, nil))
		if p.action != update || w.attribute("status") != "complete" {
			t.Errorf("%s, %s", p.action, w.attribute("status"))
		}

		w.wantOnce(people(of))
	})

	t.Run("the second is refused, and all after it", func(t *testing.T) {
		w := campaignOf(t, of, nil)
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Errcode: 48002})

		_, got := w.apply(w.config(of, nil))
		got.errors().expect(t, "error")
		got.warnings().expect(t, "warning", at("", "1 message sent by this run, 2 left", "48002"))

		// An Update has both: the state, and an error.
		w.restart(0)

		_, got = w.apply(w.config(of, nil))
		got.errors().expect(t, "error", at("", "0 messages sent by this run, 2 left", "48002"))

		if w.attribute("status") != "partial" || w.sim.sends() != 1 {
			t.Errorf("%s, %d sent", w.attribute("status"), w.sim.sends())
		}

		w.sim.ClearFaults()
		w.mustApply(w.config(of, nil))
		w.wantOnce(people(of))
	})
}

// What a first plan cannot show it names.
func TestCampaign_theReviewNamesWhatIsNotKnown(t *testing.T) {
	of := members{"a": 2, "b": 1}
	w := campaignOf(t, of, nil)

	for names, change := range map[string]object{
		"reviewed for it: rollout.":             {"rollout": unknown},
		"reviewed for it: text, not_before.":    {"text": object{"content": unknown}, "not_before": unknown},
		"reviewed for it: attachments, rollout": {"attachments": unknown, "rollout": unknown},
	} {
		w.plan(w.config(of, change)).problems.expect(t, names, at("audience", "This plan sends a campaign", names))
	}

	if all := fmt.Sprint(w.plan(w.config(of, nil)).problems); strings.Contains(all, "Not known yet") {
		t.Errorf("where all is known: %s", all)
	}
}

// The list is read once for each run, whatever was sent before.
func TestCampaign_rollout(t *testing.T) {
	of := members{}
	for i := range 20 {
		of[fmt.Sprintf("m%02d", i)] = 1
	}

	w := campaignOf(t, of, nil)
	sent := 0

	for i, percent := range []int{1, 10, 11, 50, 100, 20} {
		w.restart(0)

		w.mustApply(w.config(of, object{"rollout": percent}))
		want := max(sent, (20*percent+99)/100)

		if got := w.sim.sends(); got != want {
			t.Errorf("rollout = %d: %d messages, want %d", percent, got, want)
		}

		// 10 and 11 percent are 2 and 3 messages, so each of them sends.
		if reads := len(w.sim.Requests("get_groupmsg_list_v2")); percent != 20 && reads != i+1 {
			t.Errorf("rollout = %d: the list was read %d times, want %d", percent, reads, i+1)
		}

		if sent = want; sent < 20 && w.attribute("status") != "rolled_out" || sent == 20 && w.attribute("status") != "complete" {
			t.Errorf("rollout = %d: %s", percent, w.attribute("status"))
		}

		if p := w.plan(w.config(of, object{"rollout": percent})); p.action != noOp {
			t.Errorf("rollout = %d: then %s\n%s", percent, p.action, p.problems)
		}
	}

	w.wantOnce(people(of))
}

// Who is missing in a message that was found after a lost answer, WeCom has not
// said of itself.
func TestCampaign_foundWithoutSomebody(t *testing.T) {
	of := members{"a": 2}
	w := campaignOf(t, of, nil)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})

	_, got := w.mustApply(w.config(of, object{"recipients_file": w.file("nobody.csv", append(people(of), "wmNOBODY,a")...)}))
	got.warnings().expect(t, "warning", at("failed_count", "found after a lost answer", "1 recipient"))

	if w.number("failed_count") != 1 || w.sim.sends() != 1 {
		t.Errorf("%d failed, %d messages", w.number("failed_count"), w.sim.sends())
	}

	for _, problem := range got {
		if strings.Contains(problem.detail, "WeCom says") {
			t.Error(problem.detail)
		}
	}
}
