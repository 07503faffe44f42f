package clitest_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// picture writes a small PNG of one colour.
func (w *workspace) picture(name string, shade uint8) {
	w.t.Helper()

	img := image.NewRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		img.Set(i%8, i/8, color.RGBA{shade, shade, 200, 255})
	}

	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		w.t.Fatal(err)
	}

	w.file(name, b.String())
}

func (w *workspace) file(name, content string) {
	w.t.Helper()

	full := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		w.t.Fatal(err)
	}

	if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// mp4 is an MP4 with the parts that a player needs.
const mp4 = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" +
	"\x00\x00\x00\x2cmoov\x00\x00\x00\x24trak\x00\x00\x00\x1cmdia\x00\x00\x00\x14hdlr\x00\x00\x00\x00\x00\x00\x00\x00vide" +
	"\x00\x00\x00\x11mdatsome film"

// withMedia sends every kind of file. The names are arguments, so that a test
// can move them.
func withMedia(pic, document string) string {
	return `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  attachments = [
    { msgtype = "image", image = { source = "` + pic + `" } },
    { msgtype = "miniprogram", miniprogram = { title = "小程序", appid = "wx8bd80126147dfAAA", page = "/index.html", pic_source = "` + pic + `" } },
    { msgtype = "video", video = { source = "film.mp4" } },
    { msgtype = "file", file = { source = "` + document + `" } },
  ]
}
`
}

// strict makes the simulator refuse media ids that it has not issued.
func strict() wecomsim.Option { return wecomsim.WithUnknownMedia(false) }

// Only another content is another message: not another path, not another time
// of the file, not its absence, and not the end of the media id's life.
func TestAccMedia_onlyContentCounts(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t, strict())
	w.picture("pic.png", 10)
	w.file("film.mp4", mp4)
	w.file("offer.pdf", "an offer")
	w.write(withMedia("pic.png", "offer.pdf"))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages, want 1\n%s", w.sends(), got.errorText())
	}

	// The picture stands in two attachments, and is uploaded once.
	if got := len(w.sim.Requests("media/upload")); got != 3 {
		t.Errorf("%d uploads, want 3", got)
	}

	nothing := func(what string) {
		t.Helper()

		if plan := w.plan(); plan.code != 0 {
			t.Errorf("%s: the plan is not empty\n%s", what, plan.output)
		}
	}

	nothing("nothing changed")

	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(w.dir, "pic.png"), later, later); err != nil {
		t.Fatal(err)
	}

	nothing("touched")

	w.picture("elsewhere/other.png", 10)
	w.write(withMedia("elsewhere/other.png", "offer.pdf"))
	nothing("moved")

	w.sim.AdvanceClock(4 * 24 * time.Hour)
	nothing("after the life of the media ids")

	for _, name := range []string{"pic.png", "elsewhere/other.png", "film.mp4"} {
		if err := os.Remove(filepath.Join(w.dir, name)); err != nil {
			t.Fatal(err)
		}
	}

	nothing("deleted")

	if got := w.plan(); !got.has("warning", "File not found: attachments[0].image.source") {
		t.Errorf("nothing is said of files that are gone\n%s", got.output)
	}

	// The base name of a file is seen by customers.
	w.picture("pic.png", 10)
	w.file("film.mp4", mp4)
	w.file("better offer.pdf", "an offer")
	w.write(withMedia("pic.png", "better offer.pdf"))

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("a renamed file: %d messages, want 2\n%s", w.sends(), got.errorText())
	}

	// The positive control: another picture.
	w.picture("pic.png", 99)

	if got := w.apply(); got.code != 0 || w.sends() != 3 {
		t.Errorf("another picture: %d messages, want 3\n%s", w.sends(), got.errorText())
	}
}

// A file that WeCom would not take is refused at plan, whatever its name says.
func TestAccMedia_unusableFilesAreRefused(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t, strict())

	for name, c := range map[string]struct {
		do   func()
		want string
	}{
		"absent":    {func() { _ = os.Remove(filepath.Join(w.dir, "pic.png")) }, "does not exist"},
		"not a JPG": {func() { w.file("pic.png", "GIF89a and so on") }, "neither JPG nor PNG"},
		"cut":       {func() { w.file("pic.png", "\x89PNG\r\n\x1a\n") }, "cut short"},
		"too small": {func() { w.file("pic.png", "\xFF\xD8\xFF12") }, "5 bytes"},
		"too large": {func() { w.file("pic.png", "\xFF\xD8\xFF"+strings.Repeat("x", 10<<20)) }, "3 too many"},
		"a directory": {func() {
			_ = os.Remove(filepath.Join(w.dir, "pic.png"))
			_ = os.Mkdir(filepath.Join(w.dir, "pic.png"), 0o700)
		}, "not a regular file"},
		"video":       {func() { w.file("film.mp4", "RIFF....AVI ") }, "not MP4"},
		"QuickTime":   {func() { w.file("film.mp4", strings.Replace(mp4, "mp42", "qt  ", 1)) }, "a QuickTime film"},
		"HEIC":        {func() { w.file("film.mp4", strings.Replace(mp4, "mp42", "heic", 1)) }, "a HEIC picture"},
		"only audio":  {func() { w.file("film.mp4", strings.Replace(mp4, "vide", "soun", 1)) }, "audio only"},
		"a cut video": {func() { w.file("film.mp4", mp4[:len(mp4)-3]) }, "cut short"},
		"file":        {func() { w.file("offer.pdf", strings.Repeat("x", 20<<20+1)) }, "1 too many"},
	} {
		_ = os.Remove(filepath.Join(w.dir, "pic.png"))
		w.picture("pic.png", 10)
		w.file("film.mp4", mp4)
		w.file("offer.pdf", "an offer")
		w.write(withMedia("pic.png", "offer.pdf"))
		c.do()

		if got := w.plan(); got.code != 1 || !strings.Contains(got.errorText(), c.want) {
			t.Errorf("%s: want an error with %q\n%s", name, c.want, got.errorText())
		}
	}
}

