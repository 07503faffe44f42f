package faultmatrix

import (
	"fmt"
	"net/http"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// gatewayPoints are answers in WeCom's form that WeCom has not written: those
// of gateways, with the HTTP status or a code of WeCom's own as errcode, and
// those of filters, which WeCom's answer never reached.
func gatewayPoints() []point {
	var all []point

	for _, row := range []struct {
		status int
		body   string
	}{
		{504, `{"errcode":504,"errmsg":"gateway timeout"}`},
		{200, `{"errcode":504,"errmsg":"gateway timeout"}`},
		{502, `{"errcode":502,"msgid":""}`},
		{500, `{"errcode":40096,"errmsg":"invalid external userid"}`},
		{401, `{"errcode":40014,"errmsg":"invalid access_token"}`},
		{200, `{"errcode":"40014","errmsg":"invalid access_token"}`},
		{429, `{"errcode":45009,"errmsg":"api freq out of limit"}`},
		{200, `{"errcode":"45033"}`},
		{200, `{"errcode":40096,"msgid":"msgX"}`},
		{200, `{"errcode":39999}`},
		{200, `{"errcode":-2}`},
		{200, `<html><body>blocked</body></html>`},
	} {
		for _, effect := range []bool{false, true} {
			all = append(all, point{
				name: fmt.Sprintf("%d %s, effect %t", row.status, row.body, effect), effect: effect,
				faults: send(wecomsim.Fault{Status: row.status, Body: []byte(row.body), WithEffect: effect}),
			})
		}
	}

	return inGroup("gateway", all)
}

// clockPoints tell a wrong time, or are far from our clock, and lose the
// answer.
func clockPoints() []point {
	lost := wecomsim.Fault{DropAt: wecomsim.AfterEffect}
	date := func(ahead time.Duration) map[string]string {
		return map[string]string{"Date": wecomtest.NewClock().Now().Add(ahead).UTC().Format(http.TimeFormat)}
	}

	var all []point

	for _, skew := range []time.Duration{-26 * time.Hour, -4 * time.Minute, 90 * time.Second, 3 * time.Hour} {
		all = append(all,
			point{name: fmt.Sprintf("skew %s", skew), effect: true, skew: skew, faults: send(lost)},
			point{name: fmt.Sprintf("skew %s, swallowed", skew), skew: skew, faults: send(wecomsim.Fault{DropAt: wecomsim.BeforeEffect})},
		)
	}

	for _, ahead := range []time.Duration{8 * time.Hour, -8 * time.Hour, 20 * time.Minute, -20 * time.Minute} {
		gateway := wecomsim.Fault{Endpoint: tokenEndpoint, Count: 1, Status: 502, Body: []byte("<html>"), Header: date(ahead)}
		answer := wecomsim.Fault{Endpoint: tokenEndpoint, Count: 1, WithEffect: true, Header: date(ahead)}

		all = append(all,
			point{name: fmt.Sprintf("Date %s of a gateway at the token", ahead), effect: true, faults: append(send(lost), gateway)},
			point{name: fmt.Sprintf("Date %s of a gateway at the send", ahead), effect: true, faults: send(wecomsim.Fault{Status: 504, Body: []byte(`{"errcode":504}`), WithEffect: true, Header: date(ahead)})},
			point{name: fmt.Sprintf("Date %s beside the token", ahead), effect: true, misled: true, faults: append(send(lost), answer)},
			// What every answer says is believed, and so the message is out of
			// the time in which it can be proven. It is searched for all the
			// same.
			point{name: fmt.Sprintf("Date %s on every answer", ahead), effect: true, blind: true, misdated: true, front: front{ahead: ahead}, faults: send(lost)},
		)
	}

	return inGroup("clock", all)
}

// informPoints put statuses 1xx before the answer, or in its place.
func informPoints() []point {
	return inGroup("1xx", []point{
		{name: "100, 102 and 103 before the answer", effect: true, answer: accepts, front: front{announce: []int{100, 102, 103}}},
		{name: "103 before a refusal", answer: refuses, front: front{announce: []int{103}}, faults: send(wecomsim.Fault{Errcode: 40096})},
		{name: "103 before a lost answer", effect: true, front: front{announce: []int{103}}, faults: send(wecomsim.Fault{DropAt: wecomsim.AfterEffect})},
		{name: "101 without the effect", front: front{switches: true}},
		{name: "101 after the effect", effect: true, front: front{switches: true, switchesAfter: true}},
	})
}

// latePoints hand the send over to the server when its client has given up.
func latePoints() []point {
	return inGroup("late", []point{
		{name: "while it is looked for", effect: true, front: front{keep: 1}, during: true},
		{name: "a second after the run", effect: true, late: true, front: front{keep: 1}, after: time.Second},
		{name: "9 s after the run", effect: true, late: true, front: front{keep: 1}, after: 9 * time.Second},
		{name: "5 minutes after the run", effect: true, late: true, front: front{keep: 1}, after: 5 * time.Minute},
		{name: "15 minutes after the run", effect: true, late: true, front: front{keep: 1}, after: 15 * time.Minute},
	})
}
