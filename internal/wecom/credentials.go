package wecom

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Credentials say how a client gets its access token: from an app's secret,
// from a token that the company's own token service made, or as a third-party
// app. Exactly one way is given; the zero value gives a client whose every call
// fails with [ErrNoCredentials].
type Credentials struct {
	CorpID     string // with Suite: of the company that has authorised the app
	CorpSecret string // an app's secret; for a 代开发 app its permanent code

	AccessToken string

	Suite *Suite
}

func (k Credentials) tokens(c *Client) (cache *tokenCache, canRenew bool) {
	switch {
	case k.AccessToken != "":
		c.secrets.add(k.AccessToken)

		return newTokenCache(c.clock, func(context.Context) (string, time.Duration, error) {
			return k.AccessToken, 0, nil
		}), false
	case k.CorpSecret != "":
		c.secrets.add(k.CorpSecret)

		return newTokenCache(c.clock, func(ctx context.Context) (string, time.Duration, error) {
			return c.corpToken(ctx, k.CorpID, k.CorpSecret)
		}), true
	case k.Suite != nil:
		return c.suiteTokens(k.CorpID, *k.Suite), true
	default:
		return newTokenCache(c.clock, func(context.Context) (string, time.Duration, error) {
			return "", 0, ErrNoCredentials
		}), false
	}
}

// corpToken calls gettoken: the token of one app of one company, normally good
// for 7,200 s. Errors that a person must fix: 40001, 40013, 40091, 60020.
// Source: https://developer.work.weixin.qq.com/document/path/91039.
// Retry class: repeatable.
func (c *Client) corpToken(ctx context.Context, corpID, secret string) (string, time.Duration, error) {
	return c.fetchToken(ctx, request{
		method: http.MethodGet,
		path:   "/cgi-bin/gettoken",
		query:  url.Values{"corpid": {corpID}, "corpsecret": {secret}},
	}, "access_token")
}

// fetchToken makes a token call. Success may leave errcode out.
func (c *Client) fetchToken(ctx context.Context, r request, field string) (string, time.Duration, error) {
	r.errcodeOptional = true

	got, err := c.repeatable(ctx, r)
	if err != nil {
		return "", 0, err
	}

	if refusal := got.apiError(); refusal != nil {
		return "", 0, refusal
	}

	token := stringField(got.fields[field])
	if token == "" {
		return "", 0, &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer has no " + field}
	}

	c.secrets.add(token)

	seconds, _ := intField(got.fields["expires_in"])

	return token, time.Duration(seconds) * time.Second, nil
}
