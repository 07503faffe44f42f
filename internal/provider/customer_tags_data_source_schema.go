package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func customerTagsSchema() schema.Schema {
	const order = "Order in WeCom; larger comes first."

	return schema.Schema{
		MarkdownDescription: "Tags for customers, by name, so that a `tag_filter` can be written with names.",
		Attributes: map[string]schema.Attribute{
			"source": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "`enterprise` for the enterprise tags (企业标签), `strategy` for the tags of rule groups (规则组标签), of which an app sees only those that it has created. Default `enterprise`.",
			},
			"strategy_id": schema.NumberAttribute{
				Optional:            true,
				MarkdownDescription: "Only tags of this rule group; with `source = \"strategy\"` only.",
			},
			"names": schema.ListAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Names to look up, at least one: `group/tag`, or the tag's name alone where no other tag has it. A name that nothing or more than one tag has is an error that lists the near ones.",
			},
			"tag_list": schema.ListAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Ids of the tags in `names`, in their order, for the `tag_list` of a `tag_filter`; null without `names`.",
			},
			"ids": schema.MapAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "Ids of all tags by `group/tag`. A name that two tags share is not in it.",
			},
			"tag_group": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The groups of tags.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"group_id":    schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the group. A `tag_filter` takes ids of tags, not of groups."},
					"group_name":  schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the group."},
					"order":       schema.Int64Attribute{Computed: true, MarkdownDescription: order},
					"create_time": schema.StringAttribute{Computed: true, MarkdownDescription: "When it was created, RFC 3339 in UTC."},
					"strategy_id": schema.Int64Attribute{Computed: true, MarkdownDescription: "The rule group; null for an enterprise tag."},
					"tag": schema.ListNestedAttribute{
						Computed:            true,
						MarkdownDescription: "The tags of the group.",
						NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
							"id":          schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the tag."},
							"name":        schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the tag."},
							"order":       schema.Int64Attribute{Computed: true, MarkdownDescription: order},
							"create_time": schema.StringAttribute{Computed: true, MarkdownDescription: "When it was created, RFC 3339 in UTC."},
						}},
					},
				}},
			},
		},
	}
}
