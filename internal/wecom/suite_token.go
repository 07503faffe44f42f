package wecom

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

// Suite is what a third-party app (第三方应用) needs for a token of one company
// that has authorised it. The ids of customers and members that such an app
// sees differ from those that the company's own app sees.
type Suite struct {
	SuiteID     string
	SuiteSecret string
	// SuiteTicket is pushed by WeCom to the app's callback every 10 minutes and
	// valid for 30.
	SuiteTicket string
	// PermanentCode came with the company's authorisation.
	PermanentCode string
}

// suiteTokens makes the cache of a company's token, which asks another cache
// for the app's own token: both are fetched once however many calls ask.
func (c *Client) suiteTokens(corpID string, suite Suite) *tokenCache {
	for _, secret := range []string{suite.SuiteSecret, suite.SuiteTicket, suite.PermanentCode} {
		c.secrets.add(secret)
	}

	suiteTokens := newTokenCache(c.clock, func(ctx context.Context) (string, time.Duration, error) {
		return c.suiteToken(ctx, suite)
	})

	return newTokenCache(c.clock, func(ctx context.Context) (string, time.Duration, error) {
		suiteToken, err := suiteTokens.get(ctx)
		if err != nil {
			return "", 0, err
		}

		value, life, err := c.authorisedCorpToken(ctx, suiteToken.value, corpID, suite.PermanentCode)
		if !isSuiteTokenRefusal(Code(err)) {
			return value, life, err
		}

		if suiteToken, err = suiteTokens.renew(ctx, suiteToken); err != nil {
			return "", 0, err
		}

		return c.authorisedCorpToken(ctx, suiteToken.value, corpID, suite.PermanentCode)
	})
}

// suiteToken calls get_suite_token: the token of the app itself, for 7,200 s.
// Its success has no errcode.
//
// Errors that a person must fix: 40083 suite_id, 40085 a ticket that is wrong
// or over 30 minutes old, 60020.
// Source: https://developer.work.weixin.qq.com/document/path/97162.
// Retry class: repeatable.
func (c *Client) suiteToken(ctx context.Context, suite Suite) (string, time.Duration, error) {
	r, err := tokenRequest("/cgi-bin/service/get_suite_token", nil, map[string]string{
		"suite_id":     suite.SuiteID,
		"suite_secret": suite.SuiteSecret,
		"suite_ticket": suite.SuiteTicket,
	})
	if err != nil {
		return "", 0, err
	}

	return c.fetchToken(ctx, r, "suite_access_token")
}

// authorisedCorpToken calls get_corp_token: the app's token for one company
// that has authorised it. Its success has no errcode.
//
// Errors that a person must fix: 40084 permanent_code, 40013 corp_id. 40082 and
// 42009 are about the suite token. For a 代开发 app the token that it gives is
// later refused with 48002: its token comes from gettoken.
// Source: https://developer.work.weixin.qq.com/document/path/90605.
// Retry class: repeatable.
func (c *Client) authorisedCorpToken(ctx context.Context, suiteToken, corpID, permanentCode string) (string, time.Duration, error) {
	r, err := tokenRequest("/cgi-bin/service/get_corp_token", url.Values{"suite_access_token": {suiteToken}}, map[string]string{
		"auth_corpid":    corpID,
		"permanent_code": permanentCode,
	})
	if err != nil {
		return "", 0, err
	}

	return c.fetchToken(ctx, r, "access_token")
}

func tokenRequest(path string, query url.Values, body map[string]string) (request, error) {
	encoded, err := json.Marshal(body)
	if err != nil {
		return request{}, err
	}

	return request{method: http.MethodPost, path: path, query: query, contentType: "application/json", body: encoded}, nil
}
