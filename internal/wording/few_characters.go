package wording

import (
	"fmt"
	"strings"
)

// fewCharacters is how many changed characters a reader is told one by one.
const fewCharacters = 3

// edit is one character that became another. What is new was 0, and what is
// gone is 0. It has a place in each of the two texts.
type edit struct {
	was, is      rune
	atOld, atNew int
}

// place says in which text the characters are counted, where that matters.
func (e edit) place() string {
	before, after := "character "+Grouped(e.atOld+1), "character "+Grouped(e.atNew+1)

	switch {
	case e.was == 0:
		return after + " of the new text"
	case e.is == 0:
		return before + " of the old text"
	case e.atOld != e.atNew:
		return after + " (" + Grouped(e.atOld+1) + " of the old text)"
	default:
		return after
	}
}

// FewCharacters names the difference between two texts that differ in a few
// characters, such as letters of two alphabets that look alike. It is empty
// where they differ in more.
func FewCharacters(before, after string) string {
	edits, few := editsBetween([]rune(before), []rune(after), 0, 0, fewCharacters)
	if !few || len(edits) == 0 {
		return ""
	}

	all := make([]string, len(edits))

	for i, e := range edits {
		place := e.place()

		switch {
		case e.was == 0:
			all[i] = fmt.Sprintf("%s is %s, which was not there", place, CharacterName(e.is))
		case e.is == 0:
			all[i] = fmt.Sprintf("%s was %s, which is gone", place, CharacterName(e.was))
		default:
			all[i] = fmt.Sprintf("%s was %s and is %s", place, CharacterName(e.was), CharacterName(e.is))
		}
	}

	return Counted(len(edits), "character") + ": " + strings.Join(all, "; ")
}

// editsBetween finds how one text becomes another by so many edits at most.
func editsBetween(a, b []rune, atA, atB, most int) (edits []edit, few bool) {
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}

	a, b, atA, atB = a[same:], b[same:], atA+same, atB+same

	switch {
	case len(a) == 0 && len(b) == 0:
		return nil, true
	case most == 0, max(len(a), len(b))-min(len(a), len(b)) > most:
		return nil, false
	}

	var best []edit

	try := func(first edit, skipA, skipB int) {
		if len(a) < skipA || len(b) < skipB {
			return
		}

		rest, ok := editsBetween(a[skipA:], b[skipB:], atA+skipA, atB+skipB, most-1)
		if ok && (!few || len(rest)+1 < len(best)) {
			best, few = append([]edit{first}, rest...), true
		}
	}

	if len(a) > 0 && len(b) > 0 {
		try(edit{was: a[0], is: b[0], atOld: atA, atNew: atB}, 1, 1)
	}

	if len(a) > 0 {
		try(edit{was: a[0], atOld: atA, atNew: atB}, 1, 0)
	}

	if len(b) > 0 {
		try(edit{is: b[0], atOld: atA, atNew: atB}, 0, 1)
	}

	return best, few
}
