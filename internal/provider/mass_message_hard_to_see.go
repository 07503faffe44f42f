package provider

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

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

	var named strings.Builder

	name := func(place, before, after string) {
		if difference := smallDifference(before, after); difference != "" {
			fmt.Fprintf(&named, " The %s differs in %s.", place, difference)
		}
	}

	if kept("text") {
		name("text", sent.Text(), wanted.Text())
	}

	if kept("attachments") {
		for i := range min(len(then.Attachments), len(now.Attachments)) {
			shown := shownOf(now.Attachments[i])
			for part, before := range shownOf(then.Attachments[i]) {
				if after := shown[part]; after.name == before.name {
					name(fmt.Sprintf("attachments[%d].%s", i, before.name), before.text, after.text)
				}
			}
		}
	}

	nameTriggers(config.Triggers, state.Triggers, &named, name)

	return named.String()
}

// nameTriggers names differences of values, and of keys of which one took the
// place of another. That a counter goes up by one is no news.
func nameTriggers(config, state types.Map, named *strings.Builder, name func(place, before, after string)) {
	now, _ := comparableTriggers(config)
	before, _ := comparableTriggers(state)

	for _, key := range slices.Sorted(maps.Keys(now)) {
		old, stays := before[key]

		switch {
		case stays && withoutDigits(old) == withoutDigits(now[key]):
		// A value may be sensitive.
		case stays && wording.HardToSee(old, now[key]) != "" && wording.ShowsMuch(old, now[key]):
			fmt.Fprintf(named, " The value triggers[%s] differs in what is hard to see.", strconv.QuoteToASCII(wording.Shortened(key)))
		case stays:
			name(fmt.Sprintf("value triggers[%s]", strconv.QuoteToASCII(wording.Shortened(key))), old, now[key])
		default:
			for _, gone := range slices.Sorted(maps.Keys(before)) {
				if _, there := now[gone]; !there {
					name("key of triggers", gone, key)
				}
			}
		}
	}
}

func withoutDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}

		return r
	}, text)
}

// smallDifference names what a reviewer may overlook; "" where there is more.
func smallDifference(before, after string) string {
	if difference := wording.HardToSee(before, after); difference != "" {
		return "what is hard to see: " + difference
	}

	return wording.FewCharacters(before, after)
}

// shownText is a text of an attachment that customers see, or where a tap on it
// leads.
type shownText struct{ name, text string }

// shownOf are the texts of an attachment, each at a place of its own. Those of
// another kind have other names.
func shownOf(a wecom.Attachment) [4]shownText {
	switch {
	case a.Link != nil:
		return [4]shownText{{"link.title", a.Link.Title}, {"link.desc", a.Link.Desc}, {"link.url", a.Link.URL}, {"link.picurl", a.Link.PicURL}}
	case a.Miniprogram != nil:
		return [4]shownText{{"miniprogram.title", a.Miniprogram.Title}, {"miniprogram.page", a.Miniprogram.Page}, {"miniprogram.appid", a.Miniprogram.AppID}}
	case a.Image != nil:
		return [4]shownText{{"image.pic_url", a.Image.PicURL}}
	default:
		return [4]shownText{}
	}
}
