// Package draft is what a configuration says about a message, with the files
// that it names. A [Draft] is compared with what was sent; an [Order] is a
// draft that may be sent, and only an order has a message to deliver.
//
// The package knows WeCom's messages and files, and nothing of Terraform. What
// is wrong comes out as plain values, see internal/problem.
package draft

import (
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Draft is a configuration as a request, as far as it is known. Its message is
// as it is sent, see [wecom.MassMessage.ToSend].
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

	// written is the message with its texts as they are written. Earlier builds
	// have sent and recorded these.
	written wecom.MassMessage
	// unusable are the errors of files that a send needs and that are not there
	// or cannot be sent. A message that was sent needs none of them.
	unusable problem.List
	// unsendable are the errors of files that are there and can be read, and
	// that must not be sent: of their names, and of hashes that are not theirs.
	// Unlike the content of an unusable file, theirs can be compared.
	unsendable problem.List
	// odd are the warnings about files that can be sent. Of a message that was
	// sent they are no news.
	odd problem.List

	// hashes are those of the configuration.
	hashes WrittenHashes
	// keptMedia are the hashes of files that do not count, see
	// [Draft.TakeHashes], and keptRecipients is the number of recipients where
	// their file does not; 0 where it does.
	keptMedia      map[int]string
	keptRecipients int
	// rows are those of the recipients file, once it is read.
	rows []Row
}

// New is a draft whose files have not been read.
func New(message wecom.MassMessage, recipientsFile string, unknown map[string]bool, problems problem.List) Draft {
	d := Draft{Message: message.ToSend(), written: message, Unknown: unknown, RecipientsFile: recipientsFile, Problems: problems}
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

// For is a draft for some of its recipients.
func (d Draft) For(ids []string) Draft {
	if d.Message.ChatType == wecom.ChatTypeGroup {
		d.Message.ChatIDList = ids
	} else {
		d.Message.ExternalUserID = ids
	}

	d.digestRecipients()

	return d
}

// AllProblems are those of what is written and those of its files.
func (d Draft) AllProblems() problem.List {
	return slices.Concat(d.Problems, d.unusable, d.unsendable, d.odd)
}

// ProblemsOfASent are those that are told of a message that was sent.
func (d Draft) ProblemsOfASent() problem.List {
	return slices.Concat(d.Problems, d.unusable).WhereNothingIsSent()
}

// ProblemsOfAWritten are those that are told where nobody knows whether the
// message was sent.
func (d Draft) ProblemsOfAWritten() problem.List {
	return slices.Concat(d.Problems, d.unusable, d.unsendable).WhereNothingIsSent()
}

// UnknownRecipients reports whether who receives the message is not known yet.
// The list that WeCom ignores does not matter.
func (d Draft) UnknownRecipients() bool {
	switch {
	case d.Unknown["chat_type"], d.Unknown["recipients_file"]:
		return true
	case d.Message.ChatType == wecom.ChatTypeGroup:
		return d.Unknown["chat_id_list"]
	default:
		return d.Unknown["external_userid"]
	}
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
