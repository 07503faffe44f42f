package draft

import (
	"errors"
	"io/fs"
	"math"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
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

// ReadAllowedRecipients reads the file, once for both kinds.
func ReadAllowedRecipients(file string) AllowedRecipients {
	allowed := AllowedRecipients{File: file}

	raw, wrong, err := readRecipientsFile(file)

	switch {
	case errors.Is(err, fs.ErrNotExist):
		wrong = Absence(file, err)
	case err != nil:
		wrong = err.Error() + "."
	case wrong != "":
		wrong = file + ": " + wrong
	}

	if wrong != "" {
		allowed.customers.wrong, allowed.groups.wrong = wrong, wrong
		return allowed
	}

	allowed.customers = allowedIn(raw, file, CustomerID)
	allowed.groups = allowedIn(raw, file, GroupID)

	return allowed
}

// allowedIn are the ids of a kind. A table may have a column of each kind, so a
// cell without an id is one of the other.
func allowedIn(raw []byte, file string, kind IDKind) allowedIDs {
	rows, wrong := parseRecipients(raw, kind)
	if wrong != "" {
		return allowedIDs{wrong: file + ": " + wrong}
	}

	var filled []fileRow

	for _, row := range rows {
		if row.id != "" {
			filled = append(filled, row)
		}
	}

	ids, problems := idsOfRows(filled, kind, problem.Root(file), math.MaxInt)

	if wrong := problems.Errors(); len(wrong) > 0 {
		return allowedIDs{wrong: wrong[0].Detail}
	}

	if len(ids) == 0 {
		return allowedIDs{wrong: file + " holds no id of a " + kind.noun() + "."}
	}

	allowed := allowedIDs{ids: make(map[string]bool, len(ids))}
	for _, id := range ids {
		allowed.ids[id] = true
	}

	return allowed
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
