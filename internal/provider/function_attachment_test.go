package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// attachmentType is what every function of an attachment returns.
func attachmentType() tftypes.Object {
	object := func(names ...string) tftypes.Object {
		all := map[string]tftypes.Type{}
		for _, name := range names {
			all[name] = tftypes.String
		}

		return tftypes.Object{AttributeTypes: all}
	}

	return tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"msgtype":     tftypes.String,
		"image":       object("media_id", "pic_url", "source", "source_sha256"),
		"link":        object("title", "picurl", "desc", "url"),
		"miniprogram": object("title", "pic_media_id", "pic_source", "pic_source_sha256", "appid", "page"),
		"video":       object("media_id", "source", "source_sha256"),
		"file":        object("media_id", "source", "source_sha256"),
	}}
}

// anObject is an object as an expression gives it.
func anObject(attributes map[string]tftypes.Value) tftypes.Value {
	all := map[string]tftypes.Type{}
	for name, v := range attributes {
		all[name] = v.Type()
	}

	return tftypes.NewValue(tftypes.Object{AttributeTypes: all}, attributes)
}

func TestAttachmentFunctions_eachMakesItsKind(t *testing.T) {
	p := serve(t)
	title := map[string]tftypes.Value{"title": text("t")}

	for kind, given := range map[string]map[string]tftypes.Value{
		"image":       {"media_id": text("m"), "pic_url": text("p"), "source": text("s"), "source_sha256": text("h")},
		"link":        {"title": text("t"), "picurl": text("p"), "desc": text("d"), "url": text("u")},
		"miniprogram": {"title": text("t"), "pic_media_id": text("m"), "pic_source": text("s"), "pic_source_sha256": text("h"), "appid": text("a"), "page": text("g")},
		"video":       {"media_id": text("m"), "source": text("s"), "source_sha256": text("h")},
		"file":        {"media_id": text("m"), "source": text("s"), "source_sha256": text("h")},
	} {
		got, problem := p.call(kind, attachmentType(), anObject(given))
		if problem != nil {
			t.Errorf("%s: %s", kind, problem.Text)
			continue
		}

		for name, v := range attributesOf(t, got) {
			switch {
			case name == "msgtype":
				if !v.Equal(text(kind)) {
					t.Errorf("%s: msgtype is %s", kind, v)
				}
			case name != kind:
				if !v.IsNull() {
					t.Errorf("%s: %s is %s", kind, name, v)
				}
			case !maps.EqualFunc(attributesOf(t, v), given, tftypes.Value.Equal):
				t.Errorf("%s: the object is %s", kind, v)
			}
		}
	}

	// A map is an object, too.
	asMap := tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, map[string]tftypes.Value{"title": text("t"), "url": text("u")})
	if _, problem := p.call("link", attachmentType(), asMap); problem != nil {
		t.Errorf("a map: %s", problem.Text)
	}

	// The control: what is left out stays so, and what is required is missed.
	if _, problem := p.call("link", attachmentType(), anObject(title)); problem == nil {
		t.Error("a link without a URL was made")
	}
}

