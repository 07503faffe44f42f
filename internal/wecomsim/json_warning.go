package wecomsim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// WeCom reads JSON that is wrong in part as far as it can, and says so in
// errmsg, on success and on refusal (logs in issues of SDKs):
//
//	ok. Warning: wrong json format.
//	ok. WARNING: field `id` expect type `uint32`.
//	Warning: wrong json format. invalid tagid, hint: ...
const wrongFormat = "Warning: wrong json format. "

// Types as WeCom names them; only uint32 was seen.
const (
	typeString  = "string"
	typeArray   = "array"
	typeBool    = "bool"
	typeInteger = "uint32"
	typeObject  = "object"
)

// warn keeps the first thing that is wrong with the JSON for the answer.
func (c *call) warn(text string) {
	if c.warning == "" {
		c.warning = text
	}

	c.note(strings.TrimSpace(text))
}

func (c *call) warnType(field, kind string) {
	c.warn(fmt.Sprintf("WARNING: field `%s` expect type `%s`. ", field, kind))
}

// success is the start of an answer with errcode 0.
func (c *call) success() verdict {
	if c.warning == "" {
		return verdict{Errmsg: "ok"}
	}

	return verdict{Errmsg: "ok. " + c.warning}
}

// readableFields gives the fields before the first mistake, nil when there is
// none: the body is not an object, no value of it is complete, or it is not
// UTF-8.
func readableFields(body []byte) map[string]json.RawMessage {
	if !utf8.Valid(body) {
		return nil
	}

	var fields map[string]json.RawMessage
	if json.Unmarshal(readableBegin(body), &fields) != nil || len(fields) == 0 {
		return nil
	}

	return fields
}

// readableBegin is the body up to the last value before the first mistake, with
// what is open closed.
func readableBegin(body []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(body))

	var open []json.Delim

	var end int64 // of the last whole value, or of the start of an object or a list

	isKey := false

	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}

		delim, isDelim := token.(json.Delim)
		switch {
		case isDelim && (delim == '{' || delim == '['):
			open = append(open, delim)
		case isDelim:
			open = open[:len(open)-1]
		case isKey:
			isKey = false
			continue
		}

		end = decoder.InputOffset()

		if len(open) == 0 {
			break // what follows the first value is not read
		}

		isKey = open[len(open)-1] == '{'
	}

	begin := bytes.Clone(body[:end])

	for _, delim := range slices.Backward(open) {
		if delim == '{' {
			begin = append(begin, '}')
		} else {
			begin = append(begin, ']')
		}
	}

	return begin
}
