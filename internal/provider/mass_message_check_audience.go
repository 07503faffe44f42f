package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func (c *checker) chatType(v types.String) string {
	p := problem.Root("chat_type")

	if v.IsNull() {
		return wecom.ChatTypeSingle
	}

	if !c.known(p, v) {
		return ""
	}

	switch chatType := v.ValueString(); chatType {
	case wecom.ChatTypeSingle, wecom.ChatTypeGroup:
		return chatType
	default:
		c.neverf(p, "Invalid chat_type", "%q is neither \"single\" (to customers) nor \"group\" (to customer groups).", chatType)
		return ""
	}
}

func (c *checker) sender(v types.String) string {
	return c.idValue(problem.Root("sender"), v, draft.MemberID)
}

func (c *checker) allowSelect(v types.Bool) *bool {
	if !c.known(problem.Root("allow_select"), v) {
		return nil
	}

	return v.ValueBoolPointer()
}

// adoptMsgID checks the msgid of a message to take over.
func (c *checker) adoptMsgID(v types.String) {
	if !given(v) {
		return
	}

	if wrong := adoptProblem(v.ValueString()); wrong != "" {
		c.errorf(problem.Root("adopt_msgid"), "Invalid msgid", "%s", wrong)
	}
}

// recipientIDs reads a list of ids.
func (c *checker) recipientIDs(p problem.Path, list types.List, limit int, kind draft.IDKind) []string {
	strangers := draft.NewStrangers(kind)
	ids := c.audienceIDs(p, list, limit, strangers)
	c.problems = append(c.problems, strangers.Warning(p)...)

	return ids
}

// audienceIDs reads a list of ids in one pass. The limit counts the list as
// written.
func (c *checker) audienceIDs(p problem.Path, list types.List, limit int, strangers *draft.Strangers) []string {
	if !c.known(p, list) {
		return nil
	}

	elements := list.Elements()

	if len(elements) == 0 {
		c.errorf(p, draft.EmptyAudience, "the list is empty; %s.", draft.NotEveryone(strangers.Kind()))
		return nil
	}

	all := draft.NewIDs(draft.InList, strangers, p, len(elements), func(i int) (string, problem.Path) { return fmt.Sprintf("[%d]", i), p.AtListIndex(i) })

	for i, element := range elements {
		v := element.(types.String)

		switch {
		case v.IsUnknown():
			c.unknown[p.Attribute()] = true

			all.Skip()
		case v.IsNull():
			all.Refuse(i, "it is null.")
		default:
			all.Add(i, v.ValueString())
		}
	}

	ids, problems := all.End(limit)
	c.problems = append(c.problems, problems...)

	return ids
}

func (c *checker) tagFilter(v types.Object) *wecom.TagFilter {
	p := problem.Root("tag_filter")
	if !c.known(p, v) {
		return nil
	}

	p = p.AtName("group_list")

	groups := v.Attributes()["group_list"].(types.List)
	if groups.IsNull() {
		c.errorf(p, draft.EmptyAudience, "it is null; %s.", draft.NotEveryone(draft.TagID))
		return nil
	}

	if !c.known(p, groups) {
		return nil
	}

	if len(groups.Elements()) == 0 {
		c.errorf(p, draft.EmptyAudience, "the list is empty; %s.", draft.NotEveryone(draft.TagID))
		return nil
	}

	filter, strangers := &wecom.TagFilter{}, draft.NewStrangers(draft.TagID)

	for i, element := range groups.Elements() {
		filter.GroupList = append(filter.GroupList, wecom.TagGroup{TagList: c.tagList(p.AtListIndex(i), element.(types.Object), strangers)})
	}

	c.problems = append(c.problems, strangers.Warning(p)...)

	return filter
}

