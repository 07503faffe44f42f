package provider_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message that is found in the list is told with what became of the answer:
// it did not arrive, or it did and said nothing that could be read.
func TestMassMessage_whatBecameOfTheAnswer(t *testing.T) {
	const lost, unread = "its answer did not arrive", "no verdict could be read from the answer to it"

	for name, row := range map[string]struct {
		fault wecomsim.Fault
		words string
	}{
		"dropped":              {wecomsim.Fault{DropAt: wecomsim.AfterEffect}, lost},
		"cut off":              {wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: 10}, lost},
		"a page of a gateway":  {wecomsim.Fault{Body: []byte("<html>welcome</html>"), WithEffect: true}, unread},
		"HTTP 502":             {wecomsim.Fault{Status: 502, Body: []byte("<html>"), WithEffect: true}, unread},
		"an empty body":        {wecomsim.Fault{Body: []byte{}, WithEffect: true}, unread},
		"an ok without msgid":  {wecomsim.Fault{Body: []byte(`{"errcode":0,"errmsg":"ok"}`), WithEffect: true}, unread},
		"JSON without a code":  {wecomsim.Fault{Body: []byte(`{}`), WithEffect: true}, unread},
		"busy, after the send": {wecomsim.Fault{Errcode: -1, WithEffect: true}, unread},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			row.fault.Endpoint, row.fault.Count = "add_msg_template", 1
			sim.Arm(row.fault)

			_, applied := connected(t, sim).apply(helloTo(chen))
			applied.expect(t, "problem of the apply", at("msgid", "and the message was found", row.words))
		})
	}
}
