package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The table "What sends again", every row with every resend_on: what the plan
// does and says, how many messages WeCom has accepted afterwards, and that the
// state says what was sent.
func TestMassMessage_whatSendsAgain(t *testing.T) {
	for name, row := range edits() {
		for _, resendOn := range []string{"content", "change", "triggers"} {
			t.Run(name+"/"+resendOn, func(t *testing.T) {
				t.Parallel()

				sim := simulate(t)
				message := connected(t, sim)

				before := with(row.before, object{"resend_on": resendOn})
				after := with(row.after, object{"resend_on": resendOn})
				want := row.decided(resendOn)

				p, applied := message.apply(before)
				applied.errors().expect(t, "error of the first apply")

				if p.action != create || sim.sends() != 1 {
					t.Fatalf("the first apply is a %s, and %d messages were accepted; want a create and 1", p.action, sim.sends())
				}

				first := message.sent()
				message.restart(sim)

				p, applied = message.apply(after)
				p.problems.decided().expect(t, "problem of the plan", want.warnings()...)
				applied.errors().expect(t, "error of the second apply")

				if p.action != want.action {
					t.Errorf("the plan is: %s; want: %s", p.action, want.action)
				}

				message.checkSent(sim, first, want.action == replace)

				if want.action == replace {
					message.checkReplaces(first, row.repeats())
				}

				// What was decided once is not decided again.
				if p := message.plan(after); p.action != noOp {
					t.Errorf("the plan after it is: %s; want none", p.action)
				}
			})
		}
	}
}

// sent is what the state says about the message that was sent.
type sent struct{ msgid, status, audience, createdAt string }

func (l *lifecycle) sent() sent {
	l.t.Helper()

	return sent{
		msgid:     l.attribute("msgid"),
		status:    l.attribute("status"),
		audience:  l.attribute("audience"),
		createdAt: l.attribute("created_at"),
	}
}

// checkSent compares the state with the message that was sent first: another
// message stands in its place, or everything about it is as it was.
func (l *lifecycle) checkSent(sim simulation, first sent, replaced bool) {
	l.t.Helper()

	now := l.sent()

	if !replaced {
		if now != first {
			l.t.Errorf("the state says %+v, want what was sent, %+v", now, first)
		}

		if sim.posts() != 1 || sim.sends() != 1 {
			l.t.Errorf("%d POSTs, %d messages; want 1 of each", sim.posts(), sim.sends())
		}

		return
	}

	if sim.posts() != 2 || sim.sends() != 2 {
		l.t.Fatalf("%d POSTs, %d messages; want 2 of each", sim.posts(), sim.sends())
	}

	if now.msgid == first.msgid || now.msgid != sim.Messages()[1].MsgID {
		l.t.Errorf("msgid is %q, want that of the second message", now.msgid)
	}
}

// checkReplaces fails when the state does not name the message that this one
// repeats on purpose.
func (l *lifecycle) checkReplaces(first sent, repeats bool) {
	l.t.Helper()

	want := ""
	if repeats {
		want = first.msgid
	}

	if got := l.attribute("replaces_msgid"); got != want {
		l.t.Errorf("replaces_msgid is %q, want %q", got, want)
	}
}

// An edit beside a change of resend_on is judged by the stricter of both
// values; the new one counts from the next plan on, and the warning says so.
func TestMassMessage_theStricterResendOnJudges(t *testing.T) {
	goodbye := with(hello(), object{"text": object{"content": "再见"}})

	tests := map[string]struct {
		before, after any
		want          decided
	}{
		"triggers to content": {"triggers", "content", decided{update, contentAsSent, "text"}},
		"triggers to default": {"triggers", nil, decided{update, contentAsSent, "text"}},
		"triggers to change":  {"triggers", "change", decided{update, contentAsSent, "text"}},
		"content to triggers": {"content", "triggers", decided{update, contentAsSent, "text"}},
		"default to triggers": {nil, "triggers", decided{update, contentAsSent, "text"}},
		"default to content":  {nil, "content", sentAgain()},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)
			message.apply(with(hello(), object{"resend_on": test.before}))

			first := message.sent()
			message.restart(sim)

			p, applied := message.apply(with(goodbye, object{"resend_on": test.after}))
			p.problems.expect(t, "problem of the plan", test.want.warnings()...)
			applied.errors().expect(t, "error of the apply")

			if p.action != test.want.action {
				t.Errorf("the plan is: %s; want: %s", p.action, test.want.action)
			}

			message.checkSent(sim, first, p.action == replace)

			if test.before != "triggers" {
				return
			}

			if !strings.Contains(p.problems.String(), "the next one will send a new message") {
				t.Errorf("the warning does not say that the next plan sends: %v", p.problems)
			}

			if p := message.plan(with(goodbye, object{"resend_on": test.after})); p.action != replace {
				t.Errorf("the next plan is: %s; want: %s", p.action, replace)
			}
		})
	}
}

