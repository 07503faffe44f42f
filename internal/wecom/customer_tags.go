package wecom

import (
	"context"
	"encoding/json"
	"time"
)

// CustomerTagGroup is a group of tags for customers.
type CustomerTagGroup struct {
	GroupID    string
	GroupName  string
	Order      int // larger comes first in WeCom
	CreateTime time.Time
	StrategyID int // the rule group; 0 for enterprise tags
	Tags       []CustomerTag
}

// CustomerTag is a tag for customers. A tag filter takes its id.
type CustomerTag struct {
	ID         string
	Name       string
	Order      int
	CreateTime time.Time
}

const (
	enterpriseTagsPath = "/cgi-bin/externalcontact/get_corp_tag_list"
	strategyTagsPath   = "/cgi-bin/externalcontact/get_strategy_tag_list"
)

// EnterpriseTags returns all enterprise tags (企业标签). The endpoint has no
// pages: an enterprise has at most 3,000 tags.
//
// Errors: 48002 when the app may not call it.
// Source: https://developer.work.weixin.qq.com/document/path/96320.
// Retry class: repeatable.
func (c *Client) EnterpriseTags(ctx context.Context) ([]CustomerTagGroup, error) {
	return c.listTags(ctx, enterpriseTagsPath, map[string]any{})
}

// StrategyTags returns the tags of rule groups (规则组标签), of one rule group
// or, with 0, of all. An app sees only those that it has created itself.
//
// Errors: 48002 when the app may not call it.
// Source: https://developer.work.weixin.qq.com/document/path/99544.
// Retry class: repeatable.
func (c *Client) StrategyTags(ctx context.Context, strategyID int) ([]CustomerTagGroup, error) {
	body := map[string]any{}
	if strategyID != 0 {
		body["strategy_id"] = strategyID
	}

	return c.listTags(ctx, strategyTagsPath, body)
}

func (c *Client) listTags(ctx context.Context, path string, body map[string]any) ([]CustomerTagGroup, error) {
	done, err := c.locks.lock(ctx, path)
	if err != nil {
		return nil, err
	}
	defer done()

	var answer tagsAnswer
	if err := c.read(ctx, path, body, &answer); err != nil {
		return nil, err
	}

	groups, err := answer.groups(c.secrets)
	if err != nil {
		return nil, c.secrets.cleanError(badForm(path, err))
	}

	return groups, nil
}

type tagsAnswer struct {
	List *[]struct {
		GroupID    string          `json:"group_id"`
		GroupName  string          `json:"group_name"`
		CreateTime json.RawMessage `json:"create_time"`
		Order      number          `json:"order"`
		StrategyID number          `json:"strategy_id"`
		Deleted    bool            `json:"deleted"`
		Tags       []struct {
			ID         string          `json:"id"`
			Name       string          `json:"name"`
			CreateTime json.RawMessage `json:"create_time"`
			Order      number          `json:"order"`
			Deleted    bool            `json:"deleted"`
		} `json:"tag"`
	} `json:"tag_group"`
}

// groups leaves out what is deleted: a message cannot be filtered by it.
func (a tagsAnswer) groups(secrets *redactor) ([]CustomerTagGroup, error) {
	if a.List == nil {
		return nil, errNoList
	}

	groups := make([]CustomerTagGroup, 0, len(*a.List))

	for _, g := range *a.List {
		if g.Deleted {
			continue
		}

		if err := secrets.allowIDs(g.GroupID); err != nil {
			return nil, err
		}

		group := CustomerTagGroup{
			GroupID: g.GroupID, GroupName: secrets.clean(g.GroupName), Order: int(g.Order),
			CreateTime: timeField(g.CreateTime), StrategyID: int(g.StrategyID),
		}

		for _, t := range g.Tags {
			if err := secrets.needIDs(t.ID); err != nil {
				return nil, err
			}

			if !t.Deleted {
				group.Tags = append(group.Tags, CustomerTag{ID: t.ID, Name: secrets.clean(t.Name), Order: int(t.Order), CreateTime: timeField(t.CreateTime)})
			}
		}

		groups = append(groups, group)
	}

	return groups, nil
}
