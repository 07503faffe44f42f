package wecom

import (
	"fmt"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// DuplicateError says that nothing was sent because people who were asked for
// seem to have the message already.
type DuplicateError struct {
	Record Record
	// Content is true if everything that the message says was compared and
	// agrees; false if pictures, videos or files could not be compared.
	Content bool
	// Same is true if the recipients were compared and are the same.
	Same bool
	// Audience is how the message says who receives it.
	Audience Audience
	// People is true if the recipients were compared. Reached is then how many
	// of those asked for are in the record, of Asked.
	People         bool
	Reached, Asked int
	// Owned is true where another message of this run is recorded as it.
	Owned bool
	// Senders are the members in whose name the record is, where another one is
	// asked for.
	Senders []string
	// Reason is why people could not be compared, where a call failed.
	Reason error
	// asked are the groups of a message that is not sent to all of them yet, by
	// the journal; nil where it does not know them.
	asked *askedFor
}

// Unwrap returns the reason for which people could not be compared.
func (e *DuplicateError) Unwrap() error { return e.Reason }

func (e *DuplicateError) Error() string {
	text := e.content() + " was sent"
	if !e.Record.CreateTime.IsZero() {
		text += " at " + e.Record.CreateTime.UTC().Format(time.RFC3339)
	}

	text += " as " + e.Record.MsgID

	if len(e.Senders) > 0 {
		text += " in the name of " + wording.ShownIDs(e.Senders)
	}

	text += e.people()

	if !e.Content && !e.Record.ContentUnread && !e.Record.OnlyAsListed {
		text += ". Pictures, videos and files could not be compared: WeCom's list gives them names of its own, and no content"
	}

	return text
}

// content says what of the content was compared.
func (e *DuplicateError) content() string {
	switch {
	case e.Content:
		return "a message with the same content"
	case e.Record.OnlyAsListed:
		return "a message that WeCom's list shows alike"
	case e.Record.ContentUnread:
		return "a message whose content could not be read"
	case e.Record.Text == "":
		return "a message without text, with attachments of the same number and kinds,"
	default:
		return "a message with the same text, and attachments of the same number and kinds,"
	}
}

// people says who has the record, as far as that was compared.
func (e *DuplicateError) people() string {
	one, many := "recipient", "recipients"
	if e.Record.ChatType == ChatTypeGroup {
		one, many = "group", "groups"
	}

	switch {
	case e.asked != nil:
		return e.askedFor()
	case e.Same && e.Record.ChatType == ChatTypeGroup:
		return ", to the same groups"
	case e.Same:
		return ", to the same recipients (allow_select is not in WeCom's list)"
	case e.People && e.Reached == e.Asked:
		return fmt.Sprintf(", and every %s that was asked for has it, and others", one)
	case e.People:
		return fmt.Sprintf(", and %d of the %d %s have it", e.Reached, e.Asked, many)
	default:
		return ", and who receives it could not be compared: " + e.whyNotPeople()
	}
}

// askedFor says to which of the groups the record goes. WeCom's list has only
// those that it was sent to already.
func (e *DuplicateError) askedFor() string {
	by := ", and by the journal it goes to "
	if e.asked.isClaim {
		by = ", and by what a state or a person has told the journal it goes to "
	}

	switch {
	case e.asked.shared == 0:
		return by + "none of these groups"
	case len(e.asked.missing) > 0:
		return by + fmt.Sprintf("%d of the %d groups", e.asked.shared, e.asked.shared+len(e.asked.missing))
	case e.asked.others > 0:
		return by + "every one of these groups and to others"
	default:
		return by + "the same groups"
	}
}

// IsAnother reports whether the record is known to be another message: another
// member sends it, or it goes to other groups, too, or not to all of them.
func (e *DuplicateError) IsAnother() bool {
	return len(e.Senders) > 0 || e.asked != nil && (e.asked.others > 0 || len(e.asked.missing) > 0)
}

// MayBeEdited reports whether it is another message only where nobody has
// edited the sender or the groups of this one since it was sent. Of a message
// to none of these groups nobody has to ask.
func (e *DuplicateError) MayBeEdited() bool {
	return e.IsAnother() && (e.asked == nil || e.asked.shared > 0)
}

// IsAnotherByClaim reports whether it is another message only by what somebody
// has said, to none of these groups.
func (e *DuplicateError) IsAnotherByClaim() bool {
	return e.IsAnother() && e.asked != nil && e.asked.isClaim && e.asked.shared == 0
}

func (e *DuplicateError) whyNotPeople() string {
	isGroup := e.Record.ChatType == ChatTypeGroup

	switch {
	case e.Reason != nil:
		return e.Reason.Error()
	case e.Audience == AudienceTagged:
		return "whom tag_filter means is decided by WeCom"
	case e.Audience == AudienceMembers && isGroup:
		return "the owner picks the groups in WeCom"
	case e.Audience == AudienceMembers:
		return "who the customers of the sender are is decided by WeCom"
	case isGroup:
		return "WeCom lists only the groups that it was sent to already"
	default:
		return "WeCom does not list its recipients yet"
	}
}
