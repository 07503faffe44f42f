package faultmatrix

import (
	"fmt"
	"maps"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const (
	tokenEndpoint  = "gettoken"
	uploadEndpoint = "upload"
	taskEndpoint   = "get_groupmsg_task"
	resultEndpoint = "get_groupmsg_send_result"
)

// brokenAnswers are ways in which a call without effects can fail for good.
func brokenAnswers() map[string]wecomsim.Fault {
	return map[string]wecomsim.Fault{
		"dropped before":  {DropAt: wecomsim.BeforeRead},
		"dropped after":   {DropAt: wecomsim.AfterEffect},
		"cut":             {DropAt: wecomsim.InAnswer, AnswerBytes: 10},
		"redirected":      {Status: 302, Header: map[string]string{"Location": "/elsewhere"}},
		"forbidden":       {Status: 403, Body: []byte("<html>")},
		"bad gateway":     {Status: 502, Body: []byte("<html>")},
		"busy":            {Errcode: -1},
		"refused":         {Errcode: 48002},
		"rate":            {Errcode: 45009},
		"not JSON":        {Body: []byte("<html>")},
		"of another form": {Body: []byte(`{"errcode":0,"access_token":7,"task_list":7,"send_list":"x"}`)},
	}
}

// isRepeated tells whether the client tries a call without effects again after
// such an answer.
func isRepeated(name string) bool {
	return !slices.Contains([]string{"redirected", "forbidden", "refused", "of another form"}, name)
}

// tokenPoints break the fetching of the token.
func tokenPoints() []point {
	var all []point

	for _, name := range slices.Sorted(maps.Keys(brokenAnswers())) {
		fault := brokenAnswers()[name]
		fault.Endpoint = tokenEndpoint
		all = append(all, point{name: name, answer: refuses, faults: []wecomsim.Fault{fault}})
	}

	for _, code := range []int{40001, 40013, 40091, 60020, 50003} {
		all = append(all, point{name: fmt.Sprint(code), answer: refuses, faults: []wecomsim.Fault{{Endpoint: tokenEndpoint, Errcode: code}}})
	}

	all = append(all,
		point{name: "hangs", answer: refuses, short: quick, faults: []wecomsim.Fault{{Endpoint: tokenEndpoint, HangAt: wecomsim.BeforeEffect}}},
		point{name: "fails for a moment", effect: true, answer: accepts, faults: []wecomsim.Fault{{Endpoint: tokenEndpoint, Count: 2, DropAt: wecomsim.AfterEffect}}},
		point{name: "revoked before the send", effect: true, answer: accepts, revoke: true},
		point{name: "revoked before the send, cannot be renewed", answer: refuses, revoke: true, faults: []wecomsim.Fault{{Endpoint: tokenEndpoint, Skip: 1, DropAt: wecomsim.BeforeEffect}}},
	)

	return inGroup("token", all)
}

// checkPoints fail for a moment while the check before the send reads the
// list. (That it fails for good is a state of the list.)
func checkPoints() []point {
	var all []point

	for _, name := range slices.Sorted(maps.Keys(brokenAnswers())) {
		fault := brokenAnswers()[name]
		if !isRepeated(name) {
			continue
		}

		fault.Endpoint, fault.Count = listEndpoint, 1
		all = append(all, point{name: name + " once", effect: true, answer: accepts, inCheck: true, faults: []wecomsim.Fault{fault}})
	}

	return inGroup("check", all)
}

// uploadPoints break the upload of a file, or what comes after it.
func uploadPoints() []point {
	all := []point{
		{name: "nothing breaks", effect: true, answer: accepts},
		{name: "lost answer of the send", effect: true, faults: send(wecomsim.Fault{DropAt: wecomsim.AfterEffect})},
		{name: "swallowed send", faults: send(wecomsim.Fault{DropAt: wecomsim.BeforeEffect})},
		{name: "hangs", answer: refuses, short: quick, faults: []wecomsim.Fault{{Endpoint: uploadEndpoint, HangAt: wecomsim.BeforeEffect}}},
		{name: "cancelled", answer: refuses, cancel: uploadEndpoint},
		{name: "without a media_id", answer: refuses, faults: []wecomsim.Fault{{Endpoint: uploadEndpoint, Body: []byte(`{"errcode":0}`)}}},
	}

	for _, name := range slices.Sorted(maps.Keys(brokenAnswers())) {
		fault := brokenAnswers()[name]
		fault.Endpoint = uploadEndpoint
		all = append(all, point{name: name, answer: refuses, faults: []wecomsim.Fault{fault}})
	}

	for i := range all {
		all[i].file = true
	}

	return inGroup("upload", all)
}

// givenPoints are those of a message with a media id that a person gives.
func givenPoints() []point {
	all := []point{
		{name: "nothing breaks", effect: true, answer: accepts},
		{name: "lost answer of the send", effect: true, faults: send(wecomsim.Fault{DropAt: wecomsim.AfterEffect})},
		{name: "swallowed send", faults: send(wecomsim.Fault{DropAt: wecomsim.BeforeEffect})},
	}

	for i := range all {
		all[i].file, all[i].given = true, true
	}

	return inGroup("media id", all)
}

// lookupPoints lose the answer of the send and break the lookup, too.
func lookupPoints() []point {
	var all []point

	add := func(name string, blind bool, fault wecomsim.Fault) {
		all = append(all, point{
			name: name, effect: true, blind: blind,
			faults: send(wecomsim.Fault{DropAt: wecomsim.AfterEffect}), then: []wecomsim.Fault{fault},
		})
	}

	for _, endpoint := range []string{taskEndpoint, resultEndpoint} {
		for _, name := range slices.Sorted(maps.Keys(brokenAnswers())) {
			fault := brokenAnswers()[name]
			fault.Endpoint = endpoint
			add(endpoint+" "+name, true, fault)

			if isRepeated(name) {
				fault.Count = 1
				add(endpoint+" "+name+" once", false, fault)
			}
		}

		add(endpoint+" dispatching for ever", true, wecomsim.Fault{Endpoint: endpoint, Errcode: 41063})
		add(endpoint+" dispatching twice", false, wecomsim.Fault{Endpoint: endpoint, Count: 2, Errcode: 41063})
	}

	return inGroup("lookup", all)
}

// cancelPoints cancel the run, as Ctrl-C does, when a request arrives.
func cancelPoints() []point {
	lost := send(wecomsim.Fault{DropAt: wecomsim.AfterEffect})
	swallowed := send(wecomsim.Fault{DropAt: wecomsim.BeforeEffect})

	return inGroup("cancel", []point{
		{name: "token", answer: refuses, cancel: tokenEndpoint},
		{name: "check", answer: refuses, cancel: listEndpoint, inCheck: true},
		{name: "send", effect: true, answer: accepts, cancel: sendEndpoint},
		{name: "send that is refused", answer: refuses, cancel: sendEndpoint, faults: send(wecomsim.Fault{Errcode: 40096})},
		{name: "send whose token is refused", answer: refuses, cancel: sendEndpoint, faults: send(wecomsim.Fault{Errcode: 42001})},
		{name: "send that is limited", answer: refuses, cancel: sendEndpoint, faults: send(wecomsim.Fault{Errcode: 45009})},
		{name: "send whose answer is lost", effect: true, cancel: sendEndpoint, faults: lost},
		{name: "send that is swallowed", cancel: sendEndpoint, faults: swallowed},
		{name: "lookup in the list", effect: true, cancel: listEndpoint, afterSend: true, faults: lost},
		{name: "lookup of tasks", effect: true, cancel: taskEndpoint, afterSend: true, faults: lost},
		{name: "lookup of results", effect: true, cancel: resultEndpoint, afterSend: true, faults: lost},
	})
}
