package wecomsim_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestConformance_mediaUpload(t *testing.T) {
	const page = "96484 media/upload"

	mp4, amr := []byte("\x00\x00\x00\x18ftypmp42"), []byte("#!AMR\n0")
	text := []byte("hello, world")
	unsized := func(w *world) answer {
		return w.upload("upload?type=file", multipartType, struct{ io.Reader }{bytes.NewReader(multipartBody(`name="media";filename="a.txt"`, text))})
	}
	runRows(t, []row{
		{page + ", recorded errmsg", "ok, created_at a string", uploaded("image", pngImage()), 0, []string{`"errmsg":"ok"`, `"type":"image"`, `"media_id":"`, `"created_at":"1752228000"`}},
		{page + " image", "JPG", uploaded("image", jpegImage()), 0, nil},
		{page + " image", "GIF", uploaded("image", []byte("GIF89a......")), 40004, nil},
		{page + " image", "10 MB", uploaded("image", grown(pngImage(), 10<<20)), 0, nil},
		{page + " image", "one byte more", uploaded("image", grown(pngImage(), 10<<20+1)), 40009, nil},
		{page + " voice", "2 MB", uploaded("voice", grown(amr, 2<<20)), 0, nil},
		{page + " voice", "one byte more", uploaded("voice", grown(amr, 2<<20+1)), 45001, nil},
		{page + " voice", "not AMR", uploaded("voice", text), 40004, nil},
		{page + " video", "10 MB", uploaded("video", grown(mp4, 10<<20)), 0, nil},
		{page + " video", "one byte more", uploaded("video", grown(mp4, 10<<20+1)), 40011, nil},
		{page + " video", "not MP4", uploaded("video", pngImage()), 40004, nil},
		{page + " file", "20 MB", uploaded("file", make([]byte, 20<<20)), 0, nil},
		{page + " file", "one byte more", uploaded("file", make([]byte, 20<<20+1)), 45001, nil},
		{page + " size", "6 bytes", uploaded("file", make([]byte, 6)), 0, nil},
		{page + " size", "5 bytes", uploaded("file", make([]byte, 5)), 40006, nil},
		{"ERR 44001", "no bytes", uploaded("file", nil), 44001, nil},
		{"ERR 44001", "no Content-Length", unsized, 44001, nil},
		{page + " media", "another part name", uploadedAs("file", `name="file";filename="a.txt"`, text), 44001, nil},
		{page + " filename", "missing", uploadedAs("file", `name="media"`, text), 44001, nil},
		{page + " filelength", "wrong", uploadedAs("file", `name="media";filename="a.txt";filelength=5`, text), 40006, nil},
		{page + " filelength (choice)", "left out, as SDKs do", uploadedAs("file", `name="media";filename="a.txt"`, text), 0, nil},
		{"99310 filename", "a leading slash", uploadedAs("file", `name="media";filename="/a.txt"`, text), 40058, nil},
		{"99310 filename", "a colon", uploadedAs("file", `name="media";filename="a:b.txt"`, text), 40058, nil},
		{"99310 filename", "Chinese", uploadedAs("file", `name="media";filename="价目表.txt"`, text), 0, nil},
		{"ERR 40005 type", "unknown", uploaded("picture", pngImage()), 40005, nil},
		{"96484 permission", "any app may upload", steps(as("forbidden"), uploaded("image", pngImage())), 0, nil},
	})
}

func TestConformance_mediaIDs(t *testing.T) {
	use := post("add_msg_template", attached(`{"msgtype":"image","image":{"media_id":"MEDIA"}}`))

	const life = 3 * 24 * time.Hour

	picture := func(w *world) answer {
		a := uploadedImage(pngImage())(w)
		w.media = a.str("url")

		return a
	}
	byURL := post("add_msg_template", attached(`{"msgtype":"image","image":{"pic_url":"MEDIA"}}`))
	runRows(t, []row{
		{"96484 life", "one second before 3 days", steps(uploaded("image", pngImage()), later(life-time.Second), renew(), use), 0, nil},
		{"96484 life, ERR 40007", "3 days", steps(uploaded("image", pngImage()), later(life), renew(), use), 40007, nil},
		{"ERR 40007", "made up", post("add_msg_template", attached(`{"msgtype":"image","image":{"media_id":"x"}}`)), 40007, nil},
		{"96484", "used twice", steps(uploaded("image", pngImage()), use, use), 0, nil},
		{"96484", "shared by the apps of the enterprise", steps(as("forbidden"), uploaded("image", pngImage()), renew(), use), 0, nil},
		{"ERR 301015", "a file where an image should be", steps(uploaded("file", []byte("hello, world")), use), 301015, nil},
		{"90256 uploadimg", "gives a URL", picture, 0, []string{`"errmsg":""`, `"url":"https://`}},
		{"96366 image.pic_url", "from uploadimg", steps(picture, byURL), 0, nil},
		{"96366 image.pic_url", "from elsewhere (choice of code)", post("add_msg_template", attached(`{"msgtype":"image","image":{"pic_url":"https://p/0"}}`)), 40094, nil},
		{"90256 uploadimg", "the URL is permanent", steps(picture, later(400*24*time.Hour), renew(), byURL), 0, nil},
		{"90256 uploadimg", "2 MB", uploadedImage(grown(pngImage(), 2<<20)), 0, nil},
		{"90256 uploadimg", "one byte more", uploadedImage(grown(pngImage(), 2<<20+1)), 40009, nil},
		{"90256 uploadimg", "5 bytes", uploadedImage([]byte("12345")), 40006, nil},
		{"90256 uploadimg", "not a picture", uploadedImage([]byte("plain text")), 40004, nil},
		{"90454 uploadimg", "1,001 in a day", times(1001, uploadedImage(pngImage())), 45009, nil},
		{"90454 uploadimg", "1,000 in a day", times(1000, uploadedImage(pngImage())), 0, nil},
	}, wecomsim.WithUnknownMedia(false))
}
