package provider_test

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
)

// The summaries of what a plan warns of, as a person sees them.
const (
	newMessage     = "This plan sends a new message instead of one already sent"
	audienceAsSent = "The audience of a sent message does not change"
	contentAsSent  = "The content of a sent message does not change"
	notKnownYet    = "A value of a sent message is not known yet"
)

// decided is what a plan does with a message that was sent: its action, and
// the warning that it gives, with its attribute.
type decided struct {
	action  string
	warning string
	path    string
}

func (d decided) warnings() []expectation {
	if d.warning == "" {
		return nil
	}

	return []expectation{at(d.path, d.warning)}
}

// Nothing is sent and nothing recorded.
func nothing() decided { return decided{action: noOp} }

// A new message is sent instead of the old one.
func sentAgain() decided { return decided{replace, newMessage, "audience"} }

// The configuration differs, and the plan keeps to what was sent.
func audienceKept(attribute string) decided { return decided{noOp, audienceAsSent, attribute} }
func contentKept(attribute string) decided  { return decided{noOp, contentAsSent, attribute} }

// The same where one of both is null: Terraform does not allow a plan to keep
// to null, so the configured value is recorded, and nothing is sent.
func audienceRecorded(attribute string) decided { return decided{update, audienceAsSent, attribute} }
func contentRecorded(attribute string) decided  { return decided{update, contentAsSent, attribute} }

// Another way to write the same, or something that no customer ever sees.
func recorded() decided { return decided{action: update} }

// edit is a change of a message that was sent, and what becomes of it for each
// value of resend_on.
type edit struct {
	before, after             object
	content, change, triggers decided
}

// repeats reports whether the new message says the same as the old one. Only
// then can the provider tell which one it replaces.
func (e edit) repeats() bool {
	for _, name := range []string{"chat_type", "text", "attachments"} {
		if !reflect.DeepEqual(e.before[name], e.after[name]) {
			return false
		}
	}

	return true
}

// decided is what becomes of the edit for a value of resend_on.
func (e edit) decided(resendOn string) decided {
	switch resendOn {
	case "change":
		return e.change
	case "triggers":
		return e.triggers
	default:
		return e.content
	}
}

// always is an edit of which the same becomes for every resend_on.
func always(before, after object, d decided) edit {
	return edit{before: before, after: after, content: d, change: d, triggers: d}
}

// contentEdit is an edit of what the message says, or of its sender.
func contentEdit(attribute string, before, after object) edit {
	return edit{before: before, after: after, content: sentAgain(), change: sentAgain(), triggers: contentKept(attribute)}
}

// contentEditWithNull is the same where one of both is null.
func contentEditWithNull(attribute string, before, after object) edit {
	return edit{before: before, after: after, content: sentAgain(), change: sentAgain(), triggers: contentRecorded(attribute)}
}

// audienceEdit is an edit of who receives the message.
func audienceEdit(attribute string, before, after object) edit {
	return edit{before: before, after: after, content: audienceKept(attribute), change: sentAgain(), triggers: audienceKept(attribute)}
}

// audienceEditWithNull is the same where one of both is null.
func audienceEditWithNull(attribute string, before, after object) edit {
	return edit{before: before, after: after, content: audienceRecorded(attribute), change: sentAgain(), triggers: audienceRecorded(attribute)}
}

// Ids of the simulator's demo company, all of zhangsan.
const (
	chen = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"
	lin  = "woSIM0000000000000000000000002AA"
	zhou = "woSIM0000000000000000000000003AA"

	teaGroup = "wr2GCAAAXtWyujaWJHDDGasdadAAA"
	oldGroup = "wrSIM00000000000000000000002AA"

	vip     = "ete19278asuMT123109rBAAAA"
	regular = "ete19MT12278109UYteaBAAAA"
	tea     = "eteIlKKHSDfuMT18Kg9rBAAAA"
	coffee  = "eteSIMcoffee0000000000AAAA"
)

// tagged is a tag filter with the given groups.
func tagged(groups ...[]string) object {
	var list []any
	for _, tags := range groups {
		list = append(list, object{"tag_list": tags})
	}

	return object{"group_list": list}
}

