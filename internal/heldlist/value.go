package heldlist

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// List is a list of strings, of which the framework sees only a mark while a
// call holds it. Everybody else sees the strings.
type List struct {
	types.List

	// mark is empty for a list that is not held: one that this call has made,
	// one that is null, empty or not wholly known.
	mark string
}

var _ basetypes.ListValuable = List{}

// Null is the null list.
func Null() List { return List{List: types.ListNull(types.StringType)} }

// Unknown is a list that is not known yet.
func Unknown() List { return List{List: types.ListUnknown(types.StringType)} }

// Of is a list that this call has made; null for nil.
func Of(values []string) List {
	if values == nil {
		return Null()
	}

	elements := make([]attr.Value, len(values))
	for i, value := range values {
		elements[i] = types.StringValue(value)
	}

	return List{List: types.ListValueMust(types.StringType, elements)}
}

// Type is [Type].
func (l List) Type(context.Context) attr.Type { return NewType() }

// Equal compares marks where both lists are held.
func (l List) Equal(other attr.Value) bool {
	o, ok := other.(List)

	return ok && (l.mark != "" && l.mark == o.mark || l.List.Equal(o.List))
}

// ToTerraformValue is what the framework walks through.
func (l List) ToTerraformValue(ctx context.Context) (tftypes.Value, error) {
	if l.mark != "" {
		return markValue(l.mark), nil
	}

	return l.List.ToTerraformValue(ctx)
}

// Type is the type of a [List]: for Terraform, a list of strings.
type Type struct{ types.ListType }

var _ basetypes.ListTypable = Type{}

// NewType returns the type for a schema.
func NewType() Type {
	return Type{types.ListType{ElemType: types.StringType}}
}

// Equal is true for every [Type].
func (t Type) Equal(other attr.Type) bool {
	_, ok := other.(Type)

	return ok
}

// ValueType is [List].
func (t Type) ValueType(context.Context) attr.Value { return List{} }

// ValueFromList returns the strings that a mark stands for.
func (t Type) ValueFromList(ctx context.Context, in types.List) (basetypes.ListValuable, diag.Diagnostics) {
	if held, ok := find(ctx, in); ok {
		return held, nil
	}

	return List{List: in}, nil
}

// ValueFromTerraform returns the strings that a mark stands for.
func (t Type) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.ListType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}

	list, _ := t.ValueFromList(ctx, v.(types.List)) // it has no diagnostics

	return list, nil
}
