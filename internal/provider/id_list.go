package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// idList is a list of ids, of which the framework sees only a mark while
// [heldLists] holds the ids. The rest of the provider sees the ids.
type idList struct {
	types.List

	// mark is empty for a list that is not held: one that this call has made,
	// one that is null, empty or not wholly known.
	mark string
}

var _ basetypes.ListValuable = idList{}

func (l idList) Type(context.Context) attr.Type { return newIDListType() }

func (l idList) Equal(other attr.Value) bool {
	o, ok := other.(idList)

	return ok && (l.mark != "" && l.mark == o.mark || l.List.Equal(o.List))
}

// ToTerraformValue is what the framework walks through.
func (l idList) ToTerraformValue(ctx context.Context) (tftypes.Value, error) {
	if l.mark != "" {
		return markList(l.mark), nil
	}

	return l.List.ToTerraformValue(ctx)
}

func idListNull() idList { return idList{List: types.ListNull(types.StringType)} }

func idListUnknown() idList { return idList{List: types.ListUnknown(types.StringType)} }

// idListOf is null for nil.
func idListOf(ids []string) idList { return idList{List: stringList(ids)} }

// idListType is the type of an [idList]: for Terraform, a list of strings.
type idListType struct{ types.ListType }

var _ basetypes.ListTypable = idListType{}

func newIDListType() idListType {
	return idListType{types.ListType{ElemType: types.StringType}}
}

func (t idListType) Equal(other attr.Type) bool {
	_, ok := other.(idListType)

	return ok
}

func (t idListType) ValueType(context.Context) attr.Value { return idList{} }

func (t idListType) ValueFromList(ctx context.Context, in types.List) (basetypes.ListValuable, diag.Diagnostics) {
	if held, ok := findHeld(ctx, in); ok {
		return held, nil
	}

	return idList{List: in}, nil
}

func (t idListType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.ListType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}

	list, _ := t.ValueFromList(ctx, v.(types.List)) // it has no diagnostics

	return list, nil
}
