package wecomsim

import (
	"fmt"
	"time"
)

// suiteTicketLife is how long a suite_ticket is valid (path 97162).
const suiteTicketLife = 30 * time.Minute

// suiteStore holds tickets and tokens of suites.
type suiteStore struct {
	tickets map[string]map[string]time.Time // valid until, by suite_id and ticket
	byValue map[string]*suiteToken
	current map[*Suite]*suiteToken
	app     map[*Suite]*token // from get_corp_token
}

type suiteToken struct {
	value   string
	suite   *Suite
	expires time.Time
}

func newSuiteStore(suites []Suite, now time.Time) *suiteStore {
	store := &suiteStore{
		tickets: map[string]map[string]time.Time{}, byValue: map[string]*suiteToken{},
		current: map[*Suite]*suiteToken{}, app: map[*Suite]*token{},
	}
	for _, suite := range suites {
		store.tickets[suite.SuiteID] = map[string]time.Time{}
		if suite.Ticket != "" {
			store.tickets[suite.SuiteID][suite.Ticket] = now.Add(suiteTicketLife)
		}
	}

	return store
}

// NewSuiteTicket issues a suite_ticket as WeCom's callback would: it is valid
// for 30 minutes, and older ones stay valid until their own end.
func (s *Server) NewSuiteTicket(suiteID string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()

	tickets := s.suites.tickets[suiteID]
	if tickets == nil {
		return "", fmt.Errorf("no suite %q", suiteID)
	}

	ticket := randomText(s.secrets, 64)
	tickets[ticket] = s.Now().Add(suiteTicketLife)

	return ticket, nil
}

type suiteTokenAnswer struct {
	SuiteAccessToken string `json:"suite_access_token"`
	ExpiresIn        int64  `json:"expires_in"`
}

// getSuiteToken answers service/get_suite_token (path 97162). A wrong
// suite_secret has no code of its own in the table; 40001 is the one for
// credentials. There is no errcode on success.
func getSuiteToken(c *call) (any, *refusal) {
	body := c.readObject()
	suiteID, secret, ticket := body.str("suite_id"), body.str("suite_secret"), body.str("suite_ticket")
	body.noteUnknown()

	if body.reader.refused != nil {
		return nil, body.reader.refused
	}

	suite := c.directory.suites[suiteID]
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()

	switch {
	case suite == nil:
		return nil, refuse(codeBadSuiteID, "")
	case secret != suite.Secret:
		return nil, refuse(codeBadSecret, "suite_secret")
	case !s.suites.tickets[suiteID][ticket].After(c.now):
		return nil, refuse(codeBadSuiteTicket, "")
	}

	issued := s.suites.current[suite]
	if issued == nil || !issued.expires.After(c.now) {
		issued = &suiteToken{value: randomText(s.secrets, tokenLetters), suite: suite, expires: c.now.Add(s.settings.tokenLife)}
		s.suites.current[suite] = issued
		s.suites.byValue[issued.value] = issued
	}

	return suiteTokenAnswer{issued.value, secondsUntil(issued.expires, c.now)}, nil
}

type corpTokenAnswer struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int64  `json:"expires_in"`
}

// getCorpToken answers service/get_corp_token (path 90605). There is no errcode
// on success.
func getCorpToken(c *call) (any, *refusal) {
	body := c.readObject()
	corpID, code := body.str("auth_corpid"), body.str("permanent_code")
	body.noteUnknown()

	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()

	suiteToken := s.suites.byValue[c.query.Get("suite_access_token")]
	switch {
	case suiteToken == nil:
		return nil, refuse(codeBadSuiteToken, "")
	case !suiteToken.expires.After(c.now):
		return nil, refuse(codeSuiteTokenExpired, "")
	case body.reader.refused != nil:
		return nil, body.reader.refused
	case corpID != c.directory.company.CorpID:
		return nil, refuse(codeBadCorpID, "")
	case code != suiteToken.suite.PermanentCode:
		return nil, refuse(codeBadPermanentCode, "")
	}

	suite := suiteToken.suite

	issued := s.suites.app[suite]
	if issued == nil || !issued.expires.After(c.now) || s.tokens.byValue[issued.value] == nil {
		issued = &token{
			value: randomText(s.secrets, tokenLetters), app: &suite.App, wrongKind: suite.Custom,
			expires: c.now.Add(s.settings.tokenLife),
		}
		s.suites.app[suite] = issued
		s.tokens.byValue[issued.value] = issued
	}

	return corpTokenAnswer{issued.value, secondsUntil(issued.expires, c.now)}, nil
}
