package review

import "encoding/json"

// marks is a tree of a plan in which true stands for a whole value: one that is
// not known, or that is sensitive.
type marks struct {
	all bool // the resource as a whole
	in  map[string]any
}

func marksOf(raw json.RawMessage) marks {
	var m marks

	// A plan that has none says true or false, or nothing.
	if json.Unmarshal(raw, &m.all) != nil {
		_ = json.Unmarshal(raw, &m.in)
	}

	return m
}

// any reports whether an attribute, or a part of it, is marked.
func (m marks) any(names ...string) bool { return len(m.among(names)) > 0 }

// among are the attributes that are marked.
func (m marks) among(names []string) []string {
	var marked []string

	for _, name := range names {
		if m.all || isMarked(m.in[name]) {
			marked = append(marked, name)
		}
	}

	return marked
}

func isMarked(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case map[string]any:
		for _, inner := range v {
			if isMarked(inner) {
				return true
			}
		}
	case []any:
		for _, inner := range v {
			if isMarked(inner) {
				return true
			}
		}
	}

	return false
}
