package draft

import (
	"maps"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// WrittenHash is the hash of a file as a configuration has it.
type WrittenHash struct {
	SHA256 string
	// Late is true for one that is not known yet.
	Late bool
}

// WrittenHashes are those of a configuration: of the files of attachments by
// their places, and of the recipients.
type WrittenHashes struct {
	Media      map[int]WrittenHash
	Recipients WrittenHash
}

// None reports whether a configuration has no hash, as most have none.
func (w WrittenHashes) None() bool { return len(w.Media) == 0 && w.Recipients == WrittenHash{} }

// TakeHashes takes the hashes of a configuration, before its files are read.
//
// Terraform puts what was sent into a configuration with ignore_changes, the
// hash among it. So one that is that of the sent message means that the file
// does not count, and the file is not read. Any other one must be that of the
// file if the message is to be sent.
func (d *Draft) TakeHashes(written WrittenHashes, sent Draft) {
	d.hashes, d.keptMedia = written, map[int]string{}

	for i, hash := range written.Media {
		if hash.Late {
			d.Unknown["attachments"] = true
			continue
		}

		if i < len(d.Message.Attachments) && hash.SHA256 != "" && hash.SHA256 == recordedHash(sent, i, d.Message.Attachments[i]) {
			d.keptMedia[i] = hash.SHA256
		}
	}

	if written.Recipients.Late {
		d.Unknown["recipients_file"] = true
	}

	if hash := written.Recipients.SHA256; hash != "" && hash == sent.RecipientsSHA256 && d.RecipientsFile != "" {
		d.keptRecipients = sent.RecipientsCount
	}
}

// recordedHash is the hash of the i-th attachment of a sent message, if it is
// one of the same kind with a file.
func recordedHash(sent Draft, i int, a wecom.Attachment) string {
	if i >= len(sent.Message.Attachments) || uploadOf(a) == nil || sent.Message.Attachments[i].MsgType != a.MsgType {
		return ""
	}

	if recorded := uploadOf(sent.Message.Attachments[i]); recorded != nil {
		return recorded.SHA256
	}

	return ""
}

// ReadKept reads the files that did not count, since a new message is sent
// after all.
func (d *Draft) ReadKept() {
	kept := d.keptMedia
	d.keptMedia = nil

	for _, i := range slices.Sorted(maps.Keys(kept)) {
		d.readUpload(i, d.Message.Attachments[i])
	}

	if d.keptRecipients > 0 {
		d.keptRecipients = 0
		d.RecipientsSHA256, d.RecipientsCount = "", 0
		d.ReadRecipientsFile()
		d.judgeRecipientsHash()
	}
}

// HashOf is what a plan has for the hash of the i-th attachment: as it is
// written, or that of the file. A plan must not change what is written, even
// where that is no hash.
func (d Draft) HashOf(i int) (hash WrittenHash, isWritten bool) {
	if written, ok := d.hashes.Media[i]; ok {
		return written, true
	}

	if i >= len(d.Message.Attachments) {
		return WrittenHash{}, false
	}

	if upload := uploadOf(d.Message.Attachments[i]); upload != nil {
		return WrittenHash{SHA256: upload.SHA256}, false
	}

	return WrittenHash{}, false
}

// WrittenRecipients is the hash of the recipients as it is written.
func (d Draft) WrittenRecipients() WrittenHash { return d.hashes.Recipients }

// howToMend ends what is said of a hash that is not that of the file.
const howToMend = "Leave the hash out, or write that of the file. Where ignore_changes keeps what was sent, a new message cannot have another file: put the file back, or take it out of ignore_changes."

// judgeHash judges the written hash of a file that was read.
func (d *Draft) judgeHash(at problem.Path, i int, sha256 string) {
	written := d.hashes.Media[i].SHA256
	if written == "" || sha256 == "" || written == sha256 {
		return
	}

	d.unsendable.Errorf(at, "Hash of another content", "%s has the SHA-256 %s, and the configuration says %s. %s",
		uploadOf(d.Message.Attachments[i]).Path, sha256, written, howToMend)
}

// judgeRecipientsHash judges the written hash of recipients that are known.
func (d *Draft) judgeRecipientsHash() {
	written := d.hashes.Recipients.SHA256
	if written == "" || written == d.RecipientsSHA256 || d.UnknownRecipients() || d.lacks("recipients_file") || len(d.Problems.Errors()) > 0 {
		return
	}

	d.unsendable.Errorf(problem.Root("recipients_sha256"), "Hash of other recipients", "the configuration says %s, and that of the recipients is %q. %s",
		written, d.RecipientsSHA256, howToMend)
}
