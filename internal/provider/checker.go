package provider

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// checker collects what is wrong with one configuration, and which of its
// attributes are not known yet.
type checker struct {
	diags   diag.Diagnostics
	unknown map[string]bool
}

func newChecker() *checker { return &checker{unknown: map[string]bool{}} }

func (c *checker) errorf(p path.Path, summary, format string, args ...any) {
	c.diags.AddAttributeError(p, summary, p.String()+": "+fmt.Sprintf(format, args...))
}

func (c *checker) warnf(p path.Path, summary, format string, args ...any) {
	c.diags.AddAttributeWarning(p, summary, p.String()+": "+fmt.Sprintf(format, args...))
}

// known reports whether v has a value. An unknown one is noted under the name of
// its top-level attribute.
func (c *checker) known(p path.Path, v attr.Value) bool {
	if v.IsUnknown() {
		c.unknown[rootName(p)] = true
		return false
	}

	return !v.IsNull()
}

func rootName(p path.Path) string {
	name, _ := p.Steps()[0].(path.PathStepAttributeName)
	return string(name)
}

// textValue reads a string that customers see or WeCom stores: no control
// characters but tab and line breaks, at most limit bytes (0: no limit).
func (c *checker) textValue(p path.Path, v attr.Value, limit int) string {
	if !c.known(p, v) {
		return ""
	}

	text := v.(types.String).ValueString()

	if r, at, found := controlCharacter(text); found {
		c.errorf(p, "Control character", "it holds the control character U+%04X as character %s. WeCom refuses it; only tab and line breaks are allowed.", r, grouped(at+1))
	}

	if limit > 0 && len(text) > limit {
		c.errorf(p, "Too long", "%s are %s; the limit is %s, %s too many.",
			counted(utf8.RuneCountInString(text), "character"), counted(len(text), "byte"), counted(limit, "byte"), grouped(len(text)-limit))
	}

	return text
}

// controlCharacter finds the first character that encoding/json would write as
// a \u escape or that no screen shows, and its place.
func controlCharacter(text string) (r rune, at int, found bool) {
	for _, r := range text {
		if unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' {
			return r, at, true
		}

		at++
	}

	return 0, 0, false
}

// idValue reads an id: not empty, no white space around it, no control
// characters.
func (c *checker) idValue(p path.Path, v attr.Value) string {
	if !c.known(p, v) {
		return ""
	}

	id := v.(types.String).ValueString()
	if problem := idProblem(id); problem != "" {
		c.errorf(p, "Invalid id", "%s", problem)
	}

	return id
}

// idProblem says what is wrong with an id, or "".
func idProblem(id string) string {
	if id == "" {
		return "it is empty. Leave the attribute out if it is not meant."
	}

	if strings.TrimSpace(id) != id {
		return fmt.Sprintf("%q has white space around it. WeCom would not find it; trimspace() removes it.", id)
	}

	if r, at, found := controlCharacter(id); found {
		return fmt.Sprintf("%q holds the control character U+%04X as character %s.", id, r, grouped(at+1))
	}

	// Inside an id tab and line breaks are no better: they mean that a list was
	// not split.
	if strings.ContainsAny(id, "\t\r\n") {
		return fmt.Sprintf("%q holds a tab or a line break. Is it a list that was not split?", id)
	}

	return ""
}

// requiredID reads an id that must be there.
func (c *checker) requiredID(p path.Path, v attr.Value, why string) string {
	if v.IsNull() {
		c.errorf(p, "Missing value", "it is required: %s.", why)
		return ""
	}

	return c.idValue(p, v)
}

// pathValue reads the path of a file, which may not be empty.
func (c *checker) pathValue(p path.Path, v attr.Value) string {
	if !c.known(p, v) {
		return ""
	}

	name := v.(types.String).ValueString()
	if name == "" {
		c.errorf(p, "Missing value", "the path is empty. Leave the attribute out if no file is meant.")
	}

	return name
}

// rfc3339 reads a time such as 2026-03-02T08:00:00+08:00.
func (c *checker) rfc3339(p path.Path, v types.String) time.Time {
	if !c.known(p, v) {
		return time.Time{}
	}

	t, err := time.Parse(time.RFC3339, v.ValueString())
	if err != nil {
		c.errorf(p, "Invalid time", "%q is not a time of RFC 3339, such as \"2026-03-02T08:00:00+08:00\".", v.ValueString())
	}

	return t
}

// oneOf reads one of a few words.
func (c *checker) oneOf(p path.Path, v types.String, words ...string) string {
	if !c.known(p, v) {
		return ""
	}

	if word := v.ValueString(); slices.Contains(words, word) {
		return word
	}

	c.errorf(p, "Invalid value", "%q is none of %s.", v.ValueString(), strings.Join(words, ", "))

	return ""
}

// idList reads a list of ids that must not be empty.
func (c *checker) idList(p path.Path, list types.List) []string {
	if !c.known(p, list) {
		return nil
	}

	elements := list.Elements()
	if len(elements) == 0 {
		c.errorf(p, "Empty list", "it is empty. Give at least one.")
	}

	ids := make([]string, 0, len(elements))
	bad := 0

	for i, element := range elements {
		v := element.(types.String)

		problem := idProblem(v.ValueString())

		switch {
		case v.IsUnknown():
			c.unknown[rootName(p)] = true
			continue
		case v.IsNull():
			problem = "it is null."
		}

		if problem == "" {
			ids = append(ids, v.ValueString())
			continue
		}

		if bad++; bad <= maxOfAKind {
			c.errorf(p.AtListIndex(i), "Invalid id", "%s", problem)
		}
	}

	return ids
}
