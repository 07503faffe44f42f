package wecomsim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// reader reads a JSON body field by field. Keys are compared exactly. A value
// of the wrong type counts as absent, and is named in the answer
// (json_warning.go). The first mistake that WeCom does not tolerate is kept in
// refused, and everything read after it is empty. What a tolerant server
// accepts is noted on the call.
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

// readObject parses the body of the call, or its readable start. A body of
// which nothing can be read is refused with 40058 and the words that posts
// show.
func (c *call) readObject() object {
	r := &reader{call: c}

	o := object{reader: r, read: map[string]bool{}}
	if utf8.Valid(c.body) && json.Unmarshal(c.body, &o.fields) == nil && o.fields != nil {
		return o
	}

	c.warn(wrongFormat)

	o.fields = readableFields(c.body)
	if o.fields == nil {
		r.refuse(codeBadParameter, "")
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

// decode gives false when the field is absent, null, or of another type than
// kind.
func (o object) decode(name string, into any, kind string) bool {
	raw := o.take(name)
	if raw == nil {
		return false
	}

	if json.Unmarshal(raw, into) != nil {
		o.reader.call.warnType(o.path+name, kind)
		return false
	}

	return true
}

func (o object) str(name string) string {
	var value string
	if !o.decode(name, &value, typeString) {
		return ""
	}

	return value
}

// text is a string that people read. Many clients send \uXXXX in it.
func (o object) text(name string) string {
	if raw := o.take(name); hasUnicodeEscape(raw) {
		if o.reader.call.server.settings.refuseEscapes {
			o.reader.refuse(codeIllegalCharacters, "%s%s", o.path, name)
		}

		o.reader.call.note(`\u escape: ` + o.path + name)
	}

	return o.str(name)
}

// strs leaves out what is not a string.
func (o object) strs(name string) []string {
	var items []json.RawMessage
	o.decode(name, &items, typeArray)

	list := make([]string, 0, len(items))
	for _, item := range items {
		var value *string
		if json.Unmarshal(item, &value) != nil || value == nil {
			o.reader.call.warnType(o.path+name, typeString)
			continue
		}

		list = append(list, *value)
	}

	return list
}

func (o object) boolean(name string) bool {
	var value bool
	return o.decode(name, &value, typeBool) && value
}

// integer gives present = false when there is none.
func (o object) integer(name string) (value int64, present bool) {
	if !o.decode(name, &value, typeInteger) {
		return 0, false
	}

	return value, true
}

// child gives an empty object when there is none.
func (o object) child(name string) object {
	sub := object{reader: o.reader, path: o.path + name + ".", read: map[string]bool{}}
	if !o.decode(name, &sub.fields, typeObject) {
		sub.fields = nil
	}

	return sub
}

// children leaves out what is not an object.
func (o object) children(name string) []object {
	var items []json.RawMessage
	o.decode(name, &items, typeArray)

	list := make([]object, 0, len(items))
	for i, item := range items {
		var fields map[string]json.RawMessage
		if json.Unmarshal(item, &fields) != nil || fields == nil {
			o.reader.call.warnType(o.path+name, typeObject)
			continue
		}

		list = append(list, object{
			reader: o.reader, path: fmt.Sprintf("%s%s[%d].", o.path, name, i),
			fields: fields, read: map[string]bool{},
		})
	}

	return list
}

// hasNoList says whether there is a value that is not a list.
func (o object) hasNoList(name string) bool {
	raw := o.take(name)
	return raw != nil && raw[0] != '['
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
