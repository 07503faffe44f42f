package wecomsim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// reader takes a JSON body apart field by field. Keys are compared exactly. The first mistake is
// kept in refused, and everything read after it is empty. What a tolerant server lets pass is noted
// at the call.
type reader struct {
	call    *call
	refused *refusal
}

// object is a JSON object being read.
type object struct {
	reader *reader
	path   string // "" or "a.b[0]."
	fields map[string]json.RawMessage
	read   map[string]bool
}

// readObject parses the body of the call. A body that is not one JSON object in UTF-8 is refused
// with 40058 and the words that posts show.
func (c *call) readObject() object {
	r := &reader{call: c}
	o := object{reader: r, read: map[string]bool{}}
	if !utf8.Valid(c.body) || json.Unmarshal(c.body, &o.fields) != nil || o.fields == nil {
		r.refuse(codeBadParameter, "Warning: wrong json format.")
	}
	return o
}

func (r *reader) refuse(code int, format string, args ...any) {
	if r.refused == nil {
		r.refused = refuse(code, format, args...)
	}
}

// take gives a field's JSON, nil when it is absent or null.
func (o object) take(name string) json.RawMessage {
	o.read[name] = true
	raw, present := o.fields[name]
	if o.reader.refused != nil || !present {
		return nil
	}
	if bytes.Equal(raw, []byte("null")) {
		o.reader.call.note("null: " + o.path + name)
		return nil
	}
	return raw
}

func (o object) decode(name string, into any, kind string) {
	raw := o.take(name)
	if raw != nil && json.Unmarshal(raw, into) != nil {
		o.reader.refuse(codeBadParameter, "%s%s should be %s", o.path, name, kind)
	}
}

func (o object) str(name string) string {
	var value string
	o.decode(name, &value, "a string")
	return value
}

// text is a string that people read. WeCom refuses \uXXXX in it with 40033.
func (o object) text(name string) string {
	if raw := o.take(name); hasUnicodeEscape(raw) {
		o.reader.refuse(codeIllegalCharacters, "%s%s", o.path, name)
	}
	return o.str(name)
}

func (o object) strs(name string) []string {
	var values []*string
	o.decode(name, &values, "a list of strings")
	list := make([]string, 0, len(values))
	for i, value := range values {
		if value == nil {
			o.reader.refuse(codeBadParameter, "%s%s[%d] is null", o.path, name, i)
			return nil
		}
		list = append(list, *value)
	}
	return list
}

func (o object) boolean(name string) bool {
	var value bool
	o.decode(name, &value, "a boolean")
	return value
}

// integer gives present = false when the field is absent or null.
func (o object) integer(name string) (value int64, present bool) {
	present = o.take(name) != nil
	o.decode(name, &value, "an integer")
	return value, present
}

// child gives an object without fields when the field is absent or null.
func (o object) child(name string) object {
	sub := object{reader: o.reader, path: o.path + name + ".", read: map[string]bool{}}
	o.decode(name, &sub.fields, "an object")
	return sub
}

func (o object) children(name string) []object {
	var items []map[string]json.RawMessage
	o.decode(name, &items, "a list of objects")
	list := make([]object, 0, len(items))
	for i, fields := range items {
		list = append(list, object{
			reader: o.reader, path: fmt.Sprintf("%s%s[%d].", o.path, name, i),
			fields: fields, read: map[string]bool{},
		})
	}
	return list
}

// noteUnknown notes the fields that nobody asked for; WeCom ignores them.
func (o object) noteUnknown() {
	for name := range o.fields {
		if !o.read[name] {
			o.reader.call.note("unknown field: " + o.path + name)
		}
	}
}

// hasUnicodeEscape finds \u that is an escape, not a backslash followed by a u.
func hasUnicodeEscape(raw json.RawMessage) bool {
	for i := 0; i < len(raw)-1; i++ {
		if raw[i] != '\\' {
			continue
		}
		if raw[i+1] == 'u' {
			return true
		}
		i++
	}
	return false
}
