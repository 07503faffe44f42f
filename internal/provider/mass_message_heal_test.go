package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// nobodys is a customer of nobody.
const nobodys = "woSIM0000000000000000000000009AA"

// listedLater is a message of unknown status that WeCom lists by now, in the
// hands of the next run.
func listedLater(t *testing.T, config object) (simulation, *lifecycle) {
	t.Helper()

	sim, clock := simulateHastily(t)
	message := connected(t, sim, clock)

	sim.SetListLag(time.Hour)
	sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect, Count: 1})
	message.apply(config)
	message.checkUnknown(sim)

	message.restart(sim, clock)
	sim.SetListLag(0)

	return sim, message
}

// A refresh that finds a message says who of those asked for is not in it, and
// how it is known that WeCom could not reach them. The ids come from the list
// in the state, or from the recipients file, which the state knows by digest.
func TestMassMessage_aHealNamesWhoCannotBeReached(t *testing.T) {
	const ofMember, ofNobody = "customers of zhangsan", "asked for each of them"

	file := func() object {
		return with(hello(), object{"recipients_file": recipientsFile(t, chen+"\n"+nobodys+"\n")})
	}

	for name, row := range map[string]struct {
		config object
		how    string
	}{
		"a list of a member":  {with(helloTo(chen, nobodys), object{"sender": "zhangsan"}), ofMember},
		"a list of no sender": {helloTo(chen, nobodys), ofNobody},
		"a file of a member":  {file(), ofMember},
		"a file of no sender": {with(file(), object{"sender": nil}), ofNobody},
	} {
		t.Run(name, func(t *testing.T) {
			sim, message := listedLater(t, row.config)
			message.refresh().expect(t, "problem of the refresh", at("msgid", "A message whose outcome was not known was found", "1 recipient", nobodys, row.how, "fail_list"))

			want := tftypes.NewValue(tftypes.String, nobodys)

			var failed []tftypes.Value
			if err := attributesOf(t, message.state)["fail_list"].As(&failed); err != nil || len(failed) != 1 || !failed[0].Equal(want) {
				t.Errorf("fail_list %s, %v; want %s", failed, err, want)
			}

			if status := message.attribute("status"); status != "created" || sim.posts() != 1 {
				t.Errorf("status %s, %d POSTs; want created and 1", status, sim.posts())
			}
		})
	}
}

// timeouts.read bounds the look of a refresh, and not the timeout of a call.
func TestMassMessage_theTimeoutOfReadBoundsTheHeal(t *testing.T) {
	for name, row := range map[string]struct {
		timeouts any
		status   string
		want     expectation
	}{
		"one second": {object{"read": "1s"}, "unknown", at("status", "still not known", "The look did not end within 1s", "timeouts.read")},
		"left out":   {nil, "created", at("msgid", "was found")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			sim, message := listedLater(t, with(helloTo(chen), object{"timeouts": row.timeouts}))
			sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_send_result", DelayBefore: 3 * time.Second, AbandonOnDisconnect: true})

			got := message.refresh()
			got.expect(t, "problem of the refresh", row.want)

			for _, p := range got {
				if strings.Contains(p.detail, "request_timeout") {
					t.Errorf("it is put to request_timeout\n%s", got)
				}
			}

			if status := message.attribute("status"); status != row.status {
				t.Errorf("status %s, want %s", status, row.status)
			}
		})
	}
}

// An import into a configuration with a customer more than WeCom lists records
// those whom it lists.
func TestMassMessage_anImportCountsWhomWeComLists(t *testing.T) {
	sim := simulate(t)
	message := connected(t, sim)
	message.apply(helloTo(chen))

	imports := connected(t, sim)
	imports.imported(message.attribute("msgid"))
	imports.refresh().expect(t, "problem of the refresh")

	_, applied := imports.apply(helloTo(chen, lin))
	applied.errors().expect(t, "error of the apply")

	if got, want := attributesOf(t, imports.state)["recipients_count"], tftypes.NewValue(tftypes.Number, 1); !got.Equal(want) {
		t.Errorf("recipients_count is %s, want %s", got, want)
	}

	if sim.posts() != 1 {
		t.Errorf("%d POSTs, want 1", sim.posts())
	}
}
