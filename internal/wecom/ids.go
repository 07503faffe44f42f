package wecom

import (
	"errors"
	"strings"
	"unicode"
)

// plausibleID judges every id that a server gives before it is recorded,
// printed or looked up with: msgid, userid, external_userid, chat_id, tag and
// media ids. A damaged id would be somebody's name in the state forever; one
// that holds a secret would carry it there. No id of WeCom has blanks, control
// or other characters that cannot be seen.
func (r *redactor) plausibleID(id string) bool {
	return len(id) <= 512 && r.plausible(id)
}

// plausibleLink judges a URL that a server gives in the same way.
func (r *redactor) plausibleLink(link string) bool {
	return len(link) <= MaxLinkURLBytes && r.plausible(link)
}

func (r *redactor) plausible(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return r == unicode.ReplacementChar || unicode.IsSpace(r) || !unicode.IsPrint(r)
	}) && !r.holds(text)
}

// plausibleIDs returns the ids that may be recorded, never nil.
func (r *redactor) plausibleIDs(ids []string) []string {
	plausible := make([]string, 0, len(ids))

	for _, id := range ids {
		if r.plausibleID(id) {
			plausible = append(plausible, id)
		}
	}

	return plausible
}

// errBadID says that an id cannot be used. It does not repeat it.
var errBadID = errors.New("an id in it is missing, damaged, or holds a secret of this provider")

// needIDs fails where an id is not there or not plausible.
func (r *redactor) needIDs(ids ...string) error {
	for _, id := range ids {
		if !r.plausibleID(id) {
			return errBadID
		}
	}

	return nil
}

// allowIDs fails where an id that may be left out is there and not plausible.
func (r *redactor) allowIDs(ids ...string) error {
	for _, id := range ids {
		if id != "" && !r.plausibleID(id) {
			return errBadID
		}
	}

	return nil
}

// distinct returns each id once, in the order of first mention.
func distinct(ids []string) []string {
	seen := make(map[string]bool, len(ids))

	var once []string

	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			once = append(once, id)
		}
	}

	return once
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}

	return set
}
