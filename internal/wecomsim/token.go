package wecomsim

import (
	"math/rand/v2"
	"slices"
	"time"
)

// token is an access token of one app.
type token struct {
	value   string
	app     *App
	expires time.Time
	// wrongKind says that get_corp_token issued it for a custom-developed app
	// (代开发): WeCom then answers 48002 to every business call (error table,
	// 48002).
	wrongKind bool
}

// tokenStore holds what gettoken has issued and whom it has refused.
type tokenStore struct {
	byValue map[string]*token
	current map[*App]*token
	wrong   map[string][]time.Time // times of wrong secrets, by caller's address
	blocked map[string]time.Time   // until when, by caller's address
}

func newTokenStore() *tokenStore {
	return &tokenStore{
		byValue: map[string]*token{}, current: map[*App]*token{},
		wrong: map[string][]time.Time{}, blocked: map[string]time.Time{},
	}
}

type tokenAnswer struct {
	verdict
	AccessToken string `json:"access_token"`
	ExpiresIn   int64  `json:"expires_in"`
}

// getToken answers gettoken (path 91039). A repeated call gives the same token
// while it is valid; the page said so until 2024 and is now silent.
func getToken(c *call) (any, *refusal) {
	corpID, secret := c.query.Get("corpid"), c.query.Get("corpsecret")
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()

	switch {
	case corpID == "":
		return nil, refuse(codeCorpIDMissing, "")
	case secret == "":
		return nil, refuse(codeSecretMissing, "")
	case s.tokens.blocked[c.ip].After(c.now):
		return nil, refuse(codeFrequency, "too many wrong secrets from this address")
	case corpID != c.directory.company.CorpID:
		return nil, refuse(codeBadCorpID, "")
	}

	app := c.directory.appBySecret[secret]
	if app == nil || app.Disabled {
		s.tokens.countWrong(c.ip, c.now, s.settings.wrongSecretLimit)
		return nil, refuse(codeBadSecret, "")
	}

	if !app.trusts(c.ip) {
		return nil, refuse(codeUntrustedIP, "")
	}

	issued := s.appToken(app, c.now)

	return tokenAnswer{c.success(), issued.value, secondsUntil(issued.expires, c.now)}, nil
}

// appToken gives the app's token while it is valid, otherwise a new one. It is
// called with mu held.
func (s *Server) appToken(app *App, now time.Time) *token {
	issued := s.tokens.current[app]
	if issued == nil || !issued.expires.After(now) {
		issued = &token{value: randomText(s.secrets, tokenLetters), app: app, expires: now.Add(s.settings.tokenLife)}
		s.tokens.current[app] = issued
		s.tokens.byValue[issued.value] = issued
	}

	return issued
}

// secondsUntil is an expires_in, rounded up.
func secondsUntil(end, now time.Time) int64 {
	return int64((end.Sub(now) + time.Second - 1) / time.Second)
}

// countWrong blocks the address for an hour when the limit of wrong secrets
// within an hour is reached.
func (t *tokenStore) countWrong(ip string, now time.Time, limit int) {
	recent := slices.DeleteFunc(t.wrong[ip], func(at time.Time) bool { return now.Sub(at) >= time.Hour })

	t.wrong[ip] = append(recent, now)
	if len(t.wrong[ip]) >= limit {
		t.blocked[ip] = now.Add(time.Hour)
		delete(t.wrong, ip)
	}
}

// authenticate finds the token of the query and checks the caller's address.
func (c *call) authenticate() (*token, *refusal) {
	value := c.query.Get("access_token")
	if value == "" {
		return nil, refuse(codeTokenMissing, "")
	}

	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()

	issued := s.tokens.byValue[value]
	switch {
	case issued == nil:
		return nil, refuse(codeBadToken, "")
	case !issued.expires.After(c.now):
		return nil, refuse(codeTokenExpired, "")
	case !issued.app.trusts(c.ip):
		return nil, refuse(codeUntrustedIP, "")
	}

	return issued, nil
}

// RevokeTokens makes every token issued so far invalid (40014), as WeCom may do
// before the end of a token's life.
func (s *Server) RevokeTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.tokens.byValue = map[string]*token{}
	s.tokens.current = map[*App]*token{}
}

func (a *App) trusts(ip string) bool {
	return len(a.TrustedIPs) == 0 || slices.Contains(a.TrustedIPs, ip)
}

// tokenLetters is the length of tokens, near that of WeCom's own. Documented is
// at most 512.
const tokenLetters = 214

// randomText is n random letters that need no escaping in a query.
func randomText(random *rand.Rand, n int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

	text := make([]byte, n)
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}

	return string(text)
}
