// Package problem says what is wrong with a configuration, and where, as plain
// values. What finds a problem needs nothing of Terraform; what shows it to a
// person turns it into a diagnostic.
package problem

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Problem is one thing that is wrong. The detail begins with the path, so that
// a text without its path says where to look.
type Problem struct {
	At      Path
	Summary string
	Detail  string
	Severity
}

// Severity is what a problem forbids. Every problem gets it where it is found,
// and nowhere else is a second list of them.
type Severity int

const (
	// ForbidsToSend is an error of what is to be sent: limits, ids, blank
	// texts, empty lists, files. A message that was sent may have it. It is the
	// rule, so that a new check stops nobody from a destroy.
	ForbidsToSend Severity = iota
	// ForbidsToExist is an error of what could never have been sent: kinds,
	// types, two values for one, a missing required name.
	ForbidsToExist
	// ForbidsNothing is a warning.
	ForbidsNothing
)

// List is what is wrong with one configuration.
type List []Problem

// Errorf adds a problem that forbids to send.
func (l *List) Errorf(at Path, summary, format string, args ...any) {
	l.add(ForbidsToSend, at, summary, format, args...)
}

// Neverf adds a problem of what could never have been sent.
func (l *List) Neverf(at Path, summary, format string, args ...any) {
	l.add(ForbidsToExist, at, summary, format, args...)
}

// Warnf adds a problem that forbids nothing.
func (l *List) Warnf(at Path, summary, format string, args ...any) {
	l.add(ForbidsNothing, at, summary, format, args...)
}

func (l *List) add(severity Severity, at Path, summary, format string, args ...any) {
	*l = append(*l, Problem{At: at, Summary: summary, Detail: at.String() + ": " + fmt.Sprintf(format, args...), Severity: severity})
}

// Errors are the problems that forbid to send: all but the warnings.
func (l List) Errors() List {
	return slices.DeleteFunc(slices.Clone(l), func(p Problem) bool { return p.Severity == ForbidsNothing })
}

// Impossible are the problems of what could never have been sent.
func (l List) Impossible() List {
	return slices.DeleteFunc(slices.Clone(l), func(p Problem) bool { return p.Severity != ForbidsToExist })
}

// WhereNothingIsSent are the problems where nothing is sent, or where nobody
// knows whether anything will be: what forbids to send is a warning there.
//
// The summary names the place: an engine folds warnings with one summary into
// one, which is to happen to one problem that comes twice, and to no others.
func (l List) WhereNothingIsSent() List {
	all := slices.Clone(l)

	for i, p := range all {
		if p.Severity == ForbidsToSend {
			all[i].Severity = ForbidsNothing
			all[i].Summary = p.Summary + ": " + p.At.String()
			all[i].Detail = p.Detail + "\n\nA plan that sends this is refused. A message that was sent already stays as it is, with what the state has recorded."
		}
	}

	return all
}

// AsWarnings are the problems where none may stop anything.
func (l List) AsWarnings() List {
	all := slices.Clone(l)

	for i, p := range all {
		if p.Severity != ForbidsNothing {
			all[i].Severity = ForbidsNothing
			all[i].Summary = p.Summary + ": " + p.At.String()
		}
	}

	return all
}

// Path is a place in a configuration: the name of an attribute, and then names
// and places in lists, each a string or an int.
type Path []any

// Root is a top-level attribute.
func Root(name string) Path { return Path{name} }

// AtName is an attribute of the object at this path.
func (p Path) AtName(name string) Path { return append(slices.Clone(p), name) }

// AtListIndex is an element of the list at this path.
func (p Path) AtListIndex(i int) Path { return append(slices.Clone(p), i) }

// Attribute is the name of the top-level attribute.
func (p Path) Attribute() string {
	if len(p) == 0 {
		return ""
	}

	name, _ := p[0].(string)

	return name
}

// Index is the place in the list of a top-level attribute, if the path has one.
func (p Path) Index() (i int, ok bool) {
	if len(p) < 2 {
		return 0, false
	}

	i, ok = p[1].(int)

	return i, ok
}

// String writes the path as a person writes it: attachments[0].image.source.
func (p Path) String() string {
	var b strings.Builder

	for i, step := range p {
		switch step := step.(type) {
		case string:
			if i > 0 {
				b.WriteByte('.')
			}

			b.WriteString(step)
		case int:
			b.WriteString("[" + strconv.Itoa(step) + "]")
		}
	}

	return b.String()
}