// The policy alone is recorded, and sends nothing.
func TestMassMessage_aNewResendOnAloneSendsNothing(t *testing.T) {
	sim := simulate(t)
	message := connected(t, sim)
	message.apply(helloTo(chen))

	first := message.sent()

	for _, policy := range []any{"change", "triggers", "content"} {
		p, _ := message.apply(with(helloTo(chen), object{"resend_on": policy}))
		p.problems.expect(t, "problem of the plan")

		if p.action != update {
			t.Errorf("with resend_on = %q the plan is: %s; want: %s", policy, p.action, update)
		}
	}

	message.checkSent(sim, first, false)
}

// Where the same tags do not count any more, none was added and none removed.
func TestMassMessage_theAudienceWarningCountsNoZeros(t *testing.T) {
	message := connected(t, simulate(t))
	message.apply(with(hello(), object{"tag_filter": tagged([]string{vip})}))

	found := message.plan(with(helloTo(chen), object{"sender": "zhangsan", "tag_filter": tagged([]string{vip})})).problems.String()
	if !strings.Contains(found, "tag_filter: it has changed since") || strings.Contains(found, "0 added and 0 removed") {
		t.Error(found)
	}
}

// A path that was emptied is told under its own name.
func TestMassMessage_theAudienceWarningNamesAnEmptiedPath(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ids.txt")
	if err := os.WriteFile(file, []byte(chen), 0o600); err != nil {
		t.Fatal(err)
	}

	from := func(name string) object { return with(hello(), object{"recipients_file": name}) }

	message := connected(t, simulate(t))
	message.apply(from(file))

	found := message.plan(from("")).problems.String()
	if !strings.Contains(found, "recipients_file") || strings.Contains(found, "external_userid") {
		t.Error(found)
	}
}

// The warning about another audience counts who was added and who removed.
func TestMassMessage_theAudienceWarningCounts(t *testing.T) {
	tests := map[string]struct {
		before, after object
		path          string
		words         []string
	}{
		"customers": {
			helloTo(chen, lin), helloTo(chen, chen, zhou), "external_userid",
			[]string{"1 added and 1 removed", "sent to 2 customers", `resend_on = "content"`, "Change triggers"},
		},
		"many customers": {
			helloTo(append(numbered(2000), chen)...), helloTo(chen), "external_userid",
			[]string{"0 added and 2,000 removed", "sent to 2,001 customers"},
		},
		"groups": {
			with(helloGroups(), object{"chat_id_list": []string{teaGroup}}),
			with(helloGroups(), object{"chat_id_list": []string{teaGroup, oldGroup}}), "chat_id_list",
			[]string{"1 added and 0 removed", "sent to 1 customer group"},
		},
		// Of tags it is the groups that say who gets it.
		"tags in other groups": {
			with(hello(), object{"tag_filter": tagged([]string{vip, tea}, []string{coffee})}), with(hello(), object{"tag_filter": tagged([]string{coffee, tea, vip})}), "tag_filter",
			[]string{"1 group of tags added and 2 removed"},
		},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			message := connected(t, simulate(t))
			message.apply(test.before)
			message.plan(test.after).problems.decided().expect(t, "problem of the plan", at(test.path, test.words...))
		})
	}
}
