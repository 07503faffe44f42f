package preview

import (
	"fmt"
	"strings"
)

// Media is the upload of an attachment, or the file that will be one.
type Media struct {
	ID      string // media id, or the URL of an uploaded picture
	Name    string // of the file
	Size    int64  // bytes
	Known   bool   // whether Name and Size are
	Expired bool
	Source  string // a picture as a data URI, else empty
}

// isPicture says whether a preview shows this: a picture that comes with it,
// from no host.
func isPicture(source string) bool { return strings.HasPrefix(source, "data:image/") }

// pictured puts the picture of a medium into a box, or what is known of it. A
// script that has the content of a known medium may put it into the box: the
// box names the medium, its kind and its label.
func pictured(box Element, kind, what string, m Media, w Words) Element {
	label := strings.TrimSpace(what + " " + m.Name)

	if kind == "image" && isPicture(m.Source) {
		picture := element("img", "").with("src", m.Source).with("alt", label)
		box.Children = append([]Element{picture}, expired(m, w)...)

		return box
	}

	box.Children = []Element{placeholder(kind, what, m, w)}
	if m.Known && m.ID != "" {
		box = box.with("data-media", m.ID).with("data-kind", kind).with("data-label", label)
	}

	return box
}

func placeholder(kind, what string, m Media, w Words) Element {
	sign := "🖼"
	if kind == "video" {
		sign = "▶"
	}

	parts := []Element{element("span", "sign", text(sign)).hidden(), element("b", "", text(what))}

	if m.Known {
		parts = append(parts, element("span", "", text(m.Name+" · "+size(m.Size, w))))
	} else {
		parts = append(parts, element("span", "", text(w.Unknown)))
	}

	if !m.Known && m.ID != "" {
		parts = append(parts, element("code", "medium-id", text(m.ID)).with("title", m.ID))
	}

	return element("div", "placeholder", append(parts, expired(m, w)...)...)
}

func expired(m Media, w Words) []Element {
	if !m.Expired {
		return nil
	}

	return []Element{element("span", "expired", text(w.Expired))}
}

// size is a number of bytes for people.
func size(bytes int64, w Words) string {
	const kilo, mega = 1 << 10, 1 << 20

	switch {
	case bytes == 1:
		return "1 " + w.Byte
	case bytes < kilo:
		return fmt.Sprintf("%d %s", bytes, w.Bytes)
	case bytes < mega:
		return tenths(bytes, kilo) + " KB"
	}

	return tenths(bytes, mega) + " MB"
}

// tenths divides, and rounds to one decimal.
func tenths(bytes, unit int64) string {
	rounded := (bytes*10 + unit/2) / unit

	return fmt.Sprintf("%d.%d", rounded/10, rounded%10)
}
