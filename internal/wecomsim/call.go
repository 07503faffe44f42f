package wecomsim

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// call is a request to an endpoint, without HTTP's mechanics.
type call struct {
	server    *Server
	directory *directory
	method    string
	query     url.Values
	header    http.Header
	length    int64 // as declared, -1 when unknown
	body      []byte
	ip        string
	now       time.Time
	app       *App // whose token it carries; nil at an open endpoint
	notes     []string
	warning   string // what was wrong with the JSON, for the answer
}

// maxNotes and maxNote bound what a hostile body can make the request log keep.
const (
	maxNotes = 100
	maxNote  = 200
)

// note says once what was tolerated.
func (c *call) note(text string) {
	text = strings.Clone(text[:min(len(text), maxNote)])
	if len(c.notes) < maxNotes && !slices.Contains(c.notes, text) {
		c.notes = append(c.notes, text)
	}
}

// serve checks what all endpoints have in common, in the order in which WeCom
// refuses: token, caller, permission, method.
func (c *call) serve(e *endpoint) (any, *refusal) {
	if !e.open {
		issued, refused := c.authenticate()
		if refused != nil {
			return nil, refused
		}

		c.app = issued.app
		if issued.wrongKind {
			return nil, refuse(codeNotAllowed, "a custom-developed app gets its token from gettoken")
		}

		if e.contact && c.app.NoCustomerContact {
			return nil, refuse(codeNotAllowed, "the app is not in the list of apps that may call customer contact")
		}
	}

	if c.method != e.method {
		// The table names GET instead of POST for this code; the other way
		// round is assumed.
		return nil, refuse(codeBadParameter, "use %s", e.method)
	}

	return e.serve(c)
}
