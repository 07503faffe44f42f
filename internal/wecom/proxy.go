package wecom

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

const (
	proxyForm   = "It must be a URL such as http://user:password@proxy.example.com:3128. A character such as # % / ? or a blank in the password must be escaped. The value is not shown here, since it may hold a password."
	proxyScheme = "Its scheme must be http, https, socks5 or socks5h."
)

// ParseProxy reads the address of a proxy. It is strict: what cannot be read as
// meant would be a call past the proxy, or one to another host. The problem is
// "" if there is none, and never repeats the text, which may hold a password.
func ParseProxy(text string) (proxy *url.URL, problem string) {
	u, err := url.Parse(text)

	switch {
	case err != nil || u.Hostname() == "" || u.Port() == "0":
		return nil, proxyForm
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#"):
		// The rest of a password that was not escaped, and its beginning would
		// be taken for the host.
		return nil, proxyForm
	case !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme):
		return nil, proxyScheme
	}

	if port := u.Port(); port != "" {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return nil, "Its port must be one from 1 to 65535."
		}
	}

	return u, ""
}

// chooseProxy returns the function that chooses the proxy of a call: the one
// that is configured, else what the environment says. Their credentials are
// secrets.
func (c *Client) chooseProxy(configured *url.URL) func(*http.Request) (*url.URL, error) {
	if configured != nil {
		c.secrets.addProxy(configured)
		return http.ProxyURL(configured)
	}

	environment := proxyFromEnvironment()
	c.secrets.addProxy(environment.https)
	c.secrets.addProxy(environment.http)

	return environment.choose
}

// environmentProxy is the proxy of the standard variables.
type environmentProxy struct {
	https, http               *url.URL
	httpsProblem, httpProblem string
	// applies reports whether any proxy is meant for a URL: NO_PROXY and
	// loopback addresses are exempt.
	applies func(*url.URL) (*url.URL, error)
}

// proxyFromEnvironment reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or their
// names in small letters, as all Go programs do, with one difference: Go takes
// a value that cannot be parsed for none, and calls directly, past the address
// that the company trusts.
func proxyFromEnvironment() *environmentProxy {
	variables := httpproxy.FromEnvironment()
	p := &environmentProxy{}
	p.https, p.httpsProblem = parseProxyVariable(variables.HTTPSProxy)
	p.http, p.httpProblem = parseProxyVariable(variables.HTTPProxy)

	const anyProxy = "http://proxy"

	if variables.HTTPSProxy != "" {
		variables.HTTPSProxy = anyProxy
	}

	if variables.HTTPProxy != "" {
		variables.HTTPProxy = anyProxy
	}

	p.applies = variables.ProxyFunc()

	return p
}

// parseProxyVariable also takes an address without a scheme, which means http.
func parseProxyVariable(text string) (proxy *url.URL, problem string) {
	if text == "" {
		return nil, ""
	}

	if !strings.Contains(text, "://") {
		text = "http://" + text
	}

	return ParseProxy(text)
}

// proxyVariableError is an error that no repetition of the call changes.
type proxyVariableError struct {
	name, problem string
}

func (e *proxyVariableError) Error() string {
	return "the proxy address in the environment variable " + e.name + " cannot be used, and nothing is called without it. " + e.problem
}

// choose returns the proxy for a request, nil for none.
func (p *environmentProxy) choose(req *http.Request) (*url.URL, error) {
	if applying, err := p.applies(req.URL); applying == nil || err != nil {
		return nil, err
	}

	proxy, problem, name := p.http, p.httpProblem, "HTTP_PROXY"
	if req.URL.Scheme == "https" {
		proxy, problem, name = p.https, p.httpsProblem, "HTTPS_PROXY"
	}

	if problem != "" {
		return nil, &proxyVariableError{name: name, problem: problem}
	}

	return proxy, nil
}

func isProxyVariableError(err error) bool {
	_, ok := errors.AsType[*proxyVariableError](err)

	return ok
}
