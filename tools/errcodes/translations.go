package main

import (
	"strings"
	"unicode"
)

type translation struct{ english, chinese string }

// gist is a text without case, spaces and punctuation. A translation is found
// by it: a comma more leaves the Chinese true, another word may not.
func gist(english string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}

		return unicode.ToLower(r)
	}, english)
}

// translations are the texts of the client's tables in Chinese, by the gist of
// the English. They are not by code, because many codes share a text.
func translations() map[string]string {
	all := map[string]string{}

	for _, some := range [][]translation{generalTranslations(), permissionTranslations(), messageTranslations(), mediaTranslations()} {
		for _, t := range some {
			all[gist(t.english)] = t.chinese
		}
	}

	return all
}

func generalTranslations() []translation {
	return []translation{
		{"Credentials, traffic, the app", "凭证、调用频率与应用"},

		{"WeCom was busy and gave no verdict.", "企业微信系统繁忙，没有给出结果。"},
		{"Wait a little.", "稍等片刻。"},
		{"The secret is wrong: it is mistyped, was reset, belongs to another corp_id, or its app is disabled.", "密钥（Secret）不对：写错了、被重置过、属于另一个 corp_id，或者应用已停用。"},
		{"Compare corp_id and corp_secret (of a third-party app: suite_id and suite_secret) with the admin console, and see that the app is enabled. Do not try often: repeated wrong secrets block the caller's address for an hour.", "到管理后台核对 corp_id 和 corp_secret（第三方应用核对 suite_id 和 suite_secret），并确认应用已启用。不要反复尝试：多次用错密钥，出口 IP 会被封一小时。"},
		{"The corp_id is wrong.", "corp_id 不对。"},
		{"Copy it from the admin console, 我的企业.", "到管理后台“我的企业”页面复制。"},
		{"The access token is not valid: it has expired, was mangled, or is of another kind.", "access_token 无效：已过期、内容被改动，或者不是这一类 token。"},
		{"If it persists with a fresh token, the token is of the wrong kind for this API.", "换了新 token 还是这样，说明这类 token 不能用于这个接口。"},
		{"The suite access token is wrong.", "suite_access_token 不对。"},
		{"Check suite_id and suite_secret.", "检查 suite_id 和 suite_secret。"},
		{"The suite_id is wrong.", "suite_id 不对。"},
		{"Copy it from the service provider's console.", "到服务商管理端复制。"},
		{"The permanent code is wrong, or the company has withdrawn its authorisation.", "永久授权码不对，或者企业已取消授权。"},
		{"Check permanent_code and the company's authorisation of the app.", "检查 permanent_code，以及企业对应用的授权。"},
		{"The suite ticket is wrong or older than 30 minutes.", "suite_ticket 不对，或者已超过 30 分钟。"},
		{"Give the newest suite_ticket: WeCom pushes one to the app's callback every 10 minutes.", "用最新的 suite_ticket：企业微信每 10 分钟向应用的回调地址推送一次。"},
		{"The secret belongs to another company.", "密钥属于另一家企业。"},
		{"Use the secret of an app of this corp_id.", "用这个 corp_id 下应用的密钥。"},
		{"The access token is missing in the request.", "请求里没有 access_token。"},
		{"Check that a proxy or gateway between here and WeCom keeps the query of the request.", "检查途中的代理或网关有没有丢掉请求的查询参数。"},
		{"The corp_id is missing.", "没有 corp_id。"},
		{"Set corp_id, or WECOM_CORP_ID.", "设置 corp_id，或环境变量 WECOM_CORP_ID。"},
		{"The secret is missing.", "没有密钥。"},
		{"Set corp_secret, or WECOM_CORP_SECRET.", "设置 corp_secret，或环境变量 WECOM_CORP_SECRET。"},
		{"The access token has expired.", "access_token 已过期。"},
		{"Fetch a new one.", "重新获取。"},
		{"The pre-authorisation code has expired.", "预授权码已过期。"},
		{"The suite access token has expired.", "suite_access_token 已过期。"},
		{"Give the newest suite_ticket and run again.", "换上最新的 suite_ticket，再运行一次。"},
		{"The API was called too often.", "调用过于频繁。"},
		{"Wait: a minute's limit is lifted after 60 seconds, an hour's after an hour, a day's at midnight. Blocked addresses can be freed at https://open.work.weixin.qq.com/wwopen/devtool/checkCorpSpamBlock.", "等待解除：分钟限制 60 秒后解除，小时限制一小时后解除，天限制到次日零点解除。被封的 IP 可以到 https://open.work.weixin.qq.com/wwopen/devtool/checkCorpSpamBlock 自助解封。"},
		{"WeCom holds the secret to be unsafe.", "企业微信认为密钥不安全。"},
		{"Reset the app's secret in the admin console.", "到管理后台重置应用的密钥。"},
		{"Too many calls of this API at the same time by this company.", "本企业对这个接口的并发调用过多。"},
		{"Wait, and lower -parallelism.", "稍等，并调小 -parallelism。"},
		{"The app is disabled.", "应用已停用。"},
		{"Enable it in the admin console.", "到管理后台启用。"},
		{"The system app is disabled.", "系统应用已停用。"},
		{"The caller's address is not trusted by the app.", "调用方的 IP 不在应用的企业可信IP 内。"},
		{"Add the address to the app's 企业可信IP (admin console, 应用管理, the app, at the bottom of its page), wait a minute, and run again. In CI, send through a proxy with a fixed address (proxy_url). A third-party app has its own list in the service provider's console.", "把这个 IP 加到应用的“企业可信IP”（管理后台 → 应用管理 → 对应的应用，页面底部），等一分钟再运行。CI 里请通过出口 IP 固定的代理发送（proxy_url）。第三方应用在服务商管理端另有一份 IP 白名单。"},
		{"The app is barred from calling the API.", "应用被禁止调用接口。"},
		{"Ask the administrator of the company.", "联系企业管理员。"},
		{"The feature is under maintenance.", "功能正在维护。"},
		{"Wait, and run again.", "等一段时间再运行。"},
		{"The token's app may not act for the given app.", "token 所属的应用无权操作指定的应用。"},
		{"Use the secret of the app itself.", "用该应用自己的密钥。"},
		{"The company was dissolved or banned.", "企业已解散或被封禁。"},
		{"Ask WeCom's support.", "联系企业微信客服。"},
		{"The corp_id does not exist.", "corp_id 不存在。"},
	}
}

