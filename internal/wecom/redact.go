package wecom

import (
	"net/url"
	"strings"
	"sync"
)

// redactor takes secrets out of text that was made elsewhere: errors of the
// network stack, and what a server echoes. It is the second line of defence;
// the first is that no query and no header is ever put into a text.
type redactor struct {
	mu      sync.RWMutex
	secrets []string
}

func newRedactor() *redactor { return &redactor{} }

// shortestSecret keeps a placeholder secret such as "x" from turning every
// text into stars. Real secrets have 43 characters and tokens over 100.
const shortestSecret = 6

func (r *redactor) add(secret string) {
	if len(secret) < shortestSecret {
		return
	}

	r.mu.Lock()
	defer r.mu.Unlock()

	r.secrets = append(r.secrets, secret)
	if escaped := url.QueryEscape(secret); escaped != secret {
		r.secrets = append(r.secrets, escaped)
	}
}

func (r *redactor) clean(text string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()

	for _, secret := range r.secrets {
		text = strings.ReplaceAll(text, secret, "***")
	}

	return text
}
