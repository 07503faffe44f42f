package heldlist_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
)

func schemaOf(held, other schema.Attribute) schema.Schema {
	return schema.Schema{Attributes: map[string]schema.Attribute{"ids": held, "names": other}}
}

func heldAttribute() schema.Attribute {
	return schema.ListAttribute{Optional: true, CustomType: heldlist.NewType(), ElementType: types.StringType}
}

func plainAttribute() schema.Attribute {
	return schema.ListAttribute{Optional: true, ElementType: types.StringType}
}

// framework answers a read with what it was given, and notes how many elements
// each list had.
type framework struct {
	heldlist.Server

	t       *testing.T
	typ     tftypes.Type
	lengths map[string]int
}

func (f *framework) ReadResource(_ context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	f.lengths = map[string]int{}
	for name, list := range lists(f.t, f.typ, req.CurrentState) {
		f.lengths[name] = len(list)
	}

	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState}, nil
}

func lists(t *testing.T, typ tftypes.Type, value *tfprotov6.DynamicValue) map[string][]tftypes.Value {
	t.Helper()

	object, err := value.Unmarshal(typ)
	if err != nil {
		t.Fatal(err)
	}

	var attributes map[string]tftypes.Value
	if err := object.As(&attributes); err != nil {
		t.Fatal(err)
	}

	all := map[string][]tftypes.Value{}

	for name, v := range attributes {
		var list []tftypes.Value
		if err := v.As(&list); err != nil {
			t.Fatal(err)
		}

		all[name] = list
	}

	return all
}

// The framework sees one element of a held list, the whole of any other, and
// the caller gets back what it gave. Another type of resource is left alone.
func TestServe_holdsListsOfItsType(t *testing.T) {
	s := schemaOf(heldAttribute(), plainAttribute())
	typ := s.Type().TerraformType(t.Context())
	inner := &framework{t: t, typ: typ}

	server, err := heldlist.Serve(inner, "test_message", s)
	if err != nil {
		t.Fatal(err)
	}

	ids := make([]tftypes.Value, 1000)
	for i := range ids {
		ids[i] = tftypes.NewValue(tftypes.String, strconv.Itoa(i))
	}

	list := tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, ids)

	state, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, map[string]tftypes.Value{"ids": list, "names": list}))
	if err != nil {
		t.Fatal(err)
	}

	for typeName, want := range map[string]int{"test_message": 1, "test_other": len(ids)} {
		resp, err := server.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: &state})
		if err != nil {
			t.Fatal(err)
		}

		if inner.lengths["ids"] != want || inner.lengths["names"] != len(ids) {
			t.Errorf("%s: the framework has seen %v elements, want %d of ids and all of names", typeName, inner.lengths, want)
		}

		for name, got := range lists(t, typ, resp.NewState) {
			if len(got) != len(ids) || !got[999].Equal(ids[999]) {
				t.Errorf("%s: %s came back with %d elements", typeName, name, len(got))
			}
		}
	}
}

func TestServe_nothingToHoldIsAnError(t *testing.T) {
	_, err := heldlist.Serve(&framework{t: t}, "test_message", schemaOf(plainAttribute(), plainAttribute()))
	if err == nil {
		t.Error("no error, want one: the schema has no list to hold")
	}
}
