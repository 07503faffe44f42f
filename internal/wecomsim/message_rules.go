package wecomsim

import (
	"fmt"
	"strings"
)

const (
	chatTypeSingle = "single"
	chatTypeGroup  = "group"
)

// Limits of page 96366 ("参数说明"); bytes are bytes of UTF-8.
const (
	maxExternalUserIDs    = 10_000 // external_userid: 最多可一次指定1万个客户
	maxChatIDs            = 2_000  // chat_id_list: 最多可一次指定2000个客户群
	maxTagsPerGroup       = 100    // tag_list: 每组最多指定100个标签
	maxTextBytes          = 4_000  // text.content: 最多4000个字节
	maxAttachments        = 9      // attachments: 最多支持添加9个附件
	maxLinkTitleBytes     = 128    // link.title: 最长128个字节
	maxLinkURLBytes       = 2_048  // link.url and link.picurl: 最长2048个字节
	maxLinkDescBytes      = 512    // link.desc: 最多512个字节
	maxMiniTitleBytes     = 64     // miniprogram.title: 最多64个字节
	maxUserIDBytes        = 64     // userid: the error table, code 40003
	attachmentTypesJoined = "image, link, miniprogram, video, file"
)

// check applies the rules of page 96366 that need no knowledge of the company:
//
//	rule                                                       code
//	chat_type is single or group                               40058
//	lists and byte limits above                                40058; attachments 41064; urls 40039
//	single: sender, external_userid, tag_filter not all empty  40058
//	group: sender required                                     40058
//	text and attachments not both left out                     40063 (recorded)
//	text not empty without attachments                         44004
//	msgtype is one of five                                     41065
//	the object that msgtype names is present                   40058
//	required strings                                           40058; media ids 41006; appid 90200; page 90204
//	image: media_id or pic_url                                 41006
//	link.url, link.picurl begin with http:// or https://       45034
//
// The page names limits but no codes. The error table gives 40058 for over-long
// values, lists over their limit and missing fields, and more specific codes
// for the others. The limits are applied also to fields that the chat type
// makes ineffective.
func (r *messageRequest) check() *refusal {
	switch {
	case r.chatType != chatTypeSingle && r.chatType != chatTypeGroup:
		return refuse(codeBadParameter, "chat_type should be single or group")
	case len(r.externalUserID) > maxExternalUserIDs:
		return outOfRange("external_userid", 0, maxExternalUserIDs)
	case len(r.chatIDList) > maxChatIDs:
		return outOfRange("chat_id_list", 0, maxChatIDs)
	case len(r.sender) > maxUserIDBytes:
		return refuse(codeBadUserID, "sender has %d bytes, over %d", len(r.sender), maxUserIDBytes)
	case r.chatType == chatTypeGroup && r.sender == "":
		return refuse(codeBadParameter, "sender is required for group")
	case r.chatType == chatTypeSingle && r.sender == "" && len(r.externalUserID) == 0 && len(r.tagFilter) == 0:
		return refuse(codeBadParameter, "sender, external_userid and tag_filter are all empty")
	case !r.hasText && len(r.attachments) == 0:
		return refuse(codeEmptyParameters, "")
	case r.text == "" && len(r.attachments) == 0:
		return refuse(codeTextEmpty, "")
	case len(r.text) > maxTextBytes:
		return tooLong("text.content", maxTextBytes)
	case len(r.attachments) > maxAttachments:
		return refuse(codeTooManyAttachments, "%d, over %d", len(r.attachments), maxAttachments)
	}

	for i, tags := range r.tagFilter {
		if len(tags) > maxTagsPerGroup {
			return outOfRange(fmt.Sprintf("tag_filter.group_list[%d].tag_list", i), 0, maxTagsPerGroup)
		}
	}

	for i, attachment := range r.attachments {
		if refused := attachment.check(i); refused != nil {
			return refused
		}
	}

	return nil
}

// tooLong and outOfRange use the wording that logs show.
func tooLong(field string, most int) *refusal {
	return refuse(codeBadParameter, "%s exceed max length %d", field, most)
}

func outOfRange(field string, least, most int) *refusal {
	return refuse(codeBadParameter, "field `%s` expect array size in [%d, %d]", field, least, most)
}

func (a Attachment) check(i int) *refusal {
	at := a.at(i)
	missing := refuse(codeBadParameter, "%s is missing", at)

	switch a.MsgType {
	case "image":
		if a.Image == nil {
			return missing
		}

		if a.Image.MediaID == "" && a.Image.PicURL == "" {
			return refuse(codeMediaMissing, "%s: media_id and pic_url are both empty", at)
		}
	case "link":
		if a.Link == nil {
			return missing
		}

		return a.Link.check(at)
	case "miniprogram":
		if a.MiniProgram == nil {
			return missing
		}

		return a.MiniProgram.check(at)
	case "video":
		return a.Video.check(at, missing)
	case "file":
		return a.File.check(at, missing)
	default:
		return refuse(codeAttachmentType, "attachments[%d].msgtype should be one of %s", i, attachmentTypesJoined)
	}

	return nil
}

func (m *Media) check(at string, missing *refusal) *refusal {
	if m == nil {
		return missing
	}

	if m.MediaID == "" {
		return refuse(codeMediaMissing, "%s.media_id", at)
	}

	return nil
}

func (l *Link) check(at string) *refusal {
	switch {
	case l.Title == "":
		return refuse(codeBadParameter, "%s.title is empty", at)
	case len(l.Title) > maxLinkTitleBytes:
		return tooLong(at+".title", maxLinkTitleBytes)
	case len(l.Desc) > maxLinkDescBytes:
		return tooLong(at+".desc", maxLinkDescBytes)
	case l.URL == "":
		return refuse(codeBadParameter, "%s.url is empty", at)
	}

	if refused := checkURL(l.URL, at+".url"); refused != nil {
		return refused
	}

	if l.PicURL == "" {
		return nil
	}

	return checkURL(l.PicURL, at+".picurl")
}

// checkURL uses the page's 2,048 bytes. The error table's text of 40039 says
// 1,024, for no field in particular; the page is about this field.
func checkURL(url, at string) *refusal {
	if len(url) > maxLinkURLBytes {
		return refuse(codeURLTooLong, "%s has %d bytes, over %d", at, len(url), maxLinkURLBytes)
	}

	lower := strings.ToLower(url)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		return refuse(codeURLScheme, "%s", at)
	}

	return nil
}

func (m *MiniProgram) check(at string) *refusal {
	switch {
	case m.Title == "":
		return refuse(codeBadParameter, "%s.title is empty", at)
	case len(m.Title) > maxMiniTitleBytes:
		return tooLong(at+".title", maxMiniTitleBytes)
	case m.PicMediaID == "":
		return refuse(codeMediaMissing, "%s.pic_media_id", at)
	case m.AppID == "":
		return refuse(codeAppIDMissing, "%s.appid", at)
	case m.Page == "":
		return refuse(codeBadPage, "%s.page", at)
	}

	return nil
}
