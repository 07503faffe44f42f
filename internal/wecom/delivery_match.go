package wecom

import "slices"

// contentMatch is how what a message says relates to what a record says.
type contentMatch int

const (
	otherContent contentMatch = iota // something that can be compared differs
	sameWords                        // text and kinds agree, and something could not be compared
	sameContent                      // all agrees
)

// compareContent compares a message with a record of WeCom's list. A media id
// that differs says nothing: nobody promises that the list shows the one that
// was sent.
func (s *Sent) compareContent(r Record) contentMatch {
	if r.isUnread() {
		return sameWords
	}

	if r.attachmentsUnread() && s.ofThisRun {
		if words, _ := contentDigests(r.ChatType, r.Text, s.attachments, asListed()); words == s.Words {
			return sameWords // as far as it could be read
		}
	}

	words, content := contentDigests(r.ChatType, r.Text, r.Attachments, asListed())

	if !s.ofThisRun {
		for _, form := range earlierForms() {
			if words != s.Words {
				words, content = contentDigests(r.ChatType, r.Text, r.Attachments, form)
			}
		}
	}

	switch {
	case words != s.Words, !s.canLead(r):
		return otherContent
	case content == s.Content:
		return sameContent
	case s.attachments != nil && samePictures(s.attachments, r.Attachments):
		return sameContent
	default:
		return sameWords
	}
}

// canLead reports whether the texts of a record may begin as they do: with
// nothing, or as those that were sent.
func (s *Sent) canLead(r Record) bool {
	for i, listed := range leadingOf(r.Text, r.Attachments) {
		sent := ""
		if i < len(s.Leading) {
			sent = s.Leading[i]
		}

		if !canBeListed(sent, listed) {
			return false
		}
	}

	return true
}

// otherPictures reports whether an image is configured with one URL and listed
// with another.
func otherPictures(sent, listed []Attachment) bool {
	for i := range sent {
		a, b := sent[i].Image, listed[i].Image
		if a != nil && b != nil && a.Upload == nil && a.MediaID == "" && b.MediaID == "" && a.PicURL != "" && b.PicURL != "" && a.PicURL != b.PicURL {
			return true
		}
	}

	return false
}

// samePictures knows that of an image with both names WeCom may list the other
// one.
func samePictures(sent, listed []Attachment) bool {
	for i := range sent {
		_, content := contentDigests("", "", sent[i:i+1], asListed())
		_, other := contentDigests("", "", listed[i:i+1], asListed())

		if content == other {
			continue
		}

		a, b := sent[i].Image, listed[i].Image
		if a == nil || b == nil || a.Upload != nil || a.PicURL == "" || a.PicURL != b.PicURL || b.MediaID != "" {
			return false
		}
	}

	return true
}

// SameAttachments compares attachments as they were asked for with those that
// WeCom lists, and does not count media, which WeCom may leave out or list
// under another name; except for images that both sides name by URL.
func SameAttachments(sent, listed []Attachment) bool {
	words, _ := contentDigests("", "", sent, asImported())
	other, _ := contentDigests("", "", listed, asImported())

	return words == other && !otherPictures(sent, listed)
}

// peopleMatch is how the people of a message relate to those of a record.
type peopleMatch int

const (
	otherPeople  peopleMatch = iota // nobody who was asked for is in it, or another member sends
	samePeople                      // exactly those asked for
	fewerPeople                     // some of those asked for, and nobody else
	sharedPeople                    // some of those asked for, and others
	cannotBeTold                    // nothing, or not enough, could be compared
)

// comparePeople compares the recipients that WeCom lists with those that the
// message names, whoever sends it. missing are those asked for who are not
// listed, where the ids are at hand.
func (s *Sent) comparePeople(to *sentTo) (match peopleMatch, missing []string) {
	switch {
	case s.Audience != AudienceNamed || len(to.recipients) == 0:
		return cannotBeTold, nil
	case to.digest() == s.Recipients:
		return samePeople, nil
	case s.ids == nil && len(to.recipients) > s.Count && !s.AllowSelect:
		return sharedPeople, nil // more than were asked for
	case s.ids == nil:
		return cannotBeTold, nil
	}

	shared := 0

	for _, id := range s.ids {
		if to.recipients[id] {
			shared++
		} else {
			missing = append(missing, id)
		}
	}

	switch {
	case shared == 0:
		return otherPeople, missing
	case shared < len(to.recipients):
		return sharedPeople, missing
	default:
		return fewerPeople, missing
	}
}

// otherSender reports whether another member sends the record than the message
// asks for.
func (s *Sent) otherSender(members []string) bool {
	if s.Sender == "" {
		return false
	}

	return slices.ContainsFunc(members, func(member string) bool { return !SameMember(member, s.Sender) })
}

// canBeConfused reports whether one record could be taken for either of two
// messages of equal words.
func (s *Sent) canBeConfused(other *Sent) bool {
	if s.Sender != "" && other.Sender != "" && !SameMember(s.Sender, other.Sender) {
		return false
	}

	if s.ChatType != ChatTypeSingle || s.AllowSelect || other.AllowSelect || s.ids == nil || other.ids == nil {
		return true
	}

	named := setOf(s.ids)

	return slices.ContainsFunc(other.ids, func(id string) bool { return named[id] })
}

// isExcludedBy reports whether what was read of a record, even a part, decides
// against it. Where the member may pick the people, others beside those asked
// for do not: those may come with the next member.
func (s *Sent) isExcludedBy(to *sentTo) bool {
	return s.otherSender(to.members) || !s.AllowSelect && !s.canOwn(to)
}

// canOwn reports whether a record of equal words can be this message.
func (s *Sent) canOwn(to *sentTo) bool {
	if s.otherSender(to.members) {
		return false
	}

	match, _ := s.comparePeople(to)

	return match == samePeople || match == fewerPeople || match == cannotBeTold || match == sharedPeople && s.AllowSelect
}
