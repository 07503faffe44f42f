package wecomsim

import "fmt"

// limitUse says how much of a limit of page 96366 a message uses.
type limitUse struct {
	// Field is the name on the page, with the position in lists.
	Field string `json:"field"`
	Used  int    `json:"used"`
	Limit int    `json:"limit"`
	// Unit is bytes or items.
	Unit string `json:"unit"`
}

const (
	unitBytes = "bytes"
	unitItems = "items"
)

// limits lists every limit that applies to the message, in the order of the
// page.
func (m *Message) limits() []limitUse {
	var uses []limitUse

	items := func(field string, used, limit int) {
		if used > 0 {
			uses = append(uses, limitUse{field, used, limit, unitItems})
		}
	}
	items("external_userid", len(m.ExternalUserID), maxExternalUserIDs)
	items("chat_id_list", len(m.ChatIDList), maxChatIDs)

	for i, tags := range m.TagFilter {
		items(fmt.Sprintf("tag_filter.group_list[%d].tag_list", i), len(tags), maxTagsPerGroup)
	}

	if m.Text != "" {
		uses = append(uses, limitUse{"text.content", len(m.Text), maxTextBytes, unitBytes})
	}

	items("attachments", len(m.Attachments), maxAttachments)

	for i, attachment := range m.Attachments {
		uses = append(uses, attachment.limits(attachment.at(i))...)
	}

	return uses
}

func (a Attachment) limits(at string) []limitUse {
	var uses []limitUse

	bytes := func(field, value string, limit int) {
		if value != "" {
			uses = append(uses, limitUse{at + "." + field, len(value), limit, unitBytes})
		}
	}
	if l := a.Link; l != nil {
		bytes("title", l.Title, maxLinkTitleBytes)
		bytes("picurl", l.PicURL, maxLinkURLBytes)
		bytes("desc", l.Desc, maxLinkDescBytes)
		bytes("url", l.URL, maxLinkURLBytes)
	}

	if p := a.MiniProgram; p != nil {
		bytes("title", p.Title, maxMiniTitleBytes)
	}

	return uses
}
