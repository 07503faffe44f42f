// Package wecom is a client of the WeCom (企业微信) server API, as far as a
// company needs it to send customer mass messages (创建企业群发).
//
// It knows HTTP and WeCom, and nothing of Terraform. Time, randomness, the
// network and the log come in through [Config]; there is no package state.
//
// The send has its own rules, because it cannot be taken back and WeCom has no
// idempotency key: see [Client.DeliverMassMessage] and [Outcome]. Everything
// else but the calls of effect.go is a read, or an upload that harms nobody
// when it is repeated.
//
// The files delivery*.go are the engine that delivers a message at most once.
// delivery.go is its story: look for the message in WeCom's list, send it, and
// look for it again if the answer is lost. A message runs through it as its
// fingerprint, [Sent]. Messages of the same words that this process sends know
// of each other (inflight), and those whose outcome nobody knows are kept as
// [Lookalike] for a later run. A [Trace] is what a later run finds a message
// by.
//
// delivery_journal*.go note a send in the journal (internal/journal) before it
// leaves and after its answer, as [JournalKeys], so that also a run without a
// state knows of it. Whom it went to stands there as "who", delivery_who.go: a
// piece of a digest of each person, never an id. [SendWindow] is when a message
// may leave; it is asked for once more right before the POST.
//
// effect.go has the only POST of what must not be repeated, and outcome.go
// judges how it ended.
package wecom
