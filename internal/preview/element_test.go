package preview_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

// hostile are texts that want to be more than a text.
func hostile() []string {
	return []string{
		`</p><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `" onmouseover="alert(1)`, `' onfocus='alert(1)' autofocus='`,
		`javascript:alert(1)`, `data:text/html,<script>alert(1)</script>`, `data:image/png;base64,"><script>x</script>`,
		`<!--`, `-->`, `]]>`, `<![CDATA[`, `</section></body>`, `&lt;b&gt; &amp;amp; &#x27; &copy`, "\x00<\x00", "\xff\xfe<b", "a\r\nb\rc", "\n\nx", " ", "\u202Eabc", "\uFEFFx",
	}
}

// messageOf says the text in every place where a text can be.
func messageOf(said string) preview.Message {
	unknown := preview.Media{ID: said, Expired: true, Source: said}
	known := preview.Media{ID: said, Name: said, Known: true}
	shown := preview.Media{Name: said, Known: true, Source: "data:image/png;base64," + said}

	message := preview.Message{Text: said, Member: said, Time: said, Group: &preview.Group{Name: said, Members: 3}}
	for _, media := range []preview.Media{unknown, known, shown} {
		for _, kind := range []string{"image", "video", "file", "link", "miniprogram", said} {
			message.Attachments = append(message.Attachments, preview.Attachment{
				Kind: kind, Title: said, Desc: said, URL: said, PicURL: said, AppID: said, Page: said, Media: media,
			})
		}
	}

	return message
}

// parsed is what a browser makes of HTML.
func parsed(t *testing.T, page string) preview.Element {
	t.Helper()

	nodes, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil || len(nodes) != 1 {
		t.Fatalf("%d elements, %v in\n%s", len(nodes), err, page)
	}

	return fromNode(t, nodes[0])
}

func fromNode(t *testing.T, node *html.Node) preview.Element {
	t.Helper()

	if node.Type == html.TextNode {
		return preview.Element{Text: node.Data}
	}

	if node.Type != html.ElementNode || node.Namespace != "" {
		t.Fatalf("%q is neither an element nor a text", node.Data)
	}

	made := preview.Element{Tag: node.Data}

	for _, attribute := range node.Attr {
		if attribute.Key == "class" {
			made.Class = attribute.Val
			continue
		}

		if made.Attributes == nil {
			made.Attributes = map[string]string{}
		}

		made.Attributes[attribute.Key] = attribute.Val
	}

	for child := range node.ChildNodes() {
		made.Children = append(made.Children, fromNode(t, child))
	}

	return made
}

// checkSame wants a browser to see the same in the HTML as in the JSON, and
// nothing in either that leads away from the page.
func checkSame(t *testing.T, m preview.Message, w preview.Words) preview.Element {
	t.Helper()

	made := preview.Of(m, w)

	raw, err := json.Marshal(made)
	if err != nil {
		t.Fatal(err)
	}

	var fromJSON preview.Element
	if err := json.Unmarshal(raw, &fromJSON); err != nil {
		t.Fatal(err)
	}

	page := htmlOf(t, m, w)
	if fromHTML := parsed(t, page); !reflect.DeepEqual(fromHTML, fromJSON) {
		t.Fatalf("the HTML is\n%s\nthe JSON\n%s", page, raw)
	}

	if !reflect.DeepEqual(made, fromJSON) {
		t.Fatalf("the JSON is not what was made:\n%s", raw)
	}

	checkHarmless(t, made)

	return made
}

func checkHarmless(t *testing.T, e preview.Element) {
	t.Helper()

	if e.Tag != "" && !slices.Contains([]string{"b", "code", "div", "img", "p", "section", "span"}, e.Tag) {
		t.Fatalf("an element %s", e.Tag)
	}

	for _, name := range slices.Sorted(maps.Keys(e.Attributes)) {
		switch value := e.Attributes[name]; {
		case !slices.Contains([]string{"alt", "aria-hidden", "aria-label", "data-kind", "data-label", "data-media", "src", "title"}, name):
			t.Fatalf("an attribute %s", name)
		case name == "src" && (e.Tag != "img" || !strings.HasPrefix(value, "data:image/")):
			t.Fatalf("%s loads %s", e.Tag, value)
		}
	}

	for _, child := range e.Children {
		checkHarmless(t, child)
	}
}

func shapeOf(e preview.Element) string {
	shape := e.Tag + "." + e.Class + "("
	for _, child := range e.Children {
		shape += shapeOf(child)
	}

	return shape + ")"
}

func TestOf_aTextIsNeverMore(t *testing.T) {
	for _, said := range hostile() {
		made := checkSame(t, messageOf(said), preview.English())

		// A data URI of a picture is one, even where it is none.
		if strings.HasPrefix(said, "data:image/") {
			continue
		}

		if got, want := shapeOf(made), shapeOf(preview.Of(messageOf("x"), preview.English())); got != want {
			t.Errorf("%q makes\n%s\nwant\n%s", said, got, want)
		}
	}
}

// HTML has no empty texts, so the JSON has none either.
func TestOf_nothingSaid(t *testing.T) {
	checkSame(t, messageOf(""), preview.English())
	checkSame(t, preview.Message{Text: "x"}, preview.Words{})
}

func TestWriteHTML_refusesWhatAPreviewDoesNotHave(t *testing.T) {
	inside := func(e preview.Element) preview.Element {
		return preview.Element{Tag: "div", Children: []preview.Element{{Text: "before"}, e}}
	}

	for name, bad := range map[string]preview.Element{
		"a script":      {Tag: "script", Children: []preview.Element{{Text: "alert(1)"}}},
		"a link":        {Tag: "a", Attributes: map[string]string{"title": "x"}},
		"no name":       {Tag: "p><script"},
		"a listener":    {Tag: "p", Attributes: map[string]string{"onclick": "alert(1)"}},
		"a style":       {Tag: "p", Attributes: map[string]string{"style": "color: red"}},
		"another host":  {Tag: "img", Attributes: map[string]string{"src": "https://a.example/x.png"}},
		"a data page":   {Tag: "img", Attributes: map[string]string{"src": "data:text/html,x"}},
		"an attribute>": {Tag: "p", Attributes: map[string]string{"title><script": "x"}},
	} {
		var page bytes.Buffer
		if err := inside(bad).WriteHTML(&page); err == nil || page.Len() > 0 {
			t.Errorf("%s: %v, and %q was written", name, err, page.String())
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, said := range append(hostile(), "") {
		f.Add(said)
	}

	f.Fuzz(func(t *testing.T, said string) {
		checkSame(t, messageOf(said), preview.Chinese())
	})
}
