package wecom_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// withMedia gives a message one of each kind that has a medium, by media ids of
// a person.
func withMedia(m *wecom.MassMessage, id string) *wecom.MassMessage {
	m.Attachments = []wecom.Attachment{
		{MsgType: "image", Image: &wecom.Image{MediaID: id}},
		{MsgType: "miniprogram", Miniprogram: &wecom.Miniprogram{Title: "t", PicMediaID: id, AppID: "wx1", Page: "p.html"}},
		{MsgType: "video", Video: &wecom.Video{MediaID: id}},
		{MsgType: "file", File: &wecom.File{MediaID: id}},
	}

	return m
}

// A media id that a person gives may come back under another name. It never
// makes the message another one.
func TestAMediaIDThatDiffersDoesNotMakeAnotherMessage(t *testing.T) {
	hello := func(id string) *wecom.MassMessage { return withMedia(single("hello", "zhangsan", customer(1)), id) }

	for name, row := range map[string]struct {
		own     bool
		now     string
		content bool
	}{
		"listed as sent":                    {now: "M", content: true},
		"listed under a name of WeCom's":    {own: true, now: "M"},
		"another id":                        {now: "N"},
		"another id, and listed as WeCom's": {own: true, now: "N"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, wecomsim.WithOwnMediaIDs(row.own))
			wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(hello("M"))), wecom.Accepted)

			got := w.client().DeliverMassMessage(t.Context(), checked(hello(row.now)))
			wantKind(t, got, wecom.Refused)
			w.wantPosts(1)

			duplicate, ok := errors.AsType[*wecom.DuplicateError](got.Err)
			if !ok || duplicate.Content != row.content || !duplicate.Same {
				t.Errorf("error %+v, want a duplicate with content: %t", got.Err, row.content)
			}
		})
	}
}

// What the look before a send says it knows, and no more.
func TestADuplicateSaysWhatItKnows(t *testing.T) {
	tagged := single("hello", "zhangsan")
	tagged.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"etT1"}}}}

	pictured := func(m *wecom.MassMessage) *wecom.MassMessage { return withMedia(m, "M") }
	named := func() *wecom.MassMessage { return single("hello", "zhangsan", customers(1, 2)...) }

	textless := pictured(named())
	textless.Text = nil

	for name, row := range map[string]struct {
		before, now *wecom.MassMessage
		says, not   []string
	}{
		"text only":            {named(), named(), []string{"a message with the same content was sent", "to the same recipients (allow_select is not in WeCom's list)"}, []string{"the same message"}},
		"with media":           {pictured(named()), pictured(named()), []string{"the same text, and attachments of the same number and kinds", "to the same recipients", "could not be compared"}, []string{"the same message", "same content"}},
		"media, without text":  {textless, textless, []string{"without text", "to the same recipients"}, []string{"the same message", "same text"}},
		"some of them":         {named(), single("hello", "zhangsan", customers(2, 4)...), []string{"1 of the 3 recipients have it"}, []string{"the same message"}},
		"all, and others":      {named(), single("hello", "zhangsan", customer(1)), []string{"every recipient that was asked for has it, and others"}, nil},
		"by tag":               {tagged, tagged, []string{"who receives it could not be compared", "tag_filter"}, []string{"the same message"}},
		"all of a sender":      {single("hello", "zhangsan"), single("hello", "zhangsan"), []string{"could not be compared", "customers of the sender"}, []string{"the same message"}},
		"to groups":            {group("hello", "zhangsan", "wrG1"), group("hello", "zhangsan", "wrG1"), []string{"could not be compared", "groups that it was sent to"}, []string{"the same message", "recipients"}},
		"groups of the owner":  {group("hello", "zhangsan"), group("hello", "zhangsan"), []string{"could not be compared", "the owner picks"}, []string{"the same message"}},
		"groups and a picture": {pictured(group("hello", "zhangsan", "wrG1")), pictured(group("hello", "zhangsan", "wrG1")), []string{"same number and kinds", "Pictures, videos and files could not be compared"}, []string{"the same message"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, wecomsim.WithOwnMediaIDs(true))
			sent := w.client().DeliverMassMessage(t.Context(), unchecked(row.before))
			wantKind(t, sent, wecom.Accepted)

			got := w.client().DeliverMassMessage(t.Context(), checked(row.now))
			wantKind(t, got, wecom.Refused)

			for _, part := range append(row.says, sent.MsgID) {
				if !strings.Contains(got.Err.Error(), part) {
					t.Errorf("%q does not say %q", got.Err, part)
				}
			}

			for _, part := range row.not {
				if strings.Contains(got.Err.Error(), part) {
					t.Errorf("%q says %q", got.Err, part)
				}
			}
		})
	}
}

