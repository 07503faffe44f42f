package provider_test

import "strings"

func customerEdits() map[string]edit {
	const attribute = "external_userid"

	from := func(ids ...string) object { return with(helloTo(ids...), object{"sender": "zhangsan"}) }

	return map[string]edit{
		"customer more":             audienceEdit(attribute, helloTo(chen), helloTo(chen, lin)),
		"customer less":             audienceEdit(attribute, helloTo(chen, lin), helloTo(lin)),
		"another customer":          audienceEdit(attribute, helloTo(chen), helloTo(lin)),
		"customer in another case":  audienceEdit(attribute, helloTo(chen, lin), helloTo(strings.TrimSuffix(chen, "A")+"a", lin)),
		"customers in order":        always(helloTo(chen, lin, zhou), helloTo(zhou, chen, lin), nothing()),
		"customer repeated":         always(helloTo(chen, lin), helloTo(chen, lin, chen), nothing()),
		"repetition removed":        always(helloTo(chen, lin, chen), helloTo(lin, chen), nothing()),
		"another one repeated":      always(helloTo(chen, lin, chen), helloTo(chen, lin, lin), nothing()),
		"repeated, and another":     audienceEdit(attribute, helloTo(chen, lin), helloTo(chen, chen, zhou)),
		"customers of a sender":     audienceEditWithNull(attribute, hello(), from(chen)),
		"all customers of a sender": audienceEditWithNull(attribute, from(chen), hello()),
	}
}

func groupEdits() map[string]edit {
	const attribute = "chat_id_list"

	to := func(ids ...string) object { return with(helloGroups(), object{"chat_id_list": ids}) }

	return map[string]edit{
		"group more":           audienceEdit(attribute, to(teaGroup), to(teaGroup, oldGroup)),
		"group less":           audienceEdit(attribute, to(teaGroup, oldGroup), to(teaGroup)),
		"groups in order":      always(to(teaGroup, oldGroup), to(oldGroup, teaGroup), nothing()),
		"group repeated":       always(to(teaGroup), to(teaGroup, teaGroup), nothing()),
		"groups of an owner":   audienceEditWithNull(attribute, helloGroups(), to(teaGroup)),
		"groups for the owner": audienceEditWithNull(attribute, to(teaGroup), helloGroups()),
	}
}

func tagEdits() map[string]edit {
	const attribute = "tag_filter"

	to := func(groups ...[]string) object { return with(hello(), object{"tag_filter": tagged(groups...)}) }
	both := []string{vip, regular}

	return map[string]edit{
		"tag more":              audienceEdit(attribute, to(both, []string{tea}), to(both, []string{tea, coffee})),
		"tag less":              audienceEdit(attribute, to(both), to([]string{vip})),
		"tag group more":        audienceEdit(attribute, to(both), to(both, []string{tea})),
		"tag group less":        audienceEdit(attribute, to(both, []string{tea}), to(both)),
		"tags in order":         always(to(both), to([]string{regular, vip}), nothing()),
		"tag groups in order":   always(to(both, []string{tea}), to([]string{tea}, both), nothing()),
		"tags and groups":       always(to(both, []string{tea}), to([]string{tea}, []string{regular, vip}), nothing()),
		"tag repeated":          always(to(both), to([]string{vip, regular, vip}), nothing()),
		"tag group repeated":    always(to([]string{vip}), to([]string{vip}, []string{vip}), nothing()),
		"groups joined":         audienceEdit(attribute, to([]string{vip}, []string{tea}), to([]string{vip, tea})),
		"groups regrouped":      audienceEdit(attribute, to([]string{vip}, []string{tea, coffee}), to([]string{vip, tea}, []string{coffee})),
		"tags of a sender":      audienceEditWithNull(attribute, hello(), to(both)),
		"tags of a sender gone": audienceEditWithNull(attribute, to(both), hello()),
	}
}
