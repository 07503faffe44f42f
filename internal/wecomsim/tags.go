package wecomsim

import "slices"

type tagsAnswer struct {
	verdict
	TagGroup []tagGroupRow `json:"tag_group"`
}

type tagGroupRow struct {
	GroupID    string   `json:"group_id"`
	GroupName  string   `json:"group_name"`
	CreateTime int64    `json:"create_time"`
	Order      int      `json:"order"`
	Deleted    *bool    `json:"deleted,omitempty"`
	StrategyID int      `json:"strategy_id,omitempty"`
	Tag        []tagRow `json:"tag"`
}

type tagRow struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	CreateTime int64  `json:"create_time"`
	Order      int    `json:"order"`
	Deleted    *bool  `json:"deleted,omitempty"`
}

// corpTagList answers get_corp_tag_list (path 96320).
func corpTagList(c *call) (any, *refusal) {
	return c.listTags(func(group *TagGroup) bool { return group.StrategyID == 0 })
}

// strategyTagList answers get_strategy_tag_list (path 99544). An app sees only
// what it created.
func strategyTagList(c *call) (any, *refusal) {
	return c.listTags(func(group *TagGroup) bool {
		return group.StrategyID != 0 && (group.App == "" || group.App == c.app.Name)
	})
}

// listTags lists tag groups. Without ids it lists all that are not deleted;
// with group ids, tag ids do not count. Only a list by ids says what is
// deleted. An id that nobody has is 40068.
func (c *call) listTags(visible func(*TagGroup) bool) (any, *refusal) {
	body := c.readObject()
	tagIDs, groupIDs := body.strs("tag_id"), body.strs("group_id")
	strategyID, _ := body.integer("strategy_id")
	body.noteUnknown()

	if body.reader.refused != nil {
		return nil, body.reader.refused
	}

	if body.hasNoList("tag_id") || body.hasNoList("group_id") {
		return nil, refuse(codeBadTag, "") // recorded: the warning, and this code
	}

	if len(groupIDs) > 0 {
		tagIDs = nil
	}

	missing := append(slices.Clone(tagIDs), groupIDs...)
	byID := len(missing) > 0
	found := []tagGroupRow{}

	for i := range c.directory.company.TagGroups {
		group := &c.directory.company.TagGroups[i]
		if !visible(group) || strategyID != 0 && int64(group.StrategyID) != strategyID {
			continue
		}

		whole := slices.Contains(groupIDs, group.GroupID)

		row := group.row(byID)
		for _, tag := range group.Tags {
			if whole || slices.Contains(tagIDs, tag.ID) || !byID && !tag.Deleted {
				row.Tag = append(row.Tag, tag.row(byID))
				missing = slices.DeleteFunc(missing, func(id string) bool { return id == tag.ID })
			}
		}

		missing = slices.DeleteFunc(missing, func(id string) bool { return id == group.GroupID })

		if whole || len(row.Tag) > 0 && (byID || !group.Deleted) {
			found = append(found, row)
		}
	}

	if len(missing) > 0 {
		return nil, refuse(codeBadTag, "%s", missing[0])
	}

	return tagsAnswer{c.success(), found}, nil
}

func (g *TagGroup) row(byID bool) tagGroupRow {
	row := tagGroupRow{
		GroupID: g.GroupID, GroupName: g.Name, CreateTime: unixOrZero(g.CreateTime), Order: g.Order,
		StrategyID: g.StrategyID, Tag: []tagRow{},
	}
	if byID {
		row.Deleted = &g.Deleted
	}

	return row
}

func (t Tag) row(byID bool) tagRow {
	row := tagRow{ID: t.ID, Name: t.Name, CreateTime: unixOrZero(t.CreateTime), Order: t.Order}
	if byID {
		row.Deleted = &t.Deleted
	}

	return row
}
