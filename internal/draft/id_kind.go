package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// IDKind is what an id names.
type IDKind int

// What an id names.
const (
	AnyID IDKind = iota // a message, a medium, a mini program
	CustomerID
	GroupID
	TagID
	MemberID
)

// noun is what the id names, for a person.
func (k IDKind) noun() string {
	return [...]string{"id", "customer", "customer group", "tag", "member"}[k]
}

// looks says how ids of this kind look. No page promises it for those that
// WeCom makes; https://developer.work.weixin.qq.com/document/path/90195 says
// which characters a userid may have when a member is created.
func (k IDKind) looks() string {
	switch k {
	case CustomerID:
		return "The id of a customer begins with wm or wo"
	case GroupID:
		return "The id of a customer group begins with wr"
	case TagID:
		return "The id of a tag begins with et, that of a tag of a rule group with st"
	case MemberID:
		return fmt.Sprintf("A userid has 1 to %d bytes of digits, letters and _ - @ ., begins with a digit or a letter, and is neither a word for nothing, such as NULL, nor the id of a customer", wecom.MaxUserIDBytes)
	default:
		return ""
	}
}

// isLike reports whether an id looks like those of its kind.
func (k IDKind) isLike(id string) bool {
	switch k {
	case CustomerID:
		return beginsWith(id, "wm", "wo")
	case GroupID:
		return beginsWith(id, "wr")
	case TagID:
		return beginsWith(id, "et", "st")
	case MemberID:
		return len(id) <= wecom.MaxUserIDBytes && onlyHolds(id, "_-@.") && onlyHolds(id[:1], "") && !isNoMember(id) && !(len(id) == longestID && CustomerID.isLike(id))
	default:
		return true
	}
}

// On WeCom's pages the ids of customers, groups and tags have up to 32
// characters. No page says that there are no longer ones, so only what has half
// as many more is noticed.
const (
	longestID  = 32
	farTooLong = longestID + longestID/2
)

// isNoMember reports whether a userid is what a program writes where there is
// none, or a number that a table has made a fraction of.
func isNoMember(userid string) bool {
	whole, isFraction := strings.CutSuffix(userid, ".0")
	words := []string{"null", "nil", "none", "undefined", "nan", "unknown", "todo", "tbd"}

	return slices.Contains(words, strings.ToLower(userid)) || isFraction && strings.Trim(whole, "0123456789") == ""
}

func beginsWith(id string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if len(id) > len(prefix) && len(id) <= farTooLong && strings.HasPrefix(id, prefix) {
			return onlyHolds(id, "_-")
		}
	}

	return false
}

// onlyHolds reports whether a text has digits, letters and these others only.
func onlyHolds(text, others string) bool {
	for i := range len(text) {
		c := text[i]

		isPlain := '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !isPlain && strings.IndexByte(others, c) < 0 {
			return false
		}
	}

	return true
}

// Strangers are ids that may be right but do not look like it: NULL, #N/A, the
// name of a column. They are counted, and the first few are shown.
type Strangers struct {
	kind     IDKind
	inFilter bool
	excluded bool
	all, odd int
	long     bool
	first    []string
}

// NewStrangers counts among ids of this kind.
func NewStrangers(kind IDKind) *Strangers { return &Strangers{kind: kind} }

// OfAFilter makes them ids that are looked for, and not sent to.
func (s *Strangers) OfAFilter() *Strangers {
	s.inFilter = true

	return s
}

// OfExclusions makes them ids that get nothing.
func (s *Strangers) OfExclusions() *Strangers {
	s.excluded = true

	return s
}

// None reports whether no id was seen.
func (s *Strangers) None() bool { return s.all == 0 }

// All is how many ids were seen.
func (s *Strangers) All() int { return s.all }

// Kind is what the ids name.
func (s *Strangers) Kind() IDKind { return s.kind }

// See counts an id that is no error in itself. where names its place.
func (s *Strangers) See(id string, where func() string) {
	const shown = 3

	if s.all++; s.kind.isLike(id) {
		return
	}

	s.long = s.long || s.kind.isMadeByWeCom() && len(id) > farTooLong

	if s.odd++; s.odd <= shown {
		s.first = append(s.first, strings.TrimSpace(where()+" "+s.kind.Shown(id)))
	}
}

// Warning is what there is to say of them: one warning, or none.
func (s *Strangers) Warning(at problem.Path) problem.List {
	if s.odd == 0 {
		return nil
	}

	var all problem.List

	looks := s.kind.looks() + "."
	if s.long {
		looks += fmt.Sprintf(" No page of WeCom shows one of more than %d characters: is it two ids, with nothing between them?", longestID)
	}

	all.Warnf(at, "Ids that do not look like WeCom's", "%s. %s %s", s.count(), looks, s.consequence())

	return all
}

func (s *Strangers) count() string {
	list := strings.Join(s.first, ", ")
	if more := s.odd - len(s.first); more > 0 {
		list += fmt.Sprintf(", and %s more", wording.Grouped(more))
	}

	if s.all == 1 && strings.HasPrefix(list, "`") {
		return fmt.Sprintf("%s does not look like a %s of WeCom", list, s.kind.noun())
	}

	if s.odd == 1 {
		return fmt.Sprintf("%s of %s does not look like a %s of WeCom: %s", wording.Grouped(s.odd), wording.Counted(s.all, "id"), s.kind.noun(), list)
	}

	return fmt.Sprintf("%s of %s do not look like %ss of WeCom: %s", wording.Grouped(s.odd), wording.Counted(s.all, "id"), s.kind.noun(), list)
}

// consequence is what comes of an id that nobody has.
func (s *Strangers) consequence() string {
	if s.excluded {
		return "Such an id excludes nobody."
	}

	switch {
	case s.inFilter, s.kind != CustomerID && s.kind != GroupID:
		return "See that it is the right one."
	case s.odd == s.all:
		return "Where nobody has any of the ids, WeCom refuses the message."
	default:
		return "WeCom sends to the others, and such an id ends in fail_list."
	}
}
