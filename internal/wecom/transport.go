package wecom

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"time"
)

// newTransport makes an HTTP transport of a [Client].
//
// It speaks HTTP/1.1 only: there a connection carries one request at a time,
// so what left on it can be counted, and nothing below this package ever
// repeats a request. It is used without an http.Client, so that nobody follows
// a redirect: a token must not travel to another host, and a POST must not be
// repeated.
func newTransport(proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}

	var protocols http.Protocols
	protocols.SetHTTP1(true)

	return &http.Transport{
		Proxy: proxy,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}

			return &writeCounter{Conn: conn}, nil
		},
		Protocols:              &protocols,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		DisableCompression:     true,
	}
}

// readByProxy reports whether a proxy gets to read the request. Of https it
// only passes on what it cannot read, and its own refusals are errors of the
// connection.
func (c *Client) readByProxy(req *http.Request) bool {
	if req.URL.Scheme != "http" || c.http.Proxy == nil {
		return false
	}

	proxy, err := c.http.Proxy(req)

	return err == nil && proxy != nil
}