func TestAttachmentFunctions_whatIsRefused(t *testing.T) {
	p := serve(t)

	link := func(more map[string]tftypes.Value) tftypes.Value {
		all := map[string]tftypes.Value{"title": text("t"), "url": text("u")}
		maps.Copy(all, more)

		return anObject(all)
	}

	null := func(typ tftypes.Type) tftypes.Value { return tftypes.NewValue(typ, nil) }

	for name, row := range map[string]struct {
		kind  string
		given tftypes.Value
		words []string
	}{
		"a misspelt name":        {"link", link(map[string]tftypes.Value{"pic_url": text("p")}), []string{"link.pic_url is not known", "did you mean picurl?"}},
		"one in capitals":        {"link", link(map[string]tftypes.Value{"PicUrl": text("p")}), []string{"did you mean picurl?"}},
		"a Cyrillic letter":      {"link", link(map[string]tftypes.Value{"titl\u0435": text("p")}), []string{`link."titl\u0435" is not known`, "did you mean title?"}},
		"a blank in a name":      {"link", link(map[string]tftypes.Value{"url ": text("p")}), []string{`link."url " is not known`, "did you mean url?"}},
		"a no-break space in it": {"link", link(map[string]tftypes.Value{"desc\u00a0": text("p")}), []string{`link."desc\u00a0" is not known`, "did you mean desc?"}},
		"a name far from any":    {"link", link(map[string]tftypes.Value{"background": text("p")}), []string{"link.background is not known", "there are title, picurl, desc and url"}},
		"two of them":            {"link", link(map[string]tftypes.Value{"titel": text("p"), "dsc": text("p")}), []string{"did you mean title?", "did you mean desc?"}},
		"a misspelt one, null":   {"link", link(map[string]tftypes.Value{"pic_url": null(tftypes.String)}), []string{"link.pic_url is not known"}},
		"a name of another kind": {"image", anObject(map[string]tftypes.Value{"title": text("t")}), []string{"image.title is not known"}},
		"a required name":        {"link", anObject(map[string]tftypes.Value{"title": text("t")}), []string{"link.url is missing"}},
		"a required one, null":   {"link", link(map[string]tftypes.Value{"url": null(tftypes.String)}), []string{"link.url is missing"}},
		"an appid":               {"miniprogram", anObject(map[string]tftypes.Value{"title": text("t"), "page": text("p")}), []string{"miniprogram.appid is missing"}},
		"a number":               {"link", link(map[string]tftypes.Value{"desc": number(5)}), []string{"link.desc is a number; it must be a string"}},
		"a bool":                 {"link", link(map[string]tftypes.Value{"desc": tftypes.NewValue(tftypes.Bool, true)}), []string{"link.desc is a bool"}},
		"an object":              {"image", anObject(map[string]tftypes.Value{"source": link(nil)}), []string{"image.source is an object"}},
		"a tuple":                {"image", anObject(map[string]tftypes.Value{"source": tftypes.NewValue(tftypes.Tuple{ElementTypes: []tftypes.Type{tftypes.String}}, []tftypes.Value{text("x")})}), []string{"image.source is a list"}},
		"a string in its place":  {"link", text("https://example.com"), []string{"link is not an object", "title, picurl, desc and url"}},
	} {
		_, problem := p.call(row.kind, attachmentType(), row.given)
		if problem == nil {
			t.Errorf("%s: no error", name)
			continue
		}

		if problem.FunctionArgument == nil || *problem.FunctionArgument != 0 {
			t.Errorf("%s: the error is not at the argument", name)
		}

		for _, words := range row.words {
			if !strings.Contains(problem.Text, words) {
				t.Errorf("%s: no %q in %q", name, words, problem.Text)
			}
		}
	}
}

// What is known only at apply passes, and msgtype is known all the same. Limits
// and files are none of the function's business.
func TestAttachmentFunctions_whatIsLeftToThePlan(t *testing.T) {
	p := serve(t)
	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	dynamic := tftypes.NewValue(tftypes.DynamicPseudoType, tftypes.UnknownValue)

	for name, given := range map[string]tftypes.Value{
		"unknown values": anObject(map[string]tftypes.Value{"title": unknown, "url": dynamic}),
		"all of it":      dynamic,
		"a long title":   anObject(map[string]tftypes.Value{"title": text(strings.Repeat("长", 1000)), "url": text("no url")}),
	} {
		got, problem := p.call("link", attachmentType(), given)
		if problem != nil {
			t.Errorf("%s: %s", name, problem.Text)
			continue
		}

		if all := attributesOf(t, got); !all["msgtype"].Equal(text("link")) || all["link"].IsNull() || !all["image"].IsNull() {
			t.Errorf("%s: %s", name, got)
		}
	}

	if _, problem := p.call("file", attachmentType(), anObject(map[string]tftypes.Value{"source": text("no/such/file.pdf")})); problem != nil {
		t.Errorf("a file that is not there: %s", problem.Text)
	}
}

// The functions know what the schema of the attachments knows.
func TestAttachmentFunctions_agreeWithTheSchema(t *testing.T) {
	p := serve(t)
	typ, _ := p.resourceType().(tftypes.Object).AttributeTypes["attachments"].(tftypes.List).ElementType.(tftypes.Object)

	for kind, object := range attachmentType().AttributeTypes {
		made, ok := object.(tftypes.Object)
		if !ok {
			continue
		}

		names := slices.Sorted(maps.Keys(typ.AttributeTypes[kind].(tftypes.Object).AttributeTypes))
		if got := slices.Sorted(maps.Keys(made.AttributeTypes)); !slices.Equal(got, names) {
			t.Errorf("%s: the function knows %v, the schema %v", kind, got, names)
		}
	}
}
