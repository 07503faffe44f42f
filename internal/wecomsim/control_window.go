package wecomsim

import (
	"net/http"
	"net/url"
	"strconv"
)

// window is the part of a list that ?offset= and ?limit= ask for.
type window struct{ offset, limit int }

// readWindow: without a limit, everything from the offset.
func readWindow(query url.Values) (window, error) {
	offset, err := optionalInt(query, "offset", 0)
	if err != nil {
		return window{}, err
	}

	limit, err := optionalInt(query, "limit", -1)

	return window{offset, limit}, err
}

func cutWindow[T any](items []T, w window) []T {
	from := min(w.offset, len(items))
	if w.limit < 0 || w.limit > len(items)-from {
		return items[from:]
	}

	return items[from : from+w.limit]
}

func optionalInt(query url.Values, name string, fallback int) (int, error) {
	if query.Get(name) == "" {
		return fallback, nil
	}

	n, err := strconv.Atoi(query.Get(name))
	if err != nil || n < 0 {
		return 0, statusError{http.StatusBadRequest, name + " should be a number from 0"}
	}

	return n, nil
}