// An upload that fails sends nothing, and neither does a file that has changed
// since the plan.
func TestAccMedia_uploadFailsOrFileChanges(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t, strict())
	w.picture("pic.png", 10)
	w.file("film.mp4", mp4)
	w.file("offer.pdf", "an offer")
	w.write(withMedia("pic.png", "offer.pdf"))

	w.sim.Arm(wecomsim.Fault{Endpoint: "media/upload", Skip: 1, Count: 1, Errcode: 45001})

	if got := w.apply(); got.code == 0 || !strings.Contains(got.errorText(), "45001") || len(w.sim.Requests(send)) != 0 {
		t.Errorf("a failed upload: %d sends\n%s", len(w.sim.Requests(send)), got.errorText())
	}

	if got := w.run("plan", "-out=saved.tfplan"); got.code != 0 {
		t.Fatal(got.output)
	}

	w.picture("pic.png", 11)

	if got := w.run("apply", "-json", "saved.tfplan"); got.code == 0 || !strings.Contains(got.errorText(), "inconsistent final plan") || len(w.sim.Requests(send)) != 0 {
		t.Errorf("a changed file: %d sends\n%s", len(w.sim.Requests(send)), got.errorText())
	}

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("the positive control: %d messages, want 1\n%s", w.sends(), got.errorText())
	}
}

// Twenty messages with one picture upload it once.
func TestAccMedia_oneUploadForAllMessages(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t, strict())
	w.picture("pic.png", 10)
	w.write(`
resource "wecom_mass_message" "it" {
  count           = 20
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "第 ${count.index} 条" }
  attachments     = [{ msgtype = "image", image = { source = "pic.png" } }]
}
`)

	if got := w.apply(); got.code != 0 || w.sends() != 20 {
		t.Fatalf("%d messages, want 20\n%s", w.sends(), got.errorText())
	}

	if got := len(w.sim.Requests("media/upload")); got != 1 {
		t.Errorf("%d uploads, want 1", got)
	}
}

// A permanent image is uploaded once, and again only for another content.
func TestAccImage_isUploadedOnceForItsContent(t *testing.T) {
	t.Parallel()

	const body = `
resource "wecom_image" "cover" {
  source = "pic.png"
}

resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "看图" }
  attachments     = [{ msgtype = "image", image = { pic_url = wecom_image.cover.url } }]
}
`

	w := newWorkspace(t, strict())
	w.picture("pic.png", 10)
	w.write(body)

	if got := w.apply(); got.code != 0 || w.sends() != 1 || len(w.sim.Requests("uploadimg")) != 1 {
		t.Fatalf("%d messages, %d uploads, want 1 and 1\n%s", w.sends(), len(w.sim.Requests("uploadimg")), got.errorText())
	}

	if plan := w.plan(); plan.code != 0 {
		t.Errorf("the plan is not empty\n%s", plan.output)
	}

	if err := os.Rename(filepath.Join(w.dir, "pic.png"), filepath.Join(w.dir, "away.png")); err != nil {
		t.Fatal(err)
	}

	if plan := w.plan(); plan.code != 0 || !plan.has("warning", "is gone") {
		t.Errorf("without the file the plan is not empty, or says nothing\n%s", plan.output)
	}

	// What cannot be uploaded is like one that is gone.
	for _, content := range []string{"", "no picture"} {
		w.file("pic.png", content)

		if plan := w.plan(); plan.code != 0 || !plan.has("warning", "cannot be used") {
			t.Errorf("of the file %q: code %d\n%s", content, plan.code, plan.output)
		}

		if plan := w.plan("-destroy"); plan.code != 2 {
			t.Errorf("destroy of the file %q: code %d\n%s", content, plan.code, plan.output)
		}
	}

	// So is a hash that is none.
	w.write(strings.Replace(body, `source = "pic.png"`, "source = \"pic.png\"\n  source_sha256 = \"ABC\"", 1))

	if plan := w.plan(); plan.code != 0 || !plan.has("warning", "Invalid hash") {
		t.Errorf("with a hash that is none: code %d\n%s", plan.code, plan.output)
	}

	w.write(body)

	// Another picture: its URL is not known at plan, so the message waits for
	// the next plan, which knows that it says something else now.
	w.picture("pic.png", 99)

	if got := w.apply(); got.code != 0 || w.sends() != 1 || len(w.sim.Requests("uploadimg")) != 2 {
		t.Errorf("%d messages, %d uploads, want 1 and 2\n%s", w.sends(), len(w.sim.Requests("uploadimg")), got.errorText())
	}

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("%d messages, want 2\n%s", w.sends(), got.errorText())
	}
}
