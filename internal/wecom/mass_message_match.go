package wecom

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
)

// contentKey names what a message says, without what the sent-message list may
// leave out or write in another way: media ids and pic_url. Messages with
// different keys can never be taken for each other.
func contentKey(m *MassMessage) string {
	skeleton := MassMessage{ChatType: m.ChatType}
	if m.Text != nil && m.Text.Content != "" {
		skeleton.Text = m.Text
	}

	for _, a := range m.Attachments {
		bare := Attachment{MsgType: a.MsgType, Link: a.Link}
		if a.Miniprogram != nil {
			bare.Miniprogram = &Miniprogram{Title: a.Miniprogram.Title, AppID: a.Miniprogram.AppID, Page: a.Miniprogram.Page}
		}

		skeleton.Attachments = append(skeleton.Attachments, bare)
	}

	// A struct of strings cannot fail to encode.
	raw, _ := json.Marshal(skeleton)
	sum := sha256.Sum256(raw)

	return hex.EncodeToString(sum[:])
}

// sameContent tells whether a record can be the message: same chat type, text
// and attachments. A media id is compared only where both sides have one that
// means the same file; an id that came from uploading a file says nothing.
func sameContent(m *MassMessage, r Record) bool {
	text := ""
	if m.Text != nil {
		text = m.Text.Content
	}

	return m.ChatType == r.ChatType && text == r.Text && SameAttachments(m.Attachments, r.Attachments)
}

// SameAttachments compares attachments as they were asked for with those that
// WeCom lists, and does not count what WeCom may leave out.
func SameAttachments(sent, listed []Attachment) bool {
	return slices.EqualFunc(sent, listed, sameAttachment)
}

func sameAttachment(sent, listed Attachment) bool {
	if sent.MsgType != listed.MsgType {
		return false
	}

	switch sent.MsgType {
	case MsgTypeImage:
		return listed.Image != nil && sameImage(*sent.Image, *listed.Image)
	case MsgTypeLink:
		return listed.Link != nil && *sent.Link == *listed.Link
	case MsgTypeMiniprogram:
		return listed.Miniprogram != nil && sameMiniprogram(*sent.Miniprogram, *listed.Miniprogram)
	case MsgTypeVideo:
		return listed.Video != nil && (sent.Video.Upload != nil || sameMedia(sent.Video.MediaID, listed.Video.MediaID))
	case MsgTypeFile:
		return listed.File != nil && (sent.File.Upload != nil || sameMedia(sent.File.MediaID, listed.File.MediaID))
	default:
		return false
	}
}

// sameMedia compares two media ids; an absent one equals every other.
func sameMedia(sent, listed string) bool {
	return sent == "" || listed == "" || sent == listed
}

// sameImage knows that WeCom lists media_id or pic_url, not both.
func sameImage(sent, listed Image) bool {
	if sent.Upload != nil {
		return true
	}

	if listed.MediaID != "" && sent.MediaID != "" {
		return listed.MediaID == sent.MediaID
	}

	return listed.PicURL == "" || sent.PicURL == "" || listed.PicURL == sent.PicURL
}

// sameMiniprogram knows that the field list of the page leaves pic_media_id
// out.
func sameMiniprogram(sent, listed Miniprogram) bool {
	return sent.Title == listed.Title && sent.AppID == listed.AppID && sent.Page == listed.Page &&
		(sent.Upload != nil || sameMedia(sent.PicMediaID, listed.PicMediaID))
}

// likeness is how the people of a message relate to those of a record.
type likeness int

const (
	otherPeople  likeness = iota // something that can be compared differs
	samePeople                   // all that can be compared agrees, and something could be
	cannotBeTold                 // nothing could be compared
)

// namedRecipients are the recipients that a record of the message must list,
// and no other. Where the member may choose anew, there are none.
func (m *MassMessage) namedRecipients() []string {
	switch {
	case m.AllowSelect != nil && *m.AllowSelect:
		return nil
	case m.ChatType == ChatTypeGroup:
		return m.ChatIDList
	default:
		return m.ExternalUserID
	}
}

// namesPeople tells whether a record can be told by its people at all.
func (m *MassMessage) namesPeople() bool {
	return m.Sender != "" || (m.ChatType == ChatTypeSingle && (len(m.namedRecipients()) > 0 || m.RecipientsSHA256 != ""))
}

// comparePeople compares the sender and, where WeCom lists them, the
// recipients. Requested customers that are not listed are those that WeCom
// could not reach.
func comparePeople(m *MassMessage, r *reach) likeness {
	result := cannotBeTold

	if m.Sender != "" && len(r.members) > 0 {
		for _, member := range r.members {
			if member != m.Sender {
				return otherPeople
			}
		}

		result = samePeople
	}

	if m.ChatType == ChatTypeSingle && m.RecipientsSHA256 != "" {
		if RecipientsDigest(slices.Collect(maps.Keys(r.recipients))) == m.RecipientsSHA256 {
			return samePeople
		}

		return cannotBeTold // some may be missing only because WeCom could not reach them
	}

	requested := m.namedRecipients()

	if len(requested) == 0 || len(r.recipients) == 0 {
		// A single message that names its customers is told by them, never by
		// its sender alone.
		if m.ChatType == ChatTypeSingle && len(requested) > 0 {
			return cannotBeTold
		}

		return result
	}

	asked := make(map[string]bool, len(requested))
	for _, id := range requested {
		asked[id] = true
	}

	for id := range r.recipients {
		if !asked[id] {
			return otherPeople
		}
	}

	return samePeople
}

// unreached are the requested customers that a record does not list. It is nil
// where WeCom does not tell: for groups, and for an audience that the request
// does not name.
func unreached(m *MassMessage, r *reach) []string {
	if m.ChatType == ChatTypeSingle && m.RecipientsSHA256 != "" {
		return []string{} // only a record that lists all of them is taken for it
	}

	if m.ChatType != ChatTypeSingle || len(m.namedRecipients()) == 0 {
		return nil
	}

	missing := []string{}

	for _, id := range m.ExternalUserID {
		if !r.recipients[id] {
			missing = append(missing, id)
		}
	}

	return missing
}

// canBeConfused tells whether one record could be taken for either of two
// messages of equal content.
func canBeConfused(a, b *MassMessage) bool {
	if a.Sender != "" && b.Sender != "" && a.Sender != b.Sender {
		return false
	}

	if a.ChatType != ChatTypeSingle || len(a.namedRecipients()) == 0 || len(b.namedRecipients()) == 0 {
		return true
	}

	in := make(map[string]bool, len(a.ExternalUserID))
	for _, id := range a.ExternalUserID {
		in[id] = true
	}

	for _, id := range b.ExternalUserID {
		if in[id] {
			return true
		}
	}

	return false
}
