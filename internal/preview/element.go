package preview

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Element is an element of a preview, or a text where Tag is empty. It is
// written as JSON for a script that makes the elements, and as HTML for a page
// without scripts.
type Element struct {
	Tag        string            `json:"tag,omitempty"`
	Class      string            `json:"class,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
	Children   []Element         `json:"children,omitempty"`
	Text       string            `json:"text,omitempty"`
}

// Tags and attributes that a preview may have: nothing that leads elsewhere,
// runs or is sent. The only src is a data URI.
func isTag(name string) bool {
	return slices.Contains([]string{"b", "code", "div", "img", "p", "section", "span"}, name)
}

func isAttribute(name string) bool {
	return slices.Contains([]string{"alt", "aria-hidden", "aria-label", "data-kind", "data-label", "data-media", "src", "title"}, name)
}

// element leaves out children that are empty texts: HTML has none.
func element(tag, class string, children ...Element) Element {
	made := Element{Tag: tag, Class: class}

	for _, child := range children {
		if child.Tag != "" || child.Text != "" {
			made.Children = append(made.Children, child)
		}
	}

	return made
}

func text(content string) Element { return Element{Text: clean(content)} }

// with gives the element one more attribute.
func (e Element) with(name, value string) Element {
	attributes := maps.Clone(e.Attributes)
	if attributes == nil {
		attributes = map[string]string{}
	}

	attributes[name] = clean(value)
	e.Attributes = attributes

	return e
}

// hidden says that the element is for the eyes only.
func (e Element) hidden() Element { return e.with("aria-hidden", "true") }

// clean replaces what HTML cannot hold, so that HTML and JSON say the same.
func clean(content string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(content, "\uFFFD"), "\x00", "\uFFFD")
}

// WriteHTML writes the element as HTML. It writes nothing where the tree has a
// tag or an attribute that a preview does not have.
func (e Element) WriteHTML(w io.Writer) error {
	page := htmlPage{escape: strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;",
		"\r", "&#13;", // a parser takes a bare one for a line end
	)}
	if err := page.add(e); err != nil {
		return err
	}

	_, err := io.WriteString(w, page.written.String())

	return err
}

// htmlPage is HTML that is being written.
type htmlPage struct {
	escape  *strings.Replacer
	written strings.Builder
}

func (p *htmlPage) add(e Element) error {
	if e.Tag == "" {
		p.written.WriteString(p.escape.Replace(e.Text))
		return nil
	}

	if !isTag(e.Tag) {
		return fmt.Errorf("a preview has no element %q", e.Tag)
	}

	p.written.WriteString("<" + e.Tag)

	if e.Class != "" {
		p.attribute("class", e.Class)
	}

	for _, name := range slices.Sorted(maps.Keys(e.Attributes)) {
		if !isAttribute(name) || name == "src" && !isPicture(e.Attributes[name]) {
			return fmt.Errorf("a preview has no such attribute: %s of %s", name, e.Tag)
		}

		p.attribute(name, e.Attributes[name])
	}

	p.written.WriteString(">")

	if e.Tag == "img" { // has neither content nor end
		return nil
	}

	for _, child := range e.Children {
		if err := p.add(child); err != nil {
			return err
		}
	}

	p.written.WriteString("</" + e.Tag + ">")

	return nil
}

func (p *htmlPage) attribute(name, value string) {
	p.written.WriteString(" " + name + `="` + p.escape.Replace(value) + `"`)
}
