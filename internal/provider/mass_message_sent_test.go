package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// forms are ways to say who receives a message.
func forms(t *testing.T) map[string]object {
	t.Helper()

	file := filepath.Join(t.TempDir(), "customers.txt")
	if err := os.WriteFile(file, []byte(chen+"\n"+lin+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	groups := filepath.Join(t.TempDir(), "groups.txt")
	if err := os.WriteFile(groups, []byte(teaGroup+"\n"+oldGroup+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	audience := func(changes object) object {
		return with(object{"sender": "zhangsan", "text": object{"content": "你好"}}, changes)
	}

	return map[string]object{
		"file":       audience(object{"recipients_file": file}),
		"same list":  audience(object{"external_userid": []string{lin, chen}}),
		"other list": audience(object{"external_userid": []string{chen, zhou}}),
		"tags":       audience(object{"tag_filter": tagged([]string{vip})}),
		"sender":     audience(nil),

		"group file":       with(helloGroups(), object{"recipients_file": groups}),
		"same group list":  with(helloGroups(), object{"chat_id_list": []string{oldGroup, teaGroup}}),
		"other group list": with(helloGroups(), object{"chat_id_list": []string{teaGroup}}),
		"groups picked":    helloGroups(),
	}
}

// namesTheSame reports whether two forms name the same people or groups.
func namesTheSame(before, after string) bool {
	names := map[string]string{"file": "two", "same list": "two", "group file": "two groups", "same group list": "two groups"}

	return before == after || names[before] != "" && names[before] == names[after]
}

// isOfGroups reports whether a form is that of a message to groups. From
// customers to groups it is another message.
func isOfGroups(form string) bool { return strings.Contains(form, "group") }

// record is what the state says about who was sent to what.
func (l *lifecycle) record() map[string]string {
	l.t.Helper()

	record := map[string]string{}

	for name, v := range attributesOf(l.t, l.state) {
		switch name {
		case "sent", "recipients_sha256", "recipients_count", "audience", "msgid", "corp_id":
			record[name] = v.String()
		}
	}

	return record
}

// Edits between every pair of forms, after the send and while the status is
// unknown, from one form to the next and back: nothing is sent, what was sent
// stays recorded, the warning says that it differs for as long as it does, and
// a message that was lost is found afterwards.
func TestMassMessage_anEditNeverOverwritesWhatWasSent(t *testing.T) {
	for before := range forms(t) {
		for after := range forms(t) {
			if isOfGroups(before) != isOfGroups(after) {
				continue
			}

			for _, lost := range []bool{false, true} {
				name := before + " to " + after
				if lost {
					name += ", unknown"
				}

				t.Run(name, func(t *testing.T) {
					t.Parallel()

					forms := forms(t)
					sim, clock := simulateHastily(t)
					message := connected(t, sim, clock)

					if lost {
						sim.SetListLag(time.Hour)
						sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect, Count: 1})
					}

					_, applied := message.apply(forms[before])
					applied.errors().expect(t, "error of the apply")

					first := message.record()
					differs := !namesTheSame(before, after)

					for range 2 {
						p, applied := message.apply(forms[after])
						p.problems.errors().expect(t, "error of the plan")
						applied.errors().expect(t, "error of the apply")

						if warned := strings.Contains(p.problems.String(), audienceAsSent); warned != differs {
							t.Errorf("the plan warns of another audience: %t, want %t\n%s", warned, differs, p.problems)
						}

						if strings.Contains(p.problems.String(), "0 added and 0 removed") {
							t.Errorf("the warning counts nobody: %s", p.problems)
						}
					}

					for name, v := range message.record() {
						if v != first[name] {
							t.Errorf("%s is %s, want what was sent, %s", name, v, first[name])
						}
					}

					if lost {
						sim.SetListLag(0)
						message.restart(sim, clock)
						message.refresh().errors().expect(t, "error of the refresh")

						// Whom WeCom does not name before the sender has
						// sent, and those of a tag, are no proof.
						found := message.attribute("status") == "created"
						if provable := before != "tags" && !isOfGroups(before); found != provable {
							t.Errorf("found: %t, want %t", found, provable)
						}
					}

					p, _ := message.apply(forms[before])
					if strings.Contains(p.problems.String(), audienceAsSent) {
						t.Errorf("the configuration says again what was sent, and the plan warns: %s", p.problems)
					}

					if sim.posts() != 1 || sim.sends() != 1 {
						t.Errorf("%d POSTs, %d messages; want 1 of each", sim.posts(), sim.sends())
					}
				})
			}
		}
	}
}

// A message that was meant to repeat another one, and of which nobody knows
// what became, is sent anew by a change of triggers: the one that it was meant
// to repeat does not hold it up.
func TestMassMessage_theAnswerThatItIsNotThere(t *testing.T) {
	sim, clock := simulateHastily(t)
	message := connected(t, sim, clock)
	triggered := func(run string) object { return with(helloTo(chen), object{"triggers": object{"run": run}}) }

	message.apply(triggered("1"))

	for _, run := range []string{"2", "3"} {
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.BeforeEffect, Count: 1})

		_, applied := message.apply(triggered(run))
		applied.errors().expect(t, "error of the apply that is lost")

		if got := message.attribute("status"); got != "unknown" {
			t.Fatalf("run %s: status %s, want unknown", run, got)
		}

		message.restart(sim, clock)
	}

	_, applied := message.apply(triggered("4"))
	applied.errors().expect(t, "error of the apply")

	if sim.sends() != 2 || message.attribute("status") != "created" {
		t.Errorf("%d messages, status %s; want 2 and created", sim.sends(), message.attribute("status"))
	}
}

// An attachment that Terraform forces into the state beside a sent message that
// has none is not what was sent: the plan goes on to say so, and the words do
// not go out when it is taken away again.
func TestMassMessage_whatIsForcedIntoTheStateWasNotSent(t *testing.T) {
	sim := simulate(t)
	message := connected(t, sim)

	plain := with(hello(), object{"resend_on": "triggers"})
	adorned := with(plain, object{"attachments": []any{linkAttachment(nil)}})

	message.apply(plain)

	for range 2 {
		p, _ := message.apply(adorned)
		p.problems.expect(t, "problem of the plan", at("attachments", contentAsSent))
	}

	p, _ := message.apply(plain)
	p.problems.expect(t, "problem of the plan that takes it back")

	// The looser policy alone sends nothing, either: what was sent is said
	// again.
	p, _ = message.apply(hello())
	p.problems.expect(t, "problem of the plan")

	if sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", sim.posts())
	}
}