// edits are the rows of the table "What sends again", but for files.
func edits() map[string]edit {
	all := map[string]edit{
		"nothing": always(hello(), hello(), nothing()),
		// A bound of time, and the policy itself, are not part of a message.
		"timeouts added": always(hello(), with(hello(), object{"timeouts": object{"create": "3m"}}), recorded()),
		"timeouts changed": always(
			with(hello(), object{"timeouts": object{"create": "3m"}}), with(hello(), object{"timeouts": object{"create": "4m"}}), recorded()),
		"not_duplicate_of added":   always(hello(), with(hello(), object{"not_duplicate_of": []string{"msg1"}}), recorded()),
		"not_duplicate_of changed": always(with(hello(), object{"not_duplicate_of": []string{"msg1"}}), with(hello(), object{"not_duplicate_of": []string{"msg2"}}), recorded()),
		"not_duplicate_of removed": always(with(hello(), object{"not_duplicate_of": []string{"msg1"}}), hello(), recorded()),
		"not_before added":         always(hello(), with(hello(), object{"not_before": "2026-01-01T00:00:00Z"}), recorded()),
		"not_after changed":        always(with(hello(), object{"not_after": "2999-01-01T00:00:00Z"}), with(hello(), object{"not_after": "2998-01-01T00:00:00Z"}), recorded()),
		"not_after removed":        always(with(hello(), object{"not_after": "2999-01-01T00:00:00Z"}), hello(), recorded()),
		"timeouts removed":         always(with(hello(), object{"timeouts": object{"create": "3m"}}), hello(), recorded()),
		"default said":             always(hello(), with(hello(), object{"chat_type": "single"}), nothing()),
		"default unsaid":           always(with(hello(), object{"chat_type": "single"}), hello(), nothing()),
	}

	for _, some := range []map[string]edit{triggerEdits(), contentEdits(), attachmentEdits(), customerEdits(), groupEdits(), tagEdits()} {
		maps.Copy(all, some)
	}

	return all
}

func triggerEdits() map[string]edit {
	triggered := func(triggers object) object { return with(hello(), object{"triggers": triggers}) }

	return map[string]edit{
		"triggers changed":                   always(triggered(object{"v": "1"}), triggered(object{"v": "2"}), sentAgain()),
		"trigger added":                      always(triggered(object{"v": "1"}), triggered(object{"v": "1", "w": "1"}), sentAgain()),
		"trigger removed":                    always(triggered(object{"v": "1", "w": "1"}), triggered(object{"v": "1"}), sentAgain()),
		"trigger renamed":                    always(triggered(object{"v": "1"}), triggered(object{"w": "1"}), sentAgain()),
		"trigger nulled":                     always(triggered(object{"v": "1"}), triggered(object{"v": nil}), sentAgain()),
		"first triggers":                     always(hello(), triggered(object{"v": "1"}), sentAgain()),
		"last triggers":                      always(triggered(object{"v": "1"}), hello(), sentAgain()),
		"triggers emptied":                   always(triggered(object{"v": "1"}), triggered(object{}), sentAgain()),
		"no triggers, then {}":               always(hello(), triggered(object{}), recorded()),
		"{}, then no triggers":               always(triggered(object{}), hello(), recorded()),
		"triggers with CRLF":                 always(triggered(object{"v": "1\n2\n"}), triggered(object{"v": "1\r\n2\r\n"}), nothing()),
		"triggers without the last line end": always(triggered(object{"v": "1\n"}), triggered(object{"v": "1"}), nothing()),
		"triggers with a byte order mark":    always(triggered(object{"v": "1"}), triggered(object{"v": "\ufeff1"}), nothing()),
		"triggers with blanks at line ends":  always(triggered(object{"v": "1\n2"}), triggered(object{"v": "1 \n2\u3000"}), nothing()),
		"triggers with any blank at an end":  always(triggered(object{"v": "1\n2"}), triggered(object{"v": "1\u2002\n2\u205f"}), nothing()),
		"a null trigger added":               always(triggered(object{"v": "1"}), triggered(object{"v": "1", "w": nil}), nothing()),
		"a null trigger removed":             always(triggered(object{"v": "1", "w": nil}), triggered(object{"v": "1"}), nothing()),
		"only a null trigger, then {}":       always(triggered(object{"w": nil}), triggered(object{}), nothing()),
		"no triggers, then a null trigger":   always(hello(), triggered(object{"w": nil}), recorded()),
		"a null trigger, then another":       always(triggered(object{"w": nil}), triggered(object{"x": "1"}), sentAgain()),
		"a blank inside a trigger":           always(triggered(object{"v": "1 2"}), triggered(object{"v": "1  2"}), sentAgain()),
		"an empty trigger added":             always(triggered(object{"v": "1"}), triggered(object{"v": "1", "w": ""}), sentAgain()),
		"triggers beside an audience": always(
			with(helloTo(chen), object{"triggers": object{"v": "1"}}),
			with(helloTo(chen, lin), object{"triggers": object{"v": "2"}}), sentAgain()),
	}
}