func (c *checker) tagList(p problem.Path, group types.Object, strangers *draft.Strangers) []string {
	if group.IsNull() {
		c.errorf(p, draft.EmptyAudience, "the group is null; %s.", draft.NotEveryone(draft.TagID))
		return nil
	}

	if !c.known(p, group) {
		return nil
	}

	list := group.Attributes()["tag_list"].(types.List)
	if list.IsNull() {
		c.errorf(p.AtName("tag_list"), draft.EmptyAudience, "it is null; %s.", draft.NotEveryone(draft.TagID))
		return nil
	}

	return c.audienceIDs(p.AtName("tag_list"), list, wecom.MaxTagsPerGroup, strangers)
}

// audienceRules are the rules between the attributes that say who.
func (c *checker) audienceRules(m massMessageModel, chatType string) {
	switch chatType {
	case wecom.ChatTypeSingle:
		c.singleRules(m)
		c.oneForm(m.RecipientsFile, m.ExternalUserID, "external_userid")
	case wecom.ChatTypeGroup:
		c.groupRules(m)
		c.oneForm(m.RecipientsFile, m.ChatIDList, "chat_id_list")
	}
}

func (c *checker) singleRules(m massMessageModel) {
	namesCustomers := !m.ExternalUserID.IsNull() || !m.RecipientsFile.IsNull()
	listsGroups := len(m.ChatIDList.Elements()) > 0 // an empty list has an error of its own

	switch {
	case listsGroups && namesCustomers:
		c.warnIgnored(problem.Root("chat_id_list"), "WeCom ignores chat_id_list in a message to customers (chat_type = \"single\"). It is sent as given.")
	case listsGroups:
		c.errorf(problem.Root("chat_id_list"), "Not for customers",
			"chat_id_list is not allowed in a message to customers (chat_type = \"single\", the default) that names none of them. WeCom would ignore it, and everybody that sender or tag_filter means would get the message: a wider audience than written. Set chat_type = \"group\" to send to these groups, or take chat_id_list out.")
	case m.Sender.IsNull() && !namesCustomers && m.TagFilter.IsNull():
		c.errorf(problem.Root("external_userid"), "No audience",
			"a message to customers needs at least one of external_userid (or recipients_file), tag_filter and sender; all are absent.")
	}

	if (given(m.ExternalUserID) || given(m.RecipientsFile)) && given(m.TagFilter) {
		c.warnIgnored(problem.Root("tag_filter"), "WeCom ignores tag_filter beside external_userid: the listed customers receive the message whatever their tags. It is sent as given.")
	}
}

// oneForm refuses recipients that are given both as a file and as a list.
func (c *checker) oneForm(file types.String, list heldlist.List, name string) {
	if given(file) && given(list) {
		c.neverf(problem.Root("recipients_file"), "Recipients given twice", "recipients_file = %s is used instead of %s. Give one of them.", wording.Quoted(file.ValueString()), name)
	}
}

func (c *checker) groupRules(m massMessageModel) {
	if m.Sender.IsNull() {
		c.neverf(problem.Root("sender"), "Missing sender", "a message to customer groups (chat_type = \"group\") needs a sender, the owner of the groups.")
	}

	const wider = "%s is not allowed in a message to customer groups (chat_type = \"group\"). WeCom would ignore it and the owner could pick any group: a wider audience than written. Use chat_id_list, or chat_type = \"single\"."

	if given(m.ExternalUserID) {
		c.errorf(problem.Root("external_userid"), "Not for customer groups", wider, "external_userid")
	}

	if given(m.TagFilter) {
		c.errorf(problem.Root("tag_filter"), "Not for customer groups", wider, "tag_filter")
	}

	if m.AllowSelect.ValueBool() {
		c.warnIgnored(problem.Root("allow_select"), "allow_select is for messages to customers only; WeCom ignores it in a message to customer groups. It is sent as given.")
	}
}

func (c *checker) resendOn(v types.String) {
	p := problem.Root("resend_on")

	if !c.known(p, v) {
		return
	}

	switch v.ValueString() {
	case resendOnContent, resendOnChange, resendOnTriggers:
	default:
		c.neverf(p, "Invalid resend_on", "%q is none of \"content\", \"change\" and \"triggers\".", v.ValueString())
	}
}
