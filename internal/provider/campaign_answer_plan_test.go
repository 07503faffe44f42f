package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message that is sent upon an answer is left like any other: what holds up
// the others holds it up, and the plan says so.
func TestCampaign_anAnswerSendsWhatMayBeSent(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*campaignWorld) object
		want   []expectation
		sends  bool
	}{
		"the control": {func(*campaignWorld) object { return nil }, []expectation{at("messages", "Applying sends 1 message")}, true},
		"the time is over": {
			func(*campaignWorld) object { return object{"not_after": "2020-01-01T00:00:00Z"} },
			[]expectation{at("not_after", "Nothing is sent of what is left, 1 message")},
			false,
		},
		"others in the file": {
			func(w *campaignWorld) object {
				return object{"recipients_file": w.file("other.csv", "external_userid,sender", customerOf("a", 1)+",a")}
			},
			[]expectation{at("recipients_file", "not those of the first send", "a.")},
			false,
		},
		"no file": {
			func(*campaignWorld) object { return object{"recipients_file": "gone.csv"} },
			[]expectation{at("recipients_file", "Left and not sent: 1 message")},
			false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := campaignOf(t, members{"a": 2}, object{"request_timeout": "1s"})
			w.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: 1, DropAt: wecomsim.BeforeEffect})

			of := w.config(members{"a": 2}, nil)
			w.apply(of)

			if got := w.statuses(); got != "a=unknown" {
				t.Fatal(got)
			}

			answer := object{"resolve": object{w.delivered("a")["msgid"]: "not_sent"}}
			p := w.plan(with(with(of, answer), c.change(w)))
			p.problems.warnings().expect(t, "warning", c.want...)

			if got := strings.Contains(fmt.Sprint(p.problems), "Applying sends"); got != c.sends {
				t.Errorf("it says that it sends: %t, want %t\n%s", got, c.sends, p.problems)
			}
		})
	}
}
