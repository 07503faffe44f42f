package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func tagGroupValues(groups []wecom.CustomerTagGroup) types.List {
	elements := make([]attr.Value, len(groups))

	for i, g := range groups {
		tags := make([]attr.Value, len(g.Tags))
		for j, t := range g.Tags {
			tags[j] = types.ObjectValueMust(tagType().AttrTypes, map[string]attr.Value{
				"id":          types.StringValue(t.ID),
				"name":        types.StringValue(t.Name),
				"order":       types.Int64Value(int64(t.Order)),
				"create_time": timeOrNull(t.CreateTime),
			})
		}

		strategy := types.Int64Null()
		if g.StrategyID != 0 {
			strategy = types.Int64Value(int64(g.StrategyID))
		}

		elements[i] = types.ObjectValueMust(tagGroupType().AttrTypes, map[string]attr.Value{
			"group_id":    types.StringValue(g.GroupID),
			"group_name":  types.StringValue(g.GroupName),
			"order":       types.Int64Value(int64(g.Order)),
			"create_time": timeOrNull(g.CreateTime),
			"strategy_id": strategy,
			"tag":         types.ListValueMust(tagType(), tags),
		})
	}

	return types.ListValueMust(tagGroupType(), elements)
}

func tagGroupType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"group_id":    types.StringType,
		"group_name":  types.StringType,
		"order":       types.Int64Type,
		"create_time": types.StringType,
		"strategy_id": types.Int64Type,
		"tag":         types.ListType{ElemType: tagType()},
	}}
}

func tagType() types.ObjectType {
	return types.ObjectType{AttrTypes: map[string]attr.Type{
		"id":          types.StringType,
		"name":        types.StringType,
		"order":       types.Int64Type,
		"create_time": types.StringType,
	}}
}
