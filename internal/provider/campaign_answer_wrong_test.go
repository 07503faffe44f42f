package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// toGroups is a campaign to groups: rows of chat_id and sender.
func (w *campaignWorld) toGroups(change object, rows ...string) object {
	return with(w.config(members{"a": 1}, change), object{
		"chat_type": "group", "recipients_file": w.file(fmt.Sprintf("%d%s.csv", len(rows), rows[0]), append([]string{"chat_id,sender"}, rows...)...),
	})
}

// A person has named the message of one campaign for another one. Once WeCom's
// list shows that it went to other groups, neither a lost state nor an older
// one takes it for that again.
func TestCampaign_aWrongAnswerThatWeComDisproves(t *testing.T) {
	w := campaignOf(t, members{"a": 1, "b": 1}, object{"request_timeout": "1s", "journal_dir": t.TempDir() + "/journal"})
	config := func(change object) object { return w.toGroups(change, "wra,a", "wrb,b") }

	// One is left after an error of the app.
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Skip: 1, Count: 1, Errcode: 48002})
	w.apply(config(nil))

	older, key := *w.lifecycle, "a"
	if w.delivered(key)["status"] != "pending" {
		key = "b"
	}

	// The same to another group of that member, and the answer is lost.
	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	w.restart(20 * time.Minute)
	w.lifecycle = w.process(t).message()

	elsewhere := w.toGroups(nil, "wr"+key+"2,"+key)
	w.apply(elsewhere)

	first, msgid := *w.lifecycle, w.sim.Messages()[1].MsgID

	// It is named for the one that is left.
	w.sim.SetListLag(0)

	mine := older
	w.lifecycle = &mine
	w.restart(20 * time.Minute)
	w.apply(config(nil))
	w.restart(time.Minute)
	w.apply(config(object{"resolve": object{w.delivered(key)["msgid"]: msgid}}))

	if w.delivered(key)["msgid"] != msgid {
		t.Fatalf("the answer: %s", w.delivered(key))
	}

	for _, isListed := range []bool{false, true} {
		// The control: as long as nothing disproves it, that word counts.
		want := "created"

		if isListed {
			want = "unknown"

			if err := w.sim.ConfirmAll(msgid); err != nil {
				t.Fatal(err)
			}
		}

		again := older
		w.lifecycle = &again
		w.restart(time.Minute)
		w.apply(config(nil))

		if w.delivered(key)["status"] != want {
			t.Errorf("an older state, listed %v: %s, want %s", isListed, w.delivered(key), want)
		}

		w.lifecycle = w.process(t).message()
		w.apply(config(nil))

		if w.delivered(key)["status"] != want {
			t.Errorf("a lost state, listed %v: %s, want %s", isListed, w.delivered(key), want)
		}
	}

	if problem := w.delivered(key)["problem"]; !strings.Contains(problem, "a person has named "+msgid+", which by WeCom's list went to others") {
		t.Error(problem)
	}

	// It was not sent, so it is; and the other one has its own.
	attempt := w.delivered(key)["msgid"]

	w.restart(20 * time.Minute)
	w.apply(config(object{"resolve": object{attempt: "not_sent"}}))

	if w.delivered(key)["status"] != "created" || w.delivered(key)["msgid"] == msgid || w.sim.sends() != 3 {
		t.Errorf("%s, %d messages", w.delivered(key), w.sim.sends())
	}

	w.lifecycle = &first
	w.restart(time.Minute)
	w.apply(with(elsewhere, object{"resolve": object{w.delivered(key)["msgid"]: msgid}}))

	if w.delivered(key)["msgid"] != msgid || w.sim.sends() != 3 {
		t.Errorf("the other one: %s, %d messages", w.delivered(key), w.sim.sends())
	}
}

// A message was rightly named while one of its people was excluded. It is that
// one for all of them as well, after a lost state.
func TestCampaign_aRightAnswerBesideAnExclusion(t *testing.T) {
	of := members{"a": 3}
	w := campaignOf(t, of, object{"request_timeout": "1s", "journal_dir": t.TempDir() + "/journal"})
	out := object{"exclude_files": []string{w.file("out.csv", "external_userid", customerOf("a", 0))}}

	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	w.apply(w.config(of, nil))

	msgid := w.sim.Messages()[0].MsgID

	for _, change := range []object{out, {}} {
		w.restart(20 * time.Minute)
		w.loseState(w.config(of, change))
		w.sim.SetListLag(0)

		_, attempt := w.lost()

		w.restart(time.Minute)
		_, got := w.apply(w.config(of, with(change, object{"resolve": object{attempt: msgid}})))

		if w.delivered("a")["msgid"] != msgid || w.sim.sends() != 1 {
			t.Errorf("%v: %s, %d messages\n%s", change, w.delivered("a"), w.sim.sends(), got)
		}
	}
}

// ofTwoParts is a campaign to more groups of one owner than one message takes.
func ofTwoParts(t *testing.T) (w *campaignWorld, groups []string) {
	t.Helper()

	var chats []wecomsim.GroupChat

	for i := range wecom.MaxChatIDs + 1 {
		id := fmt.Sprintf("wrgroup%d", i)
		groups = append(groups, id+",a")
		chats = append(chats, wecomsim.GroupChat{ChatID: id, Name: id, Owner: "a"})
	}

	w = campaignOf(t, members{"a": 1}, object{"request_timeout": "1s", "journal_dir": t.TempDir() + "/journal"}, chats...)

	return w, groups
}

