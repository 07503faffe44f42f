package wecom

import "time"

// The documented limits of a mass message. Source, unless a line says
// otherwise: https://developer.work.weixin.qq.com/document/path/96366, as of
// 2025-07-11. Byte limits count the UTF-8 form.
const (
	// MaxExternalUserIDs is how many customers one message may name.
	MaxExternalUserIDs = 10_000
	// MaxChatIDs is how many customer groups one message may name.
	MaxChatIDs = 2_000
	// MaxTagsPerGroup is how many tags one group of a tag filter may hold.
	// How many groups there may be is not documented.
	MaxTagsPerGroup = 100
	// MaxTextBytes is the length of text.content.
	MaxTextBytes = 4_000
	// MaxAttachments is how many attachments one message may carry.
	MaxAttachments = 9
	// MaxLinkTitleBytes is the length of link.title.
	MaxLinkTitleBytes = 128
	// MaxLinkDescBytes is the length of link.desc.
	MaxLinkDescBytes = 512
	// MaxLinkURLBytes is the length of link.url and of link.picurl.
	MaxLinkURLBytes = 2_048
	// MaxMiniprogramTitleBytes is the length of miniprogram.title.
	MaxMiniprogramTitleBytes = 64
)

// The limits of the queries. Source: get_groupmsg_list_v2, get_groupmsg_task
// and get_groupmsg_send_result,
// https://developer.work.weixin.qq.com/document/path/96355.
const (
	// MaxRecordsPerPage is the page size of the sent-message list. A larger
	// number is not cut down to it but answered with the default of 50.
	MaxRecordsPerPage = 100
	// MaxResultsPerPage is the page size of member tasks and of send results.
	// A larger number is answered with the default of 500.
	MaxResultsPerPage = 1_000
	// MaxRecordsWindow is the longest time window of one list query. The page
	// says one month; 28 days are within every month.
	MaxRecordsWindow = 28 * 24 * time.Hour
)

// The limits of the audience queries.
const (
	// MaxMembersPerQuery is how many members one query of customers may name.
	// Source: https://developer.work.weixin.qq.com/document/path/96316.
	MaxMembersPerQuery = 100
	// MaxCustomersPerPage is the page size of batch/get_by_user. A larger
	// number is answered with it. Source:
	// https://developer.work.weixin.qq.com/document/path/96316.
	MaxCustomersPerPage = 100
	// MaxGroupChatsPerPage is the page size of groupchat/list, which has no
	// default. Source:
	// https://developer.work.weixin.qq.com/document/path/93414.
	MaxGroupChatsPerPage = 1_000
)

// MaxUserIDBytes is the length of a member's userid. Source: user/create,
// https://developer.work.weixin.qq.com/document/path/90195, which also says
// that it is made of digits, letters and "_-@.", and begins with a digit or a
// letter.
const MaxUserIDBytes = 64

// The documented sizes of media. Sources: media/upload,
// https://developer.work.weixin.qq.com/document/path/96484 (older pages give an
// image 2 MB), and media/uploadimg,
// https://developer.work.weixin.qq.com/document/path/90256.
const (
	// MinMediaBytes is the least size: every file must be over 5 bytes.
	MinMediaBytes = 6
	// MaxImageBytes is the size of an image, JPG or PNG.
	MaxImageBytes = 10 << 20
	// MaxVideoBytes is the size of a video, MP4.
	MaxVideoBytes = 10 << 20
	// MaxFileBytes is the size of any other file.
	MaxFileBytes = 20 << 20
	// MaxPermanentImageBytes is the size of an image for media/uploadimg.
	MaxPermanentImageBytes = 2 << 20
)

// The limits of reminders: three for a message in 24 hours. Source:
// https://developer.work.weixin.qq.com/document/path/97618.
const (
	// MaxReminders is how many reminders one message may have in
	// ReminderWindow.
	MaxReminders = 3
	// ReminderWindow is the time in which they are counted.
	ReminderWindow = 24 * time.Hour
)

// maxAnswerBytes bounds what is read of one answer: no documented answer comes
// near it, and a broken server must not fill the memory.
const maxAnswerBytes = 10 << 20
