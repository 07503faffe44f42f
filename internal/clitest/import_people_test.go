package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// WeCom tells who got an imported message, and not how it named them. Whatever
// agrees with that is the same message, before and after the apply that ends
// the import: to write it otherwise sends nothing.
func TestAccImport_people(t *testing.T) {
	body := func(arguments string) string {
		return "resource \"wecom_mass_message\" \"it\" {\n" + arguments + "\n  text = { content = \"一次就好\" }\n}\n"
	}
	ids := fmt.Sprintf("  external_userid = [%q, %q]", wecomsim.DemoCustomer, customerTwo)
	byMembers := func(userids ...string) wecomsim.Message {
		m := wecomsim.Message{ChatType: "single", Text: "一次就好"}

		for i, userid := range userids {
			recipient := wecomsim.Recipient{ExternalUserID: []string{wecomsim.DemoCustomer, customerTwo}[i]}
			m.Tasks = append(m.Tasks, wecomsim.Task{UserID: userid, Recipients: []wecomsim.Recipient{recipient}})
		}

		return m
	}
	both := wecomsim.Message{ChatType: "single", Text: "一次就好", Tasks: []wecomsim.Task{{
		UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: wecomsim.DemoCustomer}, {ExternalUserID: customerTwo}},
	}}}

	for name, c := range map[string]struct {
		sent            wecomsim.Message
		imported, other string // two configurations of one message
		refused         string // why the import is refused, if it is
	}{
		"a sender whom several tasks disprove": {byMembers("zhangsan", "lisi"), ids + "\n  sender = \"zhangsan\"", "", "several members"},
		"the only member left out":             {both, ids, ids + "\n  sender = \"zhangsan\"", ""},
		"all of a member, then the ids":        {both, "  sender = \"zhangsan\"", ids + "\n  sender = \"zhangsan\"", ""},
		"no sender and several tasks":          {byMembers("zhangsan", "lisi"), ids, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			id := importBlock(w.sim.Add(c.sent))
			w.write(body(c.imported) + id)

			got := w.apply()

			if c.refused != "" {
				if !got.says("error", c.refused) || len(w.state()) != 0 {
					t.Errorf("the import is not refused\n%s", got.output)
				}

				return
			}

			if got.code != 0 {
				t.Fatal(got.errorText())
			}

			for _, policy := range []string{"content", "change"} {
				for _, arguments := range []string{c.other, c.imported} {
					if arguments == "" {
						continue
					}

					w.write(body(arguments+"\n  resend_on = \""+policy+"\"") + id)

					if got := w.apply(); got.code != 0 || len(w.sim.Requests(send)) != 0 {
						t.Errorf("%s under %q: exit code %d, %d sends\n%s", arguments, policy, got.code, len(w.sim.Requests(send)), got.output)
					}
				}
			}

			// The positive control: another member does send.
			w.write(body(strings.Replace(ids+"\n  sender = \"lisi\"", customerTwo, customerThree, 1)+"\n  resend_on = \"change\"") + id)

			if got := w.apply(); len(w.sim.Requests(send)) != 1 {
				t.Errorf("another sender: %d sends, want 1\n%s", len(w.sim.Requests(send)), got.output)
			}
		})
	}
}

// A text that is known only at apply is judged by the next plan: where it
// agrees, there is nothing to say.
func TestAccImport_aTextKnownAtApply(t *testing.T) {
	t.Parallel()

	late := func(text string) string {
		return "resource \"terraform_data\" \"late\" {\n  input = \"" + text + "\"\n}\n" +
			strings.Replace(oneMessage, `"一次就好"`, "terraform_data.late.output", 1)
	}

	for text, agrees := range map[string]bool{"一次就好": true, "别的": false} {
		w := newWorkspace(t)
		sent := newWorkspace(t)
		sent.write(oneMessage)

		if got := sent.apply(); got.code != 0 {
			t.Fatal(got.errorText())
		}

		w.sim, w.url = sent.sim, sent.url
		w.write(late(text) + importBlock(sent.sim.Messages()[0].MsgID))

		if got := w.apply(); got.code != 0 || w.sends() != 1 || !got.has("warning", "not known yet") {
			t.Errorf("%s: exit code %d, %d messages\n%s", text, got.code, w.sends(), got.output)
		}

		if got := w.apply(); w.sends() != 1 || (got.code == 0) != agrees {
			t.Errorf("%s, judged: exit code %d, %d messages\n%s", text, got.code, w.sends(), got.output)
		}
	}
}
