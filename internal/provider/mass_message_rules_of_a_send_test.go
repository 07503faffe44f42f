package provider_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// What forbids to send is no error for a message that was sent, under any
// resend_on that sends nothing. Create and replacement refuse it.
func TestMassMessage_rulesForASendAreRulesForASendOnly(t *testing.T) {
	tags := func(groups ...any) object { return object{"tag_filter": object{"group_list": groups}} }

	tests := map[string]struct {
		before, after object
		path          string
	}{
		"customers":          {helloTo(chen), helloTo(), "external_userid"},
		"no customers":       {with(helloTo(chen), object{"sender": nil}), with(helloTo(), object{"sender": nil, "external_userid": nil}), "external_userid"},
		"groups":             {with(helloGroups(), object{"chat_id_list": []string{teaGroup}}), with(helloGroups(), object{"chat_id_list": []any{}}), "chat_id_list"},
		"groups of tags":     {with(hello(), tags(object{"tag_list": []string{vip}})), with(hello(), tags()), "tag_filter.group_list"},
		"tags":               {with(hello(), tags(object{"tag_list": []string{vip}})), with(hello(), tags(object{"tag_list": []any{}})), "tag_filter.group_list[0].tag_list"},
		"null tags":          {with(hello(), tags(object{"tag_list": []string{vip}})), with(hello(), tags(object{})), "tag_filter.group_list[0].tag_list"},
		"an id":              {helloTo(chen), helloTo(chen + " "), "external_userid[0]"},
		"a null id":          {helloTo(chen), with(hello(), object{"external_userid": []any{nil}}), "external_userid[0]"},
		"too many":           {helloTo(chen), helloTo(numbered(10_001)...), "external_userid"},
		"customers of group": {helloGroups(), with(helloGroups(), object{"external_userid": []string{chen}}), "external_userid"},
		"groups of single":   {hello(), with(hello(), object{"chat_id_list": []string{teaGroup}}), "chat_id_list"},
		"a timeout of 0":     {hello(), with(hello(), object{"timeouts": object{"create": "0s"}}), "timeouts.create"},
		"a negative timeout": {hello(), with(hello(), object{"timeouts": object{"create": "-5m", "read": "5m"}}), "timeouts.create"},
		"a tiny timeout":     {hello(), with(hello(), object{"timeouts": object{"read": "1ns", "create": "1s"}}), "timeouts.read"},
		"the text":           {hello(), with(hello(), object{"text": object{"content": repeat("x", 4001)}}), "text.content"},
		"no text":            {hello(), with(hello(), object{"text": nil}), "text"},
		"the sender":         {hello(), with(hello(), object{"sender": ""}), "sender"},
		"a title":            {attached(linkAttachment(nil)), attached(linkAttachment(object{"title": ""})), "attachments[0].link.title"},
		"a url":              {attached(linkAttachment(nil)), attached(linkAttachment(object{"url": "a.io"})), "attachments[0].link.url"},
		"two urls":           {attached(linkAttachment(nil)), attached(linkAttachment(object{"url": "https://a.io,https://b.io"})), "attachments[0].link.url"},
		"a page":             {attached(miniprogramAttachment(nil)), attached(miniprogramAttachment(object{"page": "i.html\u200b"})), "attachments[0].miniprogram.page"},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			sim := simulate(t)
			message := connected(t, sim)
			before := with(test.before, object{"resend_on": "triggers"})
			after := with(test.after, object{"resend_on": "triggers"})

			_, applied := message.apply(before)
			applied.errors().expect(t, "error of the control")

			// To be sent: an error, of a create and of a replacement alike.
			sending := with(after, object{"triggers": object{"again": "1"}})
			serve(t).message().plan(after).problems.errors().expect(t, "error of a create", at(test.path))
			message.plan(sending).problems.errors().expect(t, "error of a replacement", at(test.path))

			p, applied := message.apply(after)
			p.problems.errors().expect(t, "error of the plan")
			applied.errors().expect(t, "error of the apply")

			if p.action == replace || !p.problems.hasWarning(test.path, "A plan that sends this is refused") {
				t.Errorf("the plan is: %s, or does not warn:\n%s", p.action, p.problems)
			}

			message.validate(after).errors().expect(t, "error of validate")

			if got := sim.sends(); got != 1 {
				t.Errorf("%d messages, want 1", got)
			}

			// What was sent is what was sent: back to it there is no change.
			message.apply(before)

			if p := message.plan(before); p.action != noOp {
				t.Errorf("back again the plan is: %s", p.action)
			}
		})
	}
}

func (all problems) hasWarning(path, words string) bool {
	for _, one := range all.warnings() {
		if at(path, words).matches(one) {
			return true
		}
	}

	return false
}

