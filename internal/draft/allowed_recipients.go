package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// AllowedRecipients are those whom messages may go to, from a file of the form
// of a recipients file. Ids that stand alone may be of both kinds.
type AllowedRecipients struct {
	File              string
	customers, groups allowedIDs
}

// allowedIDs are the ids of one kind, or what is wrong with the file.
type allowedIDs struct {
	ids   map[string]bool
	wrong string
}

// ReadAllowedRecipients reads the file, row by row.
func ReadAllowedRecipients(file string) AllowedRecipients {
	return AllowedRecipients{File: file, customers: allowedIn(file, CustomerID), groups: allowedIn(file, GroupID)}
}

func allowedIn(file string, kind IDKind) allowedIDs {
	ids := map[string]bool{}

	if wrong := EachAllowed(file, kind, func(id string) { ids[strings.Clone(id)] = true }); wrong != "" {
		return allowedIDs{wrong: wrong}
	}

	return allowedIDs{ids: ids}
}

// EachAllowed gives the ids of a kind, one after the other, or says what is
// wrong with the file: then nobody is allowed. A table may have a column of
// each kind, so a cell without an id is one of the other.
func EachAllowed(file string, kind IDKind, allow func(id string)) (wrong string) {
	var (
		bad   string
		found bool
	)

	if file == "" {
		return "The path is empty."
	}

	wrong, err := Stream{Kind: kind}.Each(file, func(row Row) bool {
		if row.ID == "" {
			return true
		}

		if bad = row.Wrong; bad == "" {
			bad = kind.ProblemOf(row.ID, InFile)
		}

		if bad != "" {
			bad = fmt.Sprintf("line %d: %s", row.Line, bad)
			return false
		}

		found = true

		allow(row.ID)

		return true
	})

	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Absence(file, err)
	case err != nil:
		return err.Error() + "."
	case wrong == "":
		wrong = bad
	}

	switch {
	case wrong != "":
		return file + ": " + wrong
	case !found:
		return file + " holds no id of a " + kind.noun() + "."
	default:
		return ""
	}
}

func (a AllowedRecipients) of(chatType string) allowedIDs {
	if chatType == wecom.ChatTypeGroup {
		return a.groups
	}

	return a.customers
}

// Wrong says why a message of this type may go to nobody, or "".
func (a AllowedRecipients) Wrong(chatType string) string { return a.of(chatType).wrong }

// Allows reports whether a message of this type may go to a recipient.
func (a AllowedRecipients) Allows(chatType, id string) bool { return a.of(chatType).ids[id] }
