package provider

import (
	"cmp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// customerDetails are what the given members noted of a customer.
type customerDetails struct {
	customer wecom.Customer
	follows  []wecom.Follow
}

func (d *customerDetails) value() attr.Value {
	slices.SortStableFunc(d.follows, func(a, b wecom.Follow) int { return cmp.Compare(a.UserID, b.UserID) })

	follows := make([]attr.Value, len(d.follows))
	for i, f := range d.follows {
		tags := f.TagIDs
		if tags == nil {
			tags = []string{}
		}

		follows[i] = types.ObjectValueMust(followType().AttrTypes, map[string]attr.Value{
			"userid":     stringOrNull(f.UserID),
			"remark":     stringOrNull(f.Remark),
			"createtime": timeOrNull(f.AddTime),
			"tag_id":     stringList(tags),
			"state":      stringOrNull(f.State),
			"add_way":    types.Int64Value(int64(f.AddWay)),
		})
	}

	return types.ObjectValueMust(customerType().AttrTypes, map[string]attr.Value{
		"external_userid": types.StringValue(d.customer.ExternalUserID),
		"name":            stringOrNull(d.customer.Name),
		"type":            types.Int64Value(int64(d.customer.Type)),
		"follow_info":     types.ListValueMust(followType(), follows),
	})
}

func customerType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"external_userid": types.StringType,
		"name":            types.StringType,
		"type":            types.Int64Type,
		"follow_info":     types.ListType{ElemType: followType()},
	}}
}

func followType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"userid":     types.StringType,
		"remark":     types.StringType,
		"createtime": types.StringType,
		"tag_id":     types.ListType{ElemType: types.StringType},
		"state":      types.StringType,
		"add_way":    types.Int64Type,
	}}
}
