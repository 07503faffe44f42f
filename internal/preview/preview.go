// Package preview shows a message as a customer sees it: a chat on a phone, one
// bubble for the text and one for each attachment. The page of the simulator
// and pages without scripts show the same elements.
//
// A preview asks no host for anything, and has no links: whatever a message
// says is text. It knows neither the client nor the simulator, and needs
// nothing but the standard library.
package preview

import (
	"cmp"
	_ "embed" // phone.css
	"fmt"
	"strconv"
	"unicode/utf8"
)

// CSS is the style of a preview, in light and dark. It needs no other style. A
// phone scrolls; inside an element of class "whole" it is as long as its
// message.
//
//go:embed phone.css
var CSS string

// Message is a message to one customer or, with Group, to a group.
type Message struct {
	Text        string
	Attachments []Attachment
	Member      string // name of who speaks; empty is the word for a member
	Group       *Group
	Time        string // as it is shown; empty shows none
}

// Group is a group of customers. Its name and size may be unknown.
type Group struct {
	Name    string
	Members int
}

// Of is the preview of a message.
func Of(m Message, w Words) Element {
	member := cmp.Or(m.Member, w.Member)

	chat := []Element{}
	if m.Time != "" {
		chat = append(chat, element("div", "chat-time", text(m.Time)))
	}

	if m.Text != "" {
		chat = append(chat, said(element("p", "bubble text", text(m.Text)), member, m.Group, w))
	}

	for _, attachment := range m.Attachments {
		chat = append(chat, said(bubble(attachment, w), member, m.Group, w))
	}

	return element("section", "phone",
		element("div", "phone-top",
			element("span", "phone-back", text("‹")).hidden(),
			element("div", "phone-name", chatName(member, m.Group, w)...),
			element("span", "", text("⋯")).hidden(),
		),
		element("div", "chat", chat...),
		element("div", "phone-bottom", element("span", "")).hidden(),
	).with("aria-label", w.Preview)
}

// chatName is the top line, as a phone writes it: who speaks, or the name of a
// group and how many are in it.
func chatName(member string, group *Group, w Words) []Element {
	if group == nil {
		return []Element{element("b", "", text(member)), element("span", "", text(w.AtCompany))}
	}

	name := cmp.Or(group.Name, w.CustomerGroup)
	if group.Members > 0 {
		name = fmt.Sprintf("%s (%s)", name, grouped(group.Members))
	}

	return []Element{element("b", "", text(name))}
}

// grouped writes a number with commas, as both languages do.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}

	return digits
}

// said is a bubble beside the face of who speaks. In a group everybody is named
// over what they say.
func said(bubble Element, member string, group *Group, w Words) Element {
	saying := []Element{bubble}

	if group != nil {
		name := element("p", "says", text(member), element("span", "", text(w.AtCompany)))
		saying = []Element{name, bubble}
	}

	_, first := utf8.DecodeRuneInString(member)

	return element("div", "said",
		element("span", "face", text(member[:first])).hidden(),
		element("div", "saying", saying...),
	)
}
