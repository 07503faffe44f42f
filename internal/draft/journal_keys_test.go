package draft_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// named is a message and what else is in its keys.
type named struct {
	message                  wecom.MassMessage
	origin, corpID, triggers string
}

func (n named) keys() wecom.JournalKeys {
	return draft.New(n.message, "", nil, nil).Digests().JournalKeys(n.origin, n.corpID, n.triggers)
}

// with is the plainest message, changed.
func with(change func(n *named)) named {
	n := named{
		message: wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Sender: "zhangsan", ExternalUserID: []string{"wm1", "wm2"}, Text: &wecom.Text{Content: "春茶上新"}},
		origin:  wecom.DefaultBaseURL, corpID: "ww1",
	}
	change(&n)

	return n
}

// vectors are messages of every form. Their keys stand in a file.
func vectors() map[string]named {
	upload := func(name, sum string) *wecom.Upload {
		return &wecom.Upload{Path: "/anywhere/" + name, Name: name, SHA256: strings.Repeat(sum, 64)}
	}

	return map[string]named{
		"text to customers": with(func(*named) {}),
		"another address":   with(func(n *named) { n.origin = "http://127.0.0.1:8080" }),
		"another company":   with(func(n *named) { n.corpID = "ww2" }),
		"triggers":          with(func(n *named) { n.triggers = strings.Repeat("0", 64) }),
		"another text":      with(func(n *named) { n.message.Text.Content = "hello\nworld" }),
		"no sender":         with(func(n *named) { n.message.Sender = "" }),
		"one customer":      with(func(n *named) { n.message.ExternalUserID = []string{"wm1"} }),
		"allow_select":      with(func(n *named) { n.message.AllowSelect = new(true) }),
		"all of a member":   with(func(n *named) { n.message.ExternalUserID = nil }),
		"tags": with(func(n *named) {
			n.message.ExternalUserID = nil
			n.message.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"et1", "et2"}}, {TagList: []string{"et3"}}}}
		}),
		"groups": with(func(n *named) {
			n.message.ChatType, n.message.ExternalUserID, n.message.ChatIDList = wecom.ChatTypeGroup, nil, []string{"wr1", "wr2"}
		}),
		"attachments": with(func(n *named) {
			n.message.Text = nil
			n.message.Attachments = []wecom.Attachment{
				{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{MediaID: "MEDIA"}},
				{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{PicURL: "https://example.com/a.png"}},
				{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: "春茶", PicURL: "https://example.com/b.png", Desc: "desc <&>", URL: "https://example.com/?a=1&b=2"}},
				{MsgType: wecom.MsgTypeMiniprogram, Miniprogram: &wecom.Miniprogram{Title: "shop", PicMediaID: "COVER", AppID: "wx1", Page: "/index.html"}},
				{MsgType: wecom.MsgTypeVideo, Video: &wecom.Video{MediaID: "VIDEO"}},
				{MsgType: wecom.MsgTypeFile, File: &wecom.File{MediaID: "FILE"}},
			}
		}),
		"files": with(func(n *named) {
			n.message.Attachments = []wecom.Attachment{
				{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{Upload: upload("a.png", "a")}},
				{MsgType: wecom.MsgTypeFile, File: &wecom.File{Upload: upload("prices.pdf", "b")}},
			}
		}),
	}
}

const vectorsFile = "testdata/journal_keys_v1.json"

// vector is every digest that lines of the journal have of a message.
type vector struct{ Key, Content, People, Says, AsImport, Scope, Listed, Words string }

func (n named) vector() vector {
	k, sent := n.keys(), wecom.SentOf(&n.message)

	return vector{k.Key, k.Content, k.People, k.Says, k.AsImport, k.Scope, sent.Content, sent.Words}
}

// A journal outlives the release that has written it, and a digest that comes
// out otherwise is a message that is sent twice. So what stands in the file
// does not change: a row may be added, and a new version of the keys gets a
// file of its own.
func TestJournalKeys_areTheSameInEveryRelease(t *testing.T) {
	raw, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}

	var want map[string]vector
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}

	for _, name := range slices.Sorted(maps.Keys(want)) {
		n, ok := vectors()[name]
		if !ok {
			t.Errorf("%s: nobody makes it any more", name)
		} else if got := n.vector(); got != want[name] {
			t.Errorf("%s: %+v, want %+v", name, got, want[name])
		}
	}

	for name := range vectors() {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is not in %s: %+v", name, vectorsFile, vectors()[name].vector())
		}
	}
}

// An import is known by what WeCom lists of it: type and text, whatever its
// media and people are.
func TestJournalKeys_ofAnImport(t *testing.T) {
	for name, n := range vectors() {
		listed := n
		listed.message.Attachments, listed.message.AllowSelect = nil, nil

		d := draft.New(listed.message, "", nil, nil)
		got := d.ListedDigests(wecom.People{Members: []string{"lisi"}}).JournalKeys(n.origin, n.corpID, n.triggers)

		if want := n.keys(); got.Content != want.AsImport || got.Scope != want.Scope {
			t.Errorf("%s: %+v, want the content %s", name, got, want.AsImport)
		}
	}
}

// Two ways to write a message have one key.
func TestJournalKeys_ofOneMessage(t *testing.T) {
	plain := vectors()["text to customers"].keys()

	for name, n := range map[string]named{
		"ids in another order":     with(func(n *named) { n.message.ExternalUserID = []string{"wm2", "wm1"} }),
		"an id twice":              with(func(n *named) { n.message.ExternalUserID = []string{"wm1", "wm2", "wm1"} }),
		"the sender in capitals":   with(func(n *named) { n.message.Sender = "ZhangSan" }),
		"allow_select is false":    with(func(n *named) { n.message.AllowSelect = new(bool) }),
		"no attachments":           with(func(n *named) { n.message.Attachments = []wecom.Attachment{} }),
		"groups that do not count": with(func(n *named) { n.message.ChatIDList = []string{"wr1"} }),
		"a line break at its end":  with(func(n *named) { n.message.Text.Content += "\n" }),
	} {
		if got := n.keys(); got != plain {
			t.Errorf("%s: %+v, want %+v", name, got, plain)
		}
	}
}

// What sends again makes another key, and who gets it, sends it or chooses
// among them leaves the content as it is.
func TestJournalKeys_tellWhatDiffers(t *testing.T) {
	plain := vectors()["text to customers"].keys()
	keys := map[string]string{plain.Key: "text to customers"}

	for _, name := range slices.Sorted(maps.Keys(vectors())) {
		got := vectors()[name].keys()
		people := slices.Contains([]string{"text to customers", "no sender", "one customer", "allow_select", "all of a member", "tags"}, name)

		if (got.Content == plain.Content) != people {
			t.Errorf("%s: same content %t, want %t", name, got.Content == plain.Content, people)
		}

		if nobody := name == "all of a member" || name == "tags"; (got.People == "") != nobody {
			t.Errorf("%s: people %q", name, got.People)
		}

		if name == "no sender" && got.People != plain.People {
			t.Error("who sends it is among the people")
		}

		if other := keys[got.Key]; other != "" && other != name {
			t.Errorf("%s and %s have one key", name, other)
		}

		keys[got.Key] = name
	}
}
