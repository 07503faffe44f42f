package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// WeCom does not list the groups of a message before its owner has confirmed
// it. A message that a person names went to those whom it was sent to, whoever
// is excluded by now.
func TestCampaign_aMessageToGroupsIsNamedAfterAnExclusion(t *testing.T) {
	of := members{"a": 1, "b": 1}
	w := campaignOf(t, of, object{"request_timeout": "1s"})
	config := func(change object) object {
		return with(w.config(of, change), object{"chat_type": "group", "recipients_file": w.file("groups.csv", "chat_id,sender", "wra,a", "wrb,b")})
	}

	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	w.apply(config(nil))

	key, attempt := w.lost()
	msgid := w.sim.Messages()[0].MsgID

	w.restart(2 * time.Hour)
	w.sim.SetListLag(0)

	_, applied := w.apply(config(object{
		"exclude_files": []string{w.file("out.csv", "chat_id", "wr"+key)},
		"resolve":       object{attempt: msgid},
	}))

	if w.delivered(key)["msgid"] != msgid || w.number("excluded_count") != 0 || w.number("sent_count") != 2 {
		t.Errorf("%s: %d excluded, %d sent; %s", w.delivered(key), w.number("excluded_count"), w.number("sent_count"), w.statuses())
	}

	for _, p := range applied {
		if strings.Contains(p.detail, "count as excluded") || strings.Contains(p.detail, "not when this message was sent") {
			t.Error(p.detail)
		}
	}
}

// Campaigns to other groups of the same member, with one text, do not hold each
// other up: the journal knows which groups were asked for, before WeCom lists
// them. Without one nobody does.
func TestCampaign_toOtherGroupsOfTheSameMemberIsAnother(t *testing.T) {
	for name, row := range map[string]struct {
		journal, overlaps bool
		want              string
	}{
		"a journal":                        {journal: true, want: "a=created"},
		"a journal, and a group of theirs": {journal: true, overlaps: true, want: "a=unknown"},
		"control: no journal":              {want: "a=unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 1}

			settings := object{"request_timeout": "1s"}
			if row.journal {
				settings["journal_dir"] = t.TempDir() + "/journal"
			}

			w := campaignOf(t, of, settings)
			to := func(change object, groups ...string) object {
				rows := []string{"chat_id,sender"}
				for _, id := range groups {
					rows = append(rows, id+",a")
				}

				return with(w.config(of, change), object{"chat_type": "group", "recipients_file": w.file(strings.Join(groups, "")+".csv", rows...)})
			}

			first := w.lifecycle
			w.mustApply(to(nil, "wra"))

			w.restart(time.Hour)

			others := []string{"wra2"}
			if row.overlaps {
				others = append(others, "wra")
			}

			w.lifecycle = w.process(t).message()
			w.apply(to(nil, others...))

			if got := w.statuses(); got != row.want {
				t.Errorf("%s, want %s: %s", got, row.want, w.delivered("a")["problem"])
			}

			if strings.Contains(w.delivered("a")["problem"], "so these people have it") {
				t.Errorf("nobody knows that: %s", w.delivered("a")["problem"])
			}

			// A wave of the first goes to its groups as well.
			w.lifecycle = first
			w.restart(time.Hour)
			w.apply(to(wave("2"), "wra"))

			if got := w.statuses(); row.journal && !row.overlaps && got != "a=created" {
				t.Errorf("the wave of the first: %s: %s", got, w.delivered("a")["problem"])
			}
		})
	}
}

// An answer is compared with the groups that the journal knows to have been
// asked for, before WeCom lists them: a message that went to others as well is
// not taken, and whom it did not ask for is not counted as sent.
func TestCampaign_anAnswerIsComparedWithTheGroupsAskedFor(t *testing.T) {
	for name, row := range map[string]struct {
		first, now []string
		want       string
		excluded   int
	}{
		"to others as well": {first: []string{"wra", "wra2"}, now: []string{"wra"}, want: "a=unknown"},
		"to fewer":          {first: []string{"wra"}, now: []string{"wra", "wra2"}, want: "a=created", excluded: 1},
	} {
		t.Run(name, func(t *testing.T) {
			of := members{"a": 1}
			w := campaignOf(t, of, object{"journal_dir": t.TempDir() + "/journal"})
			to := func(change object, groups []string) object {
				rows := []string{"chat_id,sender"}
				for _, id := range groups {
					rows = append(rows, id+",a")
				}

				return with(w.config(of, change), object{"chat_type": "group", "recipients_file": w.file("groups.csv", rows...)})
			}

			w.mustApply(to(nil, row.first))
			msgid := w.delivered("a")["msgid"]

			w.restart(time.Hour)
			w.lifecycle = w.process(t).message()
			w.apply(to(nil, row.now))

			if got := w.statuses(); got != "a=unknown" {
				t.Fatalf("before the answer: %s", got)
			}

			w.restart(time.Minute)
			w.apply(to(object{"resolve": object{w.delivered("a")["msgid"]: msgid}}, row.now))

			if got := w.statuses(); got != row.want || w.sim.sends() != 1 {
				t.Errorf("%s, want %s; %d messages: %s", got, row.want, w.sim.sends(), w.delivered("a")["problem"])
			}

			if row.want == "a=created" && (w.number("excluded_count") != row.excluded || w.number("sent_count") != len(row.now)-row.excluded) {
				t.Errorf("%d excluded, %d sent", w.number("excluded_count"), w.number("sent_count"))
			}
		})
	}
}
