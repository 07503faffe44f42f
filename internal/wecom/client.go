package wecom

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// DefaultBaseURL is WeCom's own server.
const DefaultBaseURL = "https://qyapi.weixin.qq.com"

// DefaultRequestTimeout bounds one HTTP call.
const DefaultRequestTimeout = 30 * time.Second

// Config is what a [Client] is made of. The zero value of every optional field
// means its default.
type Config struct {
	BaseURL        string        // scheme and host, without a slash at the end; default DefaultBaseURL
	Proxy          *url.URL      // default: the standard proxy environment variables
	RequestTimeout time.Duration // one HTTP call; default DefaultRequestTimeout
	MaxPages       int           // of one query; default maxPages
	UserAgent      string
	Credentials    Credentials
	Clock          Clock          // default SystemClock
	Random         func() float64 // in [0,1), spreads retries; default: no spread
	// Journal is where sends are noted. Nil: nowhere.
	Journal *journal.Journal
	// JournalStrictly makes a journal that cannot be read or written an error
	// before a send. If false it is left out then.
	JournalStrictly bool
	Log             func(context.Context, Exchange)
}

// Exchange is one HTTP exchange as the log may know it: no query, no body, no
// header.
type Exchange struct {
	Method        string
	Endpoint      string
	Status        int // 0 when no answer came
	Errcode       int
	RequestBytes  int
	ResponseBytes int
	Duration      time.Duration
	Failure       string // why no verdict came; empty when one did
}

// Client calls the WeCom API for one app of one company. It is safe for use by
// many goroutines, and shares its token, its connections and what it learned
// about sent messages among them.
type Client struct {
	baseURL string
	http    *http.Transport
	// httpEffect is that of calls with an effect: each has a connection of its
	// own. The other side may close an idle one while such a call is under way,
	// and nobody would know what became of the call.
	httpEffect     *http.Transport
	requestTimeout time.Duration
	maxPages       int
	userAgent      string
	clock          Clock
	random         func() float64
	log            func(context.Context, Exchange)
	secrets        *redactor
	tokens         *tokenCache
	canRenew       bool
	serverTime     serverTime
	corpID         string

	journal         *journal.Journal
	journalStrictly bool

	locks    *keyedLock
	inflight *inflight
	listings ctxLock // guards listed, held while a list is read
	listed   map[listingWindow]listing
	results  ctxLock            // guards sentTo, held while results are read
	sentTo   map[string]*sentTo // by msgid

	uploadsMu sync.Mutex
	uploads   map[uploadKey]string // media ids
}

// New makes a client. It makes no call.
func New(config Config) *Client {
	c := &Client{
		baseURL:        strings.TrimRight(config.BaseURL, "/"),
		requestTimeout: config.RequestTimeout,
		maxPages:       config.MaxPages,
		userAgent:      config.UserAgent,
		clock:          config.Clock,
		random:         config.Random,
		log:            config.Log,
		secrets:        newRedactor(),
		corpID:         config.Credentials.CorpID,

		journal:         config.Journal,
		journalStrictly: config.JournalStrictly,

		locks:    newKeyedLock(),
		inflight: newInflight(),
		listings: newCtxLock(),
		listed:   map[listingWindow]listing{},
		results:  newCtxLock(),
		sentTo:   map[string]*sentTo{},
		uploads:  map[uploadKey]string{},
	}

	if c.baseURL == "" {
		c.baseURL = DefaultBaseURL
	}

	if c.requestTimeout == 0 {
		c.requestTimeout = DefaultRequestTimeout
	}

	if c.maxPages == 0 {
		c.maxPages = maxPages
	}

	if c.clock == nil {
		c.clock = SystemClock{}
	}

	if c.random == nil {
		c.random = func() float64 { return 0 }
	}

	if c.log == nil {
		c.log = func(context.Context, Exchange) {}
	}

	proxy := c.chooseProxy(config.Proxy)
	c.http, c.httpEffect = newTransport(proxy), newTransport(proxy)
	c.httpEffect.DisableKeepAlives = true

	c.tokens, c.canRenew = config.Credentials.tokens(c)

	return c
}

// CorpID is the company that the credentials name; empty where a token alone
// was given.
func (c *Client) CorpID() string { return c.corpID }

// Origin is the address of the API as it is compared: scheme and host in lower
// case, without the port that the scheme has anyway and the dot of the root,
// and the path in its shortest form.
func (c *Client) Origin() string {
	u, err := url.Parse(c.baseURL)
	if err != nil {
		return c.baseURL
	}

	scheme, host, port := strings.ToLower(u.Scheme), strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), strings.TrimLeft(u.Port(), "0")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}

	if port != "" && port != map[string]string{"http": "80", "https": "443"}[scheme] {
		host += ":" + port
	}

	clean := url.URL{Path: strings.TrimSuffix(path.Clean("/"+u.Path), "/")}

	return scheme + "://" + host + clean.EscapedPath()
}

// Close closes the idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// ErrNoCredentials is the error of every call of a client without credentials.
var ErrNoCredentials = errors.New("no credentials are configured")
