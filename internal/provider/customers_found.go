package provider

import (
	"cmp"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// foundCustomers collects customers row by row. A customer whom several
// members serve comes in several rows, and is kept once. Without details only
// ids are kept: a hundred thousand customers are a few megabytes.
type foundCustomers struct {
	query   customersQuery
	matched map[string]bool // by external_userid
	details map[string]*customerDetails
	// undated is a customer whose time the filter needs and WeCom does not
	// tell.
	undated string
}

type customerDetails struct {
	customer wecom.Customer
	follows  []wecom.Follow
}

func newFoundCustomers(query customersQuery) *foundCustomers {
	return &foundCustomers{query: query, matched: map[string]bool{}, details: map[string]*customerDetails{}}
}

func (f *foundCustomers) add(customer wecom.Customer, follow wecom.Follow) {
	id := customer.ExternalUserID

	if follow.AddTime.IsZero() && !(f.query.after.IsZero() && f.query.before.IsZero()) {
		f.undated = id
	}

	if f.query.matches(follow) {
		f.matched[id] = true
	}

	if !f.query.details {
		return
	}

	known := f.details[id]
	if known == nil {
		known = &customerDetails{customer: customer}
		f.details[id] = known
	}

	known.follows = append(known.follows, follow)
}

// values are the ids, sorted, and the details in the same order.
func (f *foundCustomers) values() (ids, customers types.List) {
	matched := slices.Sorted(maps.Keys(f.matched))

	if matched == nil {
		matched = []string{}
	}

	ids = stringList(matched)
	if !f.query.details {
		return ids, types.ListNull(customerType())
	}

	elements := make([]attr.Value, len(matched))
	for i, id := range matched {
		elements[i] = f.details[id].value()
	}

	return ids, types.ListValueMust(customerType(), elements)
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
