package wecomsim

// codeText is the errmsg text of a code: as WeCom was recorded writing it where
// somebody published that, otherwise the meaning from the error table (path
// 90313) in a few words. WeCom itself says that texts may change and that a
// program must decide by errcode.
func codeText(code int) string {
	for _, texts := range []map[int]string{generalTexts(), messageTexts(), mediaTexts()} {
		if text, known := texts[code]; known {
			return text
		}
	}

	return "error"
}

// generalTexts are those of tokens, permissions and traffic.
func generalTexts() map[int]string {
	return map[int]string{
		codeBusy:              "system busy",
		codeBadSecret:         "invalid credential",
		codeBadCorpID:         "invalid corpid",
		codeBadToken:          "invalid access_token",
		codeBadSuiteToken:     "invalid suite_token",
		codeBadSuiteID:        "invalid suite_id",
		codeBadPermanentCode:  "invalid permanent_code",
		codeBadSuiteTicket:    "invalid suite_ticket",
		40091:                 "secret of another corp",
		40098:                 "member is not real-name verified",
		codeTokenMissing:      "access_token missing",
		codeCorpIDMissing:     "corpid missing",
		codeSecretMissing:     "corpsecret missing",
		codeTokenExpired:      "access_token expired",
		42007:                 "pre_auth_code expired",
		codeSuiteTokenExpired: "suite_access_token expired",
		43009:                 "corp is not verified",
		codeFrequency:         "api freq out of limit",
		45031:                 "secret is not safe enough",
		45033:                 "api concurrent out of limit",
		48001:                 "api unauthorized",
		codeNotAllowed:        "api forbidden",
		48004:                 "authorization is cancelled",
		48006:                 "permission is reclaimed after long disuse",
		50002:                 "member is outside the app's range",
		50003:                 "app is disabled",
		50006:                 "system app is disabled",
		60011:                 "no privilege to access member, department or tag",
		codeUntrustedIP:       "not allow to access from your ip",
		codeOutOfRange:        "user not in the app's visible range",
		60031:                 "app is barred from the api",
		81026:                 "feature is under maintenance",
		codeNoCustomerContact: "require in external contact",
		84083:                 "member does not serve customers",
		84084:                 "not a follower of the external contact",
		84085:                 "app is taken off the market",
		92000:                 "member is outside the app's range",
		301002:                "not allow operate another app with this access_token",
		301007:                "corp is dissolved or banned",
		701008:                "no valid interface license",
		701099:                "interface license is not valid",
		2000002:               "CorpId is invalid",
	}
}

// messageTexts are those of the parameters of a mass message and of its
// queries.
func messageTexts() map[int]string {
	return map[int]string{
		codeBadUserID:          "invalid userid",
		40031:                  "invalid userid list",
		codeIllegalCharacters:  "invalid charset, \\uxxxx is not allowed",
		40035:                  "invalid parameter",
		codeURLTooLong:         "url too long",
		codeNoSuchChat:         "invalid group id",
		codeBadParameter:       "invalid Request Parameter",
		codeEmptyParameters:    "some parameters are empty",
		codeBadTag:             "invalid tagid",
		codeBadURL:             "invalid url",
		40096:                  "invalid external userid",
		40201:                  "content is blocked as sensitive",
		40204:                  "content is blocked by anti-spam",
		codeBodyTooLarge:       "request body too large",
		41035:                  "external userid missing",
		codeMsgIDMissing:       "msgid missing",
		codeMsgIDInvalid:       "invalid group msg id",
		codeNobody:             "no customer to send",
		41052:                  "invalid send time",
		41056:                  "wrong id type",
		codeDispatching:        "message is dispatching, try again later",
		codeTooManyAttachments: "too many attachments",
		codeAttachmentType:     "invalid attachment msgtype",
		41067:                  "wrong moment_id type",
		41088:                  "attachment list is empty",
		codeCancelled:          "task is already cancelled",
		codeRemindedTooOften:   "remind over frequency",
		codeTextEmpty:          "empty content",
		45002:                  "content size out of limit",
		codeURLScheme:          "url must start with http:// or https://",
		46004:                  "user not exist",
		49008:                  "group chat is dissolved",
		codeBadCursor:          "invalid cursor",
		codeNoSuchUser:         "userid not found",
		81013:                  "user, party and tag are all invalid",
		codeTooManyGroups:      "too many groups, filter by owner",
		codeNoCustomers:        "not external contact",
		85002:                  "content has illegal words",
		86001:                  "invalid chat id",
		codeChatIDMissing:      "chat_id missing",
		codeAppIDMissing:       "miniprogram appid missing",
		codeBadPage:            "invalid miniprogram page",
		codeAppIDNotLinked:     "miniprogram is not linked to the corp",
		90207:                  "invalid miniprogram appid",
		90208:                  "miniprogram appid does not match",
		codeNotCustomerGroup:   "chat is not external group chat",
	}
}

// mediaTexts are those of uploads and their use.
func mediaTexts() map[int]string {
	return map[int]string{
		codeMediaType:     "invalid media file type",
		codeTypeParameter: "invalid type",
		codeMediaSize:     "invalid file size",
		codeBadMedia:      "invalid media_id",
		codeImageSize:     "invalid image size",
		codeVideoSize:     "invalid video size",
		codeImageDamaged:  "image is damaged or its size is not as declared",
		codeMediaMissing:  "media_id missing",
		41072:             "wrong scene of the attachment",
		41080:             "attachment too large",
		41081:             "invalid resolution of the attachment",
		41082:             "invalid length of the video",
		41090:             "video is not MP4 or is damaged",
		codeMediaEmpty:    "empty media data",
		codeMediaTooLarge: "media size out of limit",
		codeMediaUse:      "media_id does not fit its use",
		830002:            "file is too large to download without a range",
	}
}
