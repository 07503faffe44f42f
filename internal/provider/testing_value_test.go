package provider_test

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// object is a configuration, or an object in one, as a test writes it. What it
// leaves out is null.
type object = map[string]any

// unknown stands for a value that Terraform does not know yet.
const unknown = placeholder("unknown")

type placeholder string

// valueOf makes the value of a type from what a test wrote: object, []any,
// []string, string, bool, nil or unknown.
func valueOf(typ tftypes.Type, written any) (tftypes.Value, error) {
	if written == unknown {
		return tftypes.NewValue(typ, tftypes.UnknownValue), nil
	}

	if written == nil {
		return tftypes.NewValue(typ, nil), nil
	}

	switch typ := typ.(type) {
	case tftypes.Object:
		return objectOf(typ, written)
	case tftypes.List:
		return listOf(typ, written)
	case tftypes.Map:
		return mapOf(typ, written)
	}

	if err := tftypes.ValidateValue(typ, written); err != nil {
		return tftypes.Value{}, err
	}

	return tftypes.NewValue(typ, written), nil
}

func objectOf(typ tftypes.Object, written any) (tftypes.Value, error) {
	given, ok := written.(object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("%T is not an object", written)
	}

	for name := range given {
		if _, ok := typ.AttributeTypes[name]; !ok {
			return tftypes.Value{}, fmt.Errorf("the schema has no attribute %q here", name)
		}
	}

	attributes := make(map[string]tftypes.Value, len(typ.AttributeTypes))

	for name, attributeType := range typ.AttributeTypes {
		v, err := valueOf(attributeType, given[name])
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
		}

		attributes[name] = v
	}

	return tftypes.NewValue(typ, attributes), nil
}

func listOf(typ tftypes.List, written any) (tftypes.Value, error) {
	var given []any

	switch list := written.(type) {
	case []any:
		given = list
	case []string:
		for _, s := range list {
			given = append(given, s)
		}
	default:
		return tftypes.Value{}, fmt.Errorf("%T is not a list", written)
	}

	elements := make([]tftypes.Value, 0, len(given))

	for i, element := range given {
		v, err := valueOf(typ.ElementType, element)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("[%d]: %w", i, err)
		}

		elements = append(elements, v)
	}

	return tftypes.NewValue(typ, elements), nil
}

func mapOf(typ tftypes.Map, written any) (tftypes.Value, error) {
	given, ok := written.(object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("%T is not a map", written)
	}

	elements := make(map[string]tftypes.Value, len(given))

	for key, element := range given {
		v, err := valueOf(typ.ElementType, element)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("[%q]: %w", key, err)
		}

		elements[key] = v
	}

	return tftypes.NewValue(typ, elements), nil
}

// with is base with some attributes changed; nil takes one away.
func with(base, changes object) object {
	changed := maps.Clone(base)
	maps.Copy(changed, changes)

	return changed
}

// hello is a valid message: a text from zhangsan to all customers of this
// member.
func hello() object {
	return object{"sender": "zhangsan", "text": object{"content": "你好"}}
}

// helloTo is a valid message to the given customers.
func helloTo(ids ...string) object {
	return object{"external_userid": ids, "text": object{"content": "你好"}}
}

// helloGroups is a valid message to customer groups of zhangsan.
func helloGroups() object {
	return object{"chat_type": "group", "sender": "zhangsan", "text": object{"content": "你好"}}
}

// attached is a valid message with the given attachments and no text.
func attached(attachments ...any) object {
	return object{"sender": "zhangsan", "attachments": attachments}
}

func linkAttachment(changes object) object {
	link := object{"title": "新品", "url": "https://example.com/new"}

	return object{"msgtype": "link", "link": with(link, changes)}
}

func miniprogramAttachment(changes object) object {
	card := object{"title": "新品", "pic_media_id": "MEDIA_ID", "appid": "wx8bd80126147dfAAA", "page": "/path/index.html"}

	return object{"msgtype": "miniprogram", "miniprogram": with(card, changes)}
}

// numbered are n different customers.
func numbered(n int) []string { return numberedLike("wo", n) }

// numberedLike are n different ids that begin so.
func numberedLike(prefix string, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("%sSIM%027d", prefix, i)
	}

	return ids
}
