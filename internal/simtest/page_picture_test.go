package simtest

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The button saves what the control route gives: one PNG of the whole preview,
// drawn in the page.
func TestPicture_ofAMessage(t *testing.T) {
	p := start(t)
	msgid := campaign(p)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/#/messages/"+msgid))
	until(ctx, t, `document.querySelector('.picture img') && document.querySelector('#save-picture')`)

	response, err := p.http.Get(p.url + "/_sim/messages/" + msgid + "/picture")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()

	drawn, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		t.Fatalf("%d %v %.200s", response.StatusCode, err, drawn)
	}
	// The picture is laid out as the preview is, at twice its size.
	bubble := eval[[]float64](ctx, t, `(() => { const p = document.querySelector('.phone').getBoundingClientRect(), b = document.querySelector('.bubble.text').getBoundingClientRect();
		return [b.left - p.left, b.top - p.top, b.right - p.left, b.bottom - p.top].map((n) => 2 * n); })()`)

	shown := checkPicture(t, drawn, image.Rect(int(bubble[0]), int(bubble[1]), int(bubble[2]), int(bubble[3])))
	if err := os.WriteFile(filepath.Join(shots, "picture.png"), drawn, 0o644); err != nil {
		t.Fatal(err)
	}

	if want := 2 * int(eval[float64](ctx, t, `document.querySelector('.phone').getBoundingClientRect().width`)); shown.Bounds().Dx() != want {
		t.Errorf("%d wide, the preview is %d", shown.Bounds().Dx(), want)
	}

	if seen := 2 * int(eval[float64](ctx, t, `document.querySelector('.phone').getBoundingClientRect().height`)); shown.Bounds().Dy() <= seen {
		t.Errorf("%d high, and so much is seen without scrolling: %d", shown.Bounds().Dy(), seen)
	}

	// The file of the button is caught before the browser puts it on a disk.
	eval[bool](ctx, t, `{ const make = URL.createObjectURL; URL.createObjectURL = (blob) => { if (blob.type === 'image/png' && !blob.name) window.made = blob; return make(blob); };
		HTMLAnchorElement.prototype.click = function click() { window.saved = this.download; }; true }`)
	click(ctx, t, "#save-picture")
	until(ctx, t, `window.saved === '`+msgid+`.png'`)
	eval[bool](ctx, t, `{ const reader = new FileReader(); reader.onload = () => { window.bytes = reader.result.split(',')[1]; }; reader.readAsDataURL(window.made); true }`)
	until(ctx, t, `window.bytes`)

	saved, err := base64.StdEncoding.DecodeString(eval[string](ctx, t, `window.bytes`))
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(saved, drawn) {
		t.Errorf("the button saves %d bytes, the route gives %d", len(saved), len(drawn))
	}
}

// checkPicture finds the colours of the poster in it, and writing in the bubble
// of the text.
func checkPicture(t *testing.T, content []byte, bubble image.Rectangle) image.Image {
	t.Helper()

	shown, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}

	written, poster := 0, 0

	for y := range shown.Bounds().Dy() {
		for x := range shown.Bounds().Dx() {
			r, g, b, _ := shown.At(x, y).RGBA()
			switch r, g, b := r>>8, g>>8, b>>8; {
			case r < 60 && g < 60 && b < 70 && image.Pt(x, y).In(bubble):
				written++
			case b > 85 && b < 95 && g > 105:
				poster++
			}
		}
	}

	if written < 1000 || poster < 10_000 {
		t.Errorf("%d points of the text and %d of the poster in %v", written, poster, shown.Bounds())
	}

	return shown
}

func TestPicture_needsAnOpenPage(t *testing.T) {
	p := start(t)
	msgid := p.create(p.token(), `{"sender":"zhangsan","text":{"content":"x"}}`)

	answer := p.call("GET", "/_sim/messages/"+msgid+"/picture?timeout=10ms", "")
	if text, _ := answer["error"].(string); !strings.Contains(text, "open /_sim/ui/") {
		t.Errorf("answer %v", answer)
	}
}

// A video that a browser can play is shown by a frame of its own. The browser
// makes the video, too.
func TestPage_showsAFrameOfAVideo(t *testing.T) {
	p := start(t)
	ctx := browse(t, desktop)
	do(ctx, t, chromedp.Navigate(p.url+"/"))
	until(ctx, t, `document.querySelector('#live').className === 'up'`)

	if !eval[bool](ctx, t, `MediaRecorder.isTypeSupported('video/mp4')`) {
		t.Skip("SKIPPED, this browser records no MP4")
	}

	eval[bool](ctx, t, `(async () => {
		const canvas = document.createElement('canvas');
		canvas.width = 160; canvas.height = 120;
		const context = canvas.getContext('2d');
		const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/mp4' });
		const parts = [];
		recorder.ondataavailable = (event) => parts.push(event.data);
		recorder.onstop = async () => {
			const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
			let text = '';
			for (const byte of bytes) text += String.fromCharCode(byte);
			window.video = btoa(text);
		};
		recorder.start();
		for (let i = 0; i < 20; i += 1) {
			context.fillStyle = 'rgb(200, 30, 30)';
			context.fillRect(0, 0, 160, 120);
			await new Promise((r) => { setTimeout(r, 50); });
		}
		recorder.stop();
	})(), true`)
	until(ctx, t, `window.video`)

	content, err := base64.StdEncoding.DecodeString(eval[string](ctx, t, `window.video`))
	if err != nil {
		t.Fatal(err)
	}

	token := p.token()
	clip := p.upload(token, "video", "red.mp4", content)
	msgid := p.create(token, `{"sender":"zhangsan","attachments":[{"msgtype":"video","video":{"media_id":"`+clip+`"}}]}`)
	eval[string](ctx, t, `location.hash = '#/messages/`+msgid+`'`)
	until(ctx, t, `document.querySelector('.picture video')?.currentTime > 0`)

	red := `(() => { const v = document.querySelector('.picture video'); const c = document.createElement('canvas'); c.width = c.height = 1;
		const x = c.getContext('2d'); x.drawImage(v, 0, 0, 1, 1); const [r, g] = x.getImageData(0, 0, 1, 1).data; return r > 120 && g < 90; })()`
	until(ctx, t, red)
	shoot(ctx, t, "video-frame")
}
