// Package draft is what a configuration says about a message, with the files
// that it names. A [Draft] is compared with what was sent; an [Order] is a
// draft that may be sent, and only an order has a message to deliver.
//
// The package knows WeCom's messages and files, and nothing of Terraform. What
// is wrong comes out as plain values, see internal/problem.
package draft

import (
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Draft is a configuration as a request, as far as it is known.
type Draft struct {
	Message wecom.MassMessage
	// Unknown are the top-level attributes that are not wholly known.
	Unknown map[string]bool
	// RecipientsFile is the path that stands for a list of recipients; empty if
	// none does. Its ids are in the message once the files are read.
	RecipientsFile string
	// RecipientsSHA256 and RecipientsCount name the recipients; empty where
	// WeCom decides who they are.
	RecipientsSHA256 string
	RecipientsCount  int
	// Problems are all problems of what is known: errors, and warnings about
	// what WeCom will ignore.
	Problems problem.List

	missing []missingFile
	// unsendable are the errors of files that are there and must not be sent,
	// and oddFiles the warnings of those that can be sent.
	unsendable, oddFiles problem.List

	written WrittenHashes
	// keptMedia are the hashes of files that do not count, see
	// [Draft.TakeHashes], and keptRecipients is the number of recipients where
	// their file does not; 0 where it does.
	keptMedia      map[int]string
	keptRecipients int
}

// New is a draft whose files have not been read.
func New(message wecom.MassMessage, recipientsFile string, unknown map[string]bool, problems problem.List) Draft {
	d := Draft{Message: message, Unknown: unknown, RecipientsFile: recipientsFile, Problems: problems}
	d.digestRecipients()

	return d
}

// digestRecipients names the recipients by their hash and their number, where
// the message names them.
func (d *Draft) digestRecipients() {
	ids := d.Message.ExternalUserID
	if d.Message.ChatType == wecom.ChatTypeGroup {
		ids = d.Message.ChatIDList
	}

	if len(ids) > 0 {
		d.RecipientsSHA256, d.RecipientsCount = wecom.RecipientsDigest(ids), len(ids)
	}
}

// UnknownRecipients reports whether who receives the message is not known yet.
func (d Draft) UnknownRecipients() bool {
	return d.Unknown["external_userid"] || d.Unknown["chat_id_list"] || d.Unknown["recipients_file"] || d.Unknown["chat_type"]
}

// namesCustomers reports whether customers are named by their ids, known or
// not.
func (d Draft) namesCustomers() bool {
	return d.Message.ChatType == wecom.ChatTypeSingle &&
		(len(d.Message.ExternalUserID) > 0 || d.RecipientsFile != "" || d.Unknown["external_userid"] || d.Unknown["recipients_file"])
}

// Text is what the message says, or "".
func (d Draft) Text() string {
	if d.Message.Text == nil {
		return ""
	}

	return d.Message.Text.Content
}
