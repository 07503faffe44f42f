package draft

import (
	"errors"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

// missingFile is a file that a configuration names and that does not exist, or
// could not be sent. Whether that matters depends on whether the message is
// still to be sent.
type missingFile struct {
	at   problem.Path
	name string
	// summary and why say it, where more can be said than that it does not
	// exist. They hold no content of a file.
	summary, why string
}

// missing is a file that cannot be opened, as there is none.
func missing(at problem.Path, name string, err error) missingFile {
	f := missingFile{at: at, name: name}

	if absent, ok := errors.AsType[*regularfile.AbsentError](err); ok {
		f.summary, f.why = absent.Summary, absent.Reason
	}

	return f
}

// Absence says that a file does not exist, or what stands in its place.
func Absence(name string, err error) string {
	if f := missing(nil, name, err); f.why != "" {
		return f.why
	}

	return name + " does not exist."
}

// ReadFiles reads the files that the message names: the recipients into the
// message, and the hashes of media into their uploads.
func (d *Draft) ReadFiles() {
	d.ReadRecipientsFile()
	d.judgeRecipientsHash()
	d.readMedia()
}

// LacksFiles reports whether a file does not exist.
func (d Draft) LacksFiles() bool { return len(d.missing) > 0 }

// lacks reports whether the file of a top-level attribute does not exist.
func (d Draft) lacks(name string) bool {
	return slices.ContainsFunc(d.missing, func(f missingFile) bool { return f.at.Attribute() == name })
}

// MustHaveFiles are the errors of files that a send needs and that do not
// exist, or that must not be sent.
func (d Draft) MustHaveFiles() problem.List {
	var all problem.List

	for _, f := range d.missing {
		if f.why != "" {
			all.Errorf(f.at, f.summary, "%s", f.why)
			continue
		}

		all.Errorf(f.at, "File not found", "%s does not exist. A file that the same apply writes must be named through an attribute of the resource that writes it which is known only after that (its id, for example), so that it is read then.", f.name)
	}

	return append(all, d.unsendable...)
}

// WarnOfMissingFiles says that files of a sent message do not exist any more,
// which changes nothing.
func (d Draft) WarnOfMissingFiles() problem.List {
	var all problem.List

	for _, f := range d.missing {
		why := f.why
		if why == "" {
			why = f.name + " does not exist any more."
		}

		all.Warnf(f.at, "A file of a sent message is gone", "%s The message was sent, so the file is not needed; what the state recorded of it stays.", why)
	}

	return all
}