func contentEdits() map[string]edit {
	said := func(content any) object { return with(hello(), object{"text": object{"content": content}}) }
	choosy := func(allow any) object { return with(hello(), object{"allow_select": allow}) }

	return map[string]edit{
		"chat_type": contentEdit("chat_type", hello(), helloGroups()),
		"sender":    contentEdit("sender", hello(), with(hello(), object{"sender": "lisi"})),
		"sender added": contentEditWithNull("sender",
			helloTo(chen), with(helloTo(chen), object{"sender": "zhangsan"})),
		"sender removed": contentEditWithNull("sender",
			with(helloTo(chen), object{"sender": "zhangsan"}), helloTo(chen)),

		"allow_select on":              contentEdit("allow_select", choosy(false), choosy(true)),
		"allow_select off":             contentEdit("allow_select", choosy(true), choosy(false)),
		"allow_select added":           contentEditWithNull("allow_select", hello(), choosy(true)),
		"allow_select removed":         contentEditWithNull("allow_select", choosy(true), hello()),
		"allow_select null to false":   always(hello(), choosy(false), recorded()),
		"allow_select false to null":   always(choosy(false), hello(), recorded()),
		"text":                         contentEdit("text", said("你好"), said("再见")),
		"text in capitals":             contentEdit("text", said("Hello"), said("HELLO")),
		"text with a line break added": contentEdit("text", said("你好"), said("你\n好")),
		"text added": contentEditWithNull("text",
			attached(linkAttachment(nil)), with(attached(linkAttachment(nil)), object{"text": object{"content": "你好"}})),
		"text removed": contentEditWithNull("text",
			with(attached(linkAttachment(nil)), object{"text": object{"content": "你好"}}), attached(linkAttachment(nil))),
		"text emptied": contentEdit("text",
			with(attached(linkAttachment(nil)), object{"text": object{"content": "你好"}}),
			with(attached(linkAttachment(nil)), object{"text": object{"content": ""}})),
		"text null to empty": always(
			attached(linkAttachment(nil)), with(attached(linkAttachment(nil)), object{"text": object{"content": ""}}), recorded()),
		"text empty to null": always(
			with(attached(linkAttachment(nil)), object{"text": object{"content": ""}}), attached(linkAttachment(nil)), recorded()),
	}
}

func attachmentEdits() map[string]edit {
	first, second := linkAttachment(nil), linkAttachment(object{"url": "https://example.com/second"})
	cover := func(url any) object { return attached(linkAttachment(object{"picurl": url, "desc": url})) }

	return map[string]edit{
		"attachment":           contentEdit("attachments", attached(first), attached(second)),
		"attachment more":      contentEdit("attachments", attached(first), attached(first, second)),
		"attachment less":      contentEdit("attachments", attached(first, second), attached(first)),
		"attachments in order": contentEdit("attachments", attached(first, second), attached(second, first)),
		"cover added":          contentEdit("attachments", cover(nil), cover("https://example.com/p.png")),
		"first attachment":     contentEditWithNull("attachments", hello(), with(hello(), object{"attachments": []any{first}})),
		"last attachment":      contentEditWithNull("attachments", with(hello(), object{"attachments": []any{first}}), hello()),
		"attachments emptied": contentEdit("attachments",
			with(hello(), object{"attachments": []any{first}}), with(hello(), object{"attachments": []any{}})),
		"attachments null to []":  always(hello(), with(hello(), object{"attachments": []any{}}), recorded()),
		"attachments [] to null":  always(with(hello(), object{"attachments": []any{}}), hello(), recorded()),
		"cover null to empty":     always(cover(nil), cover(""), nothing()),
		"cover empty to null":     always(cover(""), cover(nil), nothing()),
		"pic_url null to empty":   always(attached(imageByID(nil)), attached(imageByID("")), nothing()),
		"attachments beside text": contentEdit("attachments", with(attached(first), hello()), with(attached(second), hello())),
	}
}

func imageByID(picURL any) object {
	return object{"msgtype": "image", "image": object{"media_id": "MEDIA_ID", "pic_url": picURL}}
}

// marked is a message whose text and titles end with a mark, so that no two of
// a company are the same.
func marked(message object, mark string) object {
	message = maps.Clone(message)

	if text, ok := message["text"].(object); ok && text["content"] != "" && text["content"] != nil {
		message["text"] = object{"content": fmt.Sprint(text["content"], " (", mark, ")")}
	}

	attachments, ok := message["attachments"].([]any)
	if !ok {
		return message
	}

	var all []any

	for _, attachment := range attachments {
		attachment := maps.Clone(attachment.(object))

		if link, ok := attachment["link"].(object); ok {
			attachment["link"] = with(link, object{"title": fmt.Sprint(link["title"], " (", mark, ")")})
		}

		if image, ok := attachment["image"].(object); ok {
			attachment["image"] = with(image, object{"media_id": "MEDIA_ID_" + strings.ReplaceAll(mark, " ", "_")})
		}

		all = append(all, attachment)
	}

	message["attachments"] = append([]any{}, all...)

	return message
}