func permissionTranslations() []translation {
	return []translation{
		{"Permissions and licences", "权限与接口许可"},

		{"The member's real name is not verified.", "成员未实名认证。"},
		{"Let the member verify it in WeCom.", "请成员在企业微信里完成实名认证。"},
		{"The company is not verified.", "企业尚未验证主体（未认证）。"},
		{"Verify the company in the admin console.", "到管理后台完成企业认证。"},
		{"The app is not authorised for this API.", "应用没有获得这个接口的授权。"},
		{"Authorise it again, with the permission to send mass messages.", "重新授权，并勾选群发消息的权限。"},
		{"This app may not call this API.", "应用无权调用这个接口。"},
		{"Admin console, 客户与上下游, 客户联系, API: add the app to 可调用接口的应用. A third-party app needs the permission 企业客户权限, 客户联系, 群发消息给客户和客户群; to read customers, groups or tags 客户基础信息. For a 代开发 app give its permanent code as corp_secret; the suite block is refused for it with this code.", "管理后台 → 客户与上下游 → 客户联系 → API：把应用加入“可调用接口的应用”。第三方应用需要“企业客户权限 → 客户联系 → 群发消息给客户和客户群”权限；读取客户、客户群和标签还需要“客户基础信息”。代开发应用请把永久授权码填在 corp_secret；写在 suite 里会得到这个错误码。"},
		{"The company has withdrawn the app's authorisation.", "企业已取消对应用的授权。"},
		{"Ask the company to authorise the app again.", "请企业重新授权。"},
		{"WeCom has reclaimed the permission because it was not used for long.", "长期未使用，权限已被企业微信收回。"},
		{"The member is outside the app's visible range.", "成员不在应用的可见范围内。"},
		{"Widen the app's 可见范围, or choose another sender.", "扩大应用的“可见范围”，或换一个发送人。"},
		{"The app has no permission for this member, department or tag.", "应用对这个成员、部门或标签没有权限。"},
		{"Widen the app's 可见范围.", "扩大应用的“可见范围”。"},
		{"The customer is not in the member's list of customers.", "这位客户不在该成员的客户列表里。"},
		{"Choose a sender who has added the customer, or leave the customer out.", "换成加了这位客户的成员来发，或去掉这位客户。"},
		{"The member has no customer contact permission.", "成员没有客户联系权限。"},
		{"Give the member 客户联系 in the admin console, or choose another sender.", "到管理后台为成员开通“客户联系”，或换一个发送人。"},
		{"The member does not serve customers.", "该成员没有配置客户联系功能（非服务人员）。"},
		{"Choose a sender who has the customer contact feature.", "换成有客户联系功能的成员来发。"},
		{"There is no friendship between the member and the customer, or the member is outside the app's visible range.", "成员与客户不是好友，或成员不在应用的可见范围内。"},
		{"Choose a sender who has added the customer.", "换成加了这位客户的成员来发。"},
		{"The member has no interface licence.", "成员没有接口许可。"},
		{"Activate a licence for the member in the service provider's console.", "到服务商管理端为成员激活接口许可。"},
		{"The interface licence of the member is not valid.", "成员的接口许可无效。"},
	}
}
