package provider

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

const summaryUnseenTag = "A tag that no customer has"

// judgeTags judges the tags of the filters that no customer has who was read.
// What is no tag, such as the id of a group of tags or a mistyped one, leaves
// nobody out in tag_id_none: whoever was to get nothing would get the message.
//
// A tag of a rule group that another app has made is in no list that the app
// can read, so what is in none is a warning.
func (p *providerData) judgeTags(ctx context.Context, m *customersModel, found *foundCustomers) diag.Diagnostics {
	var (
		ids    []string
		places []path.Path
		diags  diag.Diagnostics
	)

	for _, filter := range []struct {
		name string
		list types.List
	}{{"tag_id", m.TagID}, {"tag_id_all", m.TagIDAll}, {"tag_id_none", m.TagIDNone}} {
		for i, element := range filter.list.Elements() {
			if id := element.(types.String).ValueString(); !found.tags[id] {
				ids, places = append(ids, id), append(places, path.Root(filter.name).AtListIndex(i))
			}
		}
	}

	if len(ids) == 0 {
		return nil
	}

	groups, err := p.client.EnterpriseTags(ctx)

	for i, id := range ids {
		if err != nil {
			diags.AddAttributeWarning(places[i], summaryUnseenTag, fmt.Sprintf("%s: no customer of the members has %s. Whether it is a tag is not known: %s", places[i], draft.TagID.Shown(id), err))
			continue
		}

		diags.Append(judgeTag(places[i], id, groups)...)
	}

	return diags
}

// judgeTag judges a tag that no customer has by the tags of the company.
func judgeTag(at path.Path, id string, groups []wecom.CustomerTagGroup) diag.Diagnostics {
	var diags diag.Diagnostics

	for _, g := range groups {
		switch {
		case g.GroupID == id:
			diags.AddAttributeError(at, "Invalid tag", fmt.Sprintf("%s: %s is the id of the tag group %q, and a filter takes ids of tags. The tags of the group: %s.",
				at, draft.TagID.Shown(id), g.GroupName, namedTags([]wecom.CustomerTagGroup{g}).list()))

			return diags
		case slices.ContainsFunc(g.Tags, func(tag wecom.CustomerTag) bool { return tag.ID == id }):
			return nil // a tag that nobody has yet
		}
	}

	diags.AddAttributeWarning(at, summaryUnseenTag, fmt.Sprintf("%s: no customer of the members has %s, and it is no enterprise tag that the app sees (get_corp_tag_list). In tag_id_none it leaves nobody out, in the other filters it finds nobody. Is it mistyped, or was the tag deleted? A tag of a rule group that another app has made is in no list.",
		at, draft.TagID.Shown(id)))

	return diags
}
