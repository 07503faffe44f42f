package provider

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// hardToSee names changes of what customers read that a reviewer would
// overlook: of the text, of an attachment at the same place, and of triggers.
func hardToSee(config, state massMessageModel, wanted draft.Draft) string {
	sent := state.recorded()
	then, now := sent.Message, wanted.Message
	has, had := sent.Digests(), state.sentDigests()

	// kept: the plan knows the attribute, and the state still has what
	// was sent of it.
	kept := func(name string) bool {
		return !wanted.Unknown[name] && has[name] == had[name]
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

	triggers, _ := comparableTriggers(config.Triggers)
	were, _ := comparableTriggers(state.Triggers)

	for _, key := range slices.Sorted(maps.Keys(triggers)) {
		if before, ok := were[key]; ok {
			name(fmt.Sprintf("value triggers[%s]", strconv.QuoteToASCII(wording.Shortened(key))), before, triggers[key])
			continue
		}

		for before := range were {
			if _, stays := triggers[before]; !stays {
				name("key of triggers", before, key)
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
