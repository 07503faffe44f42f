package provider

import (
	"context"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// heldLists holds the ids of one call back from the framework. The framework
// walks through a value many times, and looks the schema up at each element:
// that is most of the time of a plan with ten thousand recipients. So each
// list of ids is taken out before the framework sees the value, a mark stands
// in its place, and where the answer has the mark the list is put back.
// [idListType] finds the ids of a mark for the rest of the provider.
//
// Every list that is wholly known is held, a short one too. So there is one
// way for all lists, and a list of one id is never mistaken for a mark.
type heldLists struct {
	typ   tftypes.Object
	lists []heldList
}

type heldList struct {
	raw tftypes.Value
	ids types.List
}

// heldAttributes are the top-level lists of ids.
func heldAttributes() []string { return []string{"external_userid", "chat_id_list", "fail_list"} }

// markPrefix begins with a character that no id has.
const markPrefix = "\x00held list "

func markList(mark string) tftypes.Value {
	return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, []tftypes.Value{tftypes.NewValue(tftypes.String, mark)})
}

// hold takes the lists out of a value. What cannot be decoded is passed on:
// the framework says what is wrong with it.
func (h *heldLists) hold(ctx context.Context, value *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	return h.replace(value, func(list tftypes.Value) (tftypes.Value, bool) {
		if list.IsNull() || !list.IsFullyKnown() {
			return list, false
		}

		ids, err := types.ListType{ElemType: types.StringType}.ValueFromTerraform(ctx, list)
		if err != nil || len(ids.(types.List).Elements()) == 0 {
			return list, false
		}

		return markList(h.keep(heldList{raw: list, ids: ids.(types.List)})), true
	})
}

// keep gives the mark of a list. Equal lists have the same one, so that the
// framework sees them equal.
func (h *heldLists) keep(list heldList) string {
	for i, other := range h.lists {
		if other.ids.Equal(list.ids) {
			return markPrefix + strconv.Itoa(i)
		}
	}

	h.lists = append(h.lists, list)

	return markPrefix + strconv.Itoa(len(h.lists)-1)
}

// putBack puts the lists into an answer of the framework.
func (h *heldLists) putBack(value *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	return h.replace(value, func(list tftypes.Value) (tftypes.Value, bool) {
		var elements []tftypes.Value
		if !list.IsFullyKnown() || list.As(&elements) != nil || len(elements) != 1 {
			return list, false
		}

		var mark *string
		if elements[0].As(&mark) != nil || mark == nil {
			return list, false
		}

		held, ok := h.marked(*mark)

		return held.raw, ok
	})
}

// replace gives each list of ids of a value to a function, and takes what it
// returns in its place. It cannot fail: an error after a send would be another
// send. A value that it cannot decode stays as it is.
func (h *heldLists) replace(value *tfprotov6.DynamicValue, by func(tftypes.Value) (tftypes.Value, bool)) *tfprotov6.DynamicValue {
	if value == nil {
		return nil
	}

	object, err := value.Unmarshal(h.typ)
	if err != nil || object.IsNull() {
		return value
	}

	var attributes map[string]tftypes.Value
	if err := object.As(&attributes); err != nil {
		return value
	}

	replaced := false

	for _, name := range heldAttributes() {
		list, ok := by(attributes[name])
		if ok {
			attributes[name], replaced = list, true
		}
	}

	if !replaced {
		return value
	}

	changed, err := tfprotov6.NewDynamicValue(h.typ, tftypes.NewValue(h.typ, attributes))
	if err != nil {
		return value
	}

	return &changed
}

// marked is the list of a mark.
func (h *heldLists) marked(mark string) (heldList, bool) {
	number, ok := strings.CutPrefix(mark, markPrefix)
	if !ok {
		return heldList{}, false
	}

	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(h.lists) {
		return heldList{}, false
	}

	return h.lists[i], true
}

type heldListsKey struct{}

func (h *heldLists) within(ctx context.Context) context.Context {
	return context.WithValue(ctx, heldListsKey{}, h)
}

// forget drops the lists at the end of the call. The framework keeps the
// context of every call for as long as the process lives.
func (h *heldLists) forget() { h.lists = nil }

// findHeld gives the ids for which a list of the framework stands, with their
// mark, if the call of this context holds them.
func findHeld(ctx context.Context, list types.List) (idList, bool) {
	h, ok := ctx.Value(heldListsKey{}).(*heldLists)
	if !ok || len(list.Elements()) != 1 {
		return idList{}, false
	}

	mark, ok := list.Elements()[0].(types.String)
	if !ok {
		return idList{}, false
	}

	held, ok := h.marked(mark.ValueString())

	return idList{List: held.ids, mark: mark.ValueString()}, ok
}
