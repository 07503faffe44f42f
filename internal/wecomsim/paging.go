package wecomsim

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// pageRequest is the part of a list that a request asks for.
type pageRequest struct {
	limit int
	start int
	key   string
}

// readPageRequest reads limit and cursor. A limit that is absent, 0 or negative
// is the default; what one over the maximum means differs from endpoint to
// endpoint, so the caller says it with over. A cursor is good only for the
// query that gave it, which key identifies; any other is 50100.
func readPageRequest(body object, key string, fallback, maximum, over int) pageRequest {
	p := pageRequest{limit: fallback, key: key}
	if limit, present := body.integer("limit"); present && limit > 0 {
		p.limit = int(min(limit, int64(maximum)+1))
		if p.limit > maximum {
			p.limit = over
		}
	}

	cursor := body.str("cursor")
	if cursor == "" {
		return p
	}

	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	start, valid := strings.CutPrefix(string(raw), key+"|")

	p.start, _ = strconv.Atoi(start)
	if err != nil || !valid || p.start <= 0 {
		body.reader.refuse(codeBadCursor, "")
	}

	return p
}

// cut gives the bounds of the page in a list of n items and the cursor of the
// next one, "" on the last.
func (p pageRequest) cut(n int) (from, to int, next string) {
	from = min(p.start, n)

	to = min(from+p.limit, n)
	if to < n {
		next = p.cursor(to)
	}

	return from, to, next
}

// cursor is that of the page that begins after so many items.
func (p pageRequest) cursor(start int) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s|%d", p.key, start))
}
