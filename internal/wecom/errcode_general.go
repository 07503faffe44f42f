package wecom

// generalErrcodes are the codes of tokens, credentials and traffic.
func generalErrcodes() []Errcode {
	return []Errcode{
		{Code: -1, Cause: "WeCom was busy and gave no verdict.", Action: "Wait a little."},
		{Code: 40001, Cause: "The secret is wrong: it is mistyped, was reset, belongs to another corp_id, or its app is disabled.", Action: "Compare corp_id and corp_secret (of a third-party app: suite_id and suite_secret) with the admin console, and see that the app is enabled. Do not try often: repeated wrong secrets block the caller's address for an hour."},
		{Code: 40013, Cause: "The corp_id is wrong.", Action: "Copy it from the admin console, 我的企业."},
		{Code: 40014, Cause: "The access token is not valid: it has expired, was mangled, or is of another kind.", Action: "If it persists with a fresh token, the token is of the wrong kind for this API."},
		{Code: 40082, Cause: "The suite access token is wrong.", Action: "Check suite_id and suite_secret."},
		{Code: 40083, Cause: "The suite_id is wrong.", Action: "Copy it from the service provider's console."},
		{Code: 40084, Cause: "The permanent code is wrong, or the company has withdrawn its authorisation.", Action: "Check permanent_code and the company's authorisation of the app."},
		{Code: 40085, Cause: "The suite ticket is wrong or older than 30 minutes.", Action: "Give the newest suite_ticket: WeCom pushes one to the app's callback every 10 minutes."},
		{Code: 40091, Cause: "The secret belongs to another company.", Action: "Use the secret of an app of this corp_id."},
		{Code: 41001, Cause: "The access token is missing in the request.", Action: "Check that a proxy or gateway between here and WeCom keeps the query of the request."},
		{Code: 41002, Cause: "The corp_id is missing.", Action: "Set corp_id, or WECOM_CORP_ID."},
		{Code: 41004, Cause: "The secret is missing.", Action: "Set corp_secret, or WECOM_CORP_SECRET."},
		{Code: 42001, Cause: "The access token has expired.", Action: "Fetch a new one."},
		{Code: 42007, Cause: "The pre-authorisation code has expired.", Action: "Fetch a new one."},
		{Code: 42009, Cause: "The suite access token has expired.", Action: "Give the newest suite_ticket and run again."},
		{Code: 45009, Cause: "The API was called too often.", Action: "Wait: a minute's limit is lifted after 60 seconds, an hour's after an hour, a day's at midnight. Blocked addresses can be freed at https://open.work.weixin.qq.com/wwopen/devtool/checkCorpSpamBlock."},
		{Code: 45031, Cause: "WeCom holds the secret to be unsafe.", Action: "Reset the app's secret in the admin console."},
		{Code: 45033, Cause: "Too many calls of this API at the same time by this company.", Action: "Wait, and lower -parallelism."},
		{Code: 50003, Cause: "The app is disabled.", Action: "Enable it in the admin console."},
		{Code: 50006, Cause: "The system app is disabled.", Action: "Enable it in the admin console."},
		{Code: 60020, Cause: "The caller's address is not trusted by the app.", Action: "Add the address to the app's 企业可信IP (admin console, 应用管理, the app, at the bottom of its page), wait a minute, and run again. In CI, send through a proxy with a fixed address (proxy_url). A third-party app has its own list in the service provider's console."},
		{Code: 60031, Cause: "The app is barred from calling the API.", Action: "Ask the administrator of the company."},
		{Code: 81026, Cause: "The feature is under maintenance.", Action: "Wait, and run again."},
		{Code: 301002, Cause: "The token's app may not act for the given app.", Action: "Use the secret of the app itself."},
		{Code: 301007, Cause: "The company was dissolved or banned.", Action: "Ask WeCom's support."},
		{Code: 2000002, Cause: "The corp_id does not exist.", Action: "Copy it from the admin console, 我的企业."},
	}
}
