// Package audience is the people of a campaign: up to two million rows of a
// file, and how they are cut into messages. It knows the files of a
// configuration and WeCom's limits, and neither a message nor Terraform.
//
// A million people take some 60 MiB: ids stand side by side in blocks, and are
// sorted where others would keep maps.
package audience

import (
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// MaxSenders is the most members who may send. A company has no more, and an
// engine needs minutes for a plan with more messages: such a column holds
// something else.
const MaxSenders = 20_000

// MaxRows is the most that a file may have. It bounds memory, and every
// company.
const MaxRows = 2_000_000

// Source is what a configuration says of an audience.
type Source struct {
	// File holds the people, and Kind says what their ids name: customers or
	// groups.
	File string
	Kind draft.IDKind
	// Sender is who sends where the file names nobody. Empty: nobody is named.
	Sender string
	// NeedsSender is true where somebody must be named: of groups.
	NeedsSender bool
	// Exclude are files of those who get nothing.
	Exclude []string
	// Sample is the part of the people that is meant. Nil: all of them.
	Sample *Sample
}

// person is one of the audience.
type person struct {
	id     string
	sender int32 // its place in senders, -1 for none
	row    int32 // its place in the file
}

// Audience is the people of a file, each once, in the order of their ids.
type Audience struct {
	people   []person
	excluded []bool // by the place in people
	senders  []string

	// Rows is how many rows the file has, and Unsampled how many of them the
	// sample leaves out.
	Rows, Unsampled int
	// Repeated is how many rows name somebody who stands in the file further
	// up, and Moved how many of these name another sender there.
	Repeated, Moved int
	// Excluded is how many of the people get nothing.
	Excluded int
	// Overlooked is a column of the file that may name who sends, and is not
	// read; empty if there is none.
	Overlooked string
}

// Len is how many people there are, with those who are excluded.
func (a *Audience) Len() int { return len(a.people) }

// HasSenders reports whether it is known who sends.
func (a *Audience) HasSenders() bool { return len(a.senders) > 0 }

// Senders is how many members send.
func (a *Audience) Senders() int {
	used := make([]bool, len(a.senders))
	n := 0

	for _, p := range a.people {
		if p.sender >= 0 && !used[p.sender] {
			used[p.sender] = true
			n++
		}
	}

	return n
}

// settle sorts the people, and takes each where the file names them first.
func (a *Audience) settle() {
	slices.SortFunc(a.people, func(x, y person) int {
		if c := strings.Compare(x.id, y.id); c != 0 {
			return c
		}

		return int(x.row) - int(y.row)
	})

	a.people = slices.CompactFunc(a.people, func(kept, p person) bool {
		if kept.id != p.id {
			return false
		}

		a.Repeated++

		if kept.sender != p.sender {
			a.Moved++
		}

		return true
	})

	a.excluded = make([]bool, len(a.people))
}

// exclude leaves somebody out, if they are there.
func (a *Audience) exclude(id string) (found bool) {
	i, found := a.find(id)
	if found && !a.excluded[i] {
		a.excluded[i] = true
		a.Excluded++
	}

	return found
}

// find is the place of somebody.
func (a *Audience) find(id string) (place int, found bool) {
	return slices.BinarySearchFunc(a.people, id, func(p person, id string) int { return strings.Compare(p.id, id) })
}

// ForChatType makes the source one of customers, or of groups, which have
// owners.
func (s *Source) ForChatType(chatType string) {
	s.Kind, s.NeedsSender = draft.CustomerID, false
	if chatType == wecom.ChatTypeGroup {
		s.Kind, s.NeedsSender = draft.GroupID, true
	}
}
