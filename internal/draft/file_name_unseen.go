package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// UnseenInName is the first character of a file's name that nobody sees, and
// its place: one without a sign, or a blank at one of its ends. Blanks of any
// kind may stand inside.
func UnseenInName(name string) (r rune, at int, found bool) {
	bare := strings.TrimSpace(name)
	inside := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Zs, r) {
			return ' '
		}

		return r
	}, name)

	all := []rune(name)

	switch r, at, found := unseenCharacter(inside, true); {
	case found:
		return r, at, true
	case bare == name || bare == "":
		return 0, 0, false
	case unicode.IsSpace(all[0]):
		return all[0], 0, true
	default:
		return all[len(all)-1], len(all) - 1, true
	}
}

// AdviceUnseen says what to do about what nobody sees in a text: trimspace()
// takes out white space at the ends, and nothing else.
func AdviceUnseen(text string, isUnseen func(text string) bool) string {
	if trimmed := strings.TrimSpace(text); trimmed == text || isUnseen(trimmed) {
		return "Take it out."
	}

	return "Take it out; trimspace() does."
}

// UnseenInPath says what nobody sees in the name of a file that is to be
// written, or "". Whoever names the file afterwards would not find it.
func UnseenInPath(path string) string {
	name := filepath.Base(filepath.FromSlash(path))
	if wecom.NothingToRead(name) {
		return "nothing can be seen in the name of the file, " + wording.Path(name) + "."
	}

	r, at, found := UnseenInName(name)
	if !found {
		return ""
	}

	return fmt.Sprintf("the name of the file, %s, holds %s as character %s, which nobody sees. Take it out.", wording.Path(name), wording.CharacterName(r), wording.Grouped(at+1))
}

// notThere says that a file does not exist, and what nobody sees in its name.
func notThere(name string) string {
	if name == "" {
		return "it is empty, and names no file."
	}

	said := wording.Path(name) + " does not exist."

	if bare := strings.TrimSpace(name); bare != name {
		if _, err := os.Stat(bare); err == nil {
			return said + fmt.Sprintf(" %s, without the white space around it, is there: write that.", wording.Path(bare))
		}
	}

	r, at, found := UnseenInName(filepath.Base(name))
	if !found {
		return said
	}

	said += fmt.Sprintf(" The name of the file holds %s as character %s.", wording.CharacterName(r), wording.Grouped(at+1))

	bare := filepath.Join(filepath.Dir(name), withoutUnseen(filepath.Base(name)))
	if _, err := os.Stat(bare); err == nil {
		said += fmt.Sprintf(" %s, without what nobody sees, is there: write that.", wording.Path(bare))
	}

	return said
}

func withoutUnseen(name string) string {
	for {
		_, at, found := UnseenInName(name)
		if !found {
			return name
		}

		all := []rune(name)
		name = string(all[:at]) + string(all[at+1:])
	}
}

// FileProblem says what is wrong with a file that is there.
func FileProblem(name string, err error) string {
	return wording.Path(name) + ": " + shownError(err) + "."
}

// shownError is an error of a file whose path is shown so that all of it is
// seen.
func shownError(err error) string {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return (&fs.PathError{Op: of.Op, Path: wording.Path(of.Path), Err: of.Err}).Error()
	}

	return err.Error()
}
