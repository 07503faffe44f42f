package clitest_test

import (
	"net/http"
	"time"
)

// reply is what happens to one request. The zero value loses it: the connection
// is closed, and the request goes no further.
type reply struct {
	// match picks the request by a part of its body.
	match string
	// hold is called when the request has arrived.
	hold func()
	// forward lets the request through, whatever is answered.
	forward bool
	// late lets it through so long after the client has given up.
	late time.Duration

	// status and what follows are the answer of the gateway, instead of
	// closing.
	status int
	body   string
	header map[string]string

	// pass answers with what the simulator said.
	pass bool
	// cut answers with the first half of what the simulator said.
	cut bool
	// early answers with a 103 before what the simulator said.
	early bool
	// upgrade answers with a 101 and then nothing, until the client goes or the
	// gateway has enough.
	upgrade bool
}

// How long a gateway keeps a connection that it has upgraded.
const upgradedFor = 6 * time.Second

func lostBefore() reply { return reply{} }

func lostAfter() reply { return reply{forward: true} }

// passed goes through as it would without a script.
func passed() reply { return reply{forward: true, pass: true} }

// gateway is an answer that WeCom did not write: before the effect, or after.
func gateway(status int, body string, forward bool) reply {
	return reply{forward: forward, status: status, body: body}
}

// dated gives the answer a Date that is so far off.
func (r reply) dated(ahead time.Duration) reply {
	r.header = map[string]string{"Date": time.Now().Add(ahead).UTC().Format(http.TimeFormat)}
	return r
}

// to picks the request whose body has this in it.
func (r reply) to(match string) reply {
	r.match = match
	return r
}
