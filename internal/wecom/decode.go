package wecom

import (
	"encoding/json"
	"strconv"
	"time"
)

// intField reads a number, or a string that holds one.
func intField(raw json.RawMessage) (int64, bool) {
	text := string(raw)
	if s := stringField(raw); s != "" {
		text = s
	}

	n, err := strconv.ParseInt(text, 10, 64)

	return n, err == nil
}

// stringField reads a string, or "" where there is none.
func stringField(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}

	return s
}

// timeField reads unix seconds, as a number or a string of one. The zero time
// stands for no time.
func timeField(raw json.RawMessage) time.Time {
	seconds, ok := intField(raw)
	if !ok || seconds <= 0 {
		return time.Time{}
	}

	return time.Unix(seconds, 0)
}

// optionalField decodes a field that may be absent.
func optionalField(raw json.RawMessage, into any) error {
	if raw == nil {
		return nil
	}

	return json.Unmarshal(raw, into)
}

// stringList reads a list of strings. Null is an empty list; the result is
// never nil.
func stringList(raw json.RawMessage) ([]string, error) {
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		return []string{}, err
	}

	if list == nil {
		return []string{}, nil
	}

	return list, nil
}
