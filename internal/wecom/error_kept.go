package wecom

import (
	"fmt"
	"net/http"
	"strings"
)

// Kept is the text of an error as a state may keep it. What WeCom or a gateway
// has said in it may name somebody, so it is left out; what a code means is
// said by our own table.
func Kept(err error) string {
	text := err.Error()

	for _, e := range quoting(err) {
		text = strings.ReplaceAll(text, e.Error(), e.inOwnWords())
	}

	return text
}

// quotingError is one whose text may hold words of an answer.
type quotingError interface {
	error
	inOwnWords() string
}

// quoting are the errors of calls in a tree of errors.
func quoting(err error) []quotingError {
	switch e := err.(type) { //nolint:errorlint // It walks the tree itself.
	case quotingError:
		return []quotingError{e}
	case interface{ Unwrap() error }:
		return quoting(e.Unwrap())
	case interface{ Unwrap() []error }:
		var all []quotingError
		for _, one := range e.Unwrap() {
			all = append(all, quoting(one)...)
		}

		return all
	default:
		return nil
	}
}

func (e *APIError) inOwnWords() string {
	text := e.Endpoint + ": "
	if e.HTTPStatus != 0 && e.HTTPStatus != http.StatusOK {
		text += fmt.Sprintf("HTTP status %d, ", e.HTTPStatus)
	}

	text += fmt.Sprintf("errcode %d", e.Code)

	if known, ok := LookupErrcode(e.Code); ok {
		text += ": " + strings.TrimSuffix(known.Cause, ".")
	}

	return text
}

func (e *CallError) inOwnWords() string {
	own := *e
	if own.kept != "" {
		own.Reason = own.kept
	}

	return own.Error()
}
