package provider

import (
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// hardToSee names changes of what customers read that a reviewer would
// overlook: of the text, and of an attachment at the same place.
func hardToSee(state massMessageModel, wanted draft.Draft) string {
	sent := state.recorded()
	then, now := sent.Message, wanted.Message
	has, were := sent.Digests(), state.sentDigests()

	// kept: the plan knows the attribute, and the state still has what
	// was sent of it.
	kept := func(name string) bool {
		return !wanted.Unknown[name] && has[name] == were[name]
	}

	var named string

	name := func(place, before, after string) {
		if difference := wording.HardToSee(before, after); difference != "" {
			named += fmt.Sprintf(" The %s differs in what is hard to see: %s.", place, difference)
		}
	}

	if kept("text") {
		name("text", sent.Text(), wanted.Text())
	}

	if kept("attachments") {
		for i := range min(len(then.Attachments), len(now.Attachments)) {
			read := readOf(now.Attachments[i])
			for part, before := range readOf(then.Attachments[i]) {
				if after := read[part]; after.name == before.name {
					name(fmt.Sprintf("attachments[%d].%s", i, before.name), before.text, after.text)
				}
			}
		}
	}

	return named
}

// readable is a text of an attachment that customers read.
type readable struct{ name, text string }

// readOf are the texts of an attachment, the title first. Those of another kind
// have other names.
func readOf(a wecom.Attachment) [2]readable {
	switch {
	case a.Link != nil:
		return [2]readable{{"link.title", a.Link.Title}, {"link.desc", a.Link.Desc}}
	case a.Miniprogram != nil:
		return [2]readable{{"miniprogram.title", a.Miniprogram.Title}}
	default:
		return [2]readable{}
	}
}
