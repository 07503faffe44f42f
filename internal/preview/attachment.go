package preview

import (
	"cmp"
	"fmt"
	"path"
	"strings"
)

// Attachment is one attachment, of the kind that WeCom calls msgtype: image,
// link, miniprogram, video or file.
type Attachment struct {
	Kind   string
	Title  string // of a link or a mini program
	Desc   string // of a link
	URL    string // of a link
	PicURL string // of a link; its picture is not shown
	AppID  string // of a mini program
	Page   string // of a mini program
	Media  Media  // of an image, a video or a file, and the cover of a mini program
}

func bubble(a Attachment, w Words) Element {
	switch a.Kind {
	case "image":
		return pictured(element("div", "bubble picture"), "image", w.Image, a.Media, w)
	case "video":
		return pictured(element("div", "bubble picture"), "video", w.Video, a.Media, w)
	case "file":
		return file(a.Media, w)
	case "link":
		return link(a, w)
	case "miniprogram":
		return miniProgram(a, w)
	}

	// Of another kind a customer gets something, too.
	return element("p", "bubble text", text(fmt.Sprintf("[%s]", a.Kind)))
}

// link shows no picture: it is at another host, which a preview does not ask.
func link(a Attachment, w Words) Element {
	thumb := element("span", "thumb", text("🔗"))
	if a.PicURL != "" {
		thumb = element("span", "thumb", text("🖼")).with("title", w.NotLoaded)
	}

	return element("div", "bubble link",
		element("p", "card-title", text(a.Title)),
		element("div", "link-body", element("p", "card-text", text(a.Desc)), thumb.hidden()),
		element("p", "card-foot", text(a.URL)),
	)
}

func miniProgram(a Attachment, w Words) Element {
	return element("div", "bubble mini",
		element("div", "mini-app", element("span", "mini-icon").hidden(), element("code", "", text(a.AppID))),
		element("p", "card-title", text(a.Title)),
		pictured(element("div", "mini-cover"), "image", w.Cover, a.Media, w),
		element("p", "card-foot", text(w.MiniProgram+" · "), element("code", "", text(a.Page))),
	)
}

func file(m Media, w Words) Element {
	name, about := m.Name, size(m.Size, w)
	if !m.Known {
		name, about = m.ID, w.Unknown
	}

	letters := []rune(strings.TrimPrefix(path.Ext(name), "."))
	kind := strings.ToUpper(string(letters[:min(len(letters), 4)]))

	return element("div", "bubble file",
		element("div", "", append([]Element{
			element("p", "card-title", text(name)), element("p", "card-text", text(about)),
		}, expired(m, w)...)...),
		element("span", "file-kind", text(cmp.Or(kind, "?"))).hidden(),
	)
}
