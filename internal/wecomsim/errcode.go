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
	codeMediaType          = 40004
	codeTypeParameter      = 40005
	codeMediaSize          = 40006
	codeBadMedia           = 40007
	codeImageSize          = 40009
	codeVideoSize          = 40011
	codeBadCorpID          = 40013
	codeBadToken           = 40014
	codeIllegalCharacters  = 40033
	codeURLTooLong         = 40039
	codeNoSuchChat         = 40050
	codeBadParameter       = 40058
	codeEmptyParameters    = 40063
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

// refusal is an answer with an errcode other than 0.
type refusal struct {
	code   int
	detail string // what exactly, empty when the code says it all
}

func refuse(code int, format string, args ...any) *refusal {
	return &refusal{code: code, detail: fmt.Sprintf(format, args...)}
}

// errmsg has the shape that posts show: text, hint, caller's address, link.
// What was wrong with the JSON comes before it.
func (r *refusal) errmsg(warning string, now time.Time, seq int, ip string) string {
	return errmsgWithHint(warning+r.text(), r.code, now, seq, ip)
}

// text has the detail first for 40058, as logs show it. For the other codes no
// log shows a detail; the one here helps whoever looks for a mistake.
func (r *refusal) text() string {
	switch {
	case r.detail == "":
		return codeText(r.code)
	case r.code == codeBadParameter:
		return r.detail + ". " + codeText(r.code)
	}

	return codeText(r.code) + ": " + r.detail
}

func errmsgWithHint(text string, code int, now time.Time, seq int, ip string) string {
	return fmt.Sprintf("%s, hint: [%d%012d], from ip: %s, more info at https://open.work.weixin.qq.com/devtool/query?e=%d",
		text, now.UnixMilli(), seq, ip, code)
}
