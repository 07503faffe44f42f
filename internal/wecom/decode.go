package wecom

import (
	"bytes"
	"encoding/json"
	"reflect"
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

// lastSecond is that of the year 9999, in unix seconds: what is later are
// milliseconds, or no time at all, and RFC 3339 cannot write it.
const lastSecond = 253402300799

// timeField reads unix seconds, as a number or a string of one. The zero time
// stands for no time.
func timeField(raw json.RawMessage) time.Time {
	seconds, ok := intField(raw)
	if !ok || seconds <= 0 || seconds > lastSecond {
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

// number is a field that WeCom writes as a number, or as a string of one. Null
// and the empty string are 0.
type number int

// UnmarshalJSON reads either form.
func (n *number) UnmarshalJSON(raw []byte) error {
	if text := string(raw); text == "null" || text == `""` {
		*n = 0
		return nil
	}

	read, ok := intField(raw)
	if !ok || int64(int(read)) != read {
		return &json.UnmarshalTypeError{Value: kindOf(raw), Type: reflect.TypeFor[int]()}
	}

	*n = number(read)

	return nil
}

// word is a field that WeCom writes as a string, or as a number. Null is "".
type word string

// UnmarshalJSON reads either form.
func (w *word) UnmarshalJSON(raw []byte) error {
	var text *string

	if json.Unmarshal(raw, &text) == nil {
		*w = ""
		if text != nil {
			*w = word(*text)
		}

		return nil
	}

	var n json.Number
	if json.Unmarshal(raw, &n) != nil {
		return &json.UnmarshalTypeError{Value: kindOf(raw), Type: reflect.TypeFor[string]()}
	}

	*w = word(n)

	return nil
}

// kindOf names a value as the decoder does.
func kindOf(raw []byte) string {
	switch raw[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "bool"
	default:
		return "number"
	}
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

// repeatsName reports whether a JSON object has one of its own names twice.
func repeatsName(raw []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return false
	}

	for seen := map[json.Token]bool{}; dec.More(); {
		name, err := dec.Token()
		if err != nil || seen[name] {
			return seen[name]
		}

		seen[name] = true

		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return false
		}
	}

	return false
}
