package wecom

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// redactor knows the secrets of a client in every form in which a server or a
// proxy may give them back. It takes them out of text that was made elsewhere
// (errors of the network stack, what a server says), and tells which ids hold
// one. It is the second line of defence; the first is that no query and no
// header is ever put into a text.
type redactor struct {
	mu      sync.RWMutex
	known   map[string]bool
	secrets []string // in all forms, the longest first
	private []string // the same of what is taken out of texts only
}

func newRedactor() *redactor { return &redactor{known: map[string]bool{}} }

// shortestSecret keeps a placeholder secret such as "x" from turning every
// text into stars. Real secrets have 43 characters and tokens over 100.
const shortestSecret = 6

func (r *redactor) add(secret string) {
	r.mu.Lock()
	defer r.mu.Unlock()

	if len(secret) < shortestSecret || r.known[secret] {
		return
	}

	r.known[secret] = true
	r.secrets = longestFirst(append(r.secrets, secretForms(secret)...))
}

// longestFirst sorts forms and takes out what comes twice or is too short. A
// form that is a part of another one must not go first, or the rest of the
// other one would stay.
func longestFirst(forms []string) []string {
	slices.SortFunc(forms, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})

	return slices.DeleteFunc(slices.Compact(forms), func(form string) bool { return len(form) < shortestSecret })
}

// addProxy learns the credentials of a proxy. They travel together, so together
// they are a secret, too, however short the password is.
func (r *redactor) addProxy(proxy *url.URL) {
	if proxy == nil || proxy.User == nil {
		return
	}

	user := proxy.User.Username()

	password, _ := proxy.User.Password()
	r.add(user + ":" + password)

	if password == "" {
		r.add(user) // a token
		return
	}

	r.add(password)

	// A user name is taken out of texts. It may be somebody's userid as well,
	// so it makes no id a secret.
	if len(user) >= shortestSecret {
		r.mu.Lock()
		defer r.mu.Unlock()

		r.private = longestFirst(append(r.private, secretForms(user)...))
	}
}

// clean takes every secret out of a text.
func (r *redactor) clean(text string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()

	for _, forms := range [][]string{r.secrets, r.private} {
		for _, form := range forms {
			text = strings.ReplaceAll(text, form, "***")
		}
	}

	return text
}

// cleanError takes every secret out of an error of a call.
func (r *redactor) cleanError(err error) error {
	callErr, ok := err.(*CallError) //nolint:errorlint // only the outermost text is said
	if !ok {
		return err
	}

	cleaned := *callErr
	cleaned.Reason = r.clean(cleaned.Reason)

	return &cleaned
}

// holds reports whether a text is or has in it a secret.
func (r *redactor) holds(text string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()

	// Most ids are shorter than most secrets, so the search begins with the
	// shortest forms and ends early.
	for _, form := range slices.Backward(r.secrets) {
		if len(form) > len(text) {
			return false
		}

		if strings.Contains(text, form) {
			return true
		}
	}

	return false
}
