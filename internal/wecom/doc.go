// Package wecom is a client of the WeCom (企业微信) server API, as far as a
// company needs it to send customer mass messages (创建企业群发).
//
// It knows HTTP and WeCom, and nothing of Terraform. Time, randomness, the
// network and the log come in through [Config]; there is no package state.
//
// The send has its own rules, because it cannot be taken back and WeCom has no
// idempotency key: see [Client.DeliverMassMessage] and [Outcome]. Everything else
// is a read, or an upload that harms nobody when it is repeated.
package wecom
