package heldlist

import (
	"context"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// call holds the lists of one call.
//
// Every list that is wholly known is held, a short one too. So there is one
// way for all lists, and a list of one element is never mistaken for a mark.
type call struct {
	typ   tftypes.Object
	names []string // of the attributes whose lists are held
	lists []heldList
}

type heldList struct {
	raw    tftypes.Value
	values types.List
}

// markPrefix begins with a character that no id has.
const markPrefix = "\x00held list "

func markValue(mark string) tftypes.Value {
	return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, []tftypes.Value{tftypes.NewValue(tftypes.String, mark)})
}

// hold takes the lists out of values. What cannot be decoded is passed on: the
// framework says what is wrong with it.
func (c *call) hold(ctx context.Context, values ...**tfprotov6.DynamicValue) {
	for _, value := range values {
		*value = c.replace(*value, func(list tftypes.Value) (tftypes.Value, bool) {
			if list.IsNull() || !list.IsFullyKnown() {
				return list, false
			}

			read, err := types.ListType{ElemType: types.StringType}.ValueFromTerraform(ctx, list)
			if err != nil || len(read.(types.List).Elements()) == 0 {
				return list, false
			}

			return markValue(c.keep(heldList{raw: list, values: read.(types.List)})), true
		})
	}
}

// keep returns the mark of a list. Equal lists have the same one, so that the
// framework sees them equal.
func (c *call) keep(list heldList) string {
	for i, other := range c.lists {
		if other.values.Equal(list.values) {
			return markPrefix + strconv.Itoa(i)
		}
	}

	c.lists = append(c.lists, list)

	return markPrefix + strconv.Itoa(len(c.lists)-1)
}

// putBack puts the lists into a value that the framework answers.
func (c *call) putBack(value *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	return c.replace(value, func(list tftypes.Value) (tftypes.Value, bool) {
		var elements []tftypes.Value
		if !list.IsFullyKnown() || list.As(&elements) != nil || len(elements) != 1 {
			return list, false
		}

		var mark *string
		if elements[0].As(&mark) != nil || mark == nil {
			return list, false
		}

		held, ok := c.marked(*mark)

		return held.raw, ok
	})
}

// replace passes each list of a value to a function, and puts what it returns
// in its place. It cannot fail: an error after an effect would be answered with
// a second one. A value that it cannot decode stays as it is.
func (c *call) replace(value *tfprotov6.DynamicValue, by func(tftypes.Value) (tftypes.Value, bool)) *tfprotov6.DynamicValue {
	if value == nil {
		return nil
	}

	object, err := value.Unmarshal(c.typ)
	if err != nil || object.IsNull() {
		return value
	}

	var attributes map[string]tftypes.Value
	if err := object.As(&attributes); err != nil {
		return value
	}

	replaced := false

	for _, name := range c.names {
		list, ok := by(attributes[name])
		if ok {
			attributes[name], replaced = list, true
		}
	}

	if !replaced {
		return value
	}

	changed, err := tfprotov6.NewDynamicValue(c.typ, tftypes.NewValue(c.typ, attributes))
	if err != nil {
		return value
	}

	return &changed
}

// marked returns the list of a mark.
func (c *call) marked(mark string) (heldList, bool) {
	number, ok := strings.CutPrefix(mark, markPrefix)
	if !ok {
		return heldList{}, false
	}

	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(c.lists) {
		return heldList{}, false
	}

	return c.lists[i], true
}

type callKey struct{}

func (c *call) within(ctx context.Context) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

// release drops the lists at the end of the call. The framework keeps the
// context of every call for as long as the process lives.
func (c *call) release() { c.lists = nil }

// find returns the list that a mark stands for, if the call of this context
// holds it.
func find(ctx context.Context, marked types.List) (List, bool) {
	c, ok := ctx.Value(callKey{}).(*call)
	if !ok || len(marked.Elements()) != 1 {
		return List{}, false
	}

	mark, ok := marked.Elements()[0].(types.String)
	if !ok {
		return List{}, false
	}

	held, ok := c.marked(mark.ValueString())

	return List{List: held.values, mark: mark.ValueString()}, ok
}