// An id that a later version refuses is still the id that was sent: whatever
// resend_on says, the unchanged configuration sends nothing.
func TestMassMessage_aTightenedRuleChangesNothing(t *testing.T) {
	for _, resendOn := range []string{"content", "change", "triggers"} {
		t.Run(resendOn, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)
			message.apply(with(helloTo(chen, lin), object{"resend_on": resendOn}))

			// As an earlier version has sent and recorded it.
			ids := []string{chen, "wm 1\t"}
			config := with(helloTo(ids...), object{"resend_on": resendOn, "text": object{"content": "a\x01b"}})
			message.pretendSent(config, wecom.RecipientsDigest(ids))

			p := message.plan(config)
			p.problems.errors().expect(t, "error of the plan")

			if p.action != noOp || !p.problems.hasWarning("external_userid[1]", "Invalid id") || !p.problems.hasWarning("text.content", "U+0001") {
				t.Errorf("the plan is: %s\n%s", p.action, p.problems)
			}
		})
	}
}

// A file that is there but cannot be sent counts like one that is gone: the
// recorded hash stays, and a replacement is refused. Under resend_on =
// "change", too.
func TestMassMessage_aBrokenFileCountsLikeOneThatIsGone(t *testing.T) {
	broken := map[string]func(name string) error{
		"gone":     os.Remove,
		"empty":    func(name string) error { return os.WriteFile(name, nil, 0o600) },
		"too long": func(name string) error { return os.Truncate(name, 65<<20) },
		"not UTF-8": func(name string) error {
			return os.WriteFile(name, []byte("wm1\n\xff\xfe\n"), 0o600)
		},
		"bad ids": func(name string) error { return os.WriteFile(name, []byte("wm1\nwm 2\n"), 0o600) },
		"a directory": func(name string) error {
			if err := os.Remove(name); err != nil {
				return err
			}

			return os.Mkdir(name, 0o700)
		},
	}

	for name, breakIt := range broken {
		for _, attribute := range []string{"recipients_file", "attachments[0].image.source"} {
			t.Run(attribute+"/"+name, func(t *testing.T) {
				sim := simulate(t)
				message := connected(t, sim)
				dir := t.TempDir()
				file := filepath.Join(dir, "r.txt")
				pic := filepath.Join(dir, "a.png")

				write(t, file, chen+"\n"+lin)

				var picture bytes.Buffer
				if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
					t.Fatal(err)
				}

				write(t, pic, picture.String())

				config := with(hello(), object{
					"resend_on": "change", "recipients_file": file,
					"attachments": []any{object{"msgtype": "image", "image": object{"source": pic}}},
				})

				_, applied := message.apply(config)
				applied.errors().expect(t, "error of the control")

				damaged := file
				if attribute != "recipients_file" {
					damaged = pic
				}

				if err := breakIt(damaged); err != nil {
					t.Fatal(err)
				}

				p := message.plan(config)
				p.problems.errors().expect(t, "error of the plan")

				if p.action != noOp || !p.problems.hasWarning(attribute, "A plan that sends this is refused") {
					t.Errorf("the plan is: %s\n%s", p.action, p.problems)
				}

				if len(message.plan(with(config, object{"triggers": object{"again": "1"}})).problems.errors()) == 0 {
					t.Error("a replacement is planned")
				}

				if got := sim.sends(); got != 1 {
					t.Errorf("%d messages, want 1", got)
				}
			})
		}
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()

	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Case 16: a missing picture says nothing about who receives the message.
func TestMassMessage_theAudienceIsKnownBesideAMissingFile(t *testing.T) {
	message := with(helloTo(chen), object{"attachments": []any{object{"msgtype": "image", "image": object{"source": "nothere.png"}}}})

	serve(t).message().plan(message).problems.expect(t, "problem",
		at("attachments[0].image.source", "nothere.png does not exist"),
		at("audience", "a mass message for 1 customer."))

	// Without its recipients a message has nobody to announce.
	message = with(hello(), object{"recipients_file": "nothere.txt"})

	serve(t).message().plan(message).problems.expect(t, "problem", at("recipients_file", "nothere.txt does not exist"))
}

// The text begins with the path, and quotes the value.
func TestMassMessage_aProblemQuotesTheValue(t *testing.T) {
	for path, test := range map[string]struct {
		message object
		quoted  string
	}{
		"text.content":              {with(hello(), object{"text": object{"content": repeat("中", 1334)}}), `"中中`},
		"attachments[0].link.title": {attached(linkAttachment(object{"title": "a\x01b"})), `"a\x01b"`},
		"attachments[0].link.url":   {attached(linkAttachment(object{"url": "a.io"})), `"a.io"`},
		"chat_type":                 {with(hello(), object{"chat_type": "all"}), `"all"`},
		"external_userid[0]":        {helloTo(" a"), `" a"`},
	} {
		serve(t).judged(test.message).expect(t, "problem", at(path, ": "+path+": ", test.quoted))
	}
}

// pretendSent puts a configuration into the state, as what was sent.
func (l *lifecycle) pretendSent(config object, recipients string) {
	l.t.Helper()

	typ := l.resourceType()
	state, written := attributesOf(l.t, l.state), attributesOf(l.t, l.value(config))

	for name := range config {
		state[name] = written[name]
	}

	// The digests are then those of the attributes.
	state["sent"] = tftypes.NewValue(state["sent"].Type(), nil)
	state["recipients_sha256"] = tftypes.NewValue(tftypes.String, recipients)

	l.state = tftypes.NewValue(typ, state)
}
