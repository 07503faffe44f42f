// Package campaign is one content for an audience of any size: many messages,
// each sent at most once, one after the other. It knows WeCom, files and the
// journal, and nothing of Terraform.
//
// What the audience is and how it is cut is internal/audience. A [Run] sends
// the messages that are left, each through the engine of a single one, see
// [wecom.Client.DeliverMassMessage].
package campaign
