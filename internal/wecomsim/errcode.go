package wecomsim

import (
	"fmt"
	"time"
)

// WeCom's codes, from the error table.
const (
	codeBusy               = -1
	codeBadSecret          = 40001
	codeBadUserID          = 40003
	codeBadMedia           = 40007
	codeBadCorpID          = 40013
	codeMediaType          = 40004
	codeTypeParameter      = 40005
	codeMediaSize          = 40006
	codeImageSize          = 40009
	codeVideoSize          = 40011
	codeBadToken           = 40014
	codeIllegalCharacters  = 40033
	codeURLTooLong         = 40039
	codeBadParameter       = 40058
	codeNoSuchChat         = 40050
	codeBadTag             = 40068
	codeBadSuiteToken      = 40082
	codeBadSuiteID         = 40083
	codeBadPermanentCode   = 40084
	codeBadSuiteTicket     = 40085
	codeBadURL             = 40094
	codeImageDamaged       = 40123
	codeBodyTooLarge       = 40206
	codeTokenMissing       = 41001
	codeCorpIDMissing      = 41002
	codeSecretMissing      = 41004
	codeMediaMissing       = 41006
	codeMsgIDMissing       = 41046
	codeMsgIDInvalid       = 41047
	codeNobody             = 41048
	codeDispatching        = 41063
	codeTooManyAttachments = 41064
	codeAttachmentType     = 41065
	codeCancelled          = 41093
	codeRemindedTooOften   = 41094
	codeTokenExpired       = 42001
	codeSuiteTokenExpired  = 42009
	codeMediaEmpty         = 44001
	codeTextEmpty          = 44004
	codeMediaTooLarge      = 45001
	codeFrequency          = 45009
	codeURLScheme          = 45034
	codeNotAllowed         = 48002
	codeBadCursor          = 50100
	codeUntrustedIP        = 60020
	codeOutOfRange         = 60021
	codeNoSuchUser         = 60111
	codeTooManyGroups      = 81017
	codeNoCustomers        = 84061
	codeNoCustomerContact  = 84074
	codeChatIDMissing      = 86003
	codeAppIDMissing       = 90200
	codeBadPage            = 90204
	codeAppIDNotLinked     = 90206
	codeNotCustomerGroup   = 90501
	codeMediaUse           = 301015
)

// codeText is a short errmsg text. WeCom says itself that they may change and that a program must
// decide by errcode.
func codeText(code int) string {
	switch code {
	case codeBusy:
		return "system busy"
	case codeBadSecret:
		return "invalid credential"
	case codeBadUserID:
		return "invalid userid"
	case codeBadMedia:
		return "invalid media_id"
	case codeBadCorpID:
		return "invalid corpid"
	case codeBadToken:
		return "invalid access_token"
	case codeIllegalCharacters:
		return "invalid charset, \\uxxxx is not allowed"
	case codeURLTooLong:
		return "url too long"
	case codeBadParameter:
		return "invalid Request Parameter"
	case codeBadTag:
		return "invalid tagid"
	case codeBodyTooLarge:
		return "request body too large"
	case codeTokenMissing:
		return "access_token missing"
	case codeCorpIDMissing:
		return "corpid missing"
	case codeSecretMissing:
		return "corpsecret missing"
	case codeMediaMissing:
		return "media_id missing"
	case codeMsgIDMissing:
		return "msgid missing"
	case codeMsgIDInvalid:
		return "invalid msgid"
	case codeNobody:
		return "no customer to send"
	case codeDispatching:
		return "message is dispatching, try again later"
	case codeTooManyAttachments:
		return "too many attachments"
	case codeAttachmentType:
		return "invalid attachment msgtype"
	case codeTokenExpired:
		return "access_token expired"
	case codeTextEmpty:
		return "text content empty"
	case codeFrequency:
		return "api freq out of limit"
	case codeURLScheme:
		return "url must start with http:// or https://"
	case codeNotAllowed:
		return "api forbidden"
	case codeBadCursor:
		return "invalid cursor"
	case codeUntrustedIP:
		return "not allow to access from your ip"
	case codeOutOfRange:
		return "user not in the app's visible range"
	case codeNoSuchUser:
		return "userid not found"
	case codeNoCustomerContact:
		return "no external contact permission"
	case codeAppIDMissing:
		return "miniprogram appid missing"
	case codeBadPage:
		return "invalid miniprogram page"
	case codeMediaType:
		return "invalid media file type"
	case codeTypeParameter:
		return "invalid type"
	case codeMediaSize:
		return "invalid file size"
	case codeImageSize:
		return "invalid image size"
	case codeVideoSize:
		return "invalid video size"
	case codeNoSuchChat:
		return "chatid does not exist"
	case codeBadSuiteToken:
		return "invalid suite_token"
	case codeBadSuiteID:
		return "invalid suite_id"
	case codeBadPermanentCode:
		return "invalid permanent_code"
	case codeBadSuiteTicket:
		return "invalid suite_ticket"
	case codeBadURL:
		return "invalid url"
	case codeImageDamaged:
		return "image is damaged or its size is not as declared"
	case codeCancelled:
		return "task is already cancelled"
	case codeRemindedTooOften:
		return "remind over frequency"
	case codeSuiteTokenExpired:
		return "suite_access_token expired"
	case codeMediaEmpty:
		return "empty media data"
	case codeMediaTooLarge:
		return "media size out of limit"
	case codeTooManyGroups:
		return "too many groups, filter by owner"
	case codeNoCustomers:
		return "not external contact"
	case codeChatIDMissing:
		return "chat_id missing"
	case codeNotCustomerGroup:
		return "not a customer group"
	case codeMediaUse:
		return "media_id does not fit its use"
	case codeAppIDNotLinked:
		return "miniprogram is not linked to the corp"
	}
	return "error"
}

// refusal is an answer with an errcode other than 0.
type refusal struct {
	code   int
	detail string // what exactly, empty when the code says it all
}

func refuse(code int, format string, args ...any) *refusal {
	return &refusal{code: code, detail: fmt.Sprintf(format, args...)}
}

// errmsg has the shape that posts show: text, hint, caller's address, link.
func (r *refusal) errmsg(now time.Time, seq int, ip string) string {
	return errmsgWithHint(r.text(), r.code, now, seq, ip)
}

func (r *refusal) text() string {
	if r.detail == "" {
		return codeText(r.code)
	}
	return codeText(r.code) + ": " + r.detail
}

func errmsgWithHint(text string, code int, now time.Time, seq int, ip string) string {
	return fmt.Sprintf("%s, hint: [%d%012d], from ip: %s, more info at https://open.work.weixin.qq.com/devtool/query?e=%d",
		text, now.UnixMilli(), seq, ip, code)
}
