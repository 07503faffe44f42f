package provider_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// WeCom's own words may name somebody, and so may those of a gateway. The state
// has the code, and what our table says of it; the terminal has all of it.
func TestCampaign_aProblemNamesNobody(t *testing.T) {
	const who, group = "wma00000", "wra"

	busy := "system busy, external_userid " + who + ", chat_id " + group

	for name, row := range map[string]struct {
		fault  wecomsim.Fault
		status string
		want   []string
	}{
		"busy":           {wecomsim.Fault{Errcode: -1, Errmsg: busy}, "unknown", []string{"add_msg_template: errcode -1: WeCom was busy and gave no verdict."}},
		"of a gateway":   {wecomsim.Fault{Status: http.StatusInternalServerError, Errcode: 41048, Errmsg: busy}, "unknown", []string{"add_msg_template: HTTP status 500, errcode 41048: "}},
		"a code of none": {wecomsim.Fault{Errcode: 7, Errmsg: busy}, "unknown", []string{"add_msg_template: errcode 7."}},
		"refused":        {wecomsim.Fault{Errcode: 41048, Errmsg: busy}, "refused", []string{"WeCom refused it: add_msg_template: errcode 41048: "}},
	} {
		for _, chatType := range []string{"single", "group"} {
			t.Run(name+"/"+chatType, func(t *testing.T) {
				of := members{"a": 1, "b": 1}
				w := campaignOf(t, of, object{"request_timeout": "1s"})
				config := w.config(of, nil)

				if chatType == "group" {
					config = w.config(of, object{"chat_type": chatType, "recipients_file": w.file("groups.csv", "chat_id,sender", "wra,a", "wrb,b")})
				}

				row.fault.Endpoint, row.fault.Skip, row.fault.Count = "add_msg_template", 1, 1
				w.sim.Arm(row.fault)

				_, got := w.apply(config)
				if text := got.String(); !strings.Contains(text, who) {
					t.Errorf("the terminal does not say what WeCom has said:\n%s", text)
				}

				w.wantKept(row.status, who, group, row.want...)
			})
		}
	}
}

// wantKept fails unless one message of the state has a status and a problem
// that says this, and names neither that customer nor that group.
func (w *campaignWorld) wantKept(status, who, group string, want ...string) {
	w.t.Helper()

	problem := ""

	for one := range strings.FieldsSeq(w.statuses()) {
		if key, found := strings.CutSuffix(one, "="+status); found {
			problem = w.delivered(key)["problem"]
		}
	}

	for _, text := range want {
		if !strings.Contains(problem, text) {
			w.t.Errorf("it lacks %q: %s (%s)", text, problem, w.statuses())
		}
	}

	if strings.Contains(w.state.String(), who) || strings.Contains(problem, group) {
		w.t.Errorf("the state names somebody: %s", problem)
	}
}

// So it is where a refresh cannot look.
func TestCampaign_aFailedLookNamesNobody(t *testing.T) {
	w, _ := losing(t, true)

	w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 40058, Errmsg: "invalid, external_userid wma00000"})
	w.restart(time.Minute)
	w.refresh()
	w.wantKept("unknown", "wma00000", "wra", "The last look failed: get_groupmsg_list_v2: errcode 40058: ")
}

// And where nobody could compare who has a message that was found.
func TestCampaign_peopleNotComparedNamesNobody(t *testing.T) {
	of := members{"a": 1, "b": 1}
	w := campaignOf(t, of, nil)
	w.mustApply(w.config(of, nil))

	w.sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_send_result", Errcode: 40058, Errmsg: "invalid, external_userid wma00000"})
	got := w.loseState(w.config(of, nil))

	if !strings.Contains(w.statuses(), "unknown") {
		t.Fatalf("%s\n%s", w.statuses(), got)
	}

	w.wantKept("unknown", "wma00000", "wra", "could not be compared: get_groupmsg_send_result: errcode 40058: ")
}
