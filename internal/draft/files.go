package draft

import (
	"errors"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

// ReadFiles reads the files that the message names: the recipients into the
// message, and the hashes of media into their uploads. One that is gone and one
// that cannot be sent are alike: a send needs it, and a message that was sent
// does not.
func (d *Draft) ReadFiles() {
	d.judgeText()
	d.ReadRecipientsFile()
	d.judgeRecipientsHash()
	d.readMedia()
}

// noFile says that there is no file of this name, or what stands in its place.
func (d *Draft) noFile(at problem.Path, name string, err error) {
	if absent, ok := errors.AsType[*regularfile.AbsentError](err); ok {
		d.unusable.Errorf(at, absent.Summary, "%s", absent.Reason)
		return
	}

	d.unusable.Errorf(at, "File not found", "%s A file that the same apply writes must be named through an attribute of the resource that writes it which is known only after that (its id, for example), so that it is read then.", notThere(name))
}

// AbsenceSummary is the summary of that in a few words.
func AbsenceSummary(err error) string {
	if absent, ok := errors.AsType[*regularfile.AbsentError](err); ok {
		return absent.Summary
	}

	return "File not found"
}

// Absence says that a file does not exist, or what stands in its place.
func Absence(name string, err error) string {
	if absent, ok := errors.AsType[*regularfile.AbsentError](err); ok {
		return absent.Reason
	}

	return notThere(name)
}

// LacksRecipients reports whether the recipients are in a file that is not
// there or cannot be sent.
func (d Draft) LacksRecipients() bool { return d.lacks("recipients_file") }

// lacks reports whether a file of a top-level attribute is not there or cannot
// be sent.
func (d Draft) lacks(name string) bool {
	return slices.ContainsFunc(d.unusable, func(p problem.Problem) bool { return p.At.Attribute() == name })
}

// AudienceInDoubt reports whether what is written now can hardly be those who
// got the message.
func (d Draft) AudienceInDoubt() bool {
	return slices.ContainsFunc(Parts(), func(p Part) bool { return p.Audience && d.inDoubt(p.Attribute(d)) })
}

// inDoubt reports whether an attribute has a problem that forbids to send, so
// that it can hardly be what was sent.
func (d Draft) inDoubt(name string) bool {
	return slices.ContainsFunc(d.AllProblems().Errors(), func(p problem.Problem) bool { return p.At.Attribute() == name })
}
