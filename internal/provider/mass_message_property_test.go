package provider_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What the simulator records equals what was configured, for random valid
// configurations. The seed is printed; a failing one can be put in here.
func TestMassMessage_whatIsConfiguredArrives(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)

	source := &randomConfig{rand.New(rand.NewPCG(seed, 1))}
	sim := simulate(t)
	block := sim.block()
	block["duplicate_check_interval"] = "0s" // random messages may be equal

	messages := 300
	if testing.Short() {
		messages = 60
	}

	for i := range messages {
		p := serve(t)
		p.configure(block).expect(t, "problem of the provider block")

		config := source.message()
		planned, applied := p.message().apply(config)

		if len(applied.errors()) > 0 || sim.sends() != i+1 {
			t.Fatalf("seed %d, message %d was not sent: %v %v\n%v", seed, i, planned.problems.errors(), applied.errors(), config)
		}

		wantBody(t, sim.Requests("add_msg_template")[i].Body, config)
	}
}

// wantBody compares a request with the configuration, field for field. (A \u
// escape in it the simulator would have refused with 40033, as it is told to.)
func wantBody(t *testing.T, body []byte, config object) {
	t.Helper()

	want := object{"chat_type": "single"}
	for name, v := range config {
		want[name] = v
	}

	wanted, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}

	if !sameJSON(t, body, wanted) {
		t.Fatalf("configured: %s\narrived:    %s", wanted, body)
	}
}

// Any text that validates arrives as it was written, but for what nobody sees
// (line ends, a byte order mark), and what does not
// validate is never sent.
func FuzzMassMessage_text(f *testing.F) {
	for _, seed := range []string{"你好", "a<b>&c", "\u2028\u2029", `back\slash \u2028 "quoted"`, "👨‍👩‍👧 family\n\ttab", "\x00", "\x7f", "\u0085", strings.Repeat("字", 1334)} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, text string) {
		if !validForTerraform(text) {
			t.Skip("Terraform itself has no such string")
		}

		sim := simulate(t)
		p := serve(t)
		p.configure(sim.block()).expect(t, "problem of the provider block")

		config := object{"sender": wecomsim.DemoSender, "text": object{"content": text}}
		planned, applied := p.message().apply(config)
		refused := len(planned.problems.errors())+len(applied.errors()) > 0

		switch {
		case refused && sim.posts() > 0:
			t.Errorf("%q was refused after a send: %v %v", text, planned.problems.errors(), applied.errors())
		case !refused && sim.posts() != 1:
			t.Errorf("%q: %d sends, want 1", text, sim.posts())
		case !refused:
			sent := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimLeft(text, "\ufeff"))
			config["text"] = object{"content": strings.TrimRight(sent, "\n")}
			wantBody(t, sim.Requests("add_msg_template")[0].Body, config)
		}
	})
}

// validForTerraform reports whether a string is UTF-8 and stays as it is in
// JSON, in which the test compares.
func validForTerraform(text string) bool {
	return strings.ToValidUTF8(text, "") == text
}

// randomConfig makes valid configurations.
type randomConfig struct{ *rand.Rand }

func (r *randomConfig) message() object {
	config := object{"sender": wecomsim.DemoSender}

	switch r.IntN(4) {
	case 0:
		config["external_userid"] = []string{chen, lin, zhou}[:1+r.IntN(3)]
	case 1:
		config["tag_filter"] = object{"group_list": []any{object{"tag_list": []string{"ete19278asuMT123109rBAAAA"}}}}
	case 2:
		config["chat_type"] = "group"
		if r.IntN(2) == 0 {
			config["chat_id_list"] = []string{wecomsim.DemoGroup}
		}
	}

	if r.IntN(3) == 0 && config["chat_type"] == nil {
		config["allow_select"] = r.IntN(2) == 0
	}

	attachments := make([]any, 0, 9)
	for range r.IntN(10) {
		attachments = append(attachments, r.attachment())
	}

	if len(attachments) > 0 {
		config["attachments"] = attachments
	}

	if len(attachments) == 0 || r.IntN(2) == 0 {
		config["text"] = object{"content": r.text(4000)}
	}

	return config
}

func (r *randomConfig) attachment() object {
	switch r.IntN(6) {
	case 0:
		return object{"msgtype": "image", "image": object{"media_id": r.id()}}
	case 1:
		return object{"msgtype": "image", "image": object{"pic_url": "http://p.qpic.cn/" + r.id()}}
	case 2:
		link := object{"title": r.text(128), "url": "https://example.com/" + r.id()}
		if r.IntN(2) == 0 {
			link["desc"], link["picurl"] = r.text(512), "http://example.com/"+r.id()
		}

		return object{"msgtype": "link", "link": link}
	case 3:
		return object{"msgtype": "miniprogram", "miniprogram": object{"title": r.text(64), "pic_media_id": r.id(), "appid": "wx8bd80126147dfAAA", "page": "/p/" + r.id()}}
	case 4:
		return object{"msgtype": "video", "video": object{"media_id": r.id()}}
	default:
		return object{"msgtype": "file", "file": object{"media_id": r.id()}}
	}
}

func (r *randomConfig) id() string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

	b := strings.Builder{}
	b.WriteByte('w') // signs alone are no id

	for range r.IntN(64) {
		b.WriteByte(letters[r.IntN(len(letters))])
	}

	return b.String()
}

// text makes a text of at most limit bytes out of what is easily damaged on its
// way.
func (r *randomConfig) text(limit int) string {
	pieces := []string{"你好", "a", " ", "<", ">", "&", `"`, `\`, `\u2028`, "\u2028", "\u2029", "\n", "\t", "🎉", "👨‍👩‍👧", "é", "\u200b", "%", "${", "/"}

	text := "x"

	for range r.IntN(200) {
		piece := pieces[r.IntN(len(pieces))]
		if len(text)+len(piece) > limit {
			break
		}

		text += piece
	}

	return strings.TrimRight(text, "\n") // line ends at the end are not sent
}