// Of two messages of one owner a person has named the first for the second.
// The right answer is taken once WeCom's list shows it, and the second is
// unknown then. Nor is "not_sent" taken for what that list shows.
func TestCampaign_aWrongAnswerWithinACampaign(t *testing.T) {
	w, groups := ofTwoParts(t)

	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
	w.apply(w.toGroups(nil, groups...))

	msgid := w.sim.Messages()[0].MsgID
	lost, attempt := w.lost()
	other := map[string]string{"a": "a/2", "a/2": "a"}[lost]

	w.sim.SetListLag(0)
	w.restart(20 * time.Minute)
	w.apply(w.toGroups(nil, groups...))

	if w.statuses() != "a=unknown a/2=unknown" {
		t.Fatal(w.statuses())
	}

	w.restart(time.Minute)
	w.apply(w.toGroups(object{"resolve": object{w.delivered(other)["msgid"]: msgid}}, groups...))
	w.restart(time.Minute)

	_, got := w.apply(w.toGroups(object{"resolve": object{attempt: msgid}}, groups...))
	got.errors().expect(t, "error", at("resolve", lost, "this campaign has it as "+other, "apply again once WeCom lists who got it"), at("status"))

	if w.delivered(lost)["status"] != "unknown" || w.delivered(other)["status"] != "created" || w.sim.sends() != 1 {
		t.Errorf("%s, %d messages", w.statuses(), w.sim.sends())
	}

	if err := w.sim.ConfirmAll(msgid); err != nil {
		t.Fatal(err)
	}

	w.restart(time.Minute)
	_, got = w.apply(w.toGroups(object{"resolve": object{attempt: "not_sent"}}, groups...))
	got.errors().expect(t, "error", at("resolve", lost, msgid+" in WeCom went to these people", "answer with that"), at("status"))

	w.restart(time.Minute)

	state, private := w.state, w.private
	w.apply(w.toGroups(object{"resolve": object{attempt: msgid}}, groups...))

	after, its := w.state, w.private

	// An older state has the wrong answer, and does not get the message twice.
	w.state, w.private = state, private
	w.restart(time.Minute)
	w.refresh()

	if w.delivered(lost)["status"] != "unknown" || w.delivered(other)["msgid"] != msgid {
		t.Errorf("an older state: %s", w.statuses())
	}

	w.state, w.private = after, its
	w.restart(time.Minute)

	if w.delivered(lost)["msgid"] != msgid || w.delivered(other)["status"] != "unknown" || w.sim.sends() != 1 {
		t.Errorf("%s: %s, %d messages", w.statuses(), w.delivered(other)["problem"], w.sim.sends())
	}

	// The other one was never sent.
	w.restart(20 * time.Minute)
	_, got = w.apply(w.toGroups(object{"resolve": object{w.delivered(other)["msgid"]: "not_sent"}}, groups...))

	if w.attribute("status") != "complete" || w.sim.sends() != 2 || w.delivered(other)["msgid"] == msgid {
		t.Errorf("%s, %d messages\n%s", w.statuses(), w.sim.sends(), got)
	}
}

// Of two messages of one owner both answers were lost, and a person has named
// each for the other. Once WeCom's list shows that, and the state is lost, the
// right answers are taken.
func TestCampaign_swappedAnswers(t *testing.T) {
	w, groups := ofTwoParts(t)

	w.sim.SetListLag(time.Hour)

	for range 2 {
		w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.AfterEffect})
		w.apply(w.toGroups(nil, groups...))
		w.restart(20 * time.Minute)
	}

	right := map[string]string{}

	for _, m := range w.sim.Messages() {
		if len(m.ChatIDList) > 1 {
			right["a"] = m.MsgID
		} else {
			right["a/2"] = m.MsgID
		}
	}

	answer := func(a, a2 string) object {
		return object{"resolve": object{w.delivered("a")["msgid"]: right[a], w.delivered("a/2")["msgid"]: right[a2]}}
	}

	w.sim.SetListLag(0)
	w.apply(w.toGroups(answer("a/2", "a"), groups...))

	if w.delivered("a")["msgid"] != right["a/2"] || w.delivered("a/2")["msgid"] != right["a"] {
		t.Fatalf("the wrong answers: %s, %s", w.delivered("a"), w.delivered("a/2"))
	}

	for _, msgid := range right {
		if err := w.sim.ConfirmAll(msgid); err != nil {
			t.Fatal(err)
		}
	}

	w.restart(20 * time.Minute)
	w.lifecycle = w.process(t).message()
	w.apply(w.toGroups(nil, groups...))

	if w.statuses() != "a=unknown a/2=unknown" {
		t.Fatalf("a lost state: %s", w.statuses())
	}

	w.restart(time.Minute)

	// The control: the wrong ones are not taken again.
	kept := *w.lifecycle
	w.apply(w.toGroups(answer("a/2", "a"), groups...))

	if w.statuses() != "a=unknown a/2=unknown" {
		t.Errorf("the wrong answers once more: %s", w.statuses())
	}

	w.lifecycle = &kept
	w.restart(time.Minute)
	w.apply(w.toGroups(answer("a", "a/2"), groups...))

	if w.delivered("a")["msgid"] != right["a"] || w.delivered("a/2")["msgid"] != right["a/2"] || w.sim.sends() != 2 {
		t.Errorf("%s, %s, %d messages", w.delivered("a"), w.delivered("a/2"), w.sim.sends())
	}

	// So it stays.
	w.restart(time.Minute)
	w.lifecycle = w.process(t).message()
	w.apply(w.toGroups(nil, groups...))

	if w.delivered("a")["msgid"] != right["a"] || w.delivered("a/2")["msgid"] != right["a/2"] || w.sim.sends() != 2 {
		t.Errorf("a lost state: %s, %s, %d messages", w.delivered("a"), w.delivered("a/2"), w.sim.sends())
	}
}
