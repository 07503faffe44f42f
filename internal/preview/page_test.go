package preview_test

import (
	"os"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

// nineAttachments is a message with everything that could be too wide.
func nineAttachments() preview.Message {
	long, name := strings.Repeat("w", 300), strings.Repeat("w", 40)
	poster := `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="700"><rect width="1200" height="700" fill="teal"/></svg>`
	shown := preview.Media{ID: "A", Name: "poster.svg", Size: 3 << 20, Known: true, Source: poster}
	old := shown
	old.Expired = true

	return preview.Message{
		Member: "👩🏽‍🌾" + name, Time: "11 Jul 2025, 10:00:00 UTC+8", Group: &preview.Group{Name: "春茶" + name, Members: 1234},
		Text: "双十一老客户专享 🍵👨‍👩‍👧‍👦🇨🇳\n" + long + "\nhttps://shop.example.com/" + long,
		Attachments: []preview.Attachment{
			{Kind: "image", Media: shown},
			{Kind: "image", Media: old},
			{Kind: "image", Media: preview.Media{ID: "MEDIA_" + long}},
			{Kind: "video", Media: preview.Media{ID: "V", Name: long + ".mp4", Size: 9 << 20, Known: true, Expired: true}},
			{Kind: "file", Media: preview.Media{ID: "F", Name: long + ".pdf", Size: 1234, Known: true, Expired: true}},
			{Kind: "file", Media: preview.Media{ID: "FILE_" + long}},
			{Kind: "link", Title: long, Desc: long, URL: "https://" + long, PicURL: "https://shop.example.com/x.png"},
			{Kind: "miniprogram", Title: long, AppID: "wx" + long, Page: "/" + long, Media: shown},
			{Kind: "miniprogram", Title: "茶叶商城", AppID: "wx1", Page: "/p.html", Media: preview.Media{ID: "COVER_" + long}},
		},
	}
}

// The tests of the simulator show this file in a browser. WRITE_PREVIEW=1
// writes it.
func TestWriteHTML_theFileThatABrowserIsShown(t *testing.T) {
	const name = "testdata/nine_attachments.html"

	page := htmlOf(t, nineAttachments(), preview.English())
	if os.Getenv("WRITE_PREVIEW") != "" {
		if err := os.WriteFile(name, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	if kept, err := os.ReadFile(name); err != nil || string(kept) != page {
		t.Errorf("%s is not what is written now (%v). WRITE_PREVIEW=1 go test ./internal/preview brings it up to date", name, err)
	}
}