// not_duplicate_of lets the look pass those records, and nothing else.
func TestTheLookPassesWhatAPersonNames(t *testing.T) {
	w := newWorld(t)
	first := w.client().DeliverMassMessage(t.Context(), unchecked(withFileOf(t, single("hello", "zhangsan", customer(1)), "list a")))
	second := w.client().DeliverMassMessage(t.Context(), unchecked(withFileOf(t, single("hello", "zhangsan", customer(1)), "list b")))

	send := func(passes ...string) wecom.Receipt {
		d := checked(withFileOf(t, single("hello", "zhangsan", customer(1)), "list c"))
		d.NotDuplicates = passes

		return w.client().DeliverMassMessage(t.Context(), d)
	}

	for _, passes := range [][]string{nil, {"msgOTHER"}, {first.MsgID}, {second.MsgID}} {
		wantKind(t, send(passes...), wecom.Refused)
	}

	w.wantPosts(2)

	// The answer is lost, and none of the others is taken for this one.
	w.swallow()

	lost := send(first.MsgID, second.MsgID)
	wantKind(t, lost, wecom.Unknown)

	if len(lost.Candidates) > 0 {
		t.Errorf("candidates %+v, which a person has named as others", lost.Candidates)
	}

	wantKind(t, send(first.MsgID, second.MsgID), wecom.Accepted)
	w.wantMessages(3)
}

// Without a look before it nothing of the list is known but what a person says.
func TestAMessageThatAPersonNamesIsNoCandidate(t *testing.T) {
	w := newWorld(t)
	first := w.client().DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1))))

	w.swallow()

	d := unchecked(single("hello", "zhangsan", customer(1)))
	d.NotDuplicates = []string{first.MsgID}

	lost := w.client().DeliverMassMessage(t.Context(), d)
	wantKind(t, lost, wecom.Unknown)

	if len(lost.Candidates) > 0 {
		t.Errorf("candidates %+v", lost.Candidates)
	}
}

// What became of the first message is not known, and it may be in the list. But
// this run knows that it has another file.
func TestAnotherFileOfThisRunIsNoDuplicate(t *testing.T) {
	for name, lose := range map[string]func(*world){"accepted": (*world).lose, "never arrived": (*world).swallow} {
		for content, want := range map[string]wecom.OutcomeKind{"list b": wecom.Accepted, "list a": wecom.Refused} {
			t.Run(name+", then "+content, func(t *testing.T) {
				w := newWorld(t)
				client := w.client()

				w.Sim.Arm(wecomsim.Fault{Endpoint: "get_groupmsg_list_v2", Errcode: 48002})
				lose(w)
				wantKind(t, client.DeliverMassMessage(t.Context(), checked(withFileOf(t, single("hello", "zhangsan", customer(1)), "list a"))), wecom.Unknown)
				w.Sim.ClearFaults()

				got := client.DeliverMassMessage(t.Context(), checked(withFileOf(t, single("hello", "zhangsan", customer(1)), content)))
				wantKind(t, got, want)
			})
		}
	}
}

// WeCom uses the media id where a person gives both, and may list a URL of its
// own for it.
func TestAURLBesideAMediaIDDecidesNothing(t *testing.T) {
	w := newWorld(t)
	hello := single("hello", "zhangsan", customer(1))
	hello.Attachments = []wecom.Attachment{{MsgType: "image", Image: &wecom.Image{MediaID: "M", PicURL: "https://wework.qpic.cn/a"}}}

	wantKind(t, w.client().DeliverMassMessage(t.Context(), unchecked(hello)), wecom.Accepted)
	w.withFront().on(nil, rewrites("get_groupmsg_list_v2", func(body string) string {
		return strings.ReplaceAll(body, `"media_id":"M"`, `"pic_url":"https://wework.qpic.cn/b"`)
	}))

	wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(hello)), wecom.Refused)
	w.wantPosts(1)
}
