package draft

import (
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// missingFile is a file that a configuration names and that does not exist.
// Whether that matters depends on whether the message is still to be sent.
type missingFile struct {
	at   problem.Path
	name string
}

// ReadFiles reads the files that the message names: the recipients into the
// message, and the hashes of media into their uploads.
func (d *Draft) ReadFiles() {
	d.ReadRecipientsFile()
	d.readMedia()
}

// LacksFiles reports whether a file does not exist.
func (d Draft) LacksFiles() bool { return len(d.missing) > 0 }

// lacks reports whether the file of a top-level attribute does not exist.
func (d Draft) lacks(name string) bool {
	return slices.ContainsFunc(d.missing, func(f missingFile) bool { return f.at.Attribute() == name })
}

// MustHaveFiles are the errors of files that a send needs and that do not
// exist.
func (d Draft) MustHaveFiles() problem.List {
	var all problem.List

	for _, f := range d.missing {
		all.Errorf(f.at, "File not found", "%s does not exist. A file that the same apply writes must be named through an attribute of the resource that writes it which is known only after that (its id, for example), so that it is read then.", f.name)
	}

	return all
}

// WarnOfMissingFiles says that files of a sent message do not exist any more,
// which changes nothing.
func (d Draft) WarnOfMissingFiles() problem.List {
	var all problem.List

	for _, f := range d.missing {
		all.Warnf(f.at, "A file of a sent message is gone", "%s does not exist any more. The message was sent, so the file is not needed; what the state recorded of it stays.", f.name)
	}

	return all
}
